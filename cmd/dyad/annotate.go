package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// annotateFlags are the flags of annotate.
type annotateFlags struct {
	scoreFlags
	scope, format, out string
}

func newAnnotateCmd() *cobra.Command {
	f := annotateFlags{scoreFlags: scoreFlags{seedSet: func() bool { return false }}}
	cmd := &cobra.Command{
		Use:   "annotate [flags] PATH...",
		Short: "Write sentences, mentions, quotations and who speaks, as JSON Lines or for brat",
		Long: `Find the sentences, words, mentions, quotations and attributions of articles and
write them as JSON Lines to stdout, one article a line; docs/annotate.md explains
the fields. With --format brat each article becomes a pair of files NAME.txt and
NAME.ann in a new folder, with an annotation.conf, for the annotation tool brat.`,
		Example: `  dyad annotate articles/ > annotations.jsonl
  dyad annotate --format brat --out brat-data articles/`,
		Args: needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return annotateArticles(cmd.Context(), &f, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	f.addReading(fs)
	fs.StringVar(&f.scope, "scope", string(annotate.ScopeAll), "all, or actors: find who is meant and what is said only in sentences that may concern an actor")
	fs.StringVar(&f.format, "format", "jsonl", "jsonl or brat")
	fs.StringVar(&f.out, "out", "", "new or empty `FOLDER` for the files of brat")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.BoolVar(&f.strict, "strict", false, "exit with 3 where anything was warned of")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	return cmd
}

func (f *annotateFlags) check() error {
	switch {
	case f.scope != string(annotate.ScopeAll) && f.scope != string(annotate.ScopeActors):
		return usagef("--scope %q is neither all nor actors", f.scope)
	case f.format != "jsonl" && f.format != "brat":
		return usagef("--format %q is neither jsonl nor brat", f.format)
	case f.format == "brat" && f.out == "":
		return usagef("--format brat needs --out FOLDER")
	case f.format == "jsonl" && f.out != "":
		return usagef("--out is for --format brat; JSON Lines go to stdout")
	}
	return nil
}

func annotateArticles(ctx context.Context, f *annotateFlags, paths []string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	s, err := f.loadStudy()
	if err != nil {
		return err
	}
	articles, err := f.articles(ctx, s, paths)
	if err != nil {
		return err
	}
	defer articles.Close()
	annotator, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.Scope(f.scope), Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	write, err := f.writer(stdout, s.Actors)
	if err != nil {
		return err
	}
	var warnings []table.Problem
	for _, bad := range articles.Problems {
		warnings = append(warnings, table.Problem{Message: bad.Error()})
	}
	work := func(a *corpus.Article) annotated { return annotateOne(annotator, a) }
	annotating := stepsOf(ctx)("annotating", articles.Len())
	defer annotating(0)
	for d, err := range pipeline.Each(ctx, f.workers, articles, work) {
		annotating(1)
		if err != nil {
			return err
		}
		if d.problem != nil {
			warnings = append(warnings, *d.problem)
		}
		if err := write(d); err != nil {
			return err
		}
	}
	if !f.quiet {
		tell(stderr, warnings)
	}
	return strictly(f.strict, len(warnings))
}

// annotated is a document, or why there is nothing in it.
type annotated struct {
	doc       *annotate.Document
	exclusion string
	problem   *table.Problem
}

// annotateOne annotates an article. One that is left out of every measure
// stays bare, as does one over which annotation breaks down.
func annotateOne(annotator *annotate.Annotator, a *corpus.Article) (out annotated) {
	bare := annotated{doc: &annotate.Document{Article: a, Text: a.Text}, exclusion: a.Exclusion}
	if a.Exclusion != "" {
		return bare
	}
	out.problem = pipeline.Guarded(a, "annotated", func() error { out.doc = annotator.Annotate(a); return nil })
	if out.problem != nil {
		bare.exclusion, bare.problem = pipeline.InternalError, out.problem
		return bare
	}
	return out
}

// writer gives what writes one document.
func (f *annotateFlags) writer(stdout io.Writer, actors []study.Actor) (func(annotated) error, error) {
	if f.format == "jsonl" {
		enc := json.NewEncoder(stdout)
		enc.SetEscapeHTML(false)
		return func(d annotated) error { return enc.Encode(annotationOf(d)) }, nil
	}
	entries, err := os.ReadDir(f.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(f.out, 0o777); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	case len(entries) > 0:
		return nil, fmt.Errorf("%s: is not empty, and nothing in it is replaced", f.out)
	}
	var ids []string
	for _, a := range actors {
		ids = append(ids, a.ID)
	}
	if err := os.WriteFile(filepath.Join(f.out, "annotation.conf"), []byte(bratConfiguration(ids)), 0o666); err != nil {
		return nil, err
	}
	return func(d annotated) error { return writeBrat(f.out, d) }, nil
}

// The record of an article, as docs/annotate.md describes it. Spans are pairs
// of bytes of the text, end exclusive.
type annotationRecord struct {
	DocID        string              `json:"doc_id"`
	File         string              `json:"file"`
	Source       string              `json:"source,omitempty"`
	PublishDate  string              `json:"publish_date,omitempty"`
	SHA256       string              `json:"sha256"`
	Exclusion    string              `json:"exclusion_reason,omitempty"`
	Text         string              `json:"text"`
	Sentences    []sentenceRecord    `json:"sentences"`
	Tokens       []tokenRecord       `json:"tokens"`
	Mentions     []mentionRecord     `json:"mentions"`
	Quotes       []quoteRecord       `json:"quotes"`
	Attributions []attributionRecord `json:"attributions"`
}

type span [2]int

type sentenceRecord struct {
	Span      span   `json:"span"`
	No        int    `json:"sentence_no"`
	Paragraph int    `json:"paragraph"`
	Region    string `json:"region"`
	Tokens    span   `json:"tokens"`
	Parsed    bool   `json:"parsed"`
	Concerned bool   `json:"concerned"`
}

type tokenRecord struct {
	Span  span   `json:"span"`
	Lemma string `json:"lemma,omitempty"`
	Tag   string `json:"tag,omitempty"`
	Head  int    `json:"head"`
	Rel   string `json:"rel,omitempty"`
}

type mentionRecord struct {
	Span     span   `json:"span"`
	Sentence int    `json:"sentence"`
	Head     int    `json:"head"`
	Type     string `json:"mention_type"`
	Actor    string `json:"actor,omitempty"`
	Relation string `json:"actor_relation,omitempty"`
	Name     string `json:"name,omitempty"`
	Body     string `json:"body,omitempty"`
}

type quoteRecord struct {
	Span     span `json:"span"`
	Inner    span `json:"inner"`
	Repaired bool `json:"repaired"`
}

type attributionRecord struct {
	Speaker  []span `json:"speaker_spans"`
	Cue      []span `json:"cue_spans"`
	Content  []span `json:"content_spans"`
	Type     string `json:"attribution_type"`
	Kind     string `json:"cue_kind"`
	Name     string `json:"speaker,omitempty"`
	Mention  int    `json:"mention"`
	Sentence int    `json:"sentence"`
	Phrase   bool   `json:"phrase"`
	Parent   int    `json:"parent"`
	Goes     int    `json:"continues"`
}

func annotationOf(a annotated) annotationRecord {
	d := a.doc
	r := annotationRecord{
		DocID: d.Article.ID, File: d.Article.File, Source: d.Article.Source.Value, PublishDate: d.Article.Date.ISO(),
		SHA256: d.Article.SHA256, Exclusion: a.exclusion, Text: d.Text,
		Sentences: []sentenceRecord{}, Tokens: []tokenRecord{}, Mentions: []mentionRecord{},
		Quotes: []quoteRecord{}, Attributions: []attributionRecord{},
	}
	parsed := map[int]bool{}
	for i, s := range d.Sentences {
		parsed[i] = s.Parsed
		r.Sentences = append(r.Sentences, sentenceRecord{spanOf(s.Span), s.No, s.Paragraph, string(s.Region), span{s.First, s.Last}, s.Parsed, s.Concerned})
	}
	for _, t := range d.Tokens {
		rec := tokenRecord{Span: spanOf(t.Span), Head: -1}
		if parsed[t.Sentence] {
			rec = tokenRecord{rec.Span, t.Lemma, t.Tag.String(), t.Head, t.Rel.String()}
		}
		r.Tokens = append(r.Tokens, rec)
	}
	for _, m := range d.Mentions {
		rec := mentionRecord{Span: spanOf(m.Span), Sentence: m.Sentence, Head: m.Head, Type: string(m.Type), Actor: m.Actor, Name: m.Name, Body: m.Body}
		if m.Actor != "" {
			rec.Relation = string(m.Relation)
		}
		r.Mentions = append(r.Mentions, rec)
	}
	for _, q := range d.Quotes {
		r.Quotes = append(r.Quotes, quoteRecord{spanOf(q.Span), spanOf(q.Inner), q.Repaired})
	}
	for _, at := range d.Attributions {
		r.Attributions = append(r.Attributions, attributionRecord{spansOf(at.Speaker), spansOf(at.Cue), spansOf(at.Content),
			string(at.Type), at.Kind, at.SpeakerName, at.Mention, at.Sentence, at.Phrase, at.Parent, at.Continues})
	}
	return r
}

func spanOf(s annotate.Span) span { return span{s.Start, s.End} }

func spansOf(spans []annotate.Span) []span {
	out := make([]span, 0, len(spans))
	for _, s := range spans {
		out = append(out, spanOf(s))
	}
	return out
}
