package remote

import (
	"bytes"
	_ "embed" // for the questions
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed questions.csv
var questionsCSV string

// question is one question with its labels, in the order of the tables.
type question struct {
	name, part string
	classes    []string
}

// The parts of an answer that questions belong to.
const (
	partActor    = "actor"
	partRelation = "relation"
)

var questions = sync.OnceValue(func() []question {
	rows, err := csv.NewReader(strings.NewReader(questionsCSV)).ReadAll()
	if err != nil {
		panic("remote: questions.csv: " + err.Error()) // it is embedded, and every test reads it
	}
	var out []question
	for _, r := range rows[1:] {
		out = append(out, question{r[0], r[1], strings.Fields(r[2])})
	}
	return out
})

// asked is one label of an answer: its place in the JSON and its classes.
type asked struct {
	path    string // actor1.portrayal
	classes []string
}

// askedOf are the labels that the answer about a unit has, in order.
func askedOf(u *Unit) []asked {
	var out []asked
	for _, a := range u.Actors {
		for _, q := range questions() {
			if q.part == partActor {
				out = append(out, asked{a.Key + "." + q.name, q.classes})
			}
		}
	}
	if u.Both() {
		for _, q := range questions() {
			switch q.part {
			case partActor:
			case partRelation:
				out = append(out, asked{partRelation + "." + q.name, q.classes})
			default:
				out = append(out, asked{q.name, q.classes})
			}
		}
	}
	return out
}

// evidencePaths are the places of evidence in the answer about a unit.
func evidencePaths(u *Unit) []string {
	var out []string
	for _, a := range u.Actors {
		out = append(out, a.Key+".evidence")
	}
	if u.Both() {
		out = append(out, partRelation+".evidence")
	}
	return out
}

// maxEvidence is how many stretches of words an answer may quote at a time.
const maxEvidence = 5

// schemaOf is the JSON schema of the answer about a unit. Where own is true, the
// answer may bring probabilities ("p") of the labels.
func schemaOf(u *Unit, o order, own bool) map[string]any {
	top := object()
	at := func(path string) (node map[string]any, key string) {
		part, key, nested := strings.Cut(path, ".")
		if !nested {
			return top, part
		}
		if properties(top)[part] == nil {
			put(top, part, object())
		}
		return properties(top)[part].(map[string]any), key
	}
	for _, path := range evidencePaths(u) {
		node, key := at(path)
		put(node, key, map[string]any{"type": "array", "maxItems": maxEvidence, "items": map[string]any{"type": "string", "minLength": 1}})
	}
	for _, q := range askedOf(u) {
		node, key := at(q.path)
		put(node, key, map[string]any{"enum": o.of(q.classes)})
	}
	if own {
		probs := map[string]any{}
		for _, q := range askedOf(u) {
			probs[q.path] = map[string]any{"type": "array", "minItems": len(q.classes), "maxItems": len(q.classes),
				"items": map[string]any{"type": "number", "minimum": 0, "maximum": 1}}
		}
		properties(top)["p"] = map[string]any{"type": "object", "additionalProperties": false, "properties": probs}
	}
	return top
}

func object() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": false, "properties": map[string]any{}, "required": []string{}}
}

func properties(node map[string]any) map[string]any { return node["properties"].(map[string]any) }

// put adds a property that must be there.
func put(node map[string]any, key string, schema map[string]any) {
	properties(node)[key] = schema
	node["required"] = append(node["required"].([]string), key)
}

// Outcome says why a unit has no answer; "" is one that has.
type Outcome string

// The outcomes of content: what a model said cannot be used.
const (
	Truncated     Outcome = "truncated"       // it was cut at the limit of tokens
	Refused       Outcome = "refused"         // by the model or by a filter
	Unfinished    Outcome = "unfinished"      // it ended for another reason than being done
	Empty         Outcome = "empty"           // no content
	NotJSON       Outcome = "not_json"        // content that is no JSON
	WrongSchema   Outcome = "wrong_schema"    // JSON of another form
	UnknownValue  Outcome = "unknown_value"   // a label that there is not
	NoEvidence    Outcome = "no_evidence"     // a label that is not the middle one, with no words for it
	FalseEvidence Outcome = "false_evidence"  // words that are not in the sentence
	NoLogprobs    Outcome = "no_logprobs"     // the server returned some at the start, and none here
	Declined      Outcome = "declined"        // by a program, in its own words
	BadProbs      Outcome = "bad_probability" // probabilities that do not add up to 1
)

// schemaText is the schema of the answer about a unit as it is sent.
func schemaText(u *Unit, o order) (json.RawMessage, error) {
	if o == nil {
		return usualSchemas()[validatorName(u, false)], nil
	}
	return canonical(schemaOf(u, o, false))
}

