package annotate_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestAttributions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // speaker | cue | content | type
		known      string
	}{
		{"said", "Trump said the talks would go on.", []string{"Donald Trump | said | the talks would go on | indirect"}, ""},
		{"told somebody that", "The envoy told reporters that the war is over.", []string{"envoy | told | that the war is over | indirect"}, ""},
		{"direct", "“The war is over,” Noor Shah said.", []string{"Noor Shah | said | “The war is over,” | direct"}, ""},
		{"inverted, with an apposition", "“The war is over,” said Noor Shah, a farmer in Logar.", []string{"Noor Shah | said | “The war is over,” | direct"}, ""},
		{"told an outlet", `"The war is over," Trump told the Herald on Monday.`, []string{`Donald Trump | told | "The war is over," | direct`}, ""},
		{"according to, in front", "According to Noor Shah, the war is over.", []string{"Noor Shah | According | the war is over | indirect"}, ""},
		{"according to, behind", "The war is over, according to Trump.", []string{"Donald Trump | according | The war is over | indirect"}, ""},
		{"partly quoted", "Noor Shah said the deal was “a gift” to the farmers.", []string{"Noor Shah | said | the deal was “a gift” to the farmers | mixed"}, ""},
		{"called", "Noor Shah called the deal “a gift” to the farmers.", []string{"Noor Shah | called | the deal “a gift” to the farmers | mixed (phrase)"}, ""},
		{"hopes", "Noor Shah hopes that Trump wins the vote.", []string{"Noor Shah | hopes | that Trump wins the vote | indirect"}, ""},
		{"denied", "Trump denied that he met the Taliban.", []string{"Donald Trump | denied | that he met the Taliban | indirect"}, ""},
		{"one speech over three sentences, who speaks behind", "“The war is over. We go home to our villages. Nobody stops us,” Noor Shah said.",
			[]string{"Noor Shah | - | “The war is over. | direct", "Noor Shah | - | We go home to our villages. | direct", "Noor Shah | said | Nobody stops us,” | direct"}, ""},
		{"one speech over three sentences, who speaks in front", "Noor Shah said, “The war is over. We go home to our villages. Nobody stops us.”",
			[]string{"Noor Shah | said | “The war is over. | direct", "Noor Shah | - | We go home to our villages. | direct", "Noor Shah | - | Nobody stops us.” | direct"}, ""},
		{"floating: the speech goes on", "“The war is over,” Noor Shah said. “We will all go home to our villages in the spring.”",
			[]string{"Noor Shah | said | “The war is over,” | direct", "Noor Shah | - | “We will all go home to our villages in the spring.” | floating"}, ""},
		{"floating: the speaker acts in the sentence before", "Noor Shah praised the deal. “The war is over, and we all go home to our villages in the spring.”",
			[]string{"Noor Shah | praised | the deal | indirect (phrase)", "Noor Shah | - | “The war is over, and we all go home to our villages in the spring.” | floating"}, ""},
		{"floating and short", "Noor Shah praised the deal. “The war is over.”", []string{"Noor Shah | praised | the deal | indirect (phrase)", "Noor Shah | - | “The war is over.” | floating"}, ""},
		{"the same with straight marks", `Noor Shah praised the deal. "The war is over."`, []string{"Noor Shah | praised | the deal | indirect (phrase)", `Noor Shah | - | "The war is over." | floating`}, ""},
		{"somebody says what another said", "The Herald reported that Noor Shah said the war is over.",
			[]string{"Herald | reported | that Noor Shah said the war is over | indirect", "Noor Shah | said | the war is over | indirect"}, ""},
		{"said they feared", "Officials said they feared that the Taliban would return.",
			[]string{"Officials | said | they feared that the Taliban would return | indirect", "Officials | feared | that the Taliban would return | indirect"}, ""},
		{"the subject goes on behind an object", "Trump repeated his offer to the group and went to Iowa.", []string{"Donald Trump | repeated | his offer to the group | indirect (phrase)"}, ""},
		{"the same with a letter", "The Taliban wrote letters to Trump and waited for an answer.", []string{"Taliban | wrote | letters to Trump | indirect (phrase)"}, ""},
		{"the object's own clause", "Trump repeated the offer that was turned down.", []string{"Donald Trump | repeated | the offer that was turned down | indirect (phrase)"}, ""},
		{"the same without that", "Trump announced a truce they wanted.", []string{"Donald Trump | announced | a truce they wanted | indirect (phrase)"}, ""},
		{"a clause without that, joined", "Trump said the war is over and left for Iowa.", []string{"Donald Trump | said | the war is over | indirect"}, ""},
		{"scare quotes are nobody's", "The men went to ‘jihad’ in the spring.", nil, ""},
		{"no speech", "Trump flew to Doha and met the Taliban.", nil, ""},
		{"the cue in the midst", "The war is over, Noor Shah said, and the farmers go home.",
			[]string{"Noor Shah | said | The war is over ... and the farmers go home | indirect"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.known, attributions(read(t, c.text)), c.want) })
	}
}

