package remote

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Unit is what is asked about: one sentence with what a reader must know.
type Unit struct {
	Actors   []Actor  `json:"actors"` // that the sentence mentions, actor1 first
	Title    string   `json:"title"`  // "" for the title itself
	Before   []string `json:"before"` // the sentences before, in order
	Sentence string   `json:"sentence"`
	After    string   `json:"after"` // the sentence after, "" at the end
}

// Actor is one of the pair, with the words that mention it.
type Actor struct {
	Key      string   `json:"key"` // actor1 or actor2
	Name     string   `json:"name"`
	Mentions []string `json:"mentions"`
}

// Both reports whether the sentence mentions both actors.
func (u *Unit) Both() bool { return len(u.Actors) == 2 }

// unitOf makes the unit of a request; before is how many sentences of context it
// has, and names are those of actors by their ids.
func unitOf(doc *annotate.Document, q *stance.ReadRequest, names map[string]string, before int) *Unit {
	sent := &doc.Sentences[q.Sentence]
	text := func(i int) string { return doc.Text[doc.Sentences[i].Start:doc.Sentences[i].End] }
	u := &Unit{Before: []string{}, Sentence: text(q.Sentence)}
	for side, ids := range q.Mentions {
		if len(ids) == 0 {
			continue
		}
		first := &doc.Mentions[ids[0]]
		a := Actor{Key: [2]string{"actor1", "actor2"}[side], Name: names[first.Actor]}
		if a.Name == "" {
			a.Name = first.Actor
		}
		for _, id := range ids {
			m := &doc.Mentions[id]
			if words := doc.Text[m.Start:m.End]; !slices.Contains(a.Mentions, words) {
				a.Mentions = append(a.Mentions, words)
			}
		}
		u.Actors = append(u.Actors, a)
	}
	if sent.No > 0 && len(doc.Sentences) > 0 && doc.Sentences[0].No == 0 {
		u.Title = text(0)
	}
	for i := max(0, q.Sentence-before); i < q.Sentence; i++ {
		if doc.Sentences[i].No > 0 {
			u.Before = append(u.Before, text(i))
		}
	}
	if sent.No > 0 && q.Sentence+1 < len(doc.Sentences) {
		u.After = text(q.Sentence + 1)
	}
	return u
}

// canonical writes a value as JSON in one way only: without blanks, the keys of
// maps sorted, those of structs in their order.
func canonical(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func hashOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// keyOf is the name of a request in the recording; again is 0 for the first
// time that it is asked.
func keyOf(request []byte, prompt, digest string, again int) string {
	return hashOf(request, []byte(prompt), []byte(digest), []byte{byte('0' + again)})
}
