package page

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// pageFacts are what the charts must know beside the tables.
type pageFacts struct {
	RunID          string        `json:"run_id"`
	Study          string        `json:"study"`
	Names          [3]string     `json:"names"` // of the targets
	Scorer         string        `json:"scorer"`
	RelationScorer string        `json:"relation_scorer"`
	Period         report.Period `json:"period"`
	Level          float64       `json:"level"`
	Few            int           `json:"few"`        // fewer clusters have no interval
	Small          int           `json:"small"`      // fewer have a wide one
	Multiverse     string        `json:"multiverse"` // run: as multiverse.csv has it; look: with t intervals, for the page only
	Events         []pageEvent   `json:"events"`
	By             string        `json:"by,omitempty"` // the column whose groups stand in the place of sources; the articles then have a column group
	Sources        []pageCount   `json:"sources"`      // those with the most articles first
	Unit           string        `json:"unit"`         // what a row is
}

type pageEvent struct {
	Name string `json:"name"`
	Date string `json:"date"`
}

// pageCount is a source with its articles that count.
type pageCount struct {
	Name     string `json:"name"`
	ID       string `json:"id"` // of its row on the page
	Articles int    `json:"articles"`
}

// estimateColumns are the columns of sources and timeline that charts use.
func estimateColumns() []string {
	return []string{"level", "source", "period", "holder_class", "voice", "target", "scope", "measure", "scorer", "n_articles", "n_clusters",
		"n_rows", "mean", "sd", "se", "ci_low", "ci_high", "ci_level", "ci_method", "share_negative", "share_neutral", "share_positive",
		"expected_negative", "expected_positive", "flag_small_n", "n_gold", "mean_ppi", "ppi_low", "ppi_high", "mean_dsl", "dsl_low", "dsl_high", "warnings"}
}

// htmlSourceRows is how many rows of the timelines and trends of single
// sources the page holds; beyond it has those of all sources only.
const htmlSourceRows = 60000

// figureData is what the charts are drawn from, packed.
func (m *pageMaker) figureData(p *page) (template.HTML, error) {
	facts, err := json.Marshal(m.facts(p))
	if err != nil {
		return "", err
	}
	v, err := m.multiverse()
	if err != nil {
		return "", err
	}
	return packed(append(append([]byte(`{"facts":`), facts...), ','), append(m.figureTables(), multiverseTables(v)...))
}

func (m *pageMaker) facts(p *page) pageFacts {
	o := m.run.Options
	f := pageFacts{RunID: m.run.ID, Study: p.Study, Names: m.names, Scorer: table.Shown(m.scorer()), RelationScorer: table.Shown(m.asks.Relation.Scorer),
		Multiverse: multiverseLook, Period: o.Period, Level: o.Rule.Level, Few: o.Rule.MinClusters, Small: o.Rule.SmallClusters,
		Events: []pageEvent{}, Sources: []pageCount{}, Unit: m.unit()}
	if o.By != "" {
		f.By = table.Shown(table.MetaPrefix + o.By)
	}
	if m.run.Multiverse != nil {
		f.Multiverse = multiverseOfRun
	}
	for _, e := range o.Events {
		f.Events = append(f.Events, pageEvent{table.Shown(e.Name), e.Date})
	}
	for _, s := range m.run.Summary[1:] {
		f.Sources = append(f.Sources, pageCount{table.Shown(s.Source), anchor("s", s.Source), s.Articles})
	}
	return f
}

