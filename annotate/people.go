package annotate

import (
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// bearer is what an article tells of those who have a last name.
type bearer struct{ female, male bool }

// findPeople reads, over the whole article, which words are last names of
// people: somewhere they follow a title or a first name ("Mr. Flynn", "Jeh
// Johnson"). It also notes who of the actors is told by more than a last name,
// and where somebody else is first told who has an actor's ("Andy Kim").
func (r *resolver) findPeople() {
	toks := r.doc.Tokens
	for i := 0; i < len(toks); i++ {
		if !startsUpper(toks[i].Text) {
			continue // a whole name begins with a capital, but for those that nobody else has
		}
		found, end := r.Annotator.names.longest(toks, i, func(t term) bool { return t.kind == aliasTerm || t.kind == blockTerm })
		first := r.firstName(i)
		if first >= 0 || r.titleBefore(i) {
			r.noteBearer(i, first)
		}
		if len(found) == 0 {
			continue
		}
		r.noteNumber(found[0], i, end)
		for _, t := range found {
			switch {
			case t.kind == blockTerm:
				r.noteOther(i, end)
			case end-i > 1 || r.styledAs(i, t.actor):
				r.whole[t.actor] = true
				r.tell(toks[end-1].Lower(), i, t.actor)
			case first >= 0 && !r.isOwn(first, t.actor):
				r.noteOther(first, end)
			}
		}
		if end-i > 1 {
			r.noteBearer(end-1, r.firstName(end-1))
			i = end - 1
		}
	}
}

// number counts the verbs that say of somebody that he is one, or that they are many.
type number struct{ one, many int }

// noteNumber counts the verb whose subject the name of an actor at [i, end) is.
func (r *resolver) noteNumber(t term, i, end int) {
	toks := r.doc.Tokens
	h := r.headOf(i, end)
	if t.kind != aliasTerm || !isSubject(toks[h].Rel) || toks[h].Head < 0 {
		return
	}
	v := toks[h].Head
	id := r.opts.Actors[t.actor].ID
	n := r.number[id]
	for _, k := range []int{v, r.doc.Child(v, syntax.Aux), r.doc.Child(v, syntax.AuxPass), r.doc.Child(v, syntax.Cop)} {
		if k < 0 {
			continue
		}
		switch w := toks[k].Lower(); {
		case toks[k].Fine == syntax.FineVBZ || w == "was":
			n.one++
		case toks[k].Fine == syntax.FineVBP || w == "were":
			n.many++
		}
	}
	r.number[id] = n
}

// firstName gives the token of a first name right before token i, over
// initials and other names ("Daniel Dae Kim"), -1 for none.
func (r *nameResolver) firstName(i int) int {
	toks := r.doc.Tokens
	for k := i - 1; k >= max(0, i-mostNames); k-- {
		if toks[k+1].Start-toks[k].End > 1 || toks[k+1].Sentence != toks[k].Sentence || !startsUpper(toks[k].Text) {
			return -1
		}
		if r.is(toks[k].Text, "male_name") || r.is(toks[k].Text, "female_name") {
			return k
		}
		initial := len(strings.TrimSuffix(toks[k].Text, ".")) == 1
		if parsed := r.doc.Sentences[toks[k].Sentence].Parsed; !initial && (r.isTitle(toks[k].Text) || parsed && toks[k].Tag != syntax.PROPN || !parsed && r.doc.Sentences[toks[k].Sentence].Region == corpus.Title) {
			return -1 // in titles every word may begin with a capital
		}
	}
	return -1
}

// mostNames is how many names a person has before the last one, at most.
const mostNames = 3

// titleBefore reports whether a title in capitals stands right before token i.
func (r *nameResolver) titleBefore(i int) bool {
	return i > 0 && r.doc.Tokens[i].Start-r.doc.Tokens[i-1].End <= 1 && startsUpper(r.doc.Tokens[i-1].Text) && r.isTitle(r.doc.Tokens[i-1].Text)
}

func (r *resolver) noteBearer(i, first int) {
	word := r.doc.Tokens[i].Lower()
	if r.is(word, "body") {
		return
	}
	b := r.bearers[word]
	from := i - 1
	if first >= 0 {
		from = first
		r.noteFull(first, i)
	}
	if from >= 0 {
		female, male := r.genderOf(r.doc.Tokens[from].Text)
		b.female, b.male = b.female || female, b.male || male
	}
	r.bearers[word] = b
}

// noteFull keeps first and last name of somebody, unless the name goes on ("Abdul Ghani
// Baradar").
func (r *resolver) noteFull(first, last int) {
	toks := r.doc.Tokens
	if next := last + 1; next < len(toks) && toks[next].Start-toks[last].End == 1 && startsUpper(toks[next].Text) && toks[next].Sentence == toks[last].Sentence {
		return
	}
	word, name := toks[last].Lower(), r.text(first, last+1)
	if old := r.full[word]; old == "" {
		r.full[word] = name
	} else if !strings.EqualFold(old, name) {
		r.full[word] = ambiguous
	}
}

// ambiguous stands for the whole name of two people with one last name: it is none.
const ambiguous = "?"

// genderOf gives what a first name or title says of its bearer; both are false
// where it says nothing.
func (r *nameResolver) genderOf(word string) (female, male bool) {
	w := strings.TrimSuffix(word, ".")
	female = r.is(w, "female_name") || r.is(w, "female_noun") || femaleTitles.Has(strings.ToLower(w))
	male = r.is(w, "male_name") || r.is(w, "male_noun")
	return female && !male, male && !female
}

// noteOther records where somebody else was first told whose name holds an
// actor's last name.
func (r *resolver) noteOther(first, end int) {
	toks := r.doc.Tokens
	from := first
	if !r.is(toks[first].Text, "male_name") && !r.is(toks[first].Text, "female_name") {
		from = end - 1 // "Trump Tower", whom nobody calls Trump; but "Sepp Bell"
	}
	for _, k := range []int{from, end - 1} {
		word := toks[k].Lower()
		if _, ok := r.bearing[word]; !ok {
			r.bearing[word] = first
		}
		r.tell(word, first, -1)
	}
}

// telling is where somebody is told by more than a last name: an actor, -1 for anybody else.
type telling struct{ at, actor int }

// isOwn reports whether a first name at token k is that of an actor itself: "Barack Hussein Obama".
func (r *nameResolver) isOwn(k, actor int) bool {
	return strings.EqualFold(firstField(r.opts.Actors[actor].Name), r.doc.Tokens[k].Text)
}

// mostTellings is how many times a whole name is noted, at most.
const mostTellings = 64

func (r *resolver) tell(word string, at, actor int) {
	if t := r.tellings[word]; len(t) < mostTellings {
		r.tellings[word] = append(t, telling{at, actor})
	}
}

// styledAs reports whether an office of an actor stands right before token i:
// "President Clinton".
func (r *resolver) styledAs(i, actor int) bool {
	if i == 0 || !startsUpper(r.doc.Tokens[i-1].Text) {
		return false
	}
	node := r.Annotator.names.next[fold(r.doc.Tokens[i-1].Text)]
	if node == nil {
		return false
	}
	for _, t := range node.terms {
		if t.kind == officeTerm && t.actor == actor {
			return true
		}
	}
	return false
}

// isSomebodyElse reports whether a last name alone, at token i, is not the
// actor's whose alias it is: a title of the other gender stands before it ("Ms.
// Kim"), or somebody else with that name has been told, and the actor never is.
func (r *nameResolver) isSomebodyElse(i, actor int) bool {
	a := &r.opts.Actors[actor]
	if a.Kind != Person {
		return false
	}
	block, _ := r.Annotator.names.longest(r.doc.Tokens, i, func(t term) bool { return t.kind == blockTerm && t.actor == actor })
	if r.contrary(i, a.Gender) || r.isDay(i) || len(block) > 0 {
		return true
	}
	word := r.doc.Tokens[i].Lower()
	at, other := r.bearing[word]
	return other && at < i && (!r.whole[actor] || r.isMostlyOther(word, i, actor))
}

// isMostlyOther reports whether a last name at token i is rather another's than the actor's, where the
// article tells both by their whole names: another is told so more often, or as often and first, and
// it is not the actor who was told so last, in this sentence or the one before.
func (r *nameResolver) isMostlyOther(word string, i, actor int) bool {
	toks := r.doc.Tokens
	own, others, last := 0, 0, telling{at: -1}
	for _, t := range r.tellings[word] {
		if t.actor == actor {
			own++
		} else {
			others++
		}
		if t.at < i {
			last = t
		}
	}
	first := r.tellings[word]
	return (others > own || others == own && len(first) > 0 && first[0].actor != actor) && !(last.at >= 0 && last.actor == actor && toks[i].Sentence-toks[last.at].Sentence <= 1)
}

// isDay reports whether a month at token i stands beside a number: "on May 20".
func (r *nameResolver) isDay(i int) bool {
	toks := r.doc.Tokens
	if !monthWords.Has(toks[i].Lower()) {
		return false
	}
	number := func(k int) bool { return k >= 0 && k < len(toks) && toks[k].Text[0] >= '0' && toks[k].Text[0] <= '9' }
	return number(i-1) || number(i+1)
}

// contrary reports whether the title before token i is of another gender.
func (r *nameResolver) contrary(i int, gender string) bool {
	if gender == "" || !r.titleBefore(i) {
		return false
	}
	female, male := r.genderOf(r.doc.Tokens[i-1].Text)
	return female && gender == "male" || male && gender == "female"
}

// begins reports whether a name can begin with a word as it is written there:
// with a capital, unless the study has a small letter ("bin Laden").
func (t term) begins(tok *Token) bool { return t.small || startsUpper(tok.Text) }

// isWord reports whether an abbreviation of the study is an ordinary word or a
// first name where it stands: "Who" at the head of a sentence is not the WHO,
// "Ira" not the IRA. Longer ones may be written as names: "Nato".
func (t term) isWord(tok *Token) bool {
	return t.capitals && !isCapitals(tok.Text) && (len(tok.Text) <= 3 || tok.Tag != syntax.PROPN)
}

// isCapitals reports whether a text has letters and all of them are capitals.
func isCapitals(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// sameCase reports whether a short word is written as the name it is taken for:
// "UN" is not the last word of "Kim Jong Un".
func sameCase(word, name string) bool {
	return len(word) > 3 || isCapitals(word) == isCapitals(name)
}

// newFor is how long the holder of an office is the new one.
const newFor = 366 * 24 * time.Hour
