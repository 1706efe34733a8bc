package coding

import (
	"cmp"
	_ "embed"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
)

// Codebook is what coders are asked.
type Codebook struct {
	Title  string  `yaml:"title" json:"title"`
	Guide  string  `yaml:"guide" json:"guide"` // paragraphs of plain text
	Fields []Field `yaml:"fields" json:"fields"`
}

// Field is a question of the codebook.
type Field struct {
	Name     string  `yaml:"name" json:"name"`
	Type     Type    `yaml:"type" json:"type"`
	Per      string  `yaml:"per" json:"per"` // actor, or empty: asked once of the sentence
	Question string  `yaml:"question" json:"question"`
	Help     string  `yaml:"help" json:"help"`
	Values   []Value `yaml:"values" json:"values"`
	When     *When   `yaml:"when" json:"when"`
	Optional bool    `yaml:"optional" json:"optional"`
}

// Value is an answer to a question.
type Value struct {
	Value string `yaml:"value" json:"value"`
	Label string `yaml:"label" json:"label"`
	Key   string `yaml:"key" json:"key"`
	Help  string `yaml:"help" json:"help"`
}

// When says for which answers to an earlier field a field is asked; of a field
// per actor, that of the same actor.
type When struct {
	Field string   `yaml:"field" json:"field"`
	Is    []string `yaml:"is" json:"is"`
	Not   []string `yaml:"not" json:"not"`
}

// Type is the sort of answer to a field.
type Type string

// Types of fields.
const (
	One     Type = "one"     // one of the values; the default
	Many    Type = "many"    // any of the values, by semicolon; none for none of them
	Stances Type = "stances" // see ParseStances
	Spans   Type = "spans"   // places in the sentence, start..end by semicolon; none
	Text    Type = "text"    // free text
)

// None is the answer that there is nothing.
const None = "none"

// Targets of codes.
const (
	Actor1 = "actor1"
	Actor2 = "actor2"
	Pair   = "pair" // in a unit's question set: the questions that are not of one actor
)

//go:embed default.yaml
var defaultCodebook string

// DefaultCodebook returns the codebook that a set has where no other is given.
func DefaultCodebook() string { return defaultCodebook }

// ParseCodebook reads a codebook. Its errors say the field and what is wrong.
func ParseCodebook(text string) (*Codebook, error) {
	if len(text) > maxCodebook {
		return nil, fmt.Errorf("codebook: %d bytes, at most %d", len(text), maxCodebook)
	}
	var b Codebook
	if err := unmarshal([]byte(text), &b); err != nil {
		return nil, fmt.Errorf("codebook: %w", err)
	}
	if len(b.Fields) == 0 {
		return nil, fmt.Errorf("codebook: there are no fields")
	}
	seen := map[string]*Field{}
	for i := range b.Fields {
		f := &b.Fields[i]
		if err := f.check(seen); err != nil {
			return nil, fmt.Errorf("codebook: field %d (%s): %w", i+1, f.Name, err)
		}
		seen[f.Name] = f
	}
	return &b, nil
}

const maxCodebook = 1 << 18

// unmarshal turns a panic of the YAML library on a malformed text into an error.
func unmarshal(text []byte, to any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("is no YAML that can be read: %v", p)
		}
	}()
	return yaml.UnmarshalWithOptions(text, to, yaml.Strict())
}

// plainName says whether a name can be a column: letters, digits and
// underscores, beginning with a letter.
func plainName(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z'
		if !letter && (i == 0 || r != '_' && !(r >= '0' && r <= '9')) {
			return false
		}
	}
	return s != ""
}

func (f *Field) check(earlier map[string]*Field) error {
	f.Type = cmp.Or(f.Type, One)
	switch {
	case !plainName(f.Name) || slices.Contains(tableColumns, f.Name):
		return fmt.Errorf("the name must be small letters, digits and underscores, and none of %s", strings.Join(tableColumns, ", "))
	case earlier[f.Name] != nil:
		return fmt.Errorf("stands there twice")
	case f.Question == "":
		return fmt.Errorf("has no question")
	case f.Per != "" && f.Per != "actor":
		return fmt.Errorf("per %q: actor or nothing", f.Per)
	case f.Type == Stances && f.Per != "":
		return fmt.Errorf("stances name their targets, and are not asked per actor")
	}
	switch f.Type {
	case One, Many:
		if len(f.Values) < 2 && f.Type == One || len(f.Values) == 0 {
			return fmt.Errorf("has too few values to choose from")
		}
	case Stances, Spans, Text:
		if len(f.Values) > 0 {
			return fmt.Errorf("type %s has no values", f.Type)
		}
	default:
		return fmt.Errorf("type %q: one, many, stances, spans or text", f.Type)
	}
	if err := f.checkValues(); err != nil || f.When == nil {
		return err
	}
	return f.checkCondition(earlier[f.When.Field])
}

