package validate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/study"
	"github.com/seed-7a84ba5f/dyad/study/actors"
)

// MentionColumns are those that a table of coded mentions must have. The codes
// are actor (actor1, actor2, other, none) and actor_relation (self, member,
// proxy, or nothing). Where there is a column half, figures are given for each
// of its values too.
func MentionColumns() []string {
	return []string{"doc_id", "sha256", "byte_start", "byte_end", "mention_type", "actor", "actor_relation"}
}

// SentenceColumns are those that a table of marked sentences must have:
// byte_at is a place in the article, and the sentence around it runs from
// byte_start to byte_end.
func SentenceColumns() []string {
	return []string{"doc_id", "sha256", "byte_at", "byte_start", "byte_end"}
}

// coded are the good rows of one article.
type coded struct {
	article *corpus.Article
	rows    []int
}

// inArticles gathers the good rows by article, in the order of the table. A row
// whose article is not there, or is another text than the coders had, is
// refused.
func (g *Gold) inArticles(articles []*corpus.Article) []coded {
	byID := map[string]*corpus.Article{}
	byText := map[[2]string]*corpus.Article{} // id and SHA-256
	for _, a := range articles {
		byID[a.ID] = a
		byText[[2]string{a.ID, a.SHA256}] = a
		if own := [2]string{a.OwnID, a.SHA256}; byText[own] == nil {
			byText[own] = a // another article claims the same id
		}
	}
	at := map[string]int{}
	var out []coded
	for row := range g.Rows {
		id := g.Cell(row, "doc_id")
		a := byText[[2]string{id, g.Cell(row, "sha256")}]
		switch {
		case a == nil && byID[id] == nil:
			g.Refuse(row, "there is no article "+id)
		case a == nil:
			g.Refuse(row, "the text of "+id+" is not the one that was coded: its SHA-256 differs")
		default:
			g.place(row, "byte_", "", a.Text)
		}
		if g.Rows[row].Bad != "" {
			continue
		}
		i, seen := at[id]
		if !seen {
			i, at[id] = len(out), len(out)
			out = append(out, coded{article: a})
		}
		out[i].rows = append(out[i].rows, row)
	}
	return out
}

// place reads the span of a row, which the columns PREFIXstart and PREFIXend hold; one
// that lies not in the text is refused, as that of what.
func (g *Gold) place(row int, prefix, what, text string) annotate.Span {
	from, to := g.Cell(row, prefix+"start"), g.Cell(row, prefix+"end")
	start, end, err := offsets(from, to)
	switch {
	case err != nil || end == start:
		g.Refuse(row, fmt.Sprintf("%sstart %q and %send %q are no span", prefix, from, prefix, to))
	case end > len(text):
		g.Refuse(row, fmt.Sprintf("%send %d lies after the text, which has %d bytes", prefix, end, len(text)))
	case !utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end]):
		g.Refuse(row, fmt.Sprintf("%s%d-%d cuts a character; are the offsets bytes?", what, start, end))
	default:
		return annotate.Span{Start: start, End: end}
	}
	return annotate.Span{}
}

// offsets reads where a place begins and ends, which is not before it begins.
func offsets(from, to string) (start, end int, err error) {
	if start, err = strconv.Atoi(from); err == nil {
		end, err = strconv.Atoi(to)
	}
	if err == nil && (start < 0 || end < start) {
		err = errors.New("ends before it begins")
	}
	return start, end, err
}

// judged is what one good row counts for, by measure.
type judged struct {
	row    int
	counts map[string]ratio
	found  Prediction
}

// measurePlaces annotates each article, for each row as of says, and judges its rows, and
// estimates each of the measures as a ratio of sums over articles.
func measurePlaces(ctx context.Context, of func(row int) *annotate.Annotator, g *Gold, articles []*corpus.Article, measures []string, o Options,
	judge func(doc *annotate.Document, row int) judged) ([]Prediction, []Figure, error) {
	places := g.inArticles(articles)
	done, err := par.Slice(ctx, o.Workers, places, func(_ context.Context, c coded) ([]judged, error) {
		docs := map[*annotate.Annotator]*annotate.Document{}
		var out []judged
		for _, row := range c.rows {
			a := of(row)
			if docs[a] == nil {
				docs[a] = a.Annotate(c.article)
			}
			out = append(out, judge(docs[a], row))
		}
		return out, nil
	})
	if err != nil {
		return nil, nil, err
	}
	found := make([]Prediction, len(g.Rows))
	units := map[string][]unit{}
	for _, rows := range done {
		sums := map[string]ratio{}
		for _, j := range rows {
			found[j.row] = j.found
			for name, r := range g.split(j) {
				sums[name] = ratio{sums[name].right + r.right, sums[name].of + r.of}
			}
		}
		for name, r := range sums {
			units[name] = append(units[name], unit{g.Cell(rows[0].row, "doc_id"), r})
		}
	}
	out, err := estimates(g.splitNames(measures), func(name string) (Figure, error) { return estimate(name, math.NaN(), units[name], o) })
	return found, out, err
}

