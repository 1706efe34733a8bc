package sign

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// view is a sentence as seen from a target.
type view struct {
	x             *Extractor
	doc           *annotate.Document
	first, last   int // tokens
	target, hold  int // mentions
	th, hh        int // head tokens, hh -1 for none
	tFirst, tLast int
	role          []uint8  // token: 0 none, 1 target, 2 holder, 3 other mention of the target
	word          []string // masked lower-case form
	lemma         []string
	dist          []int    // hops from the target's head
	path          []string // from the target's head
	hdist         []int
	hpath         []string
	quoted        []bool
	tQuoted       bool
	pol           [][numLists]float64
	neg           []bool
	clause        []int
	tRoles        []string // what the target is to each word, see roles
	hRoles        []string // what the holder is
}

// look gathers what the groups need to know of a sentence.
func (x *Extractor) look(doc *annotate.Document, sentence, holder, target int) *view {
	v := &view{x: x, doc: doc, target: target, hold: holder, hh: -1}
	v.first, v.last = doc.Sentences[sentence].First, doc.Sentences[sentence].Last
	n := v.last - v.first
	v.role, v.word, v.lemma = make([]uint8, n), make([]string, n), make([]string, n)
	v.quoted, v.pol, v.neg, v.clause = make([]bool, n), make([][numLists]float64, n), make([]bool, n), make([]int, n)
	t := &doc.Mentions[target]
	v.th = t.Head - v.first
	v.tFirst, v.tLast = n, 0
	if holder >= 0 {
		v.hh = doc.Mentions[holder].Head - v.first
		if v.hh < 0 || v.hh >= n {
			v.hh = -1
		}
	}
	for i := range n {
		tok := &doc.Tokens[v.first+i]
		v.word[i], v.lemma[i] = strings.ToLower(tok.Text), strings.ToLower(tok.Lemma)
		if tok.Tag == syntax.NUM {
			v.word[i], v.lemma[i] = "0", "0"
		}
		if t.Span.Overlaps(tok.Span) || i == v.th {
			v.role[i] = 1
			v.tFirst, v.tLast = min(v.tFirst, i), max(v.tLast, i+1)
		} else if holder >= 0 && (doc.Mentions[holder].Span.Overlaps(tok.Span) || i == v.hh) {
			v.role[i] = 2
		}
	}
	for k := range doc.Mentions {
		m := &doc.Mentions[k]
		if k == target || m.Head < v.first || m.Head >= v.last {
			continue
		}
		same := m.Actor != "" && m.Actor == t.Actor || t.Name != "" && m.Name == t.Name && m.Type == annotate.Name
		if i := m.Head - v.first; same && v.role[i] == 0 {
			v.role[i] = 3
		}
	}
	for i := range n {
		switch v.role[i] {
		case 1, 3:
			v.word[i], v.lemma[i] = "TARGET", "TARGET"
		case 2:
			v.word[i], v.lemma[i] = "HOLDER", "HOLDER"
		}
	}
	for _, q := range doc.Quotes {
		for i := range n {
			if q.Span.Contains(doc.Tokens[v.first+i].Span) {
				v.quoted[i] = true
			}
		}
	}
	v.tQuoted = v.quoted[v.th]
	v.dist, v.path = v.walk(v.th)
	if v.hh >= 0 {
		v.hdist, v.hpath = v.walk(v.hh)
	}
	for i := range n {
		if v.role[i] == 0 {
			v.pol[i] = x.lex.rate(&doc.Tokens[v.first+i])
		}
		v.neg[i] = v.negated(i)
		v.clause[i] = v.clauseOf(i)
	}
	v.tRoles, v.hRoles = v.roles(v.th), make([]string, n)
	if v.hh >= 0 {
		v.hRoles = v.roles(v.hh)
	}
	return v
}

// tok gives token i of the sentence.
func (v *view) tok(i int) *annotate.Token { return &v.doc.Tokens[v.first+i] }

// head gives the token that i hangs on, -1 for none.
func (v *view) head(i int) int {
	h := v.tok(i).Head - v.first
	if h < 0 || h >= len(v.word) {
		return -1
	}
	return h
}

// far is the distance of tokens that no path leads to.
const far = 99

// walk gives the distance and path of every token from one.
func (v *view) walk(from int) ([]int, []string) {
	n := len(v.word)
	dist, path := make([]int, n), make([]string, n)
	for i := range dist {
		dist[i] = far
	}
	dist[from] = 0
	queue := []int{from}
	step := func(to, d int, p string) {
		if to < 0 || to >= n || dist[to] != far {
			return
		}
		dist[to] = d
		if d <= 4 {
			path[to] = p
		}
		queue = append(queue, to)
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		if h := v.head(i); h >= 0 {
			step(h, dist[i]+1, path[i]+"^"+v.tok(i).Rel.String())
		}
		for _, c := range v.doc.Children(v.first + i) {
			step(int(c)-v.first, dist[i]+1, path[i]+"_"+v.doc.Tokens[c].Rel.String())
		}
	}
	return dist, path
}

// isNegator knows words that deny.
func isNegator(s string) bool {
	switch s {
	case "not", "never", "no", "nobody", "neither", "nor", "hardly", "n't", "n’t", "without", "none", "nothing", "cannot", "barely", "scarcely":
		return true
	}
	return false
}

// negated looks for a negator on the word, or on the verb it hangs on.
func (v *view) negated(i int) bool {
	for _, c := range v.doc.Children(v.first + i) {
		if isNegator(strings.ToLower(v.doc.Tokens[c].Text)) {
			return true
		}
	}
	if h := v.head(i); h >= 0 {
		switch v.tok(i).Rel {
		case syntax.Obj, syntax.Xcomp, syntax.Ccomp, syntax.Obl, syntax.Advmod, syntax.Amod:
			for _, c := range v.doc.Children(v.first + h) {
				if isNegator(strings.ToLower(v.doc.Tokens[c].Text)) {
					return true
				}
			}
			switch v.lemma[h] {
			case "deny", "refuse", "fail", "stop", "reject", "avoid", "end", "prevent", "doubt":
				return true
			}
		}
	}
	return false
}

// clauseOf gives the token that heads the clause of a token.
func (v *view) clauseOf(i int) int {
	for range 30 {
		switch v.tok(i).Rel {
		case syntax.Root, syntax.Ccomp, syntax.Xcomp, syntax.Advcl, syntax.Acl, syntax.AclRelcl, syntax.Parataxis, syntax.Csubj:
			return i
		case syntax.Conj:
			if v.tok(i).Tag == syntax.VERB {
				return i
			}
		}
		h := v.head(i)
		if h < 0 {
			return i
		}
		i = h
	}
	return i
}

// content reports whether a token says something: no grammar word, and not the
// target or the holder.
func (v *view) content(i int) bool {
	switch v.tok(i).Tag {
	case syntax.PUNCT, syntax.SYM, syntax.DET, syntax.ADP, syntax.X:
		return false
	}
	return v.role[i] == 0
}

// punct knows marks.
func (v *view) punct(i int) bool { return v.tok(i).Tag == syntax.PUNCT }
