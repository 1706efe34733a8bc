package parse

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// A sentence is one annotated sentence of a treebank.
type sentence struct {
	doc    string // the "# newdoc id" it stands under, "" for none
	words  []string
	lemmas []string
	tags   []syntax.Tag
	fines  []syntax.Fine
	heads  []int // index in the sentence, -1 for the root
	rels   []syntax.Rel
}

func (s *sentence) len() int { return len(s.words) }

// readCoNLLU reads a treebank in CoNLL-U. Multiword ranges (1-2) and empty
// nodes (8.1) are passed over. A line that is not CoNLL-U, a tag or relation
// outside the inventory and a head outside the sentence are errors: a model
// must not be trained on a treebank that it misreads.
func readCoNLLU(r io.Reader) ([]sentence, error) {
	var out []sentence
	var cur sentence
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<22)
	line := 0
	flush := func() error {
		if cur.len() == 0 {
			return nil
		}
		roots := 0
		for _, h := range cur.heads {
			if h >= cur.len() {
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
		cur = sentence{doc: cur.doc}
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
				cur.doc = id
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

func (s *sentence) addLine(text string) error {
	f := strings.Split(text, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns, want 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id != s.len()+1 {
		return fmt.Errorf("token id %q, want %d", f[0], s.len()+1)
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
	s.words = append(s.words, f[1])
	s.lemmas = append(s.lemmas, f[2])
	s.tags = append(s.tags, tag)
	s.fines = append(s.fines, fine)
	s.heads = append(s.heads, head-1)
	s.rels = append(s.rels, rel)
	return nil
}
