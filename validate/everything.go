package validate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/pipeline"
)

// Everything is all that the reader, and the rules beside it, are measured on.
type Everything struct {
	Options
	Data    string                    // folder of gold sets
	Coded   func() (*CodedSet, error) // the coded sentences
	Part    string                    // of them
	Log     io.Writer                 // what is not there, and what else is to know
	Version string                    // of dyad
}

// Measure measures portrayal, own stance, relation and stances on coded sentences,
// target on NewsMTSC, directed on DSE, events on PLV, and stances of whole articles on
// SEESAW. A gold set that is not in the folder is told and left out.
func (e *Everything) Measure(ctx context.Context) ([]Measurement, error) {
	var all []Measurement
	for _, part := range []func(context.Context) ([]Measurement, error){e.coded, e.signs, e.relation, e.stances} {
		m, err := part(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, m...)
	}
	return all, nil
}

// task is one of one scorer on one gold table.
func (e *Everything) task(gold, scorer string) Task {
	return Task{Options: e.Options, Gold: gold, Scorer: scorer, Log: e.Log}
}

// table gives the path of a gold table, "" where it is not there, which is told.
func (e *Everything) table(parts ...string) (string, error) {
	path := filepath.Join(append([]string{e.Data}, parts...)...)
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(e.Log, "dyad: %s is not there, and nothing is measured on it\n", path)
		return "", nil
	}
	return path, err
}

// one is the measurement on one table, whose name stands behind that of the task.
func (e *Everything) one(path, set string, metrics []Metric) ([]Measurement, error) {
	m, err := MeasuredOn(path, e.Version, onSet(metrics, " "+set))
	return []Measurement{m}, err
}

func (e *Everything) coded(ctx context.Context) ([]Measurement, error) {
	set, err := e.Coded()
	if err != nil {
		return nil, err
	}
	tasks := []CodedTask{CodedPortrayal, CodedOwn, CodedRelation, CodedStances}
	var metrics []Metric
	for _, name := range []string{"reader", "lexical"} {
		scorer, err := pipeline.NewScorer(name)
		if err != nil {
			return nil, err
		}
		if name == "reader" {
			fmt.Fprintf(e.Log, "dyad: codes, split %s: %s\n", e.Part, seenBy(scorer, e.Part))
		}
		rows, err := set.Predict(ctx, scorer, e.Options)
		if err != nil {
			return nil, err
		}
		for _, task := range tasks {
			m, err := MeasureCoded(task, name, set, rows, e.Options)
			if err != nil {
				return nil, err
			}
			metrics = append(metrics, m...)
		}
	}
	place := func(m Metric) int {
		first, _, _ := strings.Cut(m.Task, " ")
		return slices.Index(tasks, CodedTask(first))
	}
	slices.SortStableFunc(metrics, func(a, b Metric) int { return cmp.Compare(place(a), place(b)) })
	return e.one(set.CodesTable(), e.Part, metrics)
}

func (e *Everything) signs(ctx context.Context) ([]Measurement, error) {
	var out []Measurement
	for _, set := range []struct {
		task SignTask
		name string
	}{{Target, "dev_rw"}, {Target, "dev_mt"}, {Directed, "valid"}} {
		path, err := e.table(string(set.task), set.name+".csv")
		if err != nil {
			return nil, err
		}
		if path == "" {
			continue
		}
		var metrics []Metric
		for _, scorer := range []string{"reader", "lexical"} {
			task := e.task(path, scorer)
			g, err := ReadGoldFile(path, append(set.task.Columns(), "label")...)
			if err != nil {
				return nil, err
			}
			set.task.Check(g)
			names, found, err := set.task.predictAll(ctx, g, &task, NeutralChoice{})
			if err != nil {
				return nil, err
			}
			if scorer == "lexical" { // its baselines are there already
				names, found = names[:1], found[:1]
			}
			m, err := set.task.measureAll(g, names, found, e.Options)
			if err != nil {
				return nil, err
			}
			metrics = append(metrics, m...)
		}
		one, err := e.one(path, set.name, metrics)
		if err != nil {
			return nil, err
		}
		out = append(out, one...)
	}
	return out, nil
}

func (e *Everything) relation(ctx context.Context) ([]Measurement, error) {
	path, err := e.table("relation", "dev.csv")
	if err != nil || path == "" {
		return nil, err
	}
	task := e.task(path, "reader")
	g, names, found, err := predictEvents(ctx, &task)
	if err != nil {
		return nil, err
	}
	metrics, err := measureEvents(g, names, found, RelationParts(g, 0)[0], e.Options)
	if err != nil {
		return nil, err
	}
	return e.one(path, "dev", metrics)
}

func (e *Everything) stances(ctx context.Context) ([]Measurement, error) {
	path, err := e.table("stances", "dev", "stances.csv")
	if err != nil || path == "" {
		return nil, err
	}
	var metrics []Metric
	for _, scorer := range []string{"reader", "lexical"} {
		task := e.task(path, scorer)
		_, articles, found, err := predictStances(ctx, &task, filepath.Join(filepath.Dir(path), "articles.jsonl"))
		if err != nil {
			return nil, err
		}
		m, err := measureTriples(&task, articles, found)
		if err != nil {
			return nil, err
		}
		if scorer != "reader" { // the floors are those of the reader's pairs
			m = slices.DeleteFunc(m, func(x Metric) bool { return x.Scorer != scorer })
		}
		metrics = append(metrics, m...)
	}
	return e.one(path, "dev", metrics)
}
