package annotate

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// parseSentence fills tags, lemmas, heads and relations of a sentence.
//
// Quotation marks are kept from the parser, and a quoted speech is parsed on
// its own: "X, Y said" is two clauses in one sentence, and a parser that was
// trained on whole sentences confuses them when the speech is long. The
// speech then hangs on the word that reports it. A speech that goes on in small
// letters behind its frame, "I would not say," he said, "that", is one with what
// stands before.
func (a *Annotator) parseSentence(doc *Document, s *Sentence) {
	speeches := a.speechRuns(doc, s)
	inside := func(i int) int {
		for k, r := range speeches {
			if i >= r.first && i < r.last {
				return k
			}
		}
		return -1
	}
	var frame, commas []int // commas before the frame of a speech that goes on are the frame's
	parts, partOf := make([][]int, len(speeches)), make([]int, len(speeches))
	for k := range speeches {
		partOf[k] = k
		if k > 0 && goesOn(doc, speeches[k-1], speeches[k]) {
			partOf[k] = partOf[k-1]
			commas = append(commas, speeches[k-1].last-1)
		}
	}
	for i := s.First; i < s.Last; i++ {
		if isQuoteMark(doc.Tokens[i].Text) || slices.Contains(commas, i) {
			continue
		}
		if k := inside(i); k >= 0 {
			parts[partOf[k]] = append(parts[partOf[k]], i)
		} else {
			frame = append(frame, i)
		}
	}
	root := a.parseRun(doc, frame)
	for _, part := range parts {
		if len(part) == 0 {
			continue
		}
		r := a.parseRun(doc, part)
		if root < 0 {
			root = r
			continue
		}
		host := a.reporter(doc, frame, part, root)
		doc.Tokens[r].Head, doc.Tokens[r].Rel = host, syntax.Ccomp
	}
	for _, c := range commas {
		hangMark(&doc.Tokens[c], c-1)
	}
	hangMarks(doc, s, root)
	a.mend(doc, s)
	s.Parsed = true
}

// mend corrects what the parser takes wrong.
func (a *Annotator) mend(doc *Document, s *Sentence) {
	untangle(doc.Tokens[s.First:s.Last], s.First)
	keepingTree(doc, s, a.mendNameParts, a.mendNames, mendPairs, mendReciprocal, mendPreposed, mendGerund, mendNeither, a.mendBase, a.mendHoped, a.mendVerb, a.mendReduced, mendRelative, mendTold,
		mendHad, mendAppositions, mendInterrupted, a.mendInserted, a.mendToldThat, mendListed, mendGapped, mendSubject, mendMarked, mendModified, mendCased, mendHeadline, a.mendNounClause, mendRelations, a.mendClauses)
}

// keepingTree applies mends. Each moves heads by what stands around them and may close a
// circle in a sentence that is hard enough; one that does is undone at once, since the
// next climbs by these heads and would not come to an end.
func keepingTree(doc *Document, s *Sentence, mends ...func(*Document, *Sentence)) {
	toks := doc.Tokens[s.First:s.Last]
	before, walks := slices.Clone(toks), walks{at: make([]int, len(toks))}
	for _, mend := range mends {
		if mend(doc, s); walks.isTree(toks, s.First) {
			continue
		}
		copy(toks, before)
		for _, mend := range mends {
			copy(before, toks)
			if mend(doc, s); !walks.isTree(toks, s.First) {
				copy(toks, before)
			}
		}
		return
	}
}

// untangle makes a root of a token of each circle of heads, as parts of a sentence that
// were parsed apart can come to hang on each other.
func untangle(toks []Token, first int) {
	walk := make([]int, len(toks)) // the walk on which a token was first met
	for i := range toks {
		for k := i; k >= 0 && k < len(toks) && walk[k] == 0; {
			walk[k] = i + 1
			head := toks[k].Head - first
			if head >= 0 && head < len(toks) && walk[head] == i+1 {
				toks[k].Head, toks[k].Rel = -1, syntax.Root
				break
			}
			k = head
		}
	}
}

// walks tells trees from others, again and again of the same tokens.
type walks struct {
	at   []int // the walk on which each token was last met, counted over all calls
	done int   // walks of the calls before
}

// isTree reports whether the heads of a sentence, whose first token has number first, all
// lead to a root.
func (w *walks) isTree(toks []Token, first int) bool {
	before := w.done
	for i := range toks {
		w.done++
		for k := i; k >= 0 && k < len(toks) && w.at[k] <= before; k = toks[k].Head - first {
			w.at[k] = w.done
			if head := toks[k].Head - first; head >= 0 && head < len(toks) && w.at[head] == w.done {
				return false
			}
		}
	}
	return true
}

