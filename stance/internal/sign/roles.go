package sign

import (
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// roles gives, for each word, what a mention is to it: who does it ("agent"),
// whom it is done to ("object"), what it is done with or about ("to", "with"),
// whose it is ("owner"), whether it is said somewhere in what the word governs
// ("within"), or governs the word ("over"); "" for nothing. Passives, relative
// clauses, shared subjects and joined nouns come out as plain clauses do, and
// a mark stands behind the role of what only belongs to the mention ("Bell's
// plan").
func (v *view) roles(of int) []string {
	out := make([]string, len(v.word))
	near := v.nouns(of)
	as := func(i int, role string) string {
		if i -= v.first; i < 0 || i >= len(near) || near[i] == "" {
			return ""
		}
		return role + near[i][1:]
	}
	for p := range out {
		if v.punct(p) {
			continue
		}
		out[p] = v.argument(p, as)
		if out[p] == "" && len(near[p]) > 1 {
			out[p] = "owner" + near[p][1:]
		}
	}
	v.within(out)
	v.over(out, as)
	return out
}

// within marks the words that govern a clause in which the mention has a role.
func (v *view) within(out []string) {
	for p := range out {
		if out[p] == "" {
			continue
		}
		for h, k := p, 0; k < 6; k++ {
			up := v.head(h)
			if up < 0 {
				break
			}
			switch rel := v.tok(h).Rel; rel {
			case syntax.Ccomp, syntax.Xcomp, syntax.Advcl, syntax.Parataxis, syntax.Acl, syntax.AclRelcl:
				if out[up] == "" {
					out[up] = "within " + rel.String()
				}
			}
			h = up
		}
	}
}

// over marks the words in a clause that hangs on something the mention does.
func (v *view) over(out []string, as func(i int, role string) string) {
	for p := range out {
		for h, k := p, 0; k < 8 && out[p] == ""; k++ {
			up := v.head(h)
			if up < 0 {
				break
			}
			switch rel := v.tok(h).Rel; rel {
			case syntax.Ccomp, syntax.Xcomp, syntax.Advcl, syntax.Parataxis:
				if a := v.doc.Agent(v.first + up); a >= 0 {
					out[p] = as(a, "over "+rel.String())
				}
			}
			h = up
		}
	}
}

// argument gives the role of the mention among the arguments of a word.
func (v *view) argument(p int, as func(i int, role string) string) string {
	at, t := v.first+p, v.tok(p)
	named := t.Tag == syntax.NOUN || t.Tag == syntax.ADJ
	if t.Tag == syntax.VERB || named && (t.Rel == syntax.Xcomp || t.Rel == syntax.Root || v.doc.Child(at, syntax.Cop) >= 0) {
		if a := v.doc.Agent(at); a >= 0 {
			if r := as(a, "agent"); r != "" {
				return r
			}
		}
	}
	if t.Tag == syntax.VERB {
		if o := v.patient(at); o >= 0 {
			if r := as(o, "object"); r != "" {
				return r
			}
		}
	}
	for _, c := range v.doc.Children(at) {
		role := ""
		switch v.doc.Tokens[c].Rel {
		case syntax.Obj, syntax.Iobj:
			role = "object"
		case syntax.Obl, syntax.Nmod, syntax.OblAgent:
			role = v.doc.Preposition(int(c)) + " "
		case syntax.NmodPoss, syntax.Compound, syntax.Amod, syntax.NmodDesc, syntax.NmodUnmarked:
			role = "owner"
		}
		if r := as(int(c), role); role != "" && r != "" {
			return r
		}
	}
	return ""
}

// patient gives whom the verb at a token of the document is done to: the
// subject of a passive, what a participle or a relative clause hangs on, or
// the object.
func (v *view) patient(at int) int {
	doc := v.doc
	for range 3 {
		if s := doc.Child(at, syntax.NsubjPass); s >= 0 {
			return s
		}
		if o := doc.Child(at, syntax.Obj); o >= 0 {
			return o
		}
		t := &doc.Tokens[at]
		if t.Head < 0 {
			return -1
		}
		passive := doc.Child(at, syntax.AuxPass) >= 0 || t.Fine == syntax.FineVBN
		switch t.Rel {
		case syntax.Acl:
			if passive {
				return t.Head
			}
			return -1
		case syntax.AclRelcl:
			if doc.Child(at, syntax.Nsubj) >= 0 && !passive {
				return t.Head
			}
			return -1
		case syntax.Conj, syntax.Advcl, syntax.Xcomp:
			if !passive {
				return -1
			}
			at = t.Head
		default:
			return -1
		}
	}
	return -1
}

// nouns gives, for each word, "=" where it stands for the mention itself, "='"
// and "=of" where it is the head of something of the mention's, "" elsewhere.
func (v *view) nouns(of int) []string {
	out := make([]string, len(v.word))
	mark, i := "=", of
	for range 4 {
		out[i] = mark
		if mark == "=" {
			for _, c := range v.doc.Children(v.first + i) {
				if k := int(c) - v.first; k >= 0 && k < len(out) && v.doc.Tokens[c].Rel == syntax.Appos {
					out[k] = "="
				}
			}
		}
		h := v.head(i)
		if h < 0 {
			break
		}
		switch v.tok(i).Rel {
		case syntax.Flat, syntax.Appos, syntax.Conj:
			if v.tok(h).Tag == syntax.VERB {
				return out
			}
		case syntax.NmodPoss, syntax.Compound, syntax.Amod, syntax.NmodDesc, syntax.NmodUnmarked:
			mark = "='"
		case syntax.Nmod:
			if mark != "=" || v.doc.Preposition(v.first+i) != "of" {
				return out
			}
			mark = "=of"
		default:
			return out
		}
		i = h
	}
	return out
}

// played are words and their kinds by what target and holder are to them.
func (v *view) played(b *Bag) {
	for i := range v.word {
		if v.role[i] != 0 || v.punct(i) || v.tRoles[i] == "" && v.hRoles[i] == "" {
			continue
		}
		neg := ""
		if v.neg[i] {
			neg = "not"
		}
		v.play(b, i, neg+" "+v.lemma[i])
		v.play(b, i, "tag "+v.tok(i).Tag.String())
		for _, kind := range v.x.lex.kinds(v.tok(i)) {
			v.play(b, i, neg+" "+kind)
		}
		for l := range numLists {
			p := v.pol[i][l]
			if v.neg[i] {
				p *= -.6
			}
			if s := level(p); s != "" {
				v.play(b, i, listName[l]+s[:1])
			}
		}
	}
}

// play records what a word is by what each of the two is to it, and both.
func (v *view) play(b *Bag, i int, what string) {
	t, h := v.tRoles[i], v.hRoles[i]
	if t != "" {
		b.add(Roles, i, 1, "target", t, what)
	}
	if h != "" {
		b.add(Roles, i, 1, "holder", h, what)
	}
	if t != "" && h != "" {
		b.add(Roles, i, 1, "both", h, t, what)
	}
}
