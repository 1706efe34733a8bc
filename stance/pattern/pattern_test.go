package pattern_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
)

// host is a row of words in which each hangs on the next.
type host struct {
	doc   *annotate.Document
	tests int // how many conditions of rules were tried
}

func (h *host) Document() *annotate.Document { return h.doc }

func words(text string) *host {
	h := &host{doc: &annotate.Document{Text: text}}
	for i, w := range strings.Fields(text) {
		h.doc.Tokens = append(h.doc.Tokens, annotate.Token{Text: w, Lemma: strings.ToLower(w), Tag: syntax.VERB, Head: i + 1})
	}
	return h
}

var vocabulary = pattern.Vocabulary[*host]{
	Kinds: []string{"attribute", "composed"},
	Class: func(name string) map[string]float64 {
		return map[string]map[string]float64{"praise": {"good": 0.5, "bad": -0.5, "well done": 1}}[name]
	},
	Slots: map[string]func(*host, int) []int{
		"next": func(h *host, i int) []int {
			if i+1 < len(h.doc.Tokens) {
				return []int{i + 1}
			}
			return nil
		},
		"rest": func(h *host, i int) (out []int) {
			for k := i + 1; k < len(h.doc.Tokens); k++ {
				out = append(out, k)
			}
			return out
		},
	},
	Preposition: func(*host, int, string) []int { return nil },
	Tests: map[string]func(*host, int, []string) bool{
		"counted": func(h *host, _ int, _ []string) bool { h.tests++; return true },
	},
	Values: map[string]func(*host, int) (float64, int, bool){
		"long": func(h *host, i int) (float64, int, bool) { n := len(h.doc.Tokens[i].Text); return float64(n), i, n > 5 },
	},
}

const papers = "\n  doc what it is\n  fires a => b\n  quiet c\n"