// modifiesRoot reports whether the participle at token v modifies the root of the
// sentence before it: a past tense that was taken for one.
func modifiesRoot(toks []Token, s *Sentence, v int) bool {
	t := &toks[v]
	return t.Fine == syntax.FineVBN && t.Rel.In(syntax.Acl, syntax.Parataxis) && t.Head >= s.First && t.Head < v && toks[t.Head].Head < 0
}

// mendAppositions hangs "Tim Murtaugh, the communications director of the
// campaign, rejected" as newspapers mean it where the parser took the
// commas for a list: the name is the subject, the phrase its apposition.
func mendAppositions(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for k := s.First; k+3 < s.Last; k++ {
		if toks[k].Tag != syntax.PROPN || toks[k+1].Text != "," {
			continue
		}
		j := runEnd(toks, k+2, min(s.Last, k+18), func(t *Token) bool { return nominalTag(t.Tag) })
		if j-k < 4 || j >= s.Last || toks[j].Text != "," {
			continue
		}
		v := runEnd(toks, j+1, s.Last, func(t *Token) bool { return t.Tag == syntax.ADV })
		if v < s.Last && modifiesRoot(toks, s, v) {
			mendRoot(toks, v, toks[v].Head)
			continue
		}
		if v >= s.Last || !finite(toks[v].Fine) || hasSubject(doc, s, v, k+2, j) {
			continue
		}
		verb := v
		if toks[v].Tag == syntax.AUX && toks[v].Head > v {
			verb = toks[v].Head
		}
		name, phrase := outward(toks, runStart(toks, s.First, k, isPropn), k+1, k), outward(toks, k+2, j, j-1)
		hangApposed(toks, verb, name, phrase)
	}
}

// hangApposed makes a name the subject of a verb, and the phrase between commas behind the
// name its apposition.
func hangApposed(toks []Token, verb, name, phrase int) {
	rootName := toks[name].Head < 0
	if rootName && toks[verb].Head == name && toks[phrase].Head == name { // "Mujahid, the spokesman, praised" with the name as root
		fine := toks[verb].Fine
		mendRoot(toks, verb, name)
		toks[verb].Fine, toks[phrase].Rel = fine, syntax.Appos
	} else if !rootName && toks[phrase].Head >= 0 && !under(toks, verb, name) && !under(toks, verb, phrase) {
		toks[name].Head, toks[name].Rel = verb, syntax.Nsubj
		toks[phrase].Head, toks[phrase].Rel = name, syntax.Appos
	}
}

// mendRoot makes a verb the root that the parser took for a participle behind
// a name: "Saleh, a lawyer, called the movement cruel".
func mendRoot(toks []Token, verb, name int) {
	toks[verb].Head, toks[verb].Rel, toks[verb].Fine = -1, syntax.Root, syntax.FineVBD
	toks[name].Head, toks[name].Rel = verb, syntax.Nsubj
}

// mendSubject gives a root verb without a subject the name that stands right
// before it and was taken for an apposition: "In the Senate, Ruth Calloway
// welcomed".
func mendSubject(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for v := s.First + 1; v < s.Last; v++ {
		if toks[v].Rel != syntax.Root || toks[v].Tag != syntax.VERB || !finite(toks[v].Fine) || hasSubject(doc, s, v, 0, 0) {
			continue
		}
		start := v
		for start > s.First && toks[start-1].Tag == syntax.PROPN {
			start--
		}
		if start == v || start > s.First && toks[start-1].Text != "," {
			continue
		}
		name := outward(toks, start, v, start)
		if !under(toks, v, name) {
			toks[name].Head, toks[name].Rel = v, syntax.Nsubj
		}
	}
}

func nominalTag(t syntax.Tag) bool {
	switch t {
	case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.DET, syntax.ADP, syntax.PART, syntax.PRON, syntax.NUM, syntax.CCONJ:
		return true
	}
	return false
}

func finite(f syntax.Fine) bool {
	return f == syntax.FineVBD || f == syntax.FineVBZ || f == syntax.FineVBP || f == syntax.FineMD
}

// hasSubject reports whether the verb at v, or the one it helps, has a
// subject of its own outside the phrase [first, last).
func hasSubject(doc *Document, s *Sentence, v, first, last int) bool {
	toks := doc.Tokens
	for i := s.First; i < s.Last; i++ {
		if i >= first && i < last {
			continue
		}
		if isSubject(toks[i].Rel) && (toks[i].Head == v || toks[v].Tag == syntax.AUX && toks[i].Head == toks[v].Head) {
			return true
		}
	}
	return false
}

