package lexicon_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// decoded loads a built-in list and decodes it.
func decoded[E any](t *testing.T, name string, decode func(*lexicon.List) ([]E, error)) []E {
	t.Helper()
	l, err := lexicon.Builtin(name)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := decode(l)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) == 0 {
		t.Fatalf("%s has no entries", name)
	}
	return entries
}

// noDuplicates reports every key that stands twice.
func noDuplicates[E any](t *testing.T, entries []E, key func(E) string) {
	t.Helper()
	seen := map[string]bool{}
	for _, e := range entries {
		if k := key(e); seen[k] {
			t.Errorf("%q stands twice", k)
		} else {
			seen[k] = true
		}
	}
}

func sorted[E any](t *testing.T, entries []E, compare func(a, b E) int) {
	t.Helper()
	for i := 1; i < len(entries); i++ {
		if compare(entries[i-1], entries[i]) > 0 {
			t.Errorf("%+v stands before %+v", entries[i-1], entries[i])
		}
	}
}

var version = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)

func TestEveryListHasItsPapers(t *testing.T) {
	names := lexicon.Names()
	if want := []string{"bodies", "class_codebook", "classes", "cues", "dealings", "events", "frames", "labels", "neutral", "operators", "persons", "predicates", "ratings", "roles", "things"}; !slices.Equal(names, want) {
		t.Errorf("lists %q, want %q: a new one needs tests of its own here", names, want)
	}
	hashes := map[string]string{}
	for _, name := range names {
		l, err := lexicon.Builtin(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if l.Name != name {
			t.Errorf("%s calls itself %q", name, l.Name)
		}
		if !version.MatchString(l.Version) {
			t.Errorf("%s: version %q", name, l.Version)
		}
		if l.Licence == "" || l.Reference == "" || l.Doc == "" {
			t.Errorf("%s: licence %q, reference %q, doc %q", name, l.Licence, l.Reference, l.Doc)
		}
		if l.File != "lexicon/builtin/"+name+".csv" {
			t.Errorf("%s: file %q does not lead a reader to it", name, l.File)
		}
		if len(l.Hash) != 64 || hashes[l.Hash] != "" {
			t.Errorf("%s: hash %q, also of %q", name, l.Hash, hashes[l.Hash])
		}
		hashes[l.Hash] = name
	}
}

// Every class of words has a line in the codebook, and the rules are there.
func TestClassesAndRules(t *testing.T) {
	classes, err := lexicon.BuiltinClasses(lexicon.Builtin)
	if err != nil {
		t.Fatal(err)
	}
	if v := classes["verdict_adverbs"]["wisely"]; len(classes) < 30 || v != 0.5 {
		t.Errorf("%d classes; wisely %g", len(classes), v)
	}
	files, err := lexicon.RuleFiles()
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of rules, %v", len(files), err)
	}
	for name, words := range map[string]string{
		"no line": "class,word,value\nmissing,word,\n", "twice": "class,word,value\na,word,\na,word,\n", "value": "class,word,value\na,word,3\n",
	} {
		load := func(list string) (*lexicon.List, error) {
			if list == "classes" {
				return lexicon.Parse("classes.csv", []byte(words))
			}
			return lexicon.Parse("codebook.csv", []byte("class,doc\na,what its words have in common\n"))
		}
		var fault *lexicon.Error
		if _, err := lexicon.BuiltinClasses(load); !errors.As(err, &fault) || fault.Line < 2 {
			t.Errorf("%s: error %v, want one with its line", name, err)
		}
	}
}

func TestUnknownListIsNamed(t *testing.T) {
	_, err := lexicon.Builtin("moods")
	if err == nil || !strings.Contains(err.Error(), `"moods"`) || !strings.Contains(err.Error(), "predicates") {
		t.Errorf("error %v, want the name asked for and the names there are", err)
	}
}

func TestCues(t *testing.T) {
	cues := decoded(t, "cues", lexicon.Cues)
	noDuplicates(t, cues, func(c lexicon.Cue) string { return c.Lemma + " " + c.POS })
	kinds := map[string]string{}
	for _, c := range cues {
		if c.Lemma != strings.ToLower(c.Lemma) {
			t.Errorf("%q is not in lower case: it would never match", c.Lemma)
		}
		kinds[c.Lemma+" "+c.POS] = c.Kind
	}
	for word, kind := range map[string]string{"say verb": "say", "hope verb": "hope", "fear verb": "fear", "demand verb": "demand", "deny verb": "deny", "believe verb": "believe", "hope noun": "hope"} {
		if kinds[word] != kind {
			t.Errorf("%s is %q, want %q", word, kinds[word], kind)
		}
	}
}

