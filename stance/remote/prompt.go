package remote

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

//go:embed prompts/*.txt
var promptFiles embed.FS

// Prompt is a file of two templates, system and user (text/template), which are
// given the unit and the labels in their order.
type Prompt struct {
	Name     string // of a built-in one, or of the file
	Hash     string // SHA-256 of the file, in hex
	template *template.Template
}

// Prompts names the built-in prompts: codebook has the questions of the
// codebook, brief the same in few words, steps asks for the evidence first.
func Prompts() []string {
	files, err := promptFiles.ReadDir("prompts")
	if err != nil {
		return nil
	}
	var out []string
	for _, f := range files {
		out = append(out, strings.TrimSuffix(f.Name(), ".txt"))
	}
	return out
}

// BuiltinPrompt returns the file of a built-in prompt.
func BuiltinPrompt(name string) ([]byte, error) {
	return promptFiles.ReadFile("prompts/" + name + ".txt")
}

// ReadPrompt reads a built-in prompt by its name, or a file; a relative path is
// taken from folder.
func ReadPrompt(name, folder string) (*Prompt, error) {
	if slices.Contains(Prompts(), name) {
		data, err := BuiltinPrompt(name)
		if err != nil {
			return nil, err
		}
		return parsePrompt(name, data)
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the prompt %s is no file, and none of those built in (%s): %w", name, strings.Join(Prompts(), ", "), err)
	}
	return parsePrompt(filepath.ToSlash(name), data)
}

func parsePrompt(name string, data []byte) (*Prompt, error) {
	t, err := template.New(name).Option("missingkey=error").Parse(string(data))
	if err != nil {
		return nil, err
	}
	for _, part := range [2]string{"system", "user"} {
		if t.Lookup(part) == nil {
			return nil, fmt.Errorf(`%s: has no {{define %q}}`, name, part)
		}
	}
	p := &Prompt{Name: name, Hash: hashOf(data), template: t}
	// a file that cannot be filled in is found before an article is read
	made := &Unit{Actors: []Actor{{"actor1", "A", []string{"A"}}, {"actor2", "B", []string{"B"}}}, Title: "T", Before: []string{"P"}, Sentence: "A met B.", After: "N"}
	if _, _, err := p.messages(made, nil); err != nil {
		return nil, err
	}
	return p, nil
}

// messages fills the templates in. order permutes the labels of every question;
// nil leaves them as they are.
func (p *Prompt) messages(u *Unit, order order) (system, user string, err error) {
	labels := map[string]string{}
	for _, q := range questions() {
		labels[q.name] = strings.Join(order.of(q.classes), ", ")
	}
	data := struct {
		*Unit
		Labels map[string]string
	}{u, labels}
	var out [2]string
	for i, part := range [2]string{"system", "user"} {
		var b strings.Builder
		if err := p.template.ExecuteTemplate(&b, part, data); err != nil {
			return "", "", err
		}
		out[i] = strings.TrimSpace(b.String())
	}
	return out[0], out[1], nil
}

// order says how labels are put: by a number that is hashed with the labels, or
// backwards. nil is the order of questions.csv.
type order func(classes []string) []string

func (o order) of(classes []string) []string {
	if o == nil {
		return classes
	}
	return o(slices.Clone(classes))
}

func backwards(classes []string) []string {
	slices.Reverse(classes)
	return classes
}

// shuffled puts the labels of a unit in an order of its own.
func shuffled(seed uint64, unit string) order {
	return func(classes []string) []string {
		slices.SortFunc(classes, func(a, b string) int {
			return strings.Compare(hashOf([]byte(fmt.Sprint(seed)), []byte(unit), []byte(a)), hashOf([]byte(fmt.Sprint(seed)), []byte(unit), []byte(b)))
		})
		return classes
	}
}

// The rules for the order of labels.
const (
	OrderFixed    = "fixed"
	OrderReversed = "reversed"
	OrderShuffled = "shuffled"
)

// orderOf is the order of a unit by a rule.
func orderOf(rule string, seed uint64, unit string) order {
	switch rule {
	case OrderReversed:
		return backwards
	case OrderShuffled:
		return shuffled(seed, unit)
	}
	return nil
}

// other is another order than o: o backwards.
func other(o order) order {
	return func(classes []string) []string { return backwards(o.of(classes)) }
}
