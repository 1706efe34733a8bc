package main

import (
	"context"
	"io"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// stepAfter is how long a step takes before anything is shown of it.
const stepAfter = time.Second

// stepper shows how far a step is, on a terminal and only there.
type stepper struct {
	on    bool
	after time.Duration // 0 is stepAfter
}

// step is something that takes time. The nil step shows nothing.
type step struct {
	all   *mpb.Progress
	bar   *mpb.Bar
	timer *time.Timer
}

// start begins a step of so many parts, 0 where that is not known: then only
// the time that has passed is shown.
func (s *stepper) start(out io.Writer, name string, parts int) *step {
	if !s.on {
		return nil
	}
	after := s.after
	if after == 0 {
		after = stepAfter
	}
	delay := make(chan struct{})
	st := &step{timer: time.AfterFunc(after, func() { close(delay) }),
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

// add says that so many parts are done.
func (s *step) add(n int) {
	if s != nil {
		s.bar.IncrBy(n)
	}
}

// done ends the step and takes it off the screen.
func (s *step) done() {
	if s == nil {
		return
	}
	s.timer.Stop()
	s.bar.Abort(true)
	s.all.Wait()
}

type consoleKey struct{}

// withConsole lets what a command calls find the console.
func withConsole(ctx context.Context, c *console) context.Context {
	return context.WithValue(ctx, consoleKey{}, c)
}

// stepsOf shows steps on the console of a context.
func stepsOf(ctx context.Context) func(name string, parts int) func(int) {
	c, _ := ctx.Value(consoleKey{}).(*console)
	return c.step
}

// stepsOn shows steps on stderr.
func stepsOn(stderr io.Writer) func(name string, parts int) func(int) {
	c, _ := stderr.(*console)
	return c.step
}

// step begins a step of so many parts; what it gives takes parts that are done, 0 for
// the end. The nil console shows nothing.
func (c *console) step(name string, parts int) func(int) {
	if c == nil {
		return func(int) {}
	}
	s := c.steps.start(c.out, name, parts)
	return func(n int) {
		if n == 0 {
			s.done()
		}
		s.add(n)
	}
}

// consoleOf is the console of a context, nil where there is none.
func consoleOf(ctx context.Context) io.Writer {
	if c, ok := ctx.Value(consoleKey{}).(*console); ok {
		return c
	}
	return nil
}
