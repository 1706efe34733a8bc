package figures

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	plottext "gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// DefaultSources is how many sources a figure shows unless it is told
// otherwise: what a page has room for.
const DefaultSources = 30

// Options say what is drawn.
type Options struct {
	// Sources is how many sources a figure shows, those with the most articles;
	// 0 is all.
	Sources int
}

// Names are the figures in the order in which they are drawn. The curve of the
// multiverse is a figure for each target, multiverse_TARGET.
func Names() []string {
	return []string{"sources", "stances", "contrasts", "timeline", "trends", "cooperation", "labels", "labelling", "frames", "voices", "multiverse", "flow"}
}

// Draw makes the figures of a run. Only its estimates, labels, frames and flow
// are used.
func Draw(run *report.Run, o Options) []*Figure {
	m := newMaker(run, o)
	list := []*Figure{m.forest(), m.stances(), m.contrasts(), m.timeline(), m.trends(), m.cooperation(), m.labels(), m.labelling(), m.frames(), m.voices()}
	list = append(append(list, m.curves()...), m.flow())
	return slices.DeleteFunc(list, func(f *Figure) bool { return f == nil })
}

// maker holds what the figures share.
type maker struct {
	run     *report.Run
	text    plottext.Handler
	names   map[string]string // of the targets
	sources []string          // that are shown
	all     int               // sources that there are
	counts  map[string]int    // articles by source; "" at level all is total
	total   int
	room    int // sources in a figure; 0 for all
}

func newMaker(run *report.Run, o Options) *maker {
	m := &maker{run: run, text: handler(), room: o.Sources, counts: map[string]int{}, names: map[string]string{"relationship": "their relationship",
		"actor1": cmp.Or(run.Info.Names.Actor1, "actor1"), "actor2": cmp.Or(run.Info.Names.Actor2, "actor2")}}
	for i := range run.Sources {
		switch e := &run.Sources[i]; {
		case e.Measure != "quoted_share":
		case e.Level == "all":
			m.total = e.Articles
		case e.Level == "source":
			m.counts[e.Source] = e.Articles
			m.sources = append(m.sources, e.Source)
		}
	}
	slices.SortFunc(m.sources, func(a, b string) int { return cmp.Or(cmp.Compare(m.counts[b], m.counts[a]), cmp.Compare(a, b)) })
	m.all = len(m.sources)
	if o.Sources > 0 {
		m.sources = m.sources[:min(len(m.sources), o.Sources)]
	}
	return m
}

// sourceName is a source, or a group, as a figure writes it.
func (m *maker) sourceName(s string) string {
	return short(cmp.Or(s, m.words("(source not known)")), 26)
}

// words says groups for sources where the run is by groups of them; an outlet's own
// words stay those of the source.
func (m *maker) words(s string) string {
	if m.run.Options.By == "" {
		return s
	}
	return strings.NewReplacer("source's", "source's", "source", "group").Replace(s)
}

// gap stands between a name and its number: two spaces that nobody joins.
const gap = "\u00a0\u00a0"

// figure makes a figure of its parts; the note is wrapped.
func (m *maker) figure(name, title string, panels [][]*plot.Plot, body vg.Length, data []Datum, note ...string) *Figure {
	text := m.words(strings.Join(slices.DeleteFunc(note, func(s string) bool { return s == "" }), " ")) + " Run " + m.run.ID + "."
	return &Figure{Name: name, title: m.words(title), Data: data, panels: panels, body: body, pad: 14, text: m.text,
		note: wrap(m.text, text, noteSize, pageWidth-2*edgeSpace)}
}

// ofSources says how many articles and sources a figure is of.
func (m *maker) ofSources() string {
	articles := fmt.Sprintf("n = %s of %s.", say.Count(m.total, "article"), say.Count(m.all, "source"))
	if n, ok := m.counts[""]; ok {
		articles = fmt.Sprintf("n = %s, %d of them of no known source and the others of %s.", say.Count(m.total, "article"), n, say.Count(m.all-1, "source"))
	}
	if len(m.sources) < m.all {
		articles += fmt.Sprintf(" Shown: the %d sources with the most articles.", len(m.sources))
	}
	return articles + " Behind a name: its articles."
}

