package annotate_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// bearers are two men and two bodies whose names others have too, or which are words.
func bearers() []annotate.Actor {
	return []annotate.Actor{
		{ID: "kim", Name: "Kim Jong Un", Kind: annotate.Person, Gender: "male", MemberNouns: true, Aliases: terms("Kim Jong Un", "Kim")},
		{ID: "bush", Name: "George H. W. Bush", Kind: annotate.Person, Gender: "male", MemberNouns: true,
			Aliases: terms("George H. W. Bush", "George H.W. Bush", "Bush 41"), Not: []string{"Bush 43", "George W. Bush"},
			Offices: []annotate.Office{{Title: "president", Of: []string{"U.S."}, From: day("1989-01-20"), To: day("1993-01-20")}}},
		{ID: "blm", Name: "Black Lives Matter", Kind: annotate.Organization, Plural: true, MemberNouns: true, Aliases: terms("Black Lives Matter")},
		{ID: "fox", Name: "Fox News", Kind: annotate.Organization, MemberNouns: true, Aliases: terms("Fox News")},
	}
}

// TestBearers holds which bearer of a name is meant, and whether the name means anybody.
func TestBearers(t *testing.T) {
	m, err := parser()
	if err != nil {
		t.Fatal(err)
	}
	a, err := annotate.New(annotate.Options{Actors: bearers(), Scope: annotate.ScopeAll, Parser: m})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, date, want string }{
		{"another first name and a middle one", "The actor Daniel Dae Kim fell ill. Kim stayed at home and praised his doctor.", "2020-03-20", ""},
		{"the actor with his title", "Kim Jong Un fell ill. Kim stayed at home.", "2020-03-20", "Kim Jong Un=kim/self; Kim=kim/self"},
		{"a first name before a last one", "Judge Kim Mollica informed him of the charge.", "2020-03-20", ""},
		{"the son", "Kim Jr. spoke on Monday.", "2020-03-20", ""},
		{"numbered by another", "George H.W. Bush spoke. He misjudges Bush 43, who left.", "2015-11-05", "George H.W. Bush=bush/self; He=bush/self"},
		{"numbered", "Bush 41 spoke to reporters.", "2015-11-05", "Bush 41=bush/self"},
		{"told first and as often", "George W. Bush wrote a book. His father, George H.W. Bush, read it.\n\nHe was proud.\n\nThe reviews were bad.\n\nThen Bush went to Texas.", "2015-11-05", "George H.W. Bush=bush/self"},
		{"a president of the past without a date", "President Bell met the press. President Bell vowed to sign the bill, which President George H. W. Bush had vetoed. The president will speak again.", "", "President George H. W. Bush=bush/self"},
		{"on signs", "The signs say Black Lives Matter.", "2016-07-10", ""},
		{"on placards, between marks", "They held placards that read “Black Lives Matter.”", "2016-07-10", ""},
		{"painted", "The league will paint ‘Black Lives Matter’ on its courts.", "2016-07-10", ""},
		{"who acts", "Critics say Black Lives Matter changed the city.", "2016-07-10", "Black Lives Matter=blm/self"},
		{"who is praised", "The mayor praised “Black Lives Matter.”", "2016-07-10", "Black Lives Matter=blm/self"},
		{"a programme", "He spoke on Fox News Sunday about it.", "2016-07-10", ""},
		{"a day behind it", "He told Fox News on Sunday that it was over.", "2016-07-10", "Fox News=fox/self"},
		{"a caption that a member follows", "Photos: Unrest in Syria – A member of Black Lives Matter reads a speech.", "2016-07-10", "member of Black Lives Matter=blm/member; Black Lives Matter=blm/self"},
		{"in his office", "Kim Jong Un spoke in his office in Pyongyang.", "2020-03-20", "Kim Jong Un=kim/self; his=kim/self"},
		{"his office speaks", "Kim Jong Un left. His office denied the report.", "2020-03-20", "Kim Jong Un=kim/self; His office=kim/member; His=kim/self"},
		{"an ally", "She was an ally of Kim Jong Un.", "2020-03-20", "Kim Jong Un=kim/self"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := a.Annotate(article("", c.text, c.date))
			var got []string
			for i := range doc.Mentions {
				if m := &doc.Mentions[i]; m.Actor != "" {
					text := strings.TrimPrefix(strings.TrimPrefix(doc.Text[m.Start:m.End], "A "), "The ")
					got = append(got, text+"="+m.Actor+"/"+string(m.Relation))
				}
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
			}
		})
	}
}

// TestWhoHeIs holds that who does or says something is not who it is done to or said of.
func TestWhoHeIs(t *testing.T) {
	runMentions(t, []mentionCase{
		{"who says a sentence is not named in it", "\"Donald Trump is finished,\" he said to cheers.", before, "Donald Trump=trump/self/name", ""},
		{"who writes what follows a colon", "Donald Trump answered with a tweet: \"The senator is wrong. His friends are in jail.\"", before, "Donald Trump=trump/self/name", ""},
		{"who does it elsewhere", "Donald Trump spoke. He met the mayor and blamed him.", before, "Donald Trump=trump/self/name; He=trump/self/name", "He=trump/self/pronoun"},
		{"a last name in s", "Ann Coons met Donald Trump. Coons said she liked him.", before, "Donald Trump=trump/self/name; him=trump/self/pronoun", ""},
		{"when it comes to", "The Taliban spoke. When it comes to war, nobody wins.", before, "Taliban=taliban/self/name", ""},
	})
}
