// Package progress shows how far a step is, on a terminal and only there.
package progress

import (
	"io"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// stepAfter is how long a step takes before anything is shown of it.
const stepAfter = time.Second

// Steps shows how far a step is, on a terminal and only there.
type Steps struct {
	On    bool
	After time.Duration // before anything is shown of a step; 0 is a second
}

// Step is something that takes time. The nil Step shows nothing.
type Step struct {
	all   *mpb.Progress
	bar   *mpb.Bar
	timer *time.Timer
}

// Start begins a step of so many parts, 0 where that is not known: then only
// the time that has passed is shown.
func (s *Steps) Start(out io.Writer, name string, parts int) *Step {
	if !s.On {
		return nil
	}
	after := s.After
	if after == 0 {
		after = stepAfter
	}
	delay := make(chan struct{})
	st := &Step{timer: time.AfterFunc(after, func() { close(delay) }),
		all: mpb.New(mpb.WithOutput(out), mpb.WithAutoRefresh(), mpb.WithRenderDelay(delay), mpb.WithRefreshRate(200*time.Millisecond))}
	if parts == 0 {
		st.bar = st.all.New(0, mpb.SpinnerStyle(), mpb.BarWidth(1), mpb.BarRemoveOnComplete(),
			mpb.AppendDecorators(decor.Name(" "+name+" "), decor.Elapsed(decor.ET_STYLE_GO)))
		return st
	}
	st.bar = st.all.AddBar(int64(parts), mpb.BarWidth(30), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(name+" "), decor.CountersNoUnit("%d of %d ")),
		mpb.AppendDecorators(decor.AverageSpeed(0, " %.1f/s, "), decor.AverageETA(decor.ET_STYLE_GO), decor.Name(" left")))
	return st
}

// Add says that so many parts are done.
func (s *Step) Add(n int) {
	if s != nil {
		s.bar.IncrBy(n)
	}
}

// Done ends the step and takes it off the screen.
func (s *Step) Done() {
	if s == nil {
		return
	}
	s.timer.Stop()
	s.bar.Abort(true)
	s.all.Wait()
}