// outward climbs from token i to the last head within [first, last) of one
// name or phrase. A circle, which a mend may close before it is undone, ends too.
func outward(toks []Token, first, last, i int) int {
	for steps, h := first, toks[i].Head; h >= first && h < last && steps < last; steps, h = steps+1, toks[i].Head {
		i = h
	}
	return i
}

// isPropn reports whether a token is a proper name.
func isPropn(t *Token) bool { return t.Tag == syntax.PROPN }

// runStart returns the first token of the run that ends with token k, which is one
// itself: those before it, back to first, for which is holds.
func runStart(toks []Token, first, k int, is func(*Token) bool) int {
	for k > first && is(&toks[k-1]) {
		k--
	}
	return k
}

// runEnd returns the end of the run from token k on for which is holds.
func runEnd(toks []Token, k, stop int, is func(*Token) bool) int {
	for k < stop && is(&toks[k]) {
		k++
	}
	return k
}

// under reports whether token i hangs, over any number of steps, on top.
func under(toks []Token, i, top int) bool {
	for steps := 0; i >= 0 && steps < 300; steps++ {
		if i == top {
			return true
		}
		i = toks[i].Head
	}
	return false
}

// parseRun parses the tokens of the given indices as one sentence and gives
// the index of its root, -1 for no tokens.
func (a *Annotator) parseRun(doc *Document, run []int) int {
	if len(run) == 0 {
		return -1
	}
	buf, _ := a.scratch.Get().(*parseScratch)
	if buf == nil {
		buf = &parseScratch{}
	}
	defer a.scratch.Put(buf)
	buf.words = buf.words[:0]
	for k, i := range run {
		w := a.verbShown(doc, run, k)
		if w == "" {
			w = a.shown(doc.Tokens[i].Text)
		}
		buf.words = append(buf.words, w)
	}
	root := run[0]
	buf.tokens = a.opts.Parser.Parse(buf.words, buf.tokens)
	for k := range buf.tokens {
		p, t := &buf.tokens[k], &doc.Tokens[run[k]]
		t.Tag, t.Fine, t.Rel = p.Tag, p.Fine, p.Rel
		t.Lemma = a.lemma(t, p.Lemma, buf.words[k])
		t.Head = -1
		if p.Head >= 0 {
			t.Head = run[p.Head]
		} else {
			root = run[k]
		}
	}
	return root
}

// parseScratch is what parseRun works with.
type parseScratch struct {
	words  []string
	tokens []syntax.Token
}

// shown gives the word that the parser sees for one of the text.
func (a *Annotator) shown(word string) string {
	if len(word) >= minStandIn {
		if w := standIns.Value(strings.ToLower(word)); w != "" {
			return w
		}
	}
	if startsUpper(word) && a.surnames[word] {
		return knownSurname
	}
	return word
}

// verbShown gives the verb that the parser sees for a word that is a verb or a
// noun and stands between a plural subject that opens its clause and what can
// only be an object or a clause: "The militants hope Trump wins". It is "" for
// any other word.
func (a *Annotator) verbShown(doc *Document, run []int, k int) string {
	text := func(k int) string { return doc.Tokens[run[k]].Text }
	if k == 0 || k+1 >= len(run) || !isLower(text(k)[0]) {
		return ""
	}
	verb := wordsOfTwoKinds.Value(text(k))
	if verb == "" {
		return ""
	}
	if next := text(k + 1); !startsUpper(next) && next != "the" && !objectPronouns.Has(next) {
		return ""
	}
	subject := strings.ToLower(text(k - 1))
	if plural := len(subject) > 3 && strings.HasSuffix(subject, "s") && !strings.HasSuffix(subject, "ss"); !plural && !a.plurals[subject] {
		return ""
	}
	for n := k - 2; n >= k-4; n-- {
		if n < 0 || text(n) == "that" || !isLetter(text(n)[len(text(n))-1]) {
			return verb
		}
	}
	return ""
}

// pluralNouns gives the last words of the names and nominals of actors whom
// "they" may mean, in lower case.
func pluralNouns(actors []Actor) map[string]bool {
	nouns := map[string]bool{}
	for _, a := range actors {
		if !a.Plural {
			continue
		}
		for _, t := range slices.Concat(a.Aliases, a.Nominals) {
			nouns[lastWord(t.Text)] = true
		}
	}
	return nouns
}

