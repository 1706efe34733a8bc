package validate

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// CheckPart refuses what is neither a part of the codes nor all.
func CheckPart(part string) error {
	if part != "all" && !slices.Contains(CodedParts(), part) {
		return choice("there is no part %q of the codes; there are: %s, all", part, strings.Join(CodedParts(), ", "))
	}
	return nil
}

// maxTold is how many rows that are left out are named.
const maxTold = 50

// DataFolder is where the data for measuring lies: DYAD_DATA, or shared/data beside
// the repository.
func DataFolder() string {
	return cmp.Or(os.Getenv("DYAD_DATA"), filepath.Join("..", "shared", "data"))
}

// News are the collections of articles in the folder of data, none where there is none.
func News() []string {
	files, _ := filepath.Glob(filepath.Join(DataFolder(), "news", "*.jsonl*"))
	return files
}

// ReadCodedPart reads the coded sentences of a part and finds their texts in files,
// JSON Lines. What is left out goes to the log.
func ReadCodedPart(ctx context.Context, dir, part string, files []string, log io.Writer) (*CodedSet, error) {
	set, err := ReadCoded(dir)
	if err != nil {
		return nil, err
	}
	set = set.Split(part)
	if err := set.Locate(ctx, files); err != nil {
		return nil, err
	}
	for _, p := range set.Problems[:min(len(set.Problems), maxTold)] {
		fmt.Fprintf(log, "dyad: %v\n", p)
	}
	if n := len(set.Problems); n > 0 {
		fmt.Fprintf(log, "dyad: %d rows of %s were left out\n", n, dir)
	}
	return set, nil
}

// Annotator annotates the articles of a set.
func (s *CodedSet) Annotator() (*annotate.Annotator, error) {
	return annotate.New(annotate.Options{Scope: annotate.ScopeActors, Actors: s.Actors()})
}

// Result measures the rows of a scorer, which is given with the name that it was asked
// for by, on a part of the codes.
func (t CodedTask) Result(set *CodedSet, rows []CodedRows, scorer stance.Scorer, name, part string, o Options) (*Result, error) {
	metrics, err := MeasureCoded(t, name, set, rows, o)
	if err != nil {
		return nil, err
	}
	return &Result{
		Gold: set.CodesTable(), Scorer: name, Metrics: onSet(slices.Clone(metrics), " "+part),
		Predictions: func(w io.Writer) error { return WriteCoded(w, t, set, rows) },
		text: func(w io.Writer) error {
			fmt.Fprintf(w, "%s, scorer %s, codes of a language model, split %s: %s of %s; %s\n\n", t, name, part,
				say.Count(len(set.Units), "sentence"), say.Count(set.Articles(), "article"), seenBy(scorer, part))
			return WriteMetricsList(w, metrics, name)
		}}, nil
}

// onSet adds to the task's name of metrics what they were measured on.
func onSet(metrics []Metric, more string) []Metric {
	for i := range metrics {
		metrics[i].Task += more
	}
	return metrics
}

// seenBy says whether the weights of a scorer were trained on a part of the codes, as
// their file says: its metadata codes_split is train or all.
func seenBy(s stance.Scorer, part string) string {
	if _, ok := s.(*stance.Combined); !ok {
		return "the scorer has no weights trained on them"
	}
	r, err := reader.New()
	if err != nil {
		return err.Error()
	}
	trained := r.Card("codes_split")
	name := "the weights " + r.Hash()[:12]
	switch {
	case trained == "":
		return name + " do not say on which split they were trained"
	case trained == "all" || part == trained:
		return name + " have seen them in training"
	case part == "all":
		return name + " have seen the split " + trained + " of them in training"
	case part == "calibrate":
		return name + " have not seen them, but how sure an answer is was fitted on them"
	}
	return name + " have not seen them"
}
