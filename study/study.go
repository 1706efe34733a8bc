package study

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
)

// Version is the version of the study file that this package reads.
const Version = 1

// Study is a study file as resolved: what the file leaves out is filled in.
type Study struct {
	Version      int        `yaml:"version" json:"version"`
	Name         string     `yaml:"name" json:"name"`
	Pair         []string   `yaml:"pair" json:"pair"` // ids of actor1 and actor2
	Languages    []string   `yaml:"languages" json:"languages"`
	Seed         uint64     `yaml:"seed" json:"seed"`
	Period       string     `yaml:"period" json:"period"`
	Scorers      []string   `yaml:"scorers" json:"scorers"`
	CountProxies []string   `yaml:"count_proxies" json:"count_proxies"` // ids of actors whose proxies count
	Scope        string     `yaml:"scope" json:"scope"`
	Dedup        string     `yaml:"dedup" json:"dedup"`                         // how copies count: within, none, head or weight
	By           string     `yaml:"by" json:"by,omitempty"`                     // column of the researcher's own with groups of outlets; "" for none
	CopyDays     int        `yaml:"copy_days" json:"copy_days"`                 // between the dates of near copies, at most
	Dates        string     `yaml:"dates" json:"dates,omitempty"`               // order of dates in numbers: dmy, mdy, or "" where they stay open
	Keep         []string   `yaml:"keep" json:"keep,omitempty"`                 // kept although no whole articles: cut_text, no_article
	URLDates     bool       `yaml:"url_dates" json:"url_dates"`                 // an empty date may be taken from the address
	Weights      string     `yaml:"weights" json:"weights"`                     // of articles in means: article, sentence or salience
	Interval     string     `yaml:"interval" json:"interval"`                   // method of the intervals of means
	Contrasts    string     `yaml:"contrast_interval" json:"contrast_interval"` // method of those of differences
	Events       []Event    `yaml:"events" json:"events"`                       // in order of their dates
	EventDays    int        `yaml:"event_days" json:"event_days"`               // compared on either side of an event
	Thresholds   Thresholds `yaml:"thresholds" json:"thresholds"`
	Actors       []Actor    `yaml:"actors" json:"actors"`
	Sources      []Source   `yaml:"sources" json:"sources"`
	Frames       bool       `yaml:"frames" json:"frames"`               // our own seeds of frames are looked for
	Lexicons     []Lexicon  `yaml:"lexicons" json:"lexicons"`           // the researcher's own
	Heads        []string   `yaml:"heads" json:"heads"`                 // files that dyad model adapt wrote, from the folder of the study
	WithoutRules []string   `yaml:"without_rules" json:"without_rules"` // names of rules of lexical that are switched off
	LLM          LLM        `yaml:"llm" json:"llm,omitzero"`            // the language model of the scorer llm
	Exec         Exec       `yaml:"exec" json:"exec,omitzero"`          // what scorers by command may do
}

// LLM is a language model behind an endpoint of the OpenAI form, and how it is
// asked. It is a part of the study only where it has an endpoint.
type LLM struct {
	Endpoint         string   `yaml:"endpoint" json:"endpoint"`                   // http://127.0.0.1:8080/v1
	Model            string   `yaml:"model" json:"model"`                         // as the server calls it
	OtherModels      []string `yaml:"other_models" json:"other_models"`           // that llm:all asks too
	BackfillModel    string   `yaml:"backfill_model" json:"backfill_model"`       // asked about failed units with --backfill; "" is model
	Prompt           string   `yaml:"prompt" json:"prompt"`                       // codebook, brief, steps or a file
	OtherPrompts     []string `yaml:"other_prompts" json:"other_prompts"`         // that llm:all asks by too
	Temperature      float64  `yaml:"temperature" json:"temperature"`             // of one answer
	LabelOrder       string   `yaml:"label_order" json:"label_order"`             // fixed, reversed or shuffled
	Votes            int      `yaml:"votes" json:"votes"`                         // answers a unit, where the server returns no logprobs
	VotesTemperature float64  `yaml:"votes_temperature" json:"votes_temperature"` // of these
	Context          int      `yaml:"context" json:"context"`                     // sentences before
	MaxTokens        int      `yaml:"max_tokens" json:"max_tokens"`               // of an answer
	Timeout          int      `yaml:"timeout" json:"timeout"`                     // seconds
	Network          string   `yaml:"network" json:"network"`                     // loopback or remote: what the study grants
	KeyEnv           string   `yaml:"key_env" json:"key_env"`                     // the name of the environment variable with the key
	Budget           Budget   `yaml:"budget" json:"budget"`
	PriceIn          float64  `yaml:"price_in" json:"price_in"` // of a million tokens of prompts
	PriceOut         float64  `yaml:"price_out" json:"price_out"`
}

// IsZero reports whether the study has no language model.
func (l LLM) IsZero() bool { return l.Endpoint == "" && l.Model == "" }

// Budget is what the answers of a recording may take; 0 is any.
type Budget struct {
	Requests int     `yaml:"requests" json:"requests"`
	Tokens   int     `yaml:"tokens" json:"tokens"`
	Cost     float64 `yaml:"cost" json:"cost"`
}

// Exec says what scorers by command may do.
type Exec struct {
	Network string `yaml:"network" json:"network"` // none, loopback or remote: what the study grants
	Timeout int    `yaml:"timeout" json:"timeout"` // seconds a sentence
}

// IsZero reports whether a study says nothing of scorers by command.
func (e Exec) IsZero() bool { return e == Exec{} || e == blank().Exec }

