package export

import (
	"encoding/json"
	"io"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// Lines writes documents as JSON Lines; the exclusion says why nothing is annotated.
func Lines(w io.Writer) func(d *annotate.Document, exclusion string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return func(d *annotate.Document, exclusion string) error { return enc.Encode(recordOf(d, exclusion)) }
}

// Record is an article, as docs/annotate.md describes it.
type Record struct {
	DocID        string        `json:"doc_id"`
	File         string        `json:"file"`
	Source       string        `json:"source,omitempty"`
	PublishDate  string        `json:"publish_date,omitempty"`
	SHA256       string        `json:"sha256"`
	Exclusion    string        `json:"exclusion_reason,omitempty"`
	Text         string        `json:"text"`
	Sentences    []Sentence    `json:"sentences"`
	Tokens       []Token       `json:"tokens"`
	Mentions     []Mention     `json:"mentions"`
	Quotes       []Quote       `json:"quotes"`
	Attributions []Attribution `json:"attributions"`
}

// Span is a pair of bytes of the text, end exclusive.
type Span [2]int

// Sentence is a sentence with the numbers of its tokens.
type Sentence struct {
	Span      Span   `json:"span"`
	No        int    `json:"sentence_no"`
	Paragraph int    `json:"paragraph"`
	Region    string `json:"region"`
	Tokens    Span   `json:"tokens"`
	Parsed    bool   `json:"parsed"`
	Concerned bool   `json:"concerned"`
}

// Token is a word or mark; Head is the number of its head, -1 for none.
type Token struct {
	Span  Span   `json:"span"`
	Lemma string `json:"lemma,omitempty"`
	Tag   string `json:"tag,omitempty"`
	Head  int    `json:"head"`
	Rel   string `json:"rel,omitempty"`
}

// Mention is a span that refers to somebody.
type Mention struct {
	Span     Span   `json:"span"`
	Sentence int    `json:"sentence"`
	Head     int    `json:"head"`
	Type     string `json:"mention_type"`
	Actor    string `json:"actor,omitempty"`
	Relation string `json:"actor_relation,omitempty"`
	Name     string `json:"name,omitempty"`
	Body     string `json:"body,omitempty"`
}

// Quote is what stands between quotation marks; Inner leaves the marks out.
type Quote struct {
	Span     Span `json:"span"`
	Inner    Span `json:"inner"`
	Repaired bool `json:"repaired"`
}

// Attribution is what somebody says; Mention and Parent are numbers, -1 for none.
type Attribution struct {
	Speaker  []Span `json:"speaker_spans"`
	Cue      []Span `json:"cue_spans"`
	Content  []Span `json:"content_spans"`
	Type     string `json:"attribution_type"`
	Kind     string `json:"cue_kind"`
	Name     string `json:"speaker,omitempty"`
	Mention  int    `json:"mention"`
	Sentence int    `json:"sentence"`
	Phrase   bool   `json:"phrase"`
	Parent   int    `json:"parent"`
	Goes     int    `json:"continues"`
}

func recordOf(d *annotate.Document, exclusion string) Record {
	r := Record{
		DocID: d.Article.ID, File: d.Article.File, Source: d.Article.Source.Value, PublishDate: d.Article.Date.ISO(),
		SHA256: d.Article.SHA256, Exclusion: exclusion, Text: d.Text,
		Sentences: []Sentence{}, Tokens: []Token{}, Mentions: []Mention{},
		Quotes: []Quote{}, Attributions: []Attribution{},
	}
	parsed := map[int]bool{}
	for i, s := range d.Sentences {
		parsed[i] = s.Parsed
		r.Sentences = append(r.Sentences, Sentence{spanOf(s.Span), s.No, s.Paragraph, string(s.Region), Span{s.First, s.Last}, s.Parsed, s.Concerned})
	}
	for _, t := range d.Tokens {
		rec := Token{Span: spanOf(t.Span), Head: -1}
		if parsed[t.Sentence] {
			rec = Token{rec.Span, t.Lemma, t.Tag.String(), t.Head, t.Rel.String()}
		}
		r.Tokens = append(r.Tokens, rec)
	}
	for _, m := range d.Mentions {
		rec := Mention{Span: spanOf(m.Span), Sentence: m.Sentence, Head: m.Head, Type: string(m.Type), Actor: m.Actor, Name: m.Name, Body: m.Body}
		if m.Actor != "" {
			rec.Relation = string(m.Relation)
		}
		r.Mentions = append(r.Mentions, rec)
	}
	for _, q := range d.Quotes {
		r.Quotes = append(r.Quotes, Quote{spanOf(q.Span), spanOf(q.Inner), q.Repaired})
	}
	for _, at := range d.Attributions {
		r.Attributions = append(r.Attributions, Attribution{spansOf(at.Speaker), spansOf(at.Cue), spansOf(at.Content),
			string(at.Type), at.Kind, at.SpeakerName, at.Mention, at.Sentence, at.Phrase, at.Parent, at.Continues})
	}
	return r
}

func spanOf(s annotate.Span) Span { return Span{s.Start, s.End} }

func spansOf(spans []annotate.Span) []Span {
	out := make([]Span, 0, len(spans))
	for _, s := range spans {
		out = append(out, spanOf(s))
	}
	return out
}
