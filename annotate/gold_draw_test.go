package annotate_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
	corpusread "github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// The draw behind the gold codes of testdata/gold. It sees the text alone:
// candidates are found by surface patterns, never by what the package under
// test makes of them, so that a mention the resolver misses can be drawn.
//
//	go test ./annotate -run TestDrawGold -draw DIR
//
// writes mentions.csv and sentences.csv, without codes, and for the coder a
// readable mentions.txt and sentences.txt with the text around each place.

var drawDir = flag.String("draw", "", "write the draw of gold places, for coders, to this folder")

const goldSeed = "dyad gold 1"

// goldStream is a stream of chance of its own for each thing drawn.
func goldStream(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(goldSeed + "/" + name))
	return rand.New(rand.NewPCG(h.Sum64(), 1))
}

// place is a stretch of an article that a coder is to judge.
type place struct {
	article    *corpus.Article
	kind       string // nominal, pronoun, name
	start, end int
}

const goldDeterminers = `(?:[Tt]he|[Tt]his|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[A-Z][a-z]+(?:’s|'s))`

// The heads of noun phrases that could mean a person, a movement, a government.
const goldHeads = `group|groups|movement|militants?|insurgents?|insurgency|fighters?|jihadists?|extremists?|terrorists?|` +
	`rebels?|guerrillas?|regime|emirate|organi[sz]ation|faction|network|outfit|enemy|side|sides|party|leadership|delegation|` +
	`negotiators?|envoys?|representatives?|spokesman|spokesperson|spokeswoman|officials?|leaders?|chief|commander in chief|` +
	`commander-in-chief|commanders?|president|president-elect|administration|government|candidate|nominee|` +
	`front-runner|frontrunner|businessman|billionaire|mogul|magnate|developer|tycoon|host|Republican|man|campaign|team|` +
	`successor|predecessor|politician|Americans|advisers?|aides`

// goldBroken is what is no one phrase, or is the country and no pronoun.
var goldBroken = regexp.MustCompile(`^US$| (?:the|a|an|of|in|on|at|to|by|for|from|with|and|or|is|was|were|are|be|who|that|if|when|as|s)(?: |$)`)

// goldPatterns are what can be drawn, kind by kind, and how many of it.
func goldPatterns() []struct {
	kind, name, pattern string
	n                   int
} {
	return []struct {
		kind, name, pattern string
		n                   int
	}{
		{"nominal", "nominal", `\b` + goldDeterminers + `(?: [A-Za-z][A-Za-z’'-]*(?:\.[A-Z]\.)*){0,2} (?:` + goldHeads + `)\b`, 186},
		{"pronoun", "he", `(?i)\b(?:he|him|his|himself)\b`, 76},
		{"pronoun", "they", `(?i)\b(?:they|them|their|theirs|themselves)\b`, 46},
		{"pronoun", "it", `(?i)\b(?:it|its|itself)\b`, 26},
		{"pronoun", "we", `(?:\b(?i:we|us|our|ours|my|me)\b|\bI\b)`, 42},
		{"name", "Trump", `\bTrump\b`, 22},
		{"name", "Taliban", `\b(?:Taliban|Taleban)\b`, 22},
		{"name", "other", `\b(?:White House|Islamic Emirate|Washington|Kabul|Mullah [A-Z][a-z]+|Haqqani|Mujahid|Pentagon|U\.S\.|United States|Pence|Pompeo|Khalilzad|Stanikzai|Mansour|Akhundzada)\b`, 18},
	}
}

// A phrase is drawn at most this often, so that "the president" is not all,
// and only from articles that name both actors more than in passing.
const (
	goldNamed      = 2
	goldPerPhrase  = 14
	goldPerArticle = 6
)