// left says that sources are not shown.
func (m *maker) left(f *Figure) *Figure {
	if len(m.sources) < m.all {
		f.Left = m.words(fmt.Sprintf("%d of %d sources, those with the most articles", len(m.sources), m.all))
	}
	return f
}

// estimate is a mark with where it comes from.
type estimate struct {
	mark
	level, source, period string
	n                     int // articles
	method                string
	reaches               table.Num // confidence level
	starred               bool
}

// estimateOf makes a mark of a row of sources or timeline.
func estimateOf(e *table.EstimateRow, voice string) estimate {
	d := estimate{mark: interval(e.Mean, e.Low, e.High, voice), level: e.Level, source: e.Source, period: e.Period, n: e.Articles, method: e.Method, reaches: e.CILevel}
	return d
}

// interval makes a mark of a mean and its interval.
func interval(mean, low, high table.Num, voice string) mark {
	return mark{x: mean.Value, low: low.Value, high: high.Value, known: low.Known && high.Known && low.Value < high.Value, quoted: voice == quotedVoice}
}

// The two sorts of marks.
const (
	ownVoice    = "own"
	quotedVoice = "quoted"
)

// datum is a mark as data.
func (e *estimate) datum(panel, name string) Datum {
	d := Datum{Panel: panel, Name: name, Series: ownVoice, Value: table.Num{Value: e.x, Known: true}, N: e.n}
	if e.quoted {
		d.Series = quotedVoice
	}
	if e.known {
		d.Low, d.High = table.Num{Value: e.low, Known: true}, table.Num{Value: e.high, Known: true}
	}
	return d
}

// hollow says what a hollow mark is, where there are others.
func hollow(list []estimate) string {
	if slices.ContainsFunc(list, func(e estimate) bool { return e.known }) {
		return "Hollow: no interval, too few stories or no variation."
	}
	return ""
}

// intervals says in words how the intervals of a figure were made.
func intervals(list []estimate) string {
	methods, levels := map[string]bool{}, map[float64]bool{}
	for _, e := range list {
		if e.known {
			methods[methodName(e.method)] = true
			levels[e.reaches.Value] = true
		}
	}
	if len(methods) == 0 {
		return "Nothing here has an interval: too few stories or no variation."
	}
	level := ""
	if of := slices.Sorted(maps.Keys(levels)); of[0] > 0 {
		level = percent(of[0]) + " % "
		if last := percent(of[len(of)-1]) + " % "; last != level {
			level = percent(of[0]) + " to " + last
		}
	}
	return "Bars: " + level + "intervals over stories (" + strings.Join(slices.Sorted(maps.Keys(methods)), "; ") + ")."
}

// methodName is how an interval was made, in words.
func methodName(method string) string {
	switch method {
	case "outer_t":
		return "outer ends of t, moved for skewness, and expanded percentile bootstrap"
	case "t":
		return "t"
	case "percentile_expanded":
		return "expanded percentile bootstrap"
	case "percentile":
		return "percentile bootstrap"
	case "bca":
		return "BCa bootstrap"
	case "wild_t":
		return "wild cluster bootstrap"
	case "sen":
		return "Sen"
	}
	return method
}

// percent writes a share without its sign.
func percent(share float64) string { return strconv.FormatFloat(share*100, 'f', 0, 64) }

func scoreTicks() []plot.Tick {
	return []plot.Tick{{Value: -1, Label: "–1"}, {Value: -0.5}, {Value: 0, Label: "0"}, {Value: 0.5}, {Value: 1, Label: "+1"}}
}

// between says which values of ticks get a line.
func valuesOf(ticks []plot.Tick) []float64 {
	out := make([]float64, len(ticks))
	for i, t := range ticks {
		out[i] = t.Value
	}
	return out
}
