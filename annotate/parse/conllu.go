package parse

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Sentence is one annotated sentence of a treebank.
type Sentence struct {
	Doc    string // the "# newdoc id" it stands under, "" for none
	Words  []string
	Lemmas []string
	Tags   []syntax.Tag
	Fines  []syntax.Fine
	Heads  []int // index in the sentence, -1 for the root
	Rels   []syntax.Rel
}

// Len is the number of words.
func (s *Sentence) Len() int { return len(s.Words) }

// ReadCoNLLU reads a treebank in CoNLL-U. Multiword ranges (1-2) and empty
// nodes (8.1) are passed over. A line that is not CoNLL-U, a tag or relation
// outside the inventory and a head outside the sentence are errors: a model
// must not be trained on a treebank that it misreads.
func ReadCoNLLU(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var cur Sentence
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<22)
	line := 0
	flush := func() error {
		if cur.Len() == 0 {
			return nil
		}
		roots := 0
		for _, h := range cur.Heads {
			if h >= cur.Len() {
				return fmt.Errorf("line %d: head outside the sentence", line)
			}
			if h < 0 {
				roots++
			}
		}
		if roots != 1 {
			return fmt.Errorf("line %d: sentence with %d roots", line, roots)
		}
		out = append(out, cur)
		cur = Sentence{Doc: cur.Doc}
		return nil
	}
	for sc.Scan() {
		line++
		text := sc.Text()
		if text == "" {
			if err := flush(); err != nil {
				return nil, err
			}
			continue
		}
		if text[0] == '#' {
			if id, ok := strings.CutPrefix(text, "# newdoc id = "); ok {
				cur.Doc = id
			}
			continue
		}
		if err := cur.addLine(text); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	return out, flush()
}

func (s *Sentence) addLine(text string) error {
	f := strings.Split(text, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns, want 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id != s.Len()+1 {
		return fmt.Errorf("token id %q, want %d", f[0], s.Len()+1)
	}
	tag, ok := syntax.ParseTag(f[3])
	if !ok {
		return fmt.Errorf("unknown part of speech %q", f[3])
	}
	fine, ok := syntax.ParseFine(f[4])
	if !ok {
		return fmt.Errorf("unknown fine part of speech %q", f[4])
	}
	head, err := strconv.Atoi(f[6])
	if err != nil || head < 0 {
		return fmt.Errorf("bad head %q", f[6])
	}
	rel, ok := syntax.ParseRel(f[7])
	if !ok {
		return fmt.Errorf("unknown relation %q", f[7])
	}
	s.Words = append(s.Words, f[1])
	s.Lemmas = append(s.Lemmas, f[2])
	s.Tags = append(s.Tags, tag)
	s.Fines = append(s.Fines, fine)
	s.Heads = append(s.Heads, head-1)
	s.Rels = append(s.Rels, rel)
	return nil
}
