package annotate_test

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// What a word is and what it hangs on, where the parser is known to take it otherwise; the last
// of each are sentences that look alike and stay as they are.
func TestRelationsMended(t *testing.T) {
	m, err := parser()
	if err != nil {
		t.Fatal(err)
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll, Parser: m})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, word, head string
		rel              syntax.Rel
	}{
		{"The president has called off a secret meeting with their leaders.", "meeting", "called", syntax.Obj},
		{"The former president called the rebels “savages” on Monday.", "savages", "called", syntax.Xcomp},
		{"Bush, weak and confused, gave the rebels all they wanted.", "weak", "Bush", syntax.Amod},
		{"On Monday the Washington Post reporters criticized Bush.", "Post", "reporters", syntax.Compound},
		{"Bush was described as reckless by the rebels.", "rebels", "described", syntax.OblAgent},
		{"“The world laughs at him, but for us he is a wise man,” a commander said.", "world", "laughs", syntax.Nsubj},
		{"Ann Bell voiced her hope that the bridge is safe.", "safe", "hope", syntax.Acl},
		{"Ann Bell suspects Bush of helping the rebels.", "helping", "Bush", syntax.Acl},
		{"Bush said the war is over and left for Iowa.", "left", "said", syntax.Conj},
		{"“I would not say,” Bush said, “that the rebels are honest.”", "honest", "say", syntax.Ccomp},
		{"Bush became a friend of the rebels.", "friend", "became", syntax.Xcomp},
		{"Bush said the war was over and left for Iowa.", "Bush", "said", syntax.Nsubj},
	} {
		doc := a.Annotate(article("", c.text, ""))
		for i := range doc.Tokens {
			tok := &doc.Tokens[i]
			if tok.Text != c.word {
				continue
			}
			if head := tok.Head; head < 0 || doc.Tokens[head].Text != c.head || tok.Rel != c.rel {
				t.Errorf("%q: %s hangs on token %d as %v, want on %s as %v", c.text, c.word, tok.Head, tok.Rel, c.head, c.rel)
			}
		}
	}
}