// Thresholds say when there is enough data for an interval, and how it is
// drawn.
type Thresholds struct {
	MinClusters   int     `yaml:"min_clusters" json:"min_clusters"`     // below: no interval
	SmallClusters int     `yaml:"small_clusters" json:"small_clusters"` // below: a t-type interval, flagged
	Draws         int     `yaml:"draws" json:"draws"`                   // of the bootstrap
	Level         float64 `yaml:"level" json:"level"`                   // of confidence, between 0 and 1
}

// Event is something that may have changed how sources write.
type Event struct {
	Name string `yaml:"name" json:"name"`
	Date Date   `yaml:"date" json:"date"` // its first day counts as after it
}

// Lexicon is a word list of the researcher's own.
type Lexicon struct {
	Path   string `yaml:"path" json:"path"`     // relative to the study file
	Format string `yaml:"format" json:"format"` // "" is told by the content
	Role   string `yaml:"role" json:"role"`     // frames, valence, rules, scorer or labels
}

// Actor is somebody or something that a study looks at.
type Actor struct {
	ID          string   `yaml:"id" json:"id"`
	Name        string   `yaml:"name" json:"name"`
	Kind        string   `yaml:"kind" json:"kind"`     // person, organization or country
	Plural      bool     `yaml:"plural" json:"plural"` // "they" may refer to it
	Gender      string   `yaml:"gender" json:"gender"` // female, male or ""
	Aliases     []string `yaml:"aliases" json:"aliases"`
	Not         []string `yaml:"not" json:"not"` // longer names that are no mention of the actor
	Nominals    []string `yaml:"nominals" json:"nominals"`
	Roles       []Role   `yaml:"roles" json:"roles"`
	Members     []Member `yaml:"members" json:"members"`
	MemberNouns bool     `yaml:"member_nouns" json:"member_nouns"` // "the Taliban spokesman" is a member
	Proxies     []Proxy  `yaml:"proxies" json:"proxies"`
}

// Role is an office or standing that an actor has for a time, so that its
// title alone refers to the actor then.
type Role struct {
	Title string   `yaml:"title" json:"title"`
	Of    []string `yaml:"of" json:"of"` // what the title may be of: "the U.S. president"
	From  Date     `yaml:"from" json:"from"`
	To    Date     `yaml:"to" json:"to"`
}

// Member is a person or body that speaks or acts for an actor for a time.
type Member struct {
	Name    string   `yaml:"name" json:"name"`
	Aliases []string `yaml:"aliases" json:"aliases"`
	Kind    string   `yaml:"kind" json:"kind"`     // person (if left out) or organization
	Gender  string   `yaml:"gender" json:"gender"` // female, male or ""
	From    Date     `yaml:"from" json:"from"`
	To      Date     `yaml:"to" json:"to"`
}

// Proxy is a country, capital or institution by which a writer may mean an
// actor for a time. It counts only where the study's CountProxies says so.
type Proxy struct {
	Name    string   `yaml:"name" json:"name"`
	Aliases []string `yaml:"aliases" json:"aliases"`
	From    Date     `yaml:"from" json:"from"`
	To      Date     `yaml:"to" json:"to"`
}

// Source is a news outlet under one name, with the other names under which
// articles may give it.
type Source struct {
	Name    string   `yaml:"name" json:"name"`
	Aliases []string `yaml:"aliases" json:"aliases"`
}

//go:embed default.yaml
var defaultYAML []byte

//go:embed schema.json
var schemaJSON []byte

// DefaultYAML is the file of the default study, with its comments.
func DefaultYAML() []byte { return bytes.Clone(defaultYAML) }

// Schema is the JSON Schema (draft 2020-12) of the study file.
func Schema() []byte { return bytes.Clone(schemaJSON) }

// Default is the built-in study: the Taliban and Donald Trump.
func Default() *Study {
	s, err := Parse("default.yaml", defaultYAML)
	if err != nil {
		panic(fmt.Sprintf("study: the built-in study does not hold: %v", err))
	}
	return s
}

// Load reads a study file. Where the file is read but does not hold, the
// error is of type Problems.
func Load(path string) (*Study, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// blank is a study before anything is read: all that a file may leave out.
func blank() *Study {
	return &Study{
		Languages: []string{"en"},
		Seed:      20200229,
		Period:    "month",
		Scorers:   []string{"reader"},
		Scope:     "actors",
		Dedup:     "within",
		CopyDays:  30,
		Frames:    true,
		Weights:   "article",
		Interval:  "default",
		Contrasts: "default",
		EventDays: 180,
		Thresholds: Thresholds{
			MinClusters:   5,
			SmallClusters: 10,
			Draws:         2000,
			Level:         0.95,
		},
		LLM: LLM{Prompt: "codebook", LabelOrder: "fixed", Votes: 5, VotesTemperature: 0.7, Context: 2, MaxTokens: 400, Timeout: 60,
			Network: "loopback"},
		Exec: Exec{Network: "none", Timeout: 60},
	}
}

// Actor gives the actor with an id, or nil.
func (s *Study) Actor(id string) *Actor {
	for i := range s.Actors {
		if s.Actors[i].ID == id {
			return &s.Actors[i]
		}
	}
	return nil
}

// Resolved gives the study as canonical JSON: every key (by only where it is set), in a fixed order,
// indented by two spaces, empty lists as [], with a final line feed.
func (s *Study) Resolved() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(noNil(reflect.ValueOf(*s)).Interface())
	return buf.Bytes(), err
}

// noNil copies a value with every nil slice in it replaced by an empty one,
// so that "not given" and "given as empty" resolve to the same bytes.
func noNil(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(noNil(v.Field(i)))
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(noNil(v.Index(i)))
		}
	default:
		out.Set(v)
	}
	return out
}
