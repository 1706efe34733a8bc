package annotate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// TestNamesOfOthers holds how those whom the study has not are called in tables.
func TestNamesOfOthers(t *testing.T) {
	for _, c := range []struct{ text, at, want string }{
		// who is many is nobody's last name
		{"House Democrats met. Some Democrats argue that Trump lied.", "Democrats argue", "Democrats"},
		{"Senate Republicans met on Monday. Republicans blocked the bill.", "Republicans blocked", "Republicans"},
		{"Young Afghans left. Afghans praised Trump.", "Afghans praised", "Afghans"},
		{"He looked at Senate and House Republicans. Republicans praised Trump.", "Republicans praised", "Republicans"},
		{"Exiled Iranians met Trump. Later the Iranians attacked him.", "Iranians attacked", "Iranians"},
		{"Lindsey Graham spoke. Later Graham praised Trump.", "Graham praised", "Lindsey Graham"},
		{"James Karim Miller spoke. Later Karim praised Trump.", "Karim praised", "Karim"},
		// marks stand in pairs
		{"Later an \"America first\" candidate attacked Trump.", "candidate", "\"America first\" candidate"},
		{"He blamed a supposed “deep state” of officials for it.", "state", "supposed “deep state”"},
		{"Later “New direction” voters praised Trump.", "voters", "“New direction” voters"},
		{"Later a former “Apprentice” contestant accused Trump.", "contestant", "former “Apprentice” contestant"},
		// what belongs to a name
		{"The New York Times criticized Trump.", "Times", "New York Times"},
		{"Former New York Mayor Rudolph Giuliani praised Trump.", "Rudolph", "Rudolph Giuliani"},
		{"On Monday the New York Times criticized Trump.", "Times", "New York Times"},
		{"On Monday the Washington Post reporters criticized Trump.", "reporters", "Washington Post reporters"},
		{"On Monday the Democratic National Committee attacked Trump.", "Committee", "Democratic National Committee"},
		{"On Monday the South Korean government praised Trump.", "government", "South Korean government"},
		{"Host Chris Matthews mocked Trump.", "Chris", "Chris Matthews"},
		{"On Monday Correspondent Elizabeth Palmer blamed Trump.", "Elizabeth", "Elizabeth Palmer"},
		{"On Monday Mayor Bill de Blasio blamed Trump.", "Bill", "Bill de Blasio"},
		{"On Monday Rep. Adam Schiff blamed Trump.", "Adam", "Adam Schiff"},
		// prepositions belong to no name
		{"Only 4 in 10 GOP voters like Trump.", "voters", "Only 4 in 10 GOP voters"},
		{"He aimed at House Republicans and said nothing.", "Republicans", "House Republicans"},
	} {
		doc := annotated(t, "", c.text, inOffice)
		at := strings.Index(doc.Text, c.at)
		i := slices.IndexFunc(doc.Mentions, func(m annotate.Mention) bool { return doc.Tokens[m.Head].Start == at })
		if i < 0 {
			t.Errorf("%s\n\tnobody at %q", c.text, c.at)
			continue
		}
		if got := doc.Mentions[i].Name; got != c.want {
			t.Errorf("%s\n\tgot %q, want %q", c.text, got, c.want)
		}
	}
}

// TestSpeakersCalledByANoun holds that a last name which is a noun for a thing speaks all the same,
// once the article has it with a first name or a title.
func TestSpeakersCalledByANoun(t *testing.T) {
	for text, want := range map[string]string{
		"Trump met Roger Stone in May. Stone said that the bridge leaks.": "Roger Stone",
		"Trump met Ms. Page in May. Page said that the bridge leaks.":     "Page",
		"Trump spoke in May. Headlines said that the bridge leaks.":       "",
	} {
		doc := annotated(t, "", text, inOffice)
		if len(doc.Attributions) != 1 || doc.Attributions[0].SpeakerName != want {
			t.Errorf("%s\n\tgot %+v, want %q", text, doc.Attributions, want)
		}
	}
}