func drawMentions(articles []*corpus.Article) []place {
	var drawn []place
	perArticle := map[string]int{}
	around := map[string]bool{}
	for _, p := range goldPatterns() {
		all := candidates(articles, p.kind, regexp.MustCompile(p.pattern))
		goldStream(p.name).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		perPhrase := map[string]int{}
		n := 0
		for _, c := range all {
			text := c.article.Text
			phrase := strings.ToLower(text[c.start:c.end])
			near := text[max(0, c.start-40):min(len(text), c.end+40)]
			if n == p.n || perArticle[c.article.ID] >= goldPerArticle || around[near] || (p.kind == "nominal" && perPhrase[phrase] >= goldPerPhrase) {
				continue
			}
			n++
			perArticle[c.article.ID]++
			perPhrase[phrase]++
			around[near] = true // the same words in a copy of the article
			drawn = append(drawn, c)
		}
	}
	goldStream("order").Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	return drawn
}

func candidates(articles []*corpus.Article, kind string, re *regexp.Regexp) []place {
	var all []place
	for _, a := range articles {
		if strings.Count(a.Text, "Trump") < goldNamed || strings.Count(a.Text, "Taliban") < goldNamed {
			continue
		}
		for _, m := range re.FindAllStringIndex(a.Text, -1) {
			if goldBroken.MatchString(a.Text[m[0]:m[1]]) {
				continue
			}
			all = append(all, place{a, kind, m[0], m[1]})
		}
	}
	return all
}

// drawSentences draws places in running text; the coder marks the sentence
// that each stands in. Each article is as likely as its length.
func drawSentences(articles []*corpus.Article, name string, n int) []place {
	rng := goldStream(name)
	total := 0
	for _, a := range articles {
		total += len(a.Text)
	}
	var drawn []place
	for len(drawn) < n {
		at := rng.IntN(total)
		i := 0
		for ; at >= len(articles[i].Text); i++ {
			at -= len(articles[i].Text)
		}
		text := articles[i].Text
		if c := text[at]; c <= ' ' || c >= 0x80 {
			continue
		}
		drawn = append(drawn, place{articles[i], name, at, at + 1})
	}
	return drawn
}

func TestDrawGold(t *testing.T) {
	if *drawDir == "" {
		t.Skip("draws places to code only with -draw DIR")
	}
	pair := collectNews(t, "taliban_trump.jsonl")
	sample := collectNews(t, "allsides_sample.jsonl.gz")
	writeDraw(t, "mentions", drawMentions(pair), 1500, 350)
	writeDraw(t, "sentences", append(drawSentences(pair, "pair", 150), drawSentences(sample, "sample", 150)...), 450, 450)
}

// collectNews reads one file of news, in the order of ids; the test is
// skipped where the data is not beside the repository.
func collectNews(t testing.TB, name string) []*corpus.Article {
	t.Helper()
	c, err := corpusread.Collect(context.Background(), []string{golden.Data(t, "news", name)}, corpusread.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Articles
}

func writeDraw(t *testing.T, name string, drawn []place, before, after int) {
	t.Helper()
	var table, read bytes.Buffer
	w := csv.NewWriter(&table)
	w.Write([]string{"row", "doc_id", "byte_start", "byte_end", "mention_type", "sha256"})
	for i, p := range drawn {
		a := p.article
		w.Write([]string{strconv.Itoa(i + 1), a.ID, strconv.Itoa(p.start), strconv.Itoa(p.end), p.kind, a.SHA256})
		from, to := max(0, p.start-before), min(len(a.Text), p.end+after)
		fmt.Fprintf(&read, "=== row %d · %s · %s · %s · %d-%d\ntitle: %s\n...%s⟦%s⟧%s...\n\n", i+1, a.ID, a.Source.Value, a.Date.ISO(), p.start, p.end,
			a.Title.Value, strings.ToValidUTF8(a.Text[from:p.start], ""), a.Text[p.start:p.end], strings.ToValidUTF8(a.Text[p.end:to], ""))
	}
	w.Flush()
	for ext, data := range map[string][]byte{".csv": table.Bytes(), ".txt": read.Bytes()} {
		if err := os.WriteFile(filepath.Join(*drawDir, name+ext), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	phrases := map[string]int{}
	for _, p := range drawn {
		phrases[p.kind]++
	}
	keys := make([]string, 0, len(phrases))
	for k := range phrases {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		t.Logf("%s: %d %s", name, phrases[k], k)
	}
}
