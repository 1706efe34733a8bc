package page

import (
	"bufio"
	"cmp"
	"html/template"
	"io"
	"sync"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// File is the page to look at.
const File = "report.html"

// htmlProblems is how many problems with inputs stand in the page.
const htmlProblems = 50

// parsed is the template of the page.
var parsed = sync.OnceValues(func() (*template.Template, error) {
	return template.New(File).Parse(htmlTemplate)
})

// Write writes report.html: one page that asks for nothing from the
// network. The answer and the main tables stand there as text; charts and the
// search through the judgments are made by the page's own scripts from the
// data packed in it, each sentence once. All text is escaped, and the policy
// of the page lets a browser run and use nothing but what dyad put there.
func Write(w io.Writer, r *report.Run) error {
	t, err := parsed()
	if err != nil {
		return err
	}
	p, err := newPage(r)
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(w, 1<<16)
	if err := t.Execute(buf, p); err != nil {
		return err
	}
	return buf.Flush()
}

// page is what the template shows. Text in it is as it should be read; the
// template escapes it.
type page struct {
	Policy      string
	Style       template.CSS
	Plot, App   template.JS
	Charts      string // what they are drawn with
	FigureData  template.HTML
	RowData     template.HTML
	Study       string
	Names       [3]string // of the targets: actor1, actor2, relationship
	Unit        string    // what a row is: source
	Coverage    words
	Cards       []card
	Cautions    []words
	Warnings    []warningView
	Problems    []string
	MoreProblem int
	Flow        []flowView
	Sources     []sourceView
	Pairs       []pairView
	Level       string // of the intervals
	Few         int    // articles, below which there is none
	RunID       string
	Tool        string
	Version     string
	Hash        string // of the study
	Seed        uint64
	Inputs      int
}

// pageMaker gathers what the parts of the page share.
type pageMaker struct {
	run     *report.Run
	asks    report.HeadlineQuestions
	sources map[report.CellKey]*table.EstimateRow
	names   [3]string
}

func newPage(r *report.Run) (*page, error) {
	hash, err := r.Info.StudyHash()
	if err != nil {
		return nil, err
	}
	m := newPageMaker(r)
	rule := r.Options.Rule
	app, err := appScript()
	if err != nil {
		return nil, err
	}
	p := &page{
		Policy: policy(app), Style: template.CSS(htmlStyle), Plot: template.JS(plotScript), App: template.JS(app), Charts: chartLibrary(),
		Study: table.StudyName(r.Info.Study), Names: m.names, Unit: m.unit(), Coverage: m.coverage(), Cards: m.cards(), Cautions: m.cautions(), Warnings: m.warnings(),
		Flow: m.flow(), Sources: m.sourceViews(), Pairs: m.pairs(), Level: table.Percent(rule.Level), Few: rule.MinClusters,
		RunID: r.ID, Tool: cmp.Or(table.Shown(r.Info.Tool), "dyad"), Version: table.Shown(r.Info.Version), Hash: hash, Seed: r.Info.Seed,
		Inputs: len(r.Info.Inputs),
	}
	for i, problem := range r.Info.Problems {
		if i == htmlProblems {
			p.MoreProblem = len(r.Info.Problems) - i
			break
		}
		p.Problems = append(p.Problems, table.Shown(problem.String()))
	}
	return p, p.pack(m)
}

// pack puts the data of the scripts into the page.
func (p *page) pack(m *pageMaker) (err error) {
	if p.FigureData, err = m.figureData(p); err != nil {
		return err
	}
	p.RowData, err = m.rowData()
	return err
}

func newPageMaker(r *report.Run) *pageMaker {
	m := &pageMaker{run: r, sources: report.CellIndex(r.Sources),
		names: [3]string{table.Shown(cmp.Or(r.Info.Names.Actor1, "actor1")), table.Shown(cmp.Or(r.Info.Names.Actor2, "actor2")), "their relationship"}}
	m.asks = r.HeadlineQuestions()
	return m
}

// scorer is the one whose figures the page is about.
func (m *pageMaker) scorer() string {
	return cmp.Or(m.asks.Portrayal[0].Scorer, m.asks.Directed[0].Scorer)
}

// anchor makes an id from a name of any sort.
func anchor(kind, name string) string { return kind + table.Hash([]byte(name))[:12] }