// checkCondition reports what is wrong with when, on being the field it names,
// nil where there is none.
func (f *Field) checkCondition(on *Field) error {
	switch {
	case on == nil || on.Type != One:
		return fmt.Errorf("when: %q is no earlier field with one answer", f.When.Field)
	case on.Per != "" && f.Per == "":
		return fmt.Errorf("when: %s is asked per actor, this is not", on.Name)
	case (len(f.When.Is) == 0) == (len(f.When.Not) == 0):
		return fmt.Errorf("when: give is or not")
	}
	for _, v := range slices.Concat(f.When.Is, f.When.Not) {
		if !slices.ContainsFunc(on.Values, func(o Value) bool { return o.Value == v }) {
			return fmt.Errorf("when: %q is no value of %s", v, on.Name)
		}
	}
	return nil
}

func (f *Field) checkValues() error {
	values, keys := map[string]bool{}, map[string]bool{}
	for i := range f.Values {
		v := &f.Values[i]
		v.Label = cmp.Or(v.Label, v.Value)
		switch {
		case v.Value == "" || strings.ContainsAny(v.Value, ";\n") || f.Type == Many && v.Value == None:
			return fmt.Errorf("value %d: %q cannot be a value", i+1, v.Value)
		case values[v.Value]:
			return fmt.Errorf("value %q stands there twice", v.Value)
		case len(v.Key) != 1 || v.Key[0] <= ' ' || v.Key[0] > '~' || keys[v.Key]:
			return fmt.Errorf("value %q: key %q is no single character, or stands there twice", v.Value, v.Key)
		case strings.Contains(reservedKeys, v.Key):
			return fmt.Errorf("value %q: the key %q has another use on the page (%s)", v.Value, v.Key, reservedKeys)
		}
		values[v.Value], keys[v.Key] = true, true
	}
	return nil
}

// reservedKeys are those with which the page is steered.
const reservedKeys = "?/ugzZ"

// Asked returns the fields and targets that a unit with the question set is
// asked, given the answers so far.
func (b *Codebook) Asked(questions string, answer func(field, target string) string) []Question {
	has := strings.Split(questions, ",")
	all := questions == ""
	var out []Question
	add := func(f *Field, target string) {
		if w := f.When; w != nil {
			of := target
			if b.Field(w.Field).Per == "" {
				of = ""
			}
			held := answer(w.Field, of)
			if held == "" || len(w.Is) > 0 && !slices.Contains(w.Is, held) || slices.Contains(w.Not, held) {
				return
			}
		}
		out = append(out, Question{f.Name, target})
	}
	for i := 0; i < len(b.Fields); {
		// Neighbouring fields per actor are asked of one actor after the other.
		j := i
		for j < len(b.Fields) && b.Fields[j].Per == "actor" {
			j++
		}
		for _, target := range []string{Actor1, Actor2} {
			if all || slices.Contains(has, target) {
				for k := i; k < j; k++ {
					add(&b.Fields[k], target)
				}
			}
		}
		if j == i {
			if all || slices.Contains(has, Pair) {
				add(&b.Fields[i], "")
			}
			j++
		}
		i = j
	}
	return out
}

// Question is a field asked of a target.
type Question struct{ Field, Target string }

// Field returns the field of a name, or nil.
func (b *Codebook) Field(name string) *Field {
	for i := range b.Fields {
		if b.Fields[i].Name == name {
			return &b.Fields[i]
		}
	}
	return nil
}

// Touched returns the fields of which an edit changes more than layout: those
// whose question, help, values or condition differ, and those that were added.
func Touched(before, after *Codebook) []string {
	var out []string
	for i := range after.Fields {
		now := after.Fields[i]
		was := before.Field(now.Name)
		if was == nil {
			out = append(out, now.Name)
			continue
		}
		old := *was
		old.Values, now.Values = bare(old.Values), bare(now.Values)
		if !reflect.DeepEqual(old, now) {
			out = append(out, now.Name)
		}
	}
	return out
}