// The attribution of what is told within a report stands within it, and the
// innermost one is whose words they are.
func TestNestedAttributions(t *testing.T) {
	doc := read(t, "The Herald reported that Noor Shah said the war is over.")
	if len(doc.Attributions) != 2 || doc.Attributions[0].Parent != -1 || doc.Attributions[1].Parent != 0 {
		t.Fatalf("attributions %q: %+v", attributions(doc), doc.Attributions)
	}
	last := doc.Tokens[len(doc.Tokens)-2]
	if at := doc.SpokenIn(last.Span); at != 1 {
		t.Errorf("%q is spoken in %d, want the innermost", last.Text, at)
	}
	if at := doc.SpokenIn(doc.Tokens[0].Span); at != -1 {
		t.Errorf("%q is spoken in %d, want the narrator's own", doc.Tokens[0].Text, at)
	}
}

// Who speaks is a mention, where an actor or a member of one does.
func TestSpeakersAreMentions(t *testing.T) {
	for text, want := range map[string]annotate.Mention{
		"“We go home,” Taliban spokesman Zabihullah Mujahid said.": {Actor: "taliban", Relation: annotate.Member, Name: "Zabihullah Mujahid"},
		"“I go home,” Trump said.":                                 {Actor: "trump", Relation: annotate.Self, Name: "Donald Trump"},
		"Trump came. “I go home,” he said.":                        {Actor: "trump", Relation: annotate.Self, Name: "Donald Trump"},
		"“I go home,” Noor Shah said.":                             {Name: "Noor Shah"},
	} {
		doc := read(t, text)
		if len(doc.Attributions) != 1 || doc.Attributions[0].Mention < 0 {
			t.Errorf("%s: %q", text, attributions(doc))
			continue
		}
		m := doc.Mentions[doc.Attributions[0].Mention]
		if m.Actor != want.Actor || m.Relation != want.Relation || m.Name != want.Name {
			t.Errorf("%s: the speaker is %+v", text, m)
		}
	}
}

// The words of an embedded post are its author's, though its tail with his
// name is no sentence.
func TestPost(t *testing.T) {
	text := "Trump met the Taliban on Sunday.\nI like the Taliban and they like me!\nThe talks go on."
	start := strings.Index(text, "I like")
	end := strings.Index(text, "\nThe talks") + 1
	art := &corpus.Article{Text: text, Regions: []corpus.Region{
		{Start: 0, End: start, Kind: corpus.Body},
		{Start: start, End: end, Kind: corpus.Tweet, Speaker: "Donald J. Trump"},
		{Start: end, End: len(text), Kind: corpus.Body},
	}}
	a, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	doc := a.Annotate(art)
	checkDocument(t, doc)
	at := doc.SpokenIn(annotate.Span{Start: start, End: start + 6})
	if at < 0 {
		t.Fatal("the post is nobody's")
	}
	if got := doc.Attributions[at]; got.SpeakerName != "Donald Trump" || got.Mention < 0 || doc.Mentions[got.Mention].Actor != "trump" {
		t.Errorf("posted by %+v", got)
	}
	if at := doc.SpokenIn(annotate.Span{Start: end, End: len(text)}); at >= 0 {
		t.Errorf("the narrator's sentence is given to %q", doc.Attributions[at].SpeakerName)
	}
}

// A speaker is a person, a body or a country: things, pronouns for things and words
// of a wrong tree are nobody, while their words stay reported.
func TestSpeakersAreSomebody(t *testing.T) {
	for text, want := range map[string]string{
		"The situation suggests that Trump failed.":             "",
		"The gist suggests that Trump has lost the war.":        "",
		"“Trump is a liar,” the headline said.":                 "",
		"It all suggests that Trump has lost the war.":          "",
		"That suggests that Trump has lost the war.":            "",
		"Her emails show that Trump lied.":                      "",
		"The rhetoric suggests that Trump wants the war.":       "",
		"A statement said that Trump had met the Taliban.":      "",
		"Everything suggests that the Taliban won the war.":     "",
		"Trump's claim suggests that the Taliban lied.":         "",
		"According to the book, Trump lied to the Taliban.":     "",
		"Many say that Trump lied.":                             "Many",
		"The left says that Trump lied.":                        "left",
		"Critics say that Trump lied.":                          "Critics",
		"Most of the voters believe that Trump lied.":           "Most of the voters",
		"A number of critics say that Trump lied.":              "number of critics",
		"The newspaper reported that Trump lied.":               "newspaper",
		"The White House said that the Taliban lied.":           "White House",
		"The court found that Trump lied.":                      "court",
		"The movement's leadership said that Trump lied.":       "movement's leadership",
		"People familiar with the matter said that Trump lied.": "People",
	} {
		doc := read(t, text)
		if len(doc.Attributions) == 0 {
			t.Errorf("%s: nothing is reported", text)
			continue
		}
		if got := doc.Attributions[0].SpeakerName; got != want {
			t.Errorf("%s: speaker %q, want %q", text, got, want)
		}
	}
}
