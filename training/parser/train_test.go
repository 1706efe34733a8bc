package parser_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/training/parser"
)

// slice returns the first n sentences of the training treebank.
func slice(tb testing.TB, n int) string {
	tb.Helper()
	file, err := parse.OpenData(golden.Data(tb, "treebank", "en_ewt-train.conllu.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	all, err := io.ReadAll(file)
	if err != nil {
		tb.Fatal(err)
	}
	parts := strings.SplitAfterN(string(all), "\n\n", n+1)
	return strings.Join(parts[:n], "")
}

func TestTrainingIsDeterministic(t *testing.T) {
	text := slice(t, 200)
	train := func(seed uint64) []byte {
		m, err := parser.Train(strings.NewReader(text), parser.Options{
			Seed: seed, TagEpochs: 4, ParseEpochs: 4, NetEpochs: 4, Hidden: 16, Folds: 2,
			Text: strings.NewReader(strings.Repeat("the group said it would not talk to the group .\n", 30)),
		})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := m.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	a := train(1)
	if !bytes.Equal(a, train(1)) {
		t.Error("the same seed gave two models")
	}
	if bytes.Equal(a, train(2)) {
		t.Error("another seed gave the same model: the seed is not used")
	}
	m, err := parse.ReadModel(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b.Bytes()) {
		t.Error("a model read and written again differs")
	}
	s, err := parse.Evaluate(m, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if s.UPOS < 0.87 || s.UAS < 0.7 {
		t.Errorf("the model does not know its own training text: %v", s)
	}
}

// Faults have their place.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	bad, none := write("bad.conllu", "1\ta\tb\n"), write("texts.csv", "id,words\n1,a\n")
	for _, c := range []struct {
		treebank string
		texts    []string
		want     string
	}{
		{bad, nil, bad + ": syntax: treebank: line 1: 3 columns, want 10"},
		{bad, []string{none}, "texts: table 1: no column text"},
		{filepath.Join(dir, "no.conllu"), nil, "no such file"},
		{write("empty.conllu", ""), nil, "syntax: treebank has no sentences"},
	} {
		if _, err := parser.Files(c.treebank, "", c.texts, parser.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}

// Each text of the tables stands once in the running text.
func TestTextColumn(t *testing.T) {
	r, err := parser.TextColumn(strings.NewReader("id,text\n1,The talks  failed.\n2,They left.\n"), strings.NewReader("text\nThe talks failed.\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if want := "The talks failed.\nThey left.\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