// usualSchemas are those with the labels in their usual order.
var usualSchemas = sync.OnceValue(func() map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, u := range shapes() {
		raw, err := canonical(schemaOf(u, nil, false))
		if err != nil {
			panic("remote: the schema of answers: " + err.Error()) // it is made above, and every test makes it
		}
		out[validatorName(u, false)] = raw
	}
	return out
})

// shapes are the units by the actors that they can have.
func shapes() []*Unit {
	one, two := Actor{Key: "actor1"}, Actor{Key: "actor2"}
	return []*Unit{{Actors: []Actor{one}}, {Actors: []Actor{two}}, {Actors: []Actor{one, two}}}
}

// validators are the compiled schemas, by the actors of the unit.
var validators = sync.OnceValue(func() map[string]*jsonschema.Schema {
	out := map[string]*jsonschema.Schema{}
	for _, u := range shapes() {
		for _, own := range []bool{false, true} {
			out[validatorName(u, own)] = compile(schemaOf(u, nil, own))
		}
	}
	return out
})

func validatorName(u *Unit, own bool) string { return fmt.Sprint(len(u.Actors), u.Actors[0].Key, own) }

// answerSchema is the name of the schema; a path would be looked for in the working folder.
const answerSchema = "urn:dyad:answer"

func compile(schema map[string]any) *jsonschema.Schema {
	raw, err := json.Marshal(schema)
	if err == nil {
		var doc any
		if doc, err = jsonschema.UnmarshalJSON(bytes.NewReader(raw)); err == nil {
			c := jsonschema.NewCompiler()
			if err = c.AddResource(answerSchema, doc); err == nil {
				return c.MustCompile(answerSchema)
			}
		}
	}
	panic("remote: the schema of answers: " + err.Error()) // it is made above, and every test compiles it
}

// answer is what a model said about a unit.
type answer struct {
	labels   map[string]int       // path -> class
	evidence map[string][]string  // path -> words
	probs    map[string][]float64 // path -> what the model itself says, nil where it says nothing
}

// parseAnswer reads and checks the content of an answer.
func parseAnswer(u *Unit, content string, own bool) (*answer, Outcome) {
	if strings.TrimSpace(content) == "" {
		return nil, Empty
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(content))
	if err != nil {
		return nil, NotJSON
	}
	top, ok := doc.(map[string]any)
	if why, declined := top["failed"].(string); ok && own && declined && why != "" {
		return nil, Declined
	}
	if err := validators()[validatorName(u, own)].Validate(doc); err != nil {
		return nil, misfit(u, top)
	}
	out := &answer{labels: map[string]int{}, evidence: map[string][]string{}}
	for _, q := range askedOf(u) {
		label, _ := valueAt(top, q.path).(string)
		out.labels[q.path] = slices.Index(q.classes, label)
	}
	for _, path := range evidencePaths(u) {
		list, _ := valueAt(top, path).([]any)
		for _, e := range list {
			words, _ := e.(string)
			out.evidence[path] = append(out.evidence[path], words)
		}
	}
	if said, ok := top["p"].(map[string]any); ok {
		if out.probs, ok = ownProbs(said); !ok {
			return nil, BadProbs
		}
	}
	return out, ""
}

// misfit tells a label that there is not from an answer of another form.
func misfit(u *Unit, top map[string]any) Outcome {
	unknown := false
	for _, q := range askedOf(u) {
		label, isText := valueAt(top, q.path).(string)
		if !isText {
			return WrongSchema
		}
		unknown = unknown || !slices.Contains(q.classes, label)
	}
	if unknown {
		return UnknownValue
	}
	return WrongSchema
}

func valueAt(top map[string]any, path string) any {
	part, key, nested := strings.Cut(path, ".")
	if !nested {
		return top[part]
	}
	node, _ := top[part].(map[string]any)
	return node[key]
}

// probSlack is how far probabilities may be from adding up to 1.
const probSlack = 0.01

func ownProbs(said map[string]any) (map[string][]float64, bool) {
	out := map[string][]float64{}
	for path, v := range said {
		list, _ := v.([]any)
		sum := 0.0
		for _, x := range list {
			n, err := x.(json.Number).Float64()
			if err != nil {
				return nil, false
			}
			out[path], sum = append(out[path], n), sum+n
		}
		if math.Abs(sum-1) > probSlack {
			return nil, false
		}
		for i := range out[path] {
			out[path][i] /= sum
		}
	}
	return out, true
}

// middle is the class of a question that judges nothing: the second of three and
// more, in each of those that need evidence.
const middle = 1
