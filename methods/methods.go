package methods

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/study"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// Methods is a run as its methods section tells of it.
type Methods struct {
	m                  repeat.Verified
	study              *study.Study
	run                *report.Run
	recs               []table.Record
	names              [2]string
	sampled, agreement []part
	parts              []part
}

// part is a paragraph with its heading.
type part struct{ heading, text string }

// Read reads a run whose files are as its manifest says.
func Read(dir string) (*Methods, error) {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if err := m.CheckSchema(dir); err != nil {
		return nil, err
	}
	changed, err := repeat.ChangedFiles(dir, m)
	if err != nil {
		return nil, err
	}
	for _, o := range m.Verified.Outputs {
		if why := changed[o.File]; why != "" {
			return nil, fmt.Errorf("%s: %s %s: its figures are no longer those of run %s; dyad aggregate makes a run of changed tables", dir, o.File, why, m.Verified.RunID)
		}
	}
	run, err := repeat.ReadEstimates(dir)
	if err != nil {
		return nil, err
	}
	s, err := study.Parse("the study of "+dir, m.Verified.Study)
	if err != nil {
		return nil, err
	}
	_, recs, err := repeat.ReadTables(table.TablesIn(dir), table.ReadOptions{Name: dir})
	if err != nil {
		return nil, err
	}
	names := m.Verified.Names
	return &Methods{m: m.Verified, study: s, run: run, recs: recs,
		names: [2]string{cmp.Or(names.Actor1, "actor1"), cmp.Or(names.Actor2, "actor2")}}, nil
}

// Write writes the paragraphs, as text or as Markdown with a heading each.
func (m *Methods) Write(w io.Writer, markdown bool) error {
	m.parts = nil
	m.articles()
	if err := m.scoring(); err != nil {
		return err
	}
	m.estimation()
	m.parts = append(m.parts, m.sampled...)
	m.correction()
	m.parts = append(m.parts, m.agreement...)
	m.citation()
	for i, p := range m.parts {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if markdown {
			fmt.Fprintf(w, "### %s\n\n", p.heading)
		}
		if _, err := fmt.Fprintln(w, p.text); err != nil {
			return err
		}
	}
	return nil
}

// add adds a paragraph.
func (m *Methods) add(heading string, sentences ...string) {
	m.parts = append(m.parts, paragraph(heading, sentences...)...)
}

// paragraph makes one of sentences; empty ones are left out, and nothing of none.
func paragraph(heading string, sentences ...string) []part {
	sentences = slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
	if len(sentences) == 0 {
		return nil
	}
	return []part{{heading, strings.Join(sentences, " ")}}
}

// articles tells which articles the run is about.
func (m *Methods) articles() {
	first, last, undated, copies := "", "", 0, 0
	sources, counted, unknown := map[string]bool{}, 0, 0
	for i := range m.recs {
		a := &m.recs[i].Article
		if a.ExclusionReason != "" {
			continue
		}
		counted++
		if a.CopyOf != "" {
			copies++
		}
		if a.Source == "" {
			unknown++
		} else {
			sources[a.Source] = true
		}
		switch {
		case a.PublishDate == "":
			undated++
		case first == "":
			first, last = a.PublishDate, a.PublishDate
		default:
			first, last = min(first, a.PublishDate), max(last, a.PublishDate)
		}
	}
	read := fmt.Sprintf("We analysed how news sources frame %s and %s with %s %s (run %s, seed %d). ", m.names[0], m.names[1], m.m.Tool, m.m.Version, m.m.RunID, m.m.Seed)
	read += m.flow()
	from := fmt.Sprintf("The articles that count come from %s", say.Count(len(sources), "source"))
	if unknown > 0 {
		from += fmt.Sprintf(" (of %s the source is not known)", say.Count(unknown, "article"))
	}
	if first != "" {
		from += fmt.Sprintf(" and were published from %s to %s", first, last)
	}
	if undated > 0 {
		from += fmt.Sprintf("; %s without a date", say.Count(undated, "article"))
		from += map[bool]string{true: " has", false: " have"}[undated == 1] + " no part in figures over time"
	}
	how := map[string]string{"within": "copies within one source count once", "none": "all copies count", "head": "only one article of each text counts",
		"weight": "copies weigh as one article together"}[m.study.Dedup]
	if copies > 0 {
		how = fmt.Sprintf("%s a copy of another article: %s.", map[bool]string{true: "One of them is", false: strconv.Itoa(copies) + " of them are each"}[copies == 1], how)
	} else {
		how = ""
	}
	if counted == 0 {
		from, how = "", ""
	} else {
		from += "."
	}
	m.add("Articles", read, from, how)
}

