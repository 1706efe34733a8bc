package parse

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

func load(tb testing.TB) *Model {
	tb.Helper()
	m, err := Load()
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Floors for the embedded model on the development part of the treebank, a
// little under what it reaches (see doc.go).
func TestTreebank(t *testing.T) {
	s, err := Evaluate(load(t), dataFile(t, "en_ewt-dev.conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(s)
	if s.Sentences != 2001 || s.Tokens != 25147 {
		t.Errorf("read %d sentences, %d tokens; want 2001, 25147", s.Sentences, s.Tokens)
	}
	for _, c := range []struct {
		name       string
		got, floor float64
	}{
		{"UPOS", s.UPOS, floorUPOS}, {"XPOS", s.XPOS, floorXPOS}, {"lemma", s.Lemma, floorLemma},
		{"UAS", s.UAS, floorUAS}, {"LAS", s.LAS, floorLAS},
	} {
		if c.got < c.floor {
			t.Errorf("%s %.4f, want at least %.4f", c.name, c.got, c.floor)
		}
	}
}

const (
	floorUPOS  = 0.950
	floorXPOS  = 0.943
	floorLemma = 0.968
	floorUAS   = 0.871
	floorLAS   = 0.841
)

// parse parses words split at blanks and writes the tree as
// "word/lemma/FINE relation head", one word a line.
func parse(m *Model, line string) string {
	toks := m.Parse(strings.Fields(line), nil)
	var b strings.Builder
	for _, t := range toks {
		head := "-"
		if t.Head >= 0 {
			head = toks[t.Head].Text
		}
		b.WriteString(t.Text + "/" + t.Lemma + "/" + t.Fine.String() + " " + t.Rel.String() + " " + head + "\n")
	}
	return b.String()
}

// What the rest of the project rests on: subjects and objects, passives and
// their agents, possessors, negation, reported clauses.
func TestNewsSentences(t *testing.T) {
	m := load(t)
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"The Taliban praised Mr. Trump .", []string{
			"Taliban/Taliban/NNP nsubj praised", "praised/praise/VBD root -"}},
		{"The Taliban were condemned by President Trump .", []string{
			" nsubj:pass condemned", "were/be/VBD aux:pass condemned", "by/by/IN case"}},
		{"Trump did n't trust the group .", []string{
			"Trump/Trump/NNP nsubj trust", "n't/not/RB advmod trust", "group/group/NN obj trust"}},
		{"He said that the deal was good for both sides .", []string{
			"He/he/PRP nsubj said", "said/say/VBD root -", "deal/deal/NN nsubj good", "was/be/VBD cop good"}},
		{"“ We hope he will withdraw his troops , ” the spokesman said .", []string{
			"spokesman/spokesman/NN nsubj said", "troops/troops/NNS obj withdraw", "withdraw/withdraw/VB ccomp hope"}},
		{"The militants ’ leader withdrew from the talks", []string{
			"leader/leader/NN nsubj withdrew", "withdrew/withdraw/VBD root -", "talks/talk/NNS obl withdrew"}},
	} {
		got := parse(m, c.in)
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s\nwant %q in\n%s", c.in, w, got)
			}
		}
	}
}

