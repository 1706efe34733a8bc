package lexicon_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

const (
	head          = "# name: x\n# version: 2\n"
	predicateHead = head + "lemma,pos,holder,target,polarity,effect,root,cooperation,class,example\n"
	goodPredicate = "praise,verb,subj,obj,0.5,,SUPPORT,0.5,approve,the group praised him\n"
)

// decodeAll runs a list through the decoder of its kind.
func decodeAll(kind, file string, data []byte) error {
	l, err := lexicon.Parse(file, data)
	if err != nil {
		return err
	}
	switch kind {
	case "cues":
		_, err = lexicon.Cues(l)
	case "roles":
		_, err = lexicon.Roles(l)
	case "dealings":
		_, err = lexicon.Dealings(l)
	case "words":
		_, err = lexicon.Words(l)
	case "labels":
		_, err = lexicon.Labels(l)
	default:
		_, err = lexicon.Predicates(l)
	}
	return err
}

func TestFaultsHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, kind, data, want string }{
		{"nothing at all", "cues", "", "my.csv:1: no header line"},
		{"papers alone", "cues", head, "my.csv:3: no header line"},
		{"papers without a line end", "cues", "# name: x", "my.csv:2: no header line"},
		{"open quotation mark", "cues", head + "lemma,pos,kind\nsay,verb,say\n\"tell,verb,say\n", "my.csv:5: extraneous or missing \" in quoted-field"},
		{"bare quotation mark", "cues", head + "lemma,pos,kind\nsay,ve\"rb,say\n", "my.csv:4: bare \" in non-quoted-field"},
		{"a cell too few", "cues", head + "lemma,pos,kind\nsay,verb\n", "my.csv:4: 2 cells where the header has 3"},
		{"a cell too many", "cues", head + "lemma,pos,kind\n\nsay,verb,say,say\n", "my.csv:5: 4 cells where the header has 3"},
		{"comment lines count", "cues", head + "lemma,pos,kind\n# speech\nsay,verb\n", "my.csv:5: 2 cells where the header has 3"},
		{"no such column", "cues", head + "lemma,kind\nsay,say\n", "my.csv:4: pos: the list has no such column"},
		{"empty lemma", "cues", head + "lemma,pos,kind,frames\nsay,verb,say,that\n,verb,say,\n", "my.csv:5: lemma: is empty"},
		{"unknown pos", "cues", head + "lemma,pos,kind,frames\nsay,vreb,say,\n", `my.csv:4: pos: "vreb" is none of verb, noun, adj, prep`},
		{"unknown kind", "cues", head + "lemma,pos,kind,frames\nsay,verb,shout,\n", `my.csv:4: kind: "shout" is none of say, show, believe, hope, fear, demand, deny, judge, seem`},
		{"unknown frame", "cues", head + "lemma,pos,kind,frames\nsay,verb,say,that loudly\n", `my.csv:4: frames: "loudly" is none of that, wh, quote, inf, ger, obj, objinf, objas, objof, objfor, objwith, objto, objfrom, hearer, seem, about, of, for, on, to, with, against, at, over, in, from, as, out`},
		{"unknown class of a role", "roles", "noun,class\naide,people\n", `my.csv:2: class: "people" is none of person, body, self, outside`},
		{"unknown class of a dealing", "dealings", "noun,class\ndeal,good\n", `my.csv:2: class: "good" is none of cooperation, conflict, neutral`},
		{"unknown kind of a label", "labels", "phrase,kind,polarity\nrebels,movement,0\n", `my.csv:2: kind: "movement" is none of person, organization, country`},
		{"polarity below -1", "labels", "phrase,kind,polarity\nfiends,organization,-1.5\n", `my.csv:2: polarity: "-1.5" is no number from -1 to 1`},
		{"polarity that is no number", "words", "phrase,pos,polarity,class\nable,any,good,character\n", `my.csv:2: polarity: "good" is no number from -1 to 1`},
		{"not a number", "words", "phrase,pos,polarity,class\nable,any,NaN,character\n", `my.csv:2: polarity: "NaN" is no number from -1 to 1`},
		{"infinite", "words", "phrase,pos,polarity,class\nable,any,+Inf,character\n", `my.csv:2: polarity: "+Inf" is no number from -1 to 1`},
		{"unknown pos of a word", "words", "phrase,pos,polarity,class\nable,pron,0.5,character\n", `my.csv:2: pos: "pron" is none of adj, noun, verb, adv, any`},
		{"empty class", "words", "phrase,pos,polarity,class\nable,any,0.5,\n", "my.csv:2: class: is empty"},
		{"unknown root", "predicates", predicateHead + goodPredicate + "hug,verb,subj,obj,0.5,,EMBRACE,0.5,approve,he hugged him\n", `my.csv:5: root: "EMBRACE" is no PLOVER root code`},
		{"event without cooperation", "predicates", predicateHead + "meet,verb,subj,obj,,,CONSULT,,consult,they met him\n", "my.csv:4: cooperation: is empty for an event"},
		{"cooperation above 1", "predicates", predicateHead + "meet,verb,subj,obj,,,CONSULT,2,consult,they met him\n", `my.csv:4: cooperation: "2" is no number from -1 to 1`},
		{"says nothing", "predicates", predicateHead + "walk,verb,subj,obj,,,,,move,he walked the dog\n", "my.csv:4: polarity: the entry says nothing: no polarity, no effect, no event"},
		{"unknown holder", "predicates", predicateHead + "praise,verb,whom,obj,0.5,,,,approve,x\n", `my.csv:4: holder: "whom" is none of subj, obj, poss, -`},
		{"no target", "predicates", predicateHead + "praise,verb,subj,,0.5,,,,approve,x\n", "my.csv:4: target: is empty"},
		{"no example", "predicates", predicateHead + "praise,verb,subj,obj,0.5,,,,approve,\n", "my.csv:4: example: is empty"},
		{"the first fault is told", "predicates", predicateHead + ",vreb,subj,obj,9,,,,approve,\n", "my.csv:4: lemma: is empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := decodeAll(c.kind, "my.csv", []byte(c.data))
			if err == nil || err.Error() != c.want {
				t.Fatalf("error %v\n want %s", err, c.want)
			}
			var place *lexicon.Error
			if !errors.As(err, &place) || place.File != "my.csv" || place.Line < 1 {
				t.Errorf("error %#v has no place", err)
			}
		})
	}
}

