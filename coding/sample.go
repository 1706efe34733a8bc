package coding

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Sample is what was drawn.
type Sample struct {
	Units   []Unit // those of the sample, then those for training
	Sampled int
	Design  Design
}

// DrawSample draws a sample of candidates, and beside it so many units for training.
// The design has what is known of the draw; the caller says what it was drawn from.
func DrawSample(all []Candidate, o DrawOptions, training int) (Sample, error) {
	var out Sample
	p, err := Probabilities(all, o)
	if err != nil {
		return out, err
	}
	strata := map[string]*Stratum{}
	for i := range all {
		s := strata[all[i].Stratum]
		if s == nil {
			s = &Stratum{Name: all[i].Stratum}
			strata[s.Name] = s
		}
		s.Population, s.Expected = s.Population+1, s.Expected+p[i]
	}
	in := map[int]bool{}
	var chances []float64
	for _, i := range Draw(all, p, o.Seed) {
		in[i] = true
		u := all[i].Unit
		u.InclusionProbability = p[i]
		chances = append(chances, p[i])
		strata[u.Stratum].Drawn++
		out.Units = append(out.Units, u)
	}
	out.Sampled = len(out.Units)
	src := stats.NewStream(o.Seed, "coding", "training")
	for _, i := range src.Perm(len(all)) {
		if len(out.Units) == out.Sampled+training {
			break
		}
		if u := all[i].Unit; !in[i] {
			u.Training = true
			out.Units = append(out.Units, u)
		}
	}
	out.Design = Design{Seed: o.Seed, N: out.Sampled, Focus: o.Focus, Allocate: o.Allocate, Frame: len(all), Effective: EffectiveN(chances)}
	for _, s := range strata {
		out.Design.Strata = append(out.Design.Strata, *s)
	}
	return out, nil
}

// Surround puts the whole sentence, the two before and the one after into a unit. A
// title may be several sentences of one number: they are one unit.
func Surround(u *Unit, doc *annotate.Document) error {
	first, last, same := -1, -1, false
	for i, s := range doc.Sentences {
		if s.No != u.SentenceNo {
			continue
		}
		if last = i; first < 0 {
			first = i
		}
		same = same || s.Start == u.ByteStart && s.End == u.ByteEnd
	}
	if !same {
		return fmt.Errorf("article %s is not the one that was scored: sentence %d lies elsewhere", u.DocID, u.SentenceNo)
	}
	start, end := doc.Sentences[first].Start, doc.Sentences[last].End
	var places []Mention
	for _, m := range u.Mentions {
		m.Start, m.End = m.Start+u.ByteStart-start, m.End+u.ByteStart-start
		if m.Start >= 0 && m.End <= end-start {
			places = append(places, m)
		}
	}
	u.ByteStart, u.ByteEnd, u.Sentence, u.Mentions = start, end, doc.Text[start:end], places
	text := func(from, to int) string {
		var parts []string
		for k := max(from, 0); k < min(to, len(doc.Sentences)); k++ {
			if s := doc.Sentences[k]; s.No > 0 { // the title stands by itself
				parts = append(parts, doc.Text[s.Start:s.End])
			}
		}
		return strings.Join(parts, " ")
	}
	u.Before, u.After = text(first-2, first), text(last+1, last+2)
	return nil
}

// WriteSheets writes a sheet for each coder beside the set.
func WriteSheets(ctx context.Context, path string, names []string) error {
	s, err := OpenSet(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, name := range names {
		file, err := os.Create(strings.TrimSuffix(path, filepath.Ext(path)) + "-" + name + ".csv")
		if err != nil {
			return err
		}
		if err := s.WriteSheet(ctx, name, file); err != nil {
			file.Close()
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	return nil
}

// WriteNeeds writes how many codes intervals of a width need, as CSV or, for the
// largest groups of each question, for people.
func WriteNeeds(w io.Writer, all []Candidate, o DrawOptions, width float64, csv bool) error {
	o.N = max(1, min(o.N, len(all)/10+1)) // any draw without certain units has the same proportions
	p, err := Probabilities(all, o)
	if err != nil {
		return err
	}
	r := NeedReport(Needs(all, p, width), width)
	if csv {
		return r.WriteCSV(w)
	}
	const groups = 8 // the largest of each question, and all
	seen := map[string]int{}
	r.Rows = slices.DeleteFunc(r.Rows, func(row []string) bool {
		seen[row[0]]++
		return seen[row[0]] > groups+1
	})
	return r.WriteText(w)
}

// Lead is the coder of a set who settles and edits the codebook.
const Lead = "lead"

// CoderNames gives the coders of a number of them, or of names by comma.
func CoderNames(text string) ([]string, error) {
	if k, err := strconv.Atoi(text); err == nil {
		if k < 1 || k > 500 {
			return nil, fmt.Errorf("%d: from 1 to 500", k)
		}
		var out []string
		for i := range k {
			out = append(out, fmt.Sprintf("coder%d", i+1))
		}
		return out, nil
	}
	var out []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name == "" || name == Lead || slices.Contains(out, name) {
			return nil, fmt.Errorf("%q: names that differ, and none is %q", text, Lead)
		}
		out = append(out, name)
	}
	return out, nil
}