func TestLemmas(t *testing.T) {
	m := load(t)
	for _, c := range []struct{ sentence, word, lemma string }{
		{"She rejects it .", "rejects", "reject"},
		{"They withdrew .", "withdrew", "withdraw"},
		{"He was hoping for peace .", "hoping", "hope"},
		{"He was hoping for peace .", "was", "be"},
		{"They have gone home .", "gone", "go"},
		{"It is n't true .", "n't", "not"},
		{"The countries signed agreements .", "countries", "country"},
		{"The countries signed agreements .", "agreements", "agreement"},
		{"Women wanted peace .", "Women", "woman"},
		{"He stopped the attacks .", "stopped", "stop"},
		{"He denied it .", "denied", "deny"},
		{"They fought and won .", "fought", "fight"},
		{"They fought and won .", "won", "win"},
		{"The critics provoked him .", "provoked", "provoke"},
		{"The planes bombed the villages .", "bombed", "bomb"},
		{"They criticised him .", "criticised", "criticise"},
		{"Trump met the policewomen .", "Trump", "Trump"},
		{"He recognized them .", "recognized", "recognize"},
		{"It cost 1,200 dollars .", "1,200", "1200"},
	} {
		ok := false
		for _, tok := range m.Parse(strings.Fields(c.sentence), nil) {
			if tok.Text == c.word && tok.Lemma == c.lemma {
				ok = true
			}
		}
		if !ok {
			t.Errorf("%q: lemma of %s is not %s:\n%s", c.sentence, c.word, c.lemma, parse(m, c.sentence))
		}
	}
}

// Typography does not change what a word is.
func TestTypography(t *testing.T) {
	m := load(t)
	curly := m.Parse(strings.Fields("“ I do n’t trust Iran ’s offer — yet , ” he said …"), nil)
	plain := m.Parse(strings.Fields(`" I do n't trust Iran 's offer -- yet , " he said ...`), nil)
	for i := range curly {
		curly[i].Text, plain[i].Text = "", ""
	}
	if d := cmp.Diff(plain, curly); d != "" {
		t.Errorf("curly and plain marks give different trees (-plain +curly):\n%s", d)
	}
}

func TestParseReusesAndEmpty(t *testing.T) {
	m := load(t)
	if got := m.Parse(nil, make([]Token, 3)); len(got) != 0 {
		t.Errorf("no words gave %d tokens", len(got))
	}
	buf := make([]Token, 0, 64)
	got := m.Parse([]string{"Yes", "."}, buf)
	if &got[0] != &buf[:1][0] {
		t.Error("the slice handed in was not used")
	}
}

// checkTree fails unless the tokens form one tree over the words.
func checkTree(tb testing.TB, words []string, toks []Token) {
	tb.Helper()
	if len(toks) != len(words) {
		tb.Fatalf("%d tokens for %d words", len(toks), len(words))
	}
	roots := 0
	for i, t := range toks {
		if t.Text != words[i] {
			tb.Fatalf("token %d is %q, want %q", i, t.Text, words[i])
		}
		if t.Tag == syntax.NoTag || t.Fine == syntax.NoFine || t.Rel == syntax.NoRel || t.Tag.String() == "?" {
			tb.Fatalf("token %d lacks a tag or relation: %+v", i, t)
		}
		if (t.Head < 0) != (t.Rel == syntax.Root) {
			tb.Fatalf("token %d: head %d with relation %v", i, t.Head, t.Rel)
		}
		if t.Head < 0 {
			roots++
		}
		steps := 0
		for h := i; h >= 0; h = toks[h].Head {
			if h >= len(toks) || steps > len(toks) {
				tb.Fatalf("token %d does not lead to the root", i)
			}
			steps++
		}
	}
	if len(words) > 0 && roots != 1 {
		tb.Fatalf("%d roots", roots)
	}
}

func FuzzParse(f *testing.F) {
	m := load(f)
	f.Add("The Taliban ’s offer was n't rejected .")
	f.Add("\x00 \xff\xfe “ ” … — 's @x http://a.b/c 1,000 $ %")
	f.Add(strings.Repeat("a ", 300))
	f.Add(", , ( ( ) \" '' `` ``")
	f.Fuzz(func(t *testing.T, s string) {
		words := strings.Split(s, " ") // with empty words
		checkTree(t, words, m.Parse(words, nil))
	})
}