func TestPersonWords(t *testing.T) {
	words := decoded(t, "persons", lexicon.PersonWords)
	noDuplicates(t, words, func(w lexicon.PersonWord) string { return w.Word + " " + w.Class })
	sorted(t, words, func(a, b lexicon.PersonWord) int {
		return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(a.Class, b.Class))
	})
	of := map[string]string{}
	for _, w := range words {
		if w.Word != strings.ToLower(w.Word) {
			t.Errorf("%q is not in lower case", w.Word)
		}
		for _, pair := range [][2]string{{"male_name", "female_name"}, {"male_noun", "female_noun"}} {
			if w.Class == pair[0] && of[w.Word+pair[1]] != "" || w.Class == pair[1] && of[w.Word+pair[0]] != "" {
				t.Errorf("%q is of both genders", w.Word)
			}
		}
		of[w.Word+w.Class] = w.Class
	}
}

func TestRoles(t *testing.T) {
	roles := decoded(t, "roles", lexicon.Roles)
	noDuplicates(t, roles, func(r lexicon.Role) string { return r.Noun })
	classes := map[string]string{}
	for _, r := range roles {
		classes[r.Noun] = r.Class
	}
	for noun, class := range map[string]string{"spokesman": "person", "campaign": "body", "movement": "self", "supporter": "outside", "opponent": "outside"} {
		if classes[noun] != class {
			t.Errorf("%s is %q, want %q", noun, classes[noun], class)
		}
	}
}

func TestDealings(t *testing.T) {
	dealings := decoded(t, "dealings", lexicon.Dealings)
	noDuplicates(t, dealings, func(d lexicon.Dealing) string { return d.Noun })
	for _, d := range dealings {
		if d.Noun == "war" && d.Class != "conflict" || d.Noun == "deal" && d.Class != "cooperation" {
			t.Errorf("%s is %s", d.Noun, d.Class)
		}
	}
}

func TestBodyNames(t *testing.T) {
	names := decoded(t, "bodies", lexicon.BodyNames)
	noDuplicates(t, names, func(n lexicon.BodyName) string { return n.Name + " " + n.Alias })
	sorted(t, names, func(a, b lexicon.BodyName) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Alias, b.Alias))
	})
	for _, n := range names {
		if n.Name != strings.ToLower(n.Name) {
			t.Errorf("%q is not in lower case: it would never match", n.Name)
		}
	}
}

// TestLabelsFollowTheCodebook holds the list against the codebook's own
// examples, word for word.
func TestLabelsFollowTheCodebook(t *testing.T) {
	labels := decoded(t, "labels", lexicon.Labels)
	noDuplicates(t, labels, func(l lexicon.LabelWord) string { return l.Kind + " " + l.Phrase })
	sorted(t, labels, func(a, b lexicon.LabelWord) int {
		return cmp.Or(cmp.Compare(a.Phrase, b.Phrase), cmp.Compare(a.Kind, b.Kind))
	})
	at := map[string]lexicon.LabelWord{}
	for _, l := range labels {
		at[l.Kind+" "+l.Phrase] = l
		if l.Phrase != strings.ToLower(l.Phrase) {
			t.Errorf("%q is not in lower case", l.Phrase)
		}
	}
	for _, title := range []string{"mr.", "president"} {
		if _, ok := at["person "+title]; ok {
			t.Errorf("%q is a title by house style and no label", title)
		}
	}
	for kind, byPolarity := range map[string]map[float64]string{
		"organization": {0: "group movement officials government insurgents militants fighters rebels gunmen", -0.5: "regime", -1: "extremists terrorists jihadists", 0.5: "liberators mujahideen"},
		"person":       {0: "leader candidate", -0.5: "strongman demagogue reality-tv~star", -1: "tyrant would-be~dictator", 0.5: "statesman dealmaker"},
		"country":      {0: "government country", -0.5: "regime dictatorship theocracy", -1: "rogue~state terror~state axis~of~evil"},
	} {
		for polarity, phrases := range byPolarity {
			for _, p := range strings.Fields(phrases) {
				p = strings.ReplaceAll(p, "~", " ")
				l, ok := at[kind+" "+p]
				if !ok || l.Polarity != polarity || l.Kind != kind {
					t.Errorf("%q: %+v, want %s with %g", p, l, kind, polarity)
				}
			}
		}
	}
}

func TestRatings(t *testing.T) {
	words := decoded(t, "ratings", lexicon.Words)
	noDuplicates(t, words, func(w lexicon.Word) string { return w.Phrase })
	sorted(t, words, func(a, b lexicon.Word) int { return cmp.Compare(a.Phrase, b.Phrase) })
	for _, w := range words {
		if w.Class == "no_rating" && w.Polarity != 0 {
			t.Errorf("%q rates nothing, yet has %g", w.Phrase, w.Polarity)
		}
		if w.Class == "character" && w.Polarity == 0 {
			t.Errorf("%q rates a character with 0", w.Phrase)
		}
	}
}