// lemma gives the lemma of a token, given the parser's lemma of the word that
// was shown to it.
func (a *Annotator) lemma(t *Token, lemma, shown string) string {
	switch {
	case shown == t.Text:
	case shown == knownSurname && a.surnames[t.Text]:
		return t.Text
	default:
		return t.Lower()
	}
	if (t.Tag == syntax.VERB || t.Tag == syntax.NOUN) && lemma != t.Text && !a.listed[lemma] && !a.opts.Parser.Knows(lemma) {
		for base := range syntax.Bases(t.Lower()) {
			if a.listed[base] {
				return base // a rule made up a word: "blamed", "blam"
			}
		}
	}
	return lemma
}

// minStandIn is the length of the shortest stand-in.
const minStandIn = len("co-founder")

// knownSurname stands in for the surnames of actors: a name that is also a
// word ("Trump orders strikes") is one that the treebank has many times.
const knownSurname = "Bush"

// surnames gives the last words of the names of the actors who are persons.
func surnames(actors []Actor) map[string]bool {
	names := map[string]bool{}
	for _, a := range actors {
		if a.Kind != Person {
			continue
		}
		for _, t := range a.Aliases {
			if w := lastField(t.Text); startsUpper(w) {
				names[w] = true
			}
		}
	}
	return names
}

// reporter gives the token of the frame that a speech hangs on: the nearest
// verb that reports speech, else the root.
func (a *Annotator) reporter(doc *Document, frame, part []int, root int) int {
	best, bestDistance := root, 1<<30
	for _, i := range frame {
		t := &doc.Tokens[i]
		if t.Tag != syntax.VERB {
			continue
		}
		if !a.cues[cueKey{t.Lemma, "verb"}].Takes("that") {
			continue
		}
		d := part[0] - i
		if i > part[len(part)-1] {
			d = i - part[len(part)-1]
		}
		if d < 0 {
			d = -d
		}
		if d < bestDistance {
			best, bestDistance = i, d
		}
	}
	return best
}

// hangMarks gives quotation marks the word beside them as their head.
func hangMarks(doc *Document, s *Sentence, root int) {
	for i := s.First; i < s.Last; i++ {
		t := &doc.Tokens[i]
		if !isQuoteMark(t.Text) {
			continue
		}
		hangMark(t, root)
		if root < 0 { // nothing but marks
			root, t.Head, t.Rel = i, -1, syntax.Root
		}
	}
}

// hangMark makes a token a mark at its head.
func hangMark(t *Token, head int) {
	t.Lemma, t.Tag, t.Rel, t.Head = t.Text, syntax.PUNCT, syntax.Punct, head
}

func isQuoteMark(s string) bool {
	switch s {
	case `"`, "“", "”", "‘", "’", "'", "«", "»", "„", "``", "''":
		return true
	}
	return false
}

// run is a stretch of tokens, the last excluded.
type run struct{ first, last int }

// speechRuns gives the stretches of a sentence that are quoted speech to be
// parsed apart: at least three words that begin or end a clause.
func (a *Annotator) speechRuns(doc *Document, s *Sentence) []run {
	var runs []run
	for _, q := range doc.QuotesAt(s.Span) {
		r := run{max(s.First, doc.tokenAt(q.Inner.Start)), s.First}
		r.last = r.first
		for r.last < s.Last && doc.Tokens[r.last].End <= q.Inner.End {
			r.last++
		}
		if r.last-r.first < 3 || r.first == s.First && r.last == s.Last {
			continue
		}
		if !q.Single && (opensClause(doc, s, r.first) || closesClause(doc, s, r)) {
			runs = append(runs, r)
		}
	}
	return runs
}

// goesOn reports whether a speech is the rest of the one before it in its sentence.
func goesOn(doc *Document, before, r run) bool {
	return doc.Tokens[before.last-1].Text == "," && doc.Tokens[r.first].Text == strings.ToLower(doc.Tokens[r.first].Text)
}

// opensClause reports whether a speech may begin at token i: at the start of
// the sentence or after a comma, a colon or the mark alone.
func opensClause(doc *Document, s *Sentence, i int) bool {
	for i--; i >= s.First && isQuoteMark(doc.Tokens[i].Text); i-- {
	}
	if i < s.First {
		return true
	}
	switch doc.Tokens[i].Text {
	case ",", ":", "—", "–", "--":
		return true
	}
	return false
}

// closesClause reports whether a speech that begins with a capital ends in a
// stop or comma of its own, as a full sentence does.
func closesClause(doc *Document, s *Sentence, r run) bool {
	first := doc.Tokens[r.first].Text
	if !isUpper(first[0]) {
		return false
	}
	switch doc.Tokens[r.last-1].Text {
	case ",", ".", "?", "!":
		return r.last-r.first > 4
	}
	return false
}