func TestParse(t *testing.T) {
	data := head + "# licence: CC0-1.0\n# reference: ours: the second edition\n# doc: how they greet\n# changes: none\n" +
		"phrase,kind,polarity\r\n\"of old, the guard\",organization,\r\nrebels,organization,-0.5"
	l, err := lexicon.Parse("my.csv", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	want := lexicon.Papers{Name: "x", Version: "2", Licence: "CC0-1.0", Reference: "ours: the second edition", Doc: "how they greet"}
	if l.Papers != want {
		t.Errorf("papers %+v, want %+v", l.Papers, want)
	}
	labels, err := lexicon.Labels(l)
	if err != nil {
		t.Fatal(err)
	}
	if len(labels) != 2 || labels[0] != (lexicon.LabelWord{Phrase: "of old, the guard", Kind: "organization"}) || labels[1].Polarity != -0.5 {
		t.Errorf("labels %+v", labels)
	}
	again, err := lexicon.Parse("my.csv", []byte(strings.Replace(data, "-0.5", "-0.6", 1)))
	if err != nil || again.Hash == l.Hash {
		t.Errorf("another polarity leaves the hash as it is (error %v)", err)
	}
}

// FuzzParse reads any bytes as a list: no panic, and a fault has its place.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "#", "# name: x\n#\n\n", predicateHead + goodPredicate, "lemma,pos,kind\nsay,verb,say\n", "a,b\n\"c\nd\",e\n",
		"noun,class\naide,person", "phrase,kind,polarity\nx,person,1e-400\n", "phrase,pos,polarity,class\nx,any,0x1p-2,y\n", "\ufeffnoun,class\n", "noun,class\r\n#x\r\na\r\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, kind := range []string{"cues", "roles", "dealings", "words", "labels", "predicates"} {
			err := decodeAll(kind, "f.csv", data)
			if err == nil {
				continue
			}
			var place *lexicon.Error
			if !errors.As(err, &place) {
				t.Fatalf("%s: error without a place: %v", kind, err)
			}
			if last := strings.Count(string(data), "\n") + 1; place.Line < 1 || place.Line > last+1 {
				t.Errorf("%s: line %d of %d: %v", kind, place.Line, last, err)
			}
			if place.Msg == "" || !strings.HasPrefix(err.Error(), fmt.Sprintf("f.csv:%d: ", place.Line)) {
				t.Errorf("%s: message %q", kind, err)
			}
		}
	})
}