// flow tells what became of the articles that were found.
func (m *Methods) flow() string {
	reasons := map[string]map[string]int{}
	for _, r := range m.run.Flow {
		if r.Reason != "" {
			if reasons[r.Stage] == nil {
				reasons[r.Stage] = map[string]int{}
			}
			reasons[r.Stage][r.Reason] += r.NReason
		}
	}
	means := map[string]string{"read": "could be read", "in_language": "are in a language of the study (" + strings.Join(m.study.Languages, ", ") + ")",
		"mentions_actor": "mention an actor", "mentions_both": "mention both actors and count", "scored": "have a row that counts"}
	var out []string
	for _, r := range m.run.Flow {
		switch {
		case r.Reason != "":
		case r.Stage == "found":
			out = append(out, fmt.Sprintf("Of %s found", say.Count(r.N, "article")))
		case r.IsFilter && means[r.Stage] != "" && (r.Lost > 0 || r.Stage == "mentions_both"):
			text := fmt.Sprintf("%d %s", r.N, means[r.Stage])
			var why []string
			for reason, n := range reasons[r.Stage] {
				why = append(why, fmt.Sprintf("%s %d", strings.ReplaceAll(reason, "_", " "), n))
			}
			slices.Sort(why)
			if r.Lost > 0 {
				text += fmt.Sprintf(" (%d left out", r.Lost)
				if len(why) > 0 {
					text += ": " + strings.Join(why, ", ")
				}
				text += ")"
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ") + "."
}

// scoring tells who scored, and how well it does on codes.
func (m *Methods) scoring() error {
	var lines, measured []string
	for _, d := range m.m.Scorers {
		switch d.Name {
		case "reader":
			text, on, err := m.reader(d.Version)
			if err != nil {
				return err
			}
			lines, measured = append(lines, text), append(measured, on...)
		case "lexical":
			lines = append(lines, fmt.Sprintf("Scorer lexical (version %s) applies rules and word lists to the parsed sentence; it was trained on nothing.", d.Version))
		default:
			lines = append(lines, fmt.Sprintf("Scorer %s (version %s): %s.", d.Name, cmp.Or(d.Version, "not said"), d.Doc))
		}
	}
	n := map[string]int{}
	for i := range m.recs {
		rec := &m.recs[i]
		for k := range rec.Portrayals {
			n["portrayal"] += one(rec.Portrayals[k].Counts)
		}
		for k := range rec.Relations {
			n["relation"] += one(rec.Relations[k].Counts)
		}
		for k := range rec.Judgments {
			n["judgment"] += one(rec.Judgments[k].Counts)
		}
	}
	rows := fmt.Sprintf("The headline rests on %s (how a sentence makes an actor look, and whether the source takes a side in its own words), %s (dealings of the two told as having taken place) and %s (one holder's explicit attitude to one target).",
		say.Count(n["portrayal"], "portrayal"), table.Counted(n["relation"], "relation"), table.Counted(n["judgment"], "judgment"))
	var models []string
	for _, r := range m.m.Resources {
		if r.Kind == "own_lexicon" {
			models = append(models, fmt.Sprintf("%s (SHA-256 %s)", r.Name, r.SHA256))
		}
	}
	own := ""
	if len(models) > 0 {
		own = "Lexicons of our own: " + strings.Join(models, "; ") + "."
	}
	m.add("Scoring", append(lines, own, rows)...)
	m.add("Measured quality of the scorer", measured...)
	return nil
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reader tells of the trained reader: its weights and what they were trained on,
// and the figures that were published of it. Both are of this program's reader, so
// they are told only where the run has the same.
func (m *Methods) reader(version string) (text string, measured []string, err error) {
	hash := ""
	for _, r := range m.m.Resources {
		if r.Kind == "model" && r.Name == "reader" {
			hash = r.SHA256
		}
	}
	text = fmt.Sprintf("Every sentence that mentions an actor was scored by dyad's reader (version %s", version)
	if hash != "" {
		text += ", weights SHA-256 " + hash
	}
	text += "), a trained encoder before which the actors' names are masked, joined with the votes of dyad's rules."
	card, err := validate.ReaderCard()
	if err != nil {
		return "", nil, err
	}
	s, err := pipeline.NewScorer("reader")
	if err != nil {
		return "", nil, err
	}
	if card.SHA256 != hash || s.Describe().Version != version {
		return text, nil, nil
	}
	var data []string
	for _, d := range card.TrainedOn {
		one := d.Data
		if d.Reference != "" {
			one += " (" + d.Reference + ")"
		}
		data = append(data, one)
	}
	if len(data) > 0 {
		text += " The weights were made from " + strings.Join(data, "; ") + "."
	}
	if c, ok := s.(*stance.Combined); ok {
		t := func(t stance.Threshold) string {
			return fmt.Sprintf("%s (%s where a rule says the same)", decimals(t.SureAlone), decimals(t.SureVoted))
		}
		text += " The probabilities of a sentence are joined with those of the other sentences of its article about the same actors, as a conditional logit on coded sentences weighs them."
		text += fmt.Sprintf(" Portrayals and own stances are averaged as expected values, without a threshold; a relation counts from a probability of %s, a judgment by the source from %s, by one actor of the other from %s, by somebody else from %s.",
			t(c.Join.Dealings), t(c.Join.Own), t(c.Join.Directed), t(c.Join.Other))
	}
	measured, err = published(version)
	return text, measured, err
}

// decimals writes a number with as many decimals as it has, three at most.
func decimals(x float64) string { return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64) }

// publishedFigures are the figures that are told of the reader: first those on
// gold sets coded by people, then those on sentences coded by a language model.
func publishedFigures() (people, machine [][4]string) {
	return [][4]string{
			{"reader/mtsc", "target dev_rw", "macro_f1", "how a sentence treats a target (NewsMTSC dev, real-world, own head): macro-F1"},
			{"reader/portrayal", "target dev_rw", "macro_f1", "the same by the head that a run uses: macro-F1"},
			{"reader/dse", "directed valid", "macro_f1", "who is for or against whom (DSE valid, own head): macro-F1"},
			{"reader/directed", "directed valid", "macro_f1", "the same by the head that a run uses: macro-F1"},
			{"reader", "relation dev", "cooperation_macro_f1", "cooperation or conflict (PLV dev): macro-F1"},
			{"reader", "stances dev", "triple_f1", "who is for or against whom in whole articles (SEESAW dev): F1 of triples"},
		}, [][4]string{
			{"reader", "portrayal codes test", "macro_f1", "portrayal: macro-F1"},
			{"reader", "own codes test", "pearson", "own stance, expected value against the code: correlation"},
			{"reader", "own codes test", "macro_f1", "own stance: macro-F1"},
			{"reader", "relation codes test", "macro_f1", "relation: macro-F1"},
			{"reader", "stances codes test", "triple_f1", "stances: F1 of triples"},
		}
}

// published gives the figures of a version of the reader, in sentences.
func published(version string) ([]string, error) {
	list, err := validate.ReadMetricsCSV(bytes.NewReader(reader.Figures()), "figures.csv")
	if err != nil {
		return nil, err
	}
	tell := func(wanted [][4]string) string {
		var out []string
		for _, want := range wanted {
			for _, of := range list {
				for _, x := range of.Metrics {
					if x.Scorer == want[0] && x.Task == want[1] && x.Name == want[2] && x.Class == "" && of.From.Versions[x.Scorer] == version {
						out = append(out, want[3]+" "+inWords(x))
					}
				}
			}
		}
		return strings.Join(out, "; ")
	}
	people, machine := publishedFigures()
	var out []string
	if text := tell(people); text != "" {
		out = append(out, "Held against parts of gold sets coded by people that its training has not seen (95 % intervals; dyad model eval reader): "+text+".")
	}
	if text := tell(machine); text != "" {
		out = append(out, "Held against sentences of news coded by a language model, codes and not gold, from articles that its training has not seen: "+text+".")
	}
	return out, nil
}

// inWords is a metric with its interval and n.
func inWords(x validate.Metric) string {
	text := fmt.Sprintf("%.2f", x.Value)
	if !math.IsNaN(x.Low) {
		text += fmt.Sprintf(" (%.2f to %.2f)", x.Low, x.High)
	}
	return fmt.Sprintf("%s, n = %d", text, x.N)
}

// estimation tells how means, intervals and comparisons were made.
func (m *Methods) estimation() {
	t := m.study.Thresholds
	weights := map[string]string{"article": "each article weighing the same", "sentence": "each article weighing by its rows", "salience": "each article weighing by the share of its sentences with such a row"}[m.study.Weights]
	used, drawn := map[string]int{}, false
	for i := range m.run.Sources {
		r := &m.run.Sources[i]
		if r.Low.Known {
			used[r.Method]++
			drawn = drawn || r.Draws > 0
		}
	}
	if len(m.run.Sources) == 0 {
		return
	}
	text := []string{fmt.Sprintf("Figures are means over articles of the article's mean over its rows, %s.", weights)}
	if len(used) > 0 {
		intervals := fmt.Sprintf("Intervals (level %s %%) resample stories, that is clusters of copies of one text: %s", decimals(100*t.Level), intervalWords(used))
		if drawn {
			intervals += fmt.Sprintf(" (%d draws, seed %d)", t.Draws, m.m.Seed)
		}
		text = append(text, intervals+fmt.Sprintf(". With fewer than %d stories there is no interval; with fewer than %d it is flagged; one that covers more than half of the scale is withheld.", t.MinClusters, t.SmallClusters))
	} else {
		text = append(text, fmt.Sprintf("No figure has an interval: that takes %d stories, and an interval of less than half of the scale.", t.MinClusters))
	}
	tested, compared := 0, map[string]int{}
	for i := range m.run.Contrasts {
		r := &m.run.Contrasts[i]
		tested += one(r.QValue.Known)
		if r.Low.Known {
			compared[r.Method]++
		}
	}
	if n := len(m.run.Contrasts); n > 0 {
		c := fmt.Sprintf("%s of sources were made", say.Count(n, "comparison"))
		if len(compared) > 0 {
			c += ", their intervals by " + intervalWords(compared)
		}
		if tested > 0 {
			c += fmt.Sprintf("; %s with a p-value, adjusted for their number by Holm and by Benjamini and Hochberg (detail/contrasts.csv)", map[bool]string{true: "one", false: strconv.Itoa(tested)}[tested == 1])
		}
		text = append(text, c+".")
	}
	if n := m.run.Trends.Len(); n > 0 {
		text = append(text, fmt.Sprintf("Change over time, by %s, stands in %s of detail/trends.csv.", m.study.Period, say.Count(n, "row")))
	}
	if v := m.run.Multiverse; v != nil {
		for _, r := range v.Summary {
			if r.Level == "all" {
				name := m.names[slices.Index([]string{"actor1", "actor2"}, r.Target)]
				text = append(text, fmt.Sprintf("Under %s (answer, threshold, weights, copies, scope, voice, time) the mean %s toward %s over all sources runs from %+.2f to %+.2f; the whole interval of %d lies below 0, of %d above 0, and of %d it holds 0.",
					say.Count(r.Specifications, "combination")+" of choices", strings.ReplaceAll(r.Measure, "_", " "), name, r.Least.Value, r.Most.Value, r.Below, r.Above, r.Across))
			}
		}
	}
	m.add("Estimation", text...)
}

// intervalWords says how intervals were made, the most frequent way first.
func intervalWords(used map[string]int) string {
	words := map[string]string{"outer_t": "the outer ends of the t interval and of the studentised bootstrap", "t": "t intervals with cluster-robust standard errors",
		"percentile_expanded": "the expanded percentile bootstrap", "percentile": "the percentile bootstrap", "bca": "the BCa bootstrap", "bootstrap_t": "the studentised bootstrap"}
	var names []string
	for n := range used {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(used[b]-used[a], strings.Compare(a, b)) })
	for i, n := range names {
		names[i] = cmp.Or(words[n], n)
		if len(names) > 1 {
			names[i] += fmt.Sprintf(" (%d)", used[n])
		}
	}
	return strings.Join(names, ", ")
}

// correction tells how human codes corrected the figures, where they did.
func (m *Methods) correction() {
	codes, ppi, dsl, shares := 0, 0, 0, 0
	for i := range m.run.Sources {
		r := &m.run.Sources[i]
		if r.Level == "all" && r.Scope == "any" && r.Scorer == m.m.Names.Scorer {
			codes += r.Gold
		}
		ppi, dsl, shares = ppi+one(r.PPI.Known), dsl+one(r.DSL.Known), shares+one(r.SharesMethod != "")
	}
	if codes == 0 {
		return
	}
	var how []string
	for _, w := range []struct {
		n    int
		what string
	}{{ppi, "PPI++"}, {dsl, "design-based supervised learning"}, {shares, "shares corrected for misclassification"}} {
		if w.n > 0 {
			how = append(how, fmt.Sprintf("%s (%d)", w.what, w.n))
		}
	}
	text := fmt.Sprintf("%s of sentences of the run by people lie beside the scores.", say.Count(codes, "code"))
	if len(how) > 0 {
		text += " Figures corrected by them stand beside the uncorrected ones: " + strings.Join(how, ", ") + "."
	} else {
		text += " They were too few to correct a figure."
	}
	m.add("Correction by human codes", text)
}

// AddAgreement tells how a run agrees with codes of its sentences.
func (m *Methods) AddAgreement(r validate.Finished) {
	text := []string{fmt.Sprintf("The run was held against %s of its sentences (%d used%s):", say.Count(r.Coded, "code"), r.Used,
		map[bool]string{true: ", weighted by the inverse of the probability of being drawn"}[r.Weighted])}
	var parts []string
	for _, q := range []string{"own_stance", "portrayal", "relation", "stance"} {
		var of []string
		for _, x := range r.Metrics {
			words := map[string]string{"alpha": "Krippendorff's alpha", "macro_f1": "macro-F1", "triple_f1": "F1 of triples"}[x.Name]
			if x.Task == q+" run" && x.Class == "" && words != "" && x.Scorer == m.m.Names.Scorer && !math.IsNaN(x.Value) {
				of = append(of, words+" "+inWords(x))
			}
		}
		if len(of) > 0 {
			parts = append(parts, strings.ReplaceAll(q, "_", " ")+" "+strings.Join(of, ", "))
		}
	}
	if len(parts) == 0 {
		parts = []string{"too few of them vary for a figure"}
	}
	m.agreement = paragraph("Agreement with codes of the run's sentences", append(text, strings.Join(parts, "; ")+".")...)
}

// How dyad is cited, as CITATION.cff has it.
const (
	citeTitle   = "dyad: how news sources frame the relationship between two actors"
	citeAuthors = "The dyad authors"
	citeURL     = "https://github.com/seed-7a84ba5f/dyad"
)

func (m *Methods) citation() {
	m.add("Reproduction and citation",
		fmt.Sprintf("manifest.json of run %s names the hashes of all inputs, lexicons and weights; dyad verify repeats the run from them.", m.m.RunID),
		fmt.Sprintf("Cite as: %s. %s (version %s). %s", citeAuthors, citeTitle, m.m.Version, citeURL))
}
