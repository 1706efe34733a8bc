package stance

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
)

// ruleSet are the rules of the lexical scorer.
type ruleSet = pattern.Rules[*reading]

// Document is the document that rules are tried on.
func (r *reading) Document() *annotate.Document { return r.doc }

// is reports whether a word belongs to a class.
func (l *Lexical) is(word, class string) bool {
	_, ok := l.classes[class][word]
	return ok
}

// builtinClasses are the classes of words that are asked for without a scorer.
var builtinClasses = sync.OnceValues(func() (lexicon.Classes, error) { return lexicon.BuiltinClasses(lexicon.Builtin) })

// ofClass reports whether a word is in a built-in class; a malformed list is
// an error of NewLexical and has no words here.
func ofClass(word, class string) bool {
	classes, err := builtinClasses()
	_, ok := classes[class][word]
	return err == nil && ok
}

// find records what the rules find with their anchor at token i.
func (r *finder) find(i int) {
	r.rules.Find(r.reading, i, func(rule *pattern.Rule[*reading], f *pattern.Finding) bool {
		holder := utterer
		switch {
		case f.Entry:
			holder = r.holderOf(f.Holder, r.attitudeEntry(f.Holder))
		case f.Holder >= 0:
			if holder = r.someone(f.Holder); f.Somebody && holder < 0 {
				return false
			}
		case f.Standing == pattern.Nobody:
			holder = nobody
		case f.Standing == pattern.Anybody:
			holder = anybody
		}
		n := len(r.findings)
		holders, targets := []int{holder}, r.mentionsOf(f.Target, f.Depth)
		if r.reciprocal([]int{f.Target}) {
			holders = r.reciprocants(f.At)
			targets = holders
		}
		for _, holder := range holders {
			for _, id := range targets {
				if !f.Actors || r.doc.Mentions[id].Actor != "" {
					r.record(f, holder, id, rule.Name)
				}
			}
		}
		return len(r.findings) > n
	})
}

// record adds what a rule found.
func (r *finder) record(f *pattern.Finding, holder, target int, rule string) {
	n := len(r.findings)
	polarity := f.Polarity
	if f.Flat { // the denial is in the rule: praise that is denied counts
		polarity = math.Abs(polarity)
	}
	r.add(claim{at: f.At, holder: holder, target: target, polarity: polarity, kind: Kind(f.Kind), rule: rule, why: f.Why, evidence: f.Evidence})
	for k := n; k < len(r.findings); k++ {
		x := &r.findings[k]
		x.Confidence, x.Told = min(x.Confidence, f.Confidence), f.Told
		if f.Voice >= 0 {
			x.At = r.doc.Tokens[f.Voice].Span
		}
		if f.Modality != "" && x.Modality != Denied {
			x.Modality = Modality(f.Modality)
		}
		if f.Flat {
			x.Polarity, x.Negated, x.Modality = f.Polarity, false, Asserted
			x.Explanation = f.Why + " (" + signed(f.Polarity) + " toward “" + r.words(target) + "”)"
		}
	}
}

// Without gives the scorer without some of its rules, by their names.
func (l *Lexical) Without(names ...string) (*Lexical, error) {
	out := *l
	return &out, out.compile(l.sources, append(names, l.without...))
}

// WithRules gives the scorer with rules of a study's own beside the built-in
// ones.
func (l *Lexical) WithRules(files ...pattern.Source) (*Lexical, error) {
	out := *l
	return &out, out.compile(append(slices.Clone(l.sources), files...), l.without)
}

// compile compiles rules and settles the hash.
func (l *Lexical) compile(sources []pattern.Source, without []string) (err error) {
	l.sources, l.without = sources, slices.Sorted(slices.Values(without))
	l.hash = l.dataHash()
	l.rules, err = pattern.Compile(l.vocabulary(), without, sources...)
	return err
}

// Rules lists the rules in the order of their files.
func (l *Lexical) Rules() []RuleInfo {
	var out []RuleInfo
	for _, r := range l.rules.All {
		out = append(out, RuleInfo{Sort: string(r.Sort), Name: r.Name, Kind: cmp.Or(r.Kind, strings.Join(r.Classes, " ")), Doc: r.Doc, File: r.File, Line: r.Line, Examples: r.Examples})
	}
	return out
}

// RuleInfo says what a rule is.
type RuleInfo struct {
	Sort, Name string
	Kind       string // of what a rule finds, or the classes of a veto
	Doc        string
	File       string
	Line       int
	Examples   []pattern.Example
}