// split gives the counts of a row for all rows and for its half.
func (g *Gold) split(j judged) map[string]ratio {
	out := map[string]ratio{}
	for name, r := range j.counts {
		out[name] = r
		if h := g.Cell(j.row, "half"); h != "" {
			out[name+"_"+h] = r
		}
	}
	return out
}

// splitNames gives the measures, each followed by those of the halves.
func (g *Gold) splitNames(measures []string) []string {
	var halves []string
	for row := range g.Rows {
		if h := g.Cell(row, "half"); h != "" && !slices.Contains(halves, h) {
			halves = append(halves, h)
		}
	}
	slices.Sort(halves)
	var out []string
	for _, m := range measures {
		out = append(out, m)
		for _, h := range halves {
			out = append(out, m+"_"+h)
		}
	}
	return out
}

// mentionKinds are the values of mention_type, in the order of the figures.
var mentionKinds = [...]string{"nominal", "pronoun", "name"}

// PlaceTask measures places in articles.
type PlaceTask struct {
	Name    string
	Columns []string // that a gold table must have
	Measure func(context.Context, *study.Study, *Gold, []*corpus.Article, Options) ([]Prediction, []Figure, error)
}

// Run measures a gold table, which has been read, on articles.
func (p *PlaceTask) Run(ctx context.Context, task Task, s *study.Study, g *Gold, articles []*corpus.Article) (*Result, error) {
	found, figures, err := p.Measure(ctx, s, g, articles, task.Options)
	if err != nil {
		return nil, err
	}
	g.TellBad(task.Log)
	r := task.predicted(g, "dyad", found)
	r.Task, r.Figures = p.Name, figures
	return r, nil
}

// Mentions measures who is meant by each coded mention, the first actor of the
// study's pair being actor1. The figures, for nominals, pronouns and names:
//
//   - referent: the share of rows with the right actor, other and none being one;
//   - referent_and_relation: the share with the right actor and actor_relation.
//
// A name is what the smallest mention around it says, a pronoun what the
// mention on its very word says, a nominal what the mention with its last word
// as head says, or else the smallest one around that word. What stands in a
// region that is not scored plays no part. Where the table has the columns name1
// and name2, each row is measured with the study that the catalogue gives of the two.
func Mentions(ctx context.Context, s *study.Study, g *Gold, articles []*corpus.Article, o Options) ([]Prediction, []Figure, error) {
	readings, err := pairReadings(s, g)
	if err != nil {
		return nil, nil, err
	}
	var measures []string
	for _, m := range []string{"referent_", "referent_and_relation_"} {
		for _, k := range mentionKinds {
			measures = append(measures, m+k)
		}
	}
	for row := range g.Rows {
		if !slices.Contains(mentionKinds[:], g.Cell(row, "mention_type")) {
			g.Refuse(row, fmt.Sprintf("mention_type %q is none of nominal, pronoun, name", g.Cell(row, "mention_type")))
		}
		switch g.Cell(row, "actor") {
		case "actor1", "actor2", "other", "none":
		default:
			g.Refuse(row, fmt.Sprintf("actor %q is none of actor1, actor2, other, none", g.Cell(row, "actor")))
		}
	}
	return measurePlaces(ctx, func(row int) *annotate.Annotator { return readings[row].annotator }, g, articles, measures, o, func(doc *annotate.Document, row int) judged {
		kind := g.Cell(row, "mention_type")
		span := g.place(row, "byte_", "", doc.Text)
		if _, ok := scoredPart(doc, span, span.Start); !ok {
			return judged{row: row, found: Prediction{Probability: math.NaN(), Explanation: unscored}}
		}
		actor, relation, name := meant(doc, span, kind, readings[row].pair)
		gold := g.Cell(row, "actor")
		if gold == "none" {
			gold = "other"
		}
		referent := actor == gold
		return judged{
			row: row,
			counts: map[string]ratio{
				"referent_" + kind:              {count(referent), 1},
				"referent_and_relation_" + kind: {count(referent && relation == g.Cell(row, "actor_relation")), 1},
			},
			found: Prediction{Label: actor, Probability: math.NaN(), Explanation: relation + " " + name},
		}
	})
}

// reading is what a row of coded mentions is measured with.
type reading struct {
	annotator *annotate.Annotator
	pair      [2]string
}