// figureTables are the tables behind the charts, as far as the run has them.
func (m *pageMaker) figureTables() []dataTable {
	r := m.run
	charted := func(e *table.EstimateRow) bool {
		return m.isCharted(e.Scorer) && slices.Contains(chartedMeasures(), e.Measure)
	}
	ofAll := func(level string, rows int) bool { return level == table.LevelAll || rows <= htmlSourceRows }
	return []dataTable{
		tableOf("sources", table.Fields[table.EstimateRow](), r.Sources, charted, estimateColumns()...),
		tableOfAll("timeline", table.Fields[table.EstimateRow](), r.Timeline.All(), func(e *table.EstimateRow) bool {
			return charted(e) && ofAll(e.Level, r.Timeline.Len())
		}, estimateColumns()...),
		tableOfAll("trends", table.Fields[table.TrendRow](), r.Trends.All(), func(t *table.TrendRow) bool {
			return m.isCharted(t.Scorer) && slices.Contains(chartedMeasures(), t.Measure) && ofAll(t.Level, r.Trends.Len())
		}, "level", "source", "holder_class", "voice", "target", "scope", "measure", "kind", "period", "date", "event", "n_periods", "value", "estimate",
			"ci_low", "ci_high", "p_value", "placebo_p", "warnings"),
		tableOf("stance_matrix", table.Fields[table.StanceRow](), r.Stances, nil),
		referenceTable(),
		tableOf("labels", table.Fields[table.LabelRow](), r.Labels, func(l *table.LabelRow) bool { return m.isCharted(l.Scorer) }),
		tableOf("frame_shares", table.Fields[table.FrameShareRow](), r.FrameShares, nil, "level", "source", "voice", "frame", "subframe", "n_articles", "n_clusters",
			"n_sentences", "n_of", "share", "ci_low", "ci_high", "ci_method", "flag_small_n", "warnings"),
		tableOf("flow", table.Fields[table.FlowRow](), r.Flow, nil),
		tableOf("validation", table.Fields[table.ValidationRow](), r.Validation, nil),
	}
}

// chartedMeasures are the measures that some chart draws.
func chartedMeasures() []string {
	return []string{table.OwnStance, table.Portrayal, table.Relation, table.Directed, table.Labelling, table.QuotedShare, table.SpeechShare}
}

// isCharted says whether a row is one of the figures that the page is about.
func (m *pageMaker) isCharted(scorer string) bool {
	h := &m.asks
	return slices.Contains([]string{"", h.Portrayal[0].Scorer, h.Directed[0].Scorer, h.Relation.Scorer}, scorer)
}

// Where the answers under other choices are from.
const (
	multiverseOfRun = "run"
	multiverseLook  = "look"
)

// htmlMultiverse is how many portrayals a run may have for the page to ask its
// question under every combination of choices.
const htmlMultiverse = 20000

// multiverse gives the answers under every combination of choices: those of
// multiverse.csv where the run has them. Else it asks the question under the
// usual choices with t intervals, which need no draws: a first look, with the
// same means.
func (m *pageMaker) multiverse() (*table.Multiverse, error) {
	r := m.run
	if r.Multiverse != nil {
		return r.Multiverse, nil
	}
	if n := r.Counts.Portrayals; n == 0 || n > htmlMultiverse {
		return &table.Multiverse{}, nil
	}
	o, choices := r.Options, report.DefaultChoices()
	o.Means, choices.Scorer, choices.RowsOfAll = stats.MethodT, m.asks.Own[0].Scorer, true
	return report.NewMultiverse([]report.ScoredRun{{Records: r.Rows}}, choices, r.Info.Seed, o)
}

// multiverseTables are the tables multiverse, of the answers over all sources,
// and multiverse_summary, of every question: none where nobody asked. A row of
// multiverse leads to its portrayals by its own columns and those of the articles
// (see SpecificationRow): dedup within leaves out what has copy_within (weight
// too, at level source), head what has copy_anywhere; period reliable takes
// what has date_is_reliable, even_periods what has a period. n_portrayals is how
// many portrayals that gives.
func multiverseTables(v *table.Multiverse) []dataTable {
	if len(v.Rows) == 0 {
		return nil
	}
	return []dataTable{
		tableOf("multiverse", table.Fields[table.SpecificationRow](), v.Rows, func(s *table.SpecificationRow) bool { return s.Level == table.LevelAll }),
		tableOf("multiverse_summary", table.Fields[table.MultiverseRow](), v.Summary, nil),
	}
}

// referenceTable holds own stances measured on other news, by kind of outlet, to
// read those of a run beside: see docs/codebook.md.
func referenceTable() dataTable {
	t := dataTable{name: "reference"}
	lines := strings.Split(strings.TrimSpace(referenceMarks), "\n")
	for i, name := range strings.Split(lines[0], ",") {
		kind := table.Text
		if i > 0 {
			kind = table.Float
		}
		c := newColumn(name, kind, table.ScoreDecimals)
		for _, line := range lines[1:] {
			c.add(strings.Split(line, ",")[i])
		}
		t.columns = append(t.columns, c.dataColumn)
	}
	t.rows = len(lines) - 1
	return t
}