func compile(t *testing.T, text string, without ...string) *pattern.Rules[*host] {
	t.Helper()
	rs, err := pattern.Compile(vocabulary, without, pattern.Source{File: "t.rules", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// found gives what rules find in a text, as "rule target polarity why".
func found(rs *pattern.Rules[*host], text string) (out []string) {
	h := words(text)
	for i := range h.doc.Tokens {
		rs.Find(h, i, func(r *pattern.Rule[*host], f *pattern.Finding) bool {
			out = append(out, fmt.Sprintf("%s %s %+g %s", r.Name, h.doc.Tokens[f.Target].Text, f.Polarity, f.Why))
			return true
		})
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, rule, text string
		want             []string
	}{
		{"a class gives its value", "  a VERB @praise\n  b a.next\n  => utterer > b = a at a: {a} of {b}", "good dog", []string{"r dog +0.5 “good” of “dog”"}},
		{"a phrase", "  a VERB @praise\n  b a.rest \"dog\"\n  => utterer > b = -a at a: it", "Well done dog", []string{"r dog -1 it"}},
		{"all that fit", "  a * \"x\"\n  b a.rest long\n  => utterer > b = half b at a: it", "x longer word longest", []string{"r longer +0.5 it", "r longest +0.5 it"}},
		{"the first", "  a * \"x\"\n  first b a.rest long\n  => utterer > b = 0.5 at a: it", "x longer word longest", []string{"r longer +0.5 it"}},
		{"may", "  a * \"x\"\n  may b a.next \"y\"\n  => utterer > a = 0.5 at a: {a}", "x z x y", []string{"r x +0.5 “x”", "r x +0.5 “x”"}},
		{"no", "  a * \"x\"\n  no b a.next \"y\"\n  => utterer > a = 0.5 at a: {a}", "x z x y", []string{"r x +0.5 “x”"}},
		{"not a word", "  a * \"x\"\n  b a.next !\"y\"\n  => utterer > b = 0.5 at a: {b}", "x z x y", []string{"r z +0.5 “z”"}},
		{"order", "  a * \"x\"\n  b a.rest \"y\"\n  no c a.rest \"z\" <b\n  => utterer > b = 0.5 at a: {b}", "x z y", nil},
		{"same sign", "  a * @praise\n  b a.next @praise same:a\n  => utterer > b = 0.5 at a: {b}", "good bad good good", []string{"r good +0.5 “good”"}},
		{"opposite sign", "  a * @praise\n  b a.next @praise opposite:a\n  => utterer > b = a*b at a: {b}", "good bad", []string{"r bad -0.25 “bad”"}},
		{"the first source that yields", "  a * \"x\"\n  may n a.next \"y\"\n  b n.next,a.next\n  => utterer > b = 0.5 at a: {b}", "x y z x w", []string{"r z +0.5 “z”", "r w +0.5 “w”"}},
		{"another tag", "  a NOUN \"x\"\n  => utterer > a = 0.5 at a: {a}", "x", nil},
		{"once", "  a * \"x\"\n  b a.rest\n  => utterer > b = 0.5 at a once: {b}", "x y z", []string{"r y +0.5 “y”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rs := compile(t, "rule r attribute"+papers+c.rule+"\n")
			if got := found(rs, c.text); !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func TestDefineVetoAndWithout(t *testing.T) {
	text := "define pair\n  doc two of a kind\n  a * \"x\"\n  b a.next \"x\"\n\n" +
		"rule r attribute" + papers + "  a * pair\n  => utterer > a = 0.5 at a: it\n" +
		"veto v approve|reject" + papers + "  a * !pair\n"
	rs := compile(t, text)
	if got := found(rs, "x x y"); len(got) != 1 {
		t.Errorf("found %q, want one", got)
	}
	h := words("x x y")
	if rs.Vetoed(h, 0, "approve") || !rs.Vetoed(h, 1, "reject") || rs.Vetoed(h, 1, "other") {
		t.Error("the veto does not hold where it should")
	}
	off := compile(t, text, "r", "v")
	if len(found(off, "x x y")) > 0 || off.Vetoed(h, 1, "reject") {
		t.Error("what is left out still counts")
	}
	if off := compile(t, text, "pair"); len(found(off, "x x y")) > 0 || off.Holds(h, "pair", 0) || off.Vetoed(h, 0, "approve") == false {
		t.Error("a define that is left out fits")
	}
	if _, err := pattern.Compile(vocabulary, []string{"pare"}, pattern.Source{File: "t", Text: text}); err == nil {
		t.Error("what is not there can be left out")
	}
}

// A define names the tokens of its last node, in the first of its ways that fits.
func TestDefinesAreSlots(t *testing.T) {
	text := "define goal\n  doc what follows\n  a * \"x\"\n  b a.next \"y\"\n  c a.rest !=b\nor\n  a * \"x\"\n  no z a.rest \"q\"\n  b a.rest:2 >a\n\n" +
		"rule r attribute" + papers + "  a * \"x\"\n  b a.goal\n  => utterer > b = 0.5 at a: it\n"
	rs := compile(t, text)
	for text, want := range map[string][]string{
		"x y z w": {"r z +0.5 it", "r w +0.5 it"},
		"x z w v": {"r z +0.5 it", "r w +0.5 it"},
		"x y":     {"r y +0.5 it"},
		"x z q":   nil,
	} {
		if got := found(rs, text); !slices.Equal(got, want) {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
	if h := words("x y z"); !slices.Equal(rs.Slot(h, "goal", 0), []int{2}) || rs.Slot(h, "goal", 1) != nil || rs.Slot(h, "gaol", 0) != nil {
		t.Errorf("goals %v, %v, %v", rs.Slot(h, "goal", 0), rs.Slot(h, "goal", 1), rs.Slot(h, "gaol", 0))
	}
}

// Every fault is named with its place, and one does not hide another.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text, want string
	}{
		{"rul r attribute\n", "t.rules:1:1: \"rul\" is none of"},
		{"rule r\n", "t.rules:1:1: want"},
		{"rule r mood\n", "t.rules:1:8: the kind \"mood\""},
		{"rule r attribute\n  a VERB\n", "t.rules:1:1: r: has no doc"},
		{"  a VERB\n", "t.rules:1:3: an indented line"},
		{"rule r attribute" + papers + "  a VERBB\n", "t.rules:5:5: \"VERBB\" is no tag"},
		{"rule r attribute" + papers + "  a VERB @blame\n", "t.rules:5:10: there is no class"},
		{"rule r attribute" + papers + "  a VERB ^OBJJ\n", "t.rules:5:10: \"OBJJ\" is no relation"},
		{"rule r attribute" + papers + "  a VERB loud\n", "t.rules:5:10: \"loud\" is neither a test"},
		{"rule r attribute" + papers + "  a VERB\n  b a.above\n", "t.rules:6:5: \"above\" is no slot"},
		{"rule r attribute" + papers + "  a VERB\n  b c.next\n", "t.rules:6:5: \"c.next\": want FROM.SLOT"},
		{"rule r attribute" + papers + "  a VERB\n  a a.next\n", "t.rules:6:3: there is a node \"a\" already"},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > a = 0.5 at a\n", "t.rules:6:3: want \": \" and a reason"},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > b = 0.5 at a: why\n", "t.rules:6:16: there is no node \"b\""},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > a = a at a: why\n", "t.rules:6:20: the node \"a\" has no value"},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > a = 0.5 at a: {b}\n", "t.rules:6:30: {b} is no node"},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > a/9 = 0.5 at a: why\n", "t.rules:6:16: \"a/9\""},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > a = 0.5 at a sure 2: why\n", "t.rules:6:34: a confidence"},
		{"rule r attribute\n  doc d\n  fires a => b\n  a VERB\n  => utterer > a = 0.5 at a: why\n", "t.rules:1:1: r: wants an example that fires and one that is quiet"},
		{"rule r attribute" + papers + "  a VERB\n", "t.rules:1:1: r: finds nothing"},
		{"rule r attribute" + papers + "  a VERB\n  => utterer > a = 0.5 at a: why\nor\n  a NOUN\n", "t.rules:1:1: r: only defines and vetoes"},
		{"define next\n  doc d\n  a VERB\n", "t.rules:1:8: there is a \"next\" already"},
		{"define d\n  doc d\n  a VERB\nor\n", "t.rules:1:1: d: has no node"},
		{"rule r attribute" + papers + "  a VERB\n  b a.+@blame\n", "t.rules:6:5: there is no class"},
		{"rule r attribute" + papers + "  a VERB counted:@blame\n", "t.rules:5:10: there is no class"},
	} {
		_, err := pattern.Compile(vocabulary, nil, pattern.Source{File: "t.rules", Text: c.text})
		var fault *pattern.Error
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %s", c.text, err, c.want)
		}
	}
	_, err := pattern.Compile(vocabulary, nil, pattern.Source{File: "t.rules", Text: "rule r mood\nrule s mood\n"})
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("error %v, want two faults", err)
	}
}

// A token meets only the rules that its word may open, however many there are.
func TestCostDoesNotGrowWithTheRules(t *testing.T) {
	text := strings.Builder{}
	for i := range 500 {
		fmt.Fprintf(&text, "rule r%d attribute%s  a * \"w%d\" counted\n  => utterer > a = 0.5 at a: it\n", i, papers, i)
	}
	rs := compile(t, text.String())
	h := words("w7 other w499 words")
	for i := range h.doc.Tokens {
		rs.Find(h, i, func(*pattern.Rule[*host], *pattern.Finding) bool { return true })
	}
	if h.tests != 2 {
		t.Errorf("%d conditions tried, want 2", h.tests)
	}
}

func FuzzCompile(f *testing.F) {
	f.Add("rule r attribute" + papers + "  a VERB @praise\n  no b a.next|rest \"x\" <a\n  => a! > a/1! = half -a*0.5 at a by a once sure 0.5: {a}\n")
	f.Add("define d\n doc x\n a * long !d ^OBJ\nveto v x|y\n")
	f.Fuzz(func(t *testing.T, text string) {
		rs, err := pattern.Compile(vocabulary, nil, pattern.Source{File: "f", Text: text})
		if err == nil {
			found(rs, "x good longest y")
		}
	})
}