var anchors = []float64{-1, -0.5, 0, 0.5, 1}

func TestPredicates(t *testing.T) {
	predicates := decoded(t, "predicates", lexicon.Predicates)
	noDuplicates(t, predicates, func(p lexicon.Predicate) string {
		return strings.Join([]string{p.Lemma, p.POS, p.Holder, strings.Join(p.Target, "|"), p.Class}, " ")
	})
	sorted(t, predicates, func(a, b lexicon.Predicate) int {
		return cmp.Or(cmp.Compare(a.POS, b.POS), cmp.Compare(a.Lemma, b.Lemma))
	})
	slot := regexp.MustCompile(`^(-|[a-z]+)$`)
	for _, p := range predicates {
		what := p.Lemma + " (" + p.POS + ", " + p.Class + ")"
		if p.Lemma != strings.ToLower(p.Lemma) {
			t.Errorf("%s is not in lower case", what)
		}
		for _, s := range p.Target {
			if !slot.MatchString(s) {
				t.Errorf("%s: target slot %q", what, s)
			}
			if s == p.Holder && s != lexicon.Speaker {
				t.Errorf("%s: slot %q is holder and target", what, s)
			}
		}
		for _, v := range []float64{p.Polarity, p.Effect, p.Cooperation} {
			if !slices.Contains(anchors, v) {
				t.Errorf("%s: %g is none of the codebook's anchors", what, v)
			}
		}
		if p.HasPolarity && p.Polarity == 0 {
			t.Errorf("%s: a polarity of 0 is no attitude", what)
		}
		if !strings.Contains(strings.ToLower(p.Example), p.Lemma[:min(3, len(p.Lemma))]) && !irregular[p.Lemma] {
			t.Errorf("%s: the example %q does not show the word", what, p.Example)
		}
		if p.Root == "" {
			if p.Cooperation != 0 {
				t.Errorf("%s: cooperation %g of no event", what, p.Cooperation)
			}
			continue
		}
		cooperative := strings.HasSuffix(lexicon.RootCodes[p.Root].Quad, "cooperation")
		if p.Cooperation != 0 && cooperative != (p.Cooperation > 0) {
			t.Errorf("%s: %s is %s, cooperation %g", what, p.Root, lexicon.RootCodes[p.Root].Quad, p.Cooperation)
		}
	}
}

// irregular words show in their example in a form that begins otherwise.
var irregular = map[string]bool{"go": true, "cling": true, "tell lie": true, "tell truth": true, "seek": true, "slay": true}

func TestRootCodesArePLOVERs(t *testing.T) {
	quads := map[string]string{
		"verbal_cooperation":   "AGREE CONSULT SUPPORT",
		"material_cooperation": "COOPERATE AID YIELD",
		"verbal_conflict":      "REQUEST ACCUSE REJECT THREATEN",
		"material_conflict":    "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
	}
	n := 0
	for quad, roots := range quads {
		for _, root := range strings.Fields(roots) {
			n++
			code, ok := lexicon.RootCodes[root]
			if !ok || code.Quad != quad {
				t.Errorf("%s: %+v, want %s", root, code, quad)
			}
			if math.Abs(code.Goldstein) > 10 || strings.HasSuffix(quad, "cooperation") != (code.Goldstein > 0) {
				t.Errorf("%s: Goldstein weight %g in %s", root, code.Goldstein, quad)
			}
		}
	}
	if n != len(lexicon.RootCodes) {
		t.Errorf("%d root codes, want %d", len(lexicon.RootCodes), n)
	}
}

func TestEvents(t *testing.T) {
	events := decoded(t, "events", lexicon.Events)
	noDuplicates(t, events, func(e lexicon.Event) string { return fmt.Sprint(e.Lemma, e.POS, e.With) })
	sorted(t, events, func(a, b lexicon.Event) int { return cmp.Or(cmp.Compare(a.POS, b.POS), cmp.Compare(a.Lemma, b.Lemma)) })
	roots := map[string]int{}
	slot := regexp.MustCompile(`^(-|[a-z]+)$`)
	classes := map[string]bool{}
	for _, th := range decoded(t, "things", lexicon.Things) {
		classes[th.Class] = true
	}
	for _, e := range events {
		what := e.Lemma + " (" + e.POS + ", " + e.Class + ")"
		roots[e.Root]++
		if e.Lemma != strings.ToLower(e.Lemma) || strings.TrimSpace(e.Lemma) != e.Lemma {
			t.Errorf("%s: would never match", what)
		}
		if !slices.Contains(anchors, e.Cooperation) || strings.HasSuffix(lexicon.RootCodes[e.Root].Quad, "cooperation") != (e.Cooperation > 0) {
			t.Errorf("%s: cooperation %g of %s", what, e.Cooperation, e.Root)
		}
		for _, s := range e.Theme {
			if !slot.MatchString(s) {
				t.Errorf("%s: theme slot %q", what, s)
			}
		}
		for _, c := range e.With {
			for _, w := range c.Words {
				if w[0] == '@' && !classes[w[1:]] {
					t.Errorf("%s: no thing is of class %s", what, w)
				}
			}
		}
		if shown := strings.Fields(e.Example); len(shown) < 3 || shown[0] != "the" || e.POS == "verb" && shown[2][0] != e.Lemma[0] && !irregular[e.Lemma] || e.POS != "verb" && !strings.Contains(e.Example, e.Lemma) {
			t.Errorf("%s: the example %q does not show the word", what, e.Example)
		}
	}
	for root := range lexicon.RootCodes {
		if roots[root] < 20 {
			t.Errorf("%d entries for %s", roots[root], root)
		}
	}
}

