package export

import (
	_ "embed" // the configuration
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// configuration is the annotation.conf that brat reads beside the texts; ACTORS stands
// for their ids.
//
//go:embed annotation.conf
var configuration string

// Brat makes a new or empty folder for brat and gives what writes the pair of files
// NAME.txt and NAME.ann of a document into it. The .ann file comes first: brat takes a
// text that has none for one not yet annotated.
func Brat(dir string, actors []string) (func(name string, d *annotate.Document) error, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	case len(entries) > 0:
		return nil, fmt.Errorf("%s: is not empty, and nothing in it is replaced", dir)
	}
	write := func(name, text string) error { return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666) }
	if err := write("annotation.conf", strings.Replace(configuration, "ACTORS", strings.Join(actors, "|"), 1)); err != nil {
		return nil, err
	}
	return func(name string, d *annotate.Document) error {
		if err := write(name+".ann", standoff(d)); err != nil {
			return err
		}
		return write(name+".txt", d.Text)
	}, nil
}

// brat builds standoff annotation. Offsets are code points.
type brat struct {
	text                            string
	runes                           []int // of each byte, the code points before it
	lines                           strings.Builder
	entities, attributes, relations int
}

// standoff gives the standoff of a document: the mentions of actors with their
// attributes, and each attribution as its content, related to speaker and cue.
func standoff(d *annotate.Document) string {
	b := &brat{text: d.Text, runes: make([]int, len(d.Text)+1)}
	for i := range d.Text {
		b.runes[i] = 1
	}
	n := 0
	for i, starts := range b.runes {
		b.runes[i] = n
		n += starts
	}
	for _, m := range d.Mentions {
		if m.Actor == "" {
			continue
		}
		t := b.entity("Mention", []annotate.Span{m.Span})
		b.attribute("Actor", t, m.Actor)
		b.attribute("ActorRelation", t, string(m.Relation))
		b.attribute("MentionType", t, string(m.Type))
	}
	for _, at := range d.Attributions {
		content := b.entity("Content", at.Content)
		b.attribute("AttributionType", content, string(at.Type))
		b.relation("SaidBy", content, b.entity("Speaker", at.Speaker))
		b.relation("CuedBy", content, b.entity("Cue", at.Cue))
	}
	return b.lines.String()
}

// entity writes a T line and gives its id, "" where there are no spans. A
// span that runs over lines is written in pieces, as brat wants it.
func (b *brat) entity(kind string, spans []annotate.Span) string {
	var places, words []string
	for _, s := range spans {
		for from := s.Start; from < s.End; {
			piece, _, _ := strings.Cut(b.text[from:s.End], "\n")
			if trimmed := strings.TrimSpace(piece); trimmed != "" {
				start := b.runes[from+strings.Index(piece, trimmed)]
				places = append(places, fmt.Sprintf("%d %d", start, start+utf8.RuneCountInString(trimmed)))
				words = append(words, trimmed)
			}
			from += len(piece) + 1
		}
	}
	if len(places) == 0 {
		return ""
	}
	b.entities++
	id := fmt.Sprintf("T%d", b.entities)
	fmt.Fprintf(&b.lines, "%s\t%s %s\t%s\n", id, kind, strings.Join(places, ";"), strings.Join(words, " "))
	return id
}

func (b *brat) attribute(name, of, value string) {
	if of != "" && value != "" {
		b.attributes++
		fmt.Fprintf(&b.lines, "A%d\t%s %s %s\n", b.attributes, name, of, value)
	}
}

func (b *brat) relation(name, from, to string) {
	if from != "" && to != "" {
		b.relations++
		fmt.Fprintf(&b.lines, "R%d\t%s Arg1:%s Arg2:%s\n", b.relations, name, from, to)
	}
}