// pairReadings gives each row its reading: of the study, or of the pair that the row names. A row
// whose names the catalogue has not is refused.
func pairReadings(s *study.Study, g *Gold) ([]reading, error) {
	a, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.ScopeActors, Proxies: pipeline.ActorIDs(s)})
	if err != nil {
		return nil, err
	}
	var catalogue *actors.Catalogue // of which only rows that name a pair have need
	rows := make([]reading, len(g.Rows))
	known := map[[2]string]reading{{}: {a, [2]string(s.Pair)}}
	for row := range rows {
		names := [2]string{g.Cell(row, "name1"), g.Cell(row, "name2")}
		if _, ok := known[names]; !ok {
			if catalogue == nil {
				if catalogue, err = actors.Load(); err != nil {
					return nil, err
				}
			}
			text, _, err := catalogue.Study(names, "", "", false, "#")
			if err != nil {
				g.Refuse(row, err.Error())
				continue
			}
			of, err := study.Parse("catalogue", text)
			if err != nil {
				return nil, err
			}
			with, err := a.WithActors(pipeline.Actors(of))
			if err != nil {
				return nil, err
			}
			known[names] = reading{with, [2]string(of.Pair)}
		}
		rows[row] = known[names]
	}
	return rows, nil
}

func count(right bool) int {
	if right {
		return 1
	}
	return 0
}

// meant gives who is meant by the words at span, as the codes have it.
func meant(doc *annotate.Document, span annotate.Span, kind string, pair [2]string) (actor, relation, name string) {
	last := lastWord(doc.Text, span)
	var best *annotate.Mention
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if !m.Contains(last) || kind == "pronoun" && m.Span != span {
			continue
		}
		if m.Span == span {
			best = m
			break
		}
		if best == nil || m.Len() < best.Len() {
			best = m
		}
		if kind == "nominal" && doc.Tokens[m.Head].Contains(last) {
			best = m
			break
		}
	}
	if best == nil {
		return "other", "", ""
	}
	switch best.Actor {
	case pair[0]:
		return "actor1", string(best.Relation), best.Name
	case pair[1]:
		return "actor2", string(best.Relation), best.Name
	}
	return "other", "", best.Name
}

// lastWord gives the last word of a span, so that a possessive mark or a
// bracket within the span hides nothing.
func lastWord(text string, s annotate.Span) annotate.Span {
	end, start := s.End, s.End
	for start > s.Start {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:start])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' {
			break
		}
		start -= n
	}
	if start == end {
		return s
	}
	return annotate.Span{Start: start, End: end}
}

// Sentences measures where sentences begin and end. The figures:
//
//   - sentence_exact: the share of marked sentences found with both ends right;
//   - boundary_precision, boundary_recall, boundary_f1: over the ends of the
//     marked sentences; an end found within a marked sentence is a wrong one.
//
// A place in a region that is not scored has no sentence, and plays no part. The study
// plays none either.
func Sentences(ctx context.Context, _ *study.Study, g *Gold, articles []*corpus.Article, o Options) ([]Prediction, []Figure, error) {
	a, err := everySentence()
	if err != nil {
		return nil, nil, err
	}
	measures := []string{"sentence_exact", "boundary_precision", "boundary_recall", "boundary_f1"}
	return measurePlaces(ctx, func(int) *annotate.Annotator { return a }, g, articles, measures, o, func(doc *annotate.Document, row int) judged {
		gold := g.place(row, "byte_", "", doc.Text)
		at, _ := strconv.Atoi(g.Cell(row, "byte_at"))
		j := judged{row: row, found: Prediction{Probability: math.NaN()}}
		gold, ok := scoredPart(doc, gold, at)
		if !ok {
			j.found.Explanation = unscored
			return j
		}
		var found []annotate.Span
		exact := false
		for _, s := range doc.Sentences {
			if s.Overlaps(gold) {
				found = append(found, s.Span)
				exact = exact || s.Span == gold
			}
		}
		starts, ends := ratio{}, ratio{}
		for _, s := range found {
			starts.of += count(s.Start >= gold.Start)
			starts.right += count(s.Start == gold.Start)
			ends.of += count(s.End <= gold.End)
			ends.right += count(s.End == gold.End)
		}
		right, of := starts.right+ends.right, starts.of+ends.of
		j.counts = map[string]ratio{
			"sentence_exact":     {count(exact), 1},
			"boundary_precision": {right, of},
			"boundary_recall":    {right, 2},
			"boundary_f1":        {2 * right, of + 2},
		}
		for _, s := range found {
			j.found.Label += fmt.Sprintf("%d-%d;", s.Start, s.End)
		}
		return j
	})
}

const unscored = "in a region that is not scored"

// scoredPart cuts a sentence to the region that its place lies in; ok is false
// where that region is not scored.
func scoredPart(doc *annotate.Document, gold annotate.Span, at int) (s annotate.Span, ok bool) {
	for _, r := range doc.Article.Regions {
		if at < r.Start || at >= r.End {
			continue
		}
		if !r.Kind.Scored() {
			return gold, false
		}
		s = annotate.Span{Start: max(gold.Start, r.Start), End: min(gold.End, r.End)}
		for s.Start < at && doc.Text[s.Start] <= ' ' {
			s.Start++
		}
		for s.End > at+1 && doc.Text[s.End-1] <= ' ' {
			s.End--
		}
		return s, true
	}
	return gold, false
}