func TestConcurrentUse(t *testing.T) {
	m := load(t)
	lines := []string{
		"The Taliban praised Mr. Trump , who had called them “ tough ” .",
		"Trump cancels secret Camp David talks with Taliban",
		"It is what it is .",
	}
	want := make([]string, len(lines))
	for i, l := range lines {
		want[i] = parse(m, l)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for k := range 40 {
				i := (g + k) % len(lines)
				if got := parse(m, lines[i]); got != want[i] {
					t.Errorf("in parallel:\n%s\nalone:\n%s", got, want[i])
					return
				}
			}
		})
	}
	wg.Wait()
}

// The hash that a run states is that of the model, however it is packed.
func TestHash(t *testing.T) {
	data, err := unpacked()
	if err != nil {
		t.Fatal(err)
	}
	m, err := ReadModel(bytes.NewReader(data)) // Load's would write what it was read from
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	if _, err := m.WriteTo(sum); err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != Hash() {
		t.Errorf("the model that was loaded has the hash %s, Hash gives %s", got, Hash())
	}
}

func TestReadModelRefusesDamage(t *testing.T) {
	data, err := unpacked()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 5, len(magic), len(magic) + 1, len(data) / 3, len(data) - 1} {
		if _, err := ReadModel(bytes.NewReader(data[:n])); err == nil {
			t.Errorf("a model cut to %d bytes was accepted", n)
		}
	}
	if _, err := ReadModel(io.MultiReader(bytes.NewReader(data), strings.NewReader("x"))); err == nil {
		t.Error("a model with a byte too many was accepted")
	}
}

func TestReadCoNLLU(t *testing.T) {
	const good = "# text = don't\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n" +
		"1\tdo\tdo\tAUX\tVB\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n" +
		"2.1\tx\tx\tVERB\tVB\t_\t_\t_\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n"
	ss, err := ReadCoNLLU(strings.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	if len(ss) != 1 || !cmp.Equal(ss[0].Words, []string{"do", "n't", "go"}) || !cmp.Equal(ss[0].Heads, []int{2, 2, -1}) {
		t.Errorf("read %+v", ss)
	}
	for name, bad := range map[string]string{
		"two roots":    strings.Replace(good, "\t3\taux", "\t0\troot", 1),
		"head outside": strings.Replace(good, "\t3\taux", "\t9\taux", 1),
		"unknown tag":  strings.Replace(good, "AUX", "AUXX", 1),
		"unknown rel":  strings.Replace(good, "\taux\t", "\tauxx\t", 1),
		"columns":      strings.Replace(good, "\taux\t", "\t", 1),
		"ids":          strings.Replace(good, "\n3\tgo", "\n4\tgo", 1),
	} {
		if _, err := ReadCoNLLU(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestNames(t *testing.T) {
	for i := range syntax.NumTags {
		if got, ok := syntax.ParseTag(syntax.Tag(i).String()); !ok || got != syntax.Tag(i) {
			t.Errorf("tag %d is called %v", i, syntax.Tag(i))
		}
	}
	for i := range syntax.NumFines {
		if got, ok := syntax.ParseFine(syntax.Fine(i).String()); !ok || got != syntax.Fine(i) {
			t.Errorf("fine tag %d is called %v", i, syntax.Fine(i))
		}
	}
	for i := range syntax.NumRels {
		r := syntax.Rel(i)
		if got, ok := syntax.ParseRel(r.String()); !ok || got != r {
			t.Errorf("relation %d is called %v", i, r)
		}
		base, _, _ := strings.Cut(r.String(), ":")
		if r.Base().String() != base {
			t.Errorf("base of %v is %v", r, r.Base())
		}
	}
	for _, c := range []struct{ got, want string }{
		{syntax.VERB.String(), "VERB"}, {syntax.X.String(), "X"}, {syntax.FinePRPS.String(), "PRP$"}, {syntax.FineWRB.String(), "WRB"},
		{syntax.NsubjPass.String(), "nsubj:pass"}, {syntax.OblAgent.String(), "obl:agent"}, {syntax.Xcomp.String(), "xcomp"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