// bare are values without their keys, which carry no meaning.
func bare(values []Value) []Value {
	out := slices.Clone(values)
	for i := range out {
		out[i].Key = ""
	}
	return out
}

// Check says what is wrong with a code, as the codebook has it; sentence is the
// text that spans lie in. An empty value takes a code back and is always right.
func (b *Codebook) Check(field, target, value, sentence string) error {
	f := b.Field(field)
	switch {
	case f == nil:
		return fmt.Errorf("the codebook has no field %q", field)
	case f.Per == "" && target != "", f.Per != "" && target != Actor1 && target != Actor2:
		return fmt.Errorf("%s: target %q", field, target)
	case len(value) > maxText:
		return fmt.Errorf("%s: %d bytes, at most %d", field, len(value), maxText)
	case !printable(value):
		return fmt.Errorf("%s: has a control character", field)
	case value == "":
		return nil
	}
	is := func(v string) bool { return slices.ContainsFunc(f.Values, func(o Value) bool { return o.Value == v }) }
	switch f.Type {
	case One:
		if !is(value) {
			return fmt.Errorf("%s: %q is none of its values", field, value)
		}
	case Many:
		for v := range strings.SplitSeq(value, ";") {
			if !is(v) && value != None {
				return fmt.Errorf("%s: %q is none of its values", field, v)
			}
		}
	case Stances:
		_, err := ParseStances(value)
		return err
	case Spans:
		_, err := ParseSpans(value, len(sentence))
		return err
	}
	return nil
}

// printable says whether a text has no control characters but tabs and ends of
// lines: others cannot stand in the formats that sets are exported to.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' })
}

// maxText is how long a comment, a reason or a text answer may be, in bytes.
const maxText = 4000

// Span is a place in a sentence, in bytes, end exclusive.
type Span struct{ Start, End int }

// ParseSpans reads start..end;start..end, in order and apart, within a length;
// none gives none.
func ParseSpans(value string, length int) ([]Span, error) {
	if value == None {
		return nil, nil
	}
	var out []Span
	last := 0
	for part := range strings.SplitSeq(value, ";") {
		a, b, _ := strings.Cut(part, "..")
		start, err := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if err != nil || err2 != nil || start < last || end <= start || end > length {
			return nil, fmt.Errorf("%q are no spans start..end;start..end, in order, within %d bytes", value, length)
		}
		out, last = append(out, Span{start, end}), end
	}
	return out, nil
}

// Stance is a coded attitude.
type Stance struct {
	Holder   string  // narrator, actor1, actor2 or other
	Name     string  // of another holder; may be empty
	Target   string  // actor1, actor2 or relationship
	Polarity float64 // -1 to 1, not 0
	Voice    string  // narrator or quoted
}

// ParseStances reads holder>target:polarity+voice by semicolon, as in
// "actor2>actor1:-1q; other=critics>actor2:-0.5n": the voice is n (the article's
// own words) or q (reported). "none" gives none.
func ParseStances(value string) ([]Stance, error) {
	if value == None {
		return nil, nil
	}
	var out []Stance
	for part := range strings.SplitSeq(value, ";") {
		part = strings.TrimSpace(part)
		bad := fmt.Errorf("stances: %q is not holder>target:polarity and n or q, as in actor2>actor1:-0.5q", part)
		at, colon := strings.LastIndex(part, ">"), strings.LastIndex(part, ":")
		if at < 0 || colon < at || len(part) < colon+3 {
			return nil, bad
		}
		var s Stance
		s.Holder, s.Name, _ = strings.Cut(part[:at], "=")
		s.Target = part[at+1 : colon]
		last := len(part) - 1
		p, err := strconv.ParseFloat(part[colon+1:last], 64)
		s.Polarity = p
		s.Voice = map[byte]string{'n': "narrator", 'q': "quoted"}[part[last]]
		switch {
		case err != nil || !(p >= -1 && p <= 1) || p == 0 || s.Voice == "",
			!slices.Contains([]string{"narrator", Actor1, Actor2, "other"}, s.Holder), s.Name != "" && s.Holder != "other",
			!slices.Contains([]string{Actor1, Actor2, "relationship"}, s.Target), s.Holder == s.Target:
			return nil, bad
		}
		out = append(out, s)
	}
	return out, nil
}