func TestOperators(t *testing.T) {
	operators := decoded(t, "operators", lexicon.Operators)
	noDuplicates(t, operators, func(o lexicon.Operator) string { return o.Lemma + " " + o.POS })
	effects := map[string]string{}
	for _, o := range operators {
		effects[o.Lemma+" "+o.POS] = o.Effect
	}
	for word, effect := range map[string]string{"promise verb": "commit", "refuse verb": "refuse", "urge verb": "request", "halt verb": "end", "threat noun": "threaten", "launch verb": "do", "unwilling adj": "refuse"} {
		if effects[word] != effect {
			t.Errorf("%s is %q, want %q", word, effects[word], effect)
		}
	}
}

func TestThings(t *testing.T) {
	things := decoded(t, "things", lexicon.Things)
	noDuplicates(t, things, func(th lexicon.Thing) string { return th.Noun + " " + th.Class })
	sorted(t, things, func(a, b lexicon.Thing) int {
		return cmp.Or(cmp.Compare(a.Noun, b.Noun), cmp.Compare(a.Class, b.Class))
	})
}

func TestNeutrals(t *testing.T) {
	neutrals := decoded(t, "neutral", lexicon.Neutrals)
	noDuplicates(t, neutrals, func(n lexicon.Neutral) string { return n.Lemma + " " + n.POS })
	for _, n := range neutrals {
		if n.Lemma != strings.ToLower(n.Lemma) || !strings.Contains(n.Example, n.Lemma[:min(2, len(n.Lemma))]) {
			t.Errorf("%+v", n)
		}
	}
}

func TestFrameWords(t *testing.T) {
	words := decoded(t, "frames", lexicon.FrameWords)
	noDuplicates(t, words, func(w lexicon.FrameWord) string { return w.Phrase + " " + w.Frame + " " + w.Subframe })
	sorted(t, words, func(a, b lexicon.FrameWord) int {
		return cmp.Or(cmp.Compare(a.Phrase, b.Phrase), cmp.Compare(a.Frame, b.Frame), cmp.Compare(a.Subframe, b.Subframe))
	})
	seen := map[string]bool{}
	for _, w := range words {
		seen[w.Frame], seen[w.Frame+"/"+w.Subframe] = true, true
		if w.Phrase != strings.ToLower(w.Phrase) {
			t.Errorf("%q is not in lower case", w.Phrase)
		}
	}
	for _, frame := range lexicon.PolicyFrames {
		if !seen[frame] {
			t.Errorf("no word speaks for %s", frame)
		}
		for _, sub := range lexicon.Subframes[frame] {
			if !seen[frame+"/"+sub] {
				t.Errorf("no word speaks for %s/%s", frame, sub)
			}
		}
	}
	if len(lexicon.PolicyFrames) != 15 {
		t.Errorf("%d frames", len(lexicon.PolicyFrames))
	}
}

func TestMalformedEventsAreNamed(t *testing.T) {
	const head = "lemma,pos,with,agent,theme,root,cooperation,effect,class,example\n"
	for row, column := range map[string]string{
		"hug,verb,,subj,obj,HUG,0.5,,support,it hugged them":        "root",
		"hug,verb,obj,subj,obj,SUPPORT,0.5,,support,it hugged them": "with",
		"hug,verb,,comp,obj,SUPPORT,0.5,,support,it hugged them":    "agent",
		"hug,verb,,subj,obj,SUPPORT,,,support,it hugged them":       "cooperation",
		"hug,verb,,subj,obj,SUPPORT,2,,support,it hugged them":      "cooperation",
	} {
		l, err := lexicon.Parse("f.csv", []byte(head+row+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = lexicon.Events(l)
		var fault *lexicon.Error
		if !errors.As(err, &fault) || fault.Column != column || fault.Line != 2 {
			t.Errorf("%s: %v, want column %s", row, err, column)
		}
	}
}
