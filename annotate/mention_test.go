package annotate_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// found gives the mentions of a text. Whether the article before a name
// belongs to its mention is left open.
func found(t *testing.T, text, date string) []string {
	t.Helper()
	list := mentions(annotated(t, "", text, date))
	for i, m := range list {
		list[i] = strings.TrimPrefix(strings.TrimPrefix(m, "The "), "the ")
	}
	return list
}

type mentionCase struct {
	name, text, date string
	want             string // mentions joined by "; "
	known            string
}

func runMentions(t *testing.T, cases []mentionCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var want []string
			if c.want != "" {
				want = strings.Split(c.want, "; ")
			}
			got := found(t, c.text, c.date)
			if len(got) == 0 {
				got = nil
			}
			expect(t, c.known, got, want)
		})
	}
}

const (
	inOffice  = "2020-03-05"
	outOfIt   = "2023-03-05"
	candidacy = "2024-09-10"
	before    = "2015-03-05"
)

func TestNames(t *testing.T) {
	runMentions(t, []mentionCase{
		{"the longest name wins", "The Islamic Emirate of Afghanistan met Donald J. Trump.", inOffice, "Islamic Emirate of Afghanistan=taliban/self/name; Donald J. Trump=trump/self/name", ""},
		{"a longer name that is somebody else's", "The Pakistani Taliban met nobody.", inOffice, "", ""},
		{"titles belong to the mention", "President Trump met Mr. Ghani.", inOffice, "President Trump=trump/self/name; Mr. Ghani=ghani/self/name", ""},
		{"capitals do not matter", "TRUMP met the TALIBAN.", inOffice, "TRUMP=trump/self/name; TALIBAN=taliban/self/name", ""},
		{"a small letter is a verb", "The hearts trump the clubs.", inOffice, "", ""},
		{"a possessive", "Trump’s letter reached the Taliban's leaders.", inOffice, "Trump=trump/self/name; Taliban's leaders=taliban/member/nominal; Taliban=taliban/self/name", ""},
		{"a country with stops", "The U.S. waited.", inOffice, "U.S.=trump/proxy/name", ""},
		{"a country without stops", "The US waited.", inOffice, "US=trump/proxy/name", ""},
		{"the pronoun is no country", "They told us nothing.", inOffice, "", ""},
		{"a proxy out of its time", "Nobody in the room trusted Kabul.", inOffice, "", ""},
		{"a proxy in its time", "Nobody in the room trusted Kabul.", outOfIt, "Kabul=taliban/proxy/name", ""},
		{"a proxy of bounded time at an unknown time", "Nobody in the room trusted Kabul.", "", "", ""},
		{"a proxy without bounds at an unknown time", "Nobody in the room trusted Washington.", "", "Washington=trump/proxy/name", ""},
		{"a capital that is only a place", "The traffic in Kabul was heavy.", outOfIt, "", ""},
		{"a country that is only a place", "They trained across the U.S. for years.", inOffice, "", ""},
		{"a house that is only a place", "The guests waited outside the White House.", inOffice, "", ""},
		{"a paper with the name of a capital", "The Washington Post reported nothing.", inOffice, "", ""},
		{"an unknown time in which he is called president", "Nobody trusted President Trump. The White House waited for Mike Pompeo.", "", "President Trump=trump/self/name; White House=trump/member/name; Mike Pompeo=trump/member/name", ""},
		{"an unknown time in which he was president", "Nobody trusted former President Trump. The White House waited.", "", "former President Trump=trump/self/name", ""},
		{"a member in his time", "Mike Pompeo flew to Doha.", inOffice, "Mike Pompeo=trump/member/name", ""},
		{"a member after his time", "Mike Pompeo flew to Doha.", outOfIt, "", ""},
		{"a member of bounded time at an unknown time", "Mike Pompeo flew to Doha.", "", "", ""},
		{"a body in its time", "The White House waited.", inOffice, "White House=trump/member/name", ""},
		{"a body after its time", "The White House waited.", outOfIt, "", ""},
		{"the last day counts", "Mike Pompeo flew to Doha.", "2021-01-20", "Mike Pompeo=trump/member/name", ""},
		{"the day after does not", "Mike Pompeo flew to Doha.", "2021-01-21", "", ""},
		{"the first day counts", "Mike Pompeo flew to Doha.", "2017-01-23", "Mike Pompeo=trump/member/name", ""},
		{"a family name once the whole name was given", "Zabiullah Mujahid spoke in Kandahar. Mujahid smiled.", inOffice, "Zabiullah Mujahid=taliban/member/name; Mujahid=taliban/member/name", ""},
		{"three actors", "Trump phoned Ghani about the Taliban.", inOffice, "Trump=trump/self/name; Ghani=ghani/self/name; Taliban=taliban/self/name", ""},
	})
}

func TestNamesWithinOtherNames(t *testing.T) {
	runMentions(t, []mentionCase{
		{"a building of the list", "They met in Trump Tower.", inOffice, "", ""},
		{"a building that is not in it", "They met in Trump Palace.", inOffice, "", ""},
		{"his wife", "Melania Trump visited a school.", inOffice, "", ""},
		{"a relative who is not in the list", "Eric Trump visited a school.", inOffice, "", ""},
		{"an era", "The Trump-era rules are gone.", inOffice, "", ""},
		{"an alliance against", "An anti-Taliban alliance was formed.", inOffice, "", ""},
		{"for, and not in the list", "A pro-Taliban channel opened.", inOffice, "", ""},
		{"both in one word", "The Trump-Taliban talks failed.", inOffice, "Trump=trump/self/name; Taliban=taliban/self/name", ""},
		{"a dash between both", "The Taliban–Trump deal failed.", inOffice, "Taliban=taliban/self/name; Trump=trump/self/name", ""},
		{"a dash that is a pause", "One man – Trump – stayed away.", inOffice, "Trump=trump/self/name", ""},
		{"supporters are not he", "The supporters of Trump stayed away.", inOffice, "Trump=trump/self/name", ""},
		{"controlled by them", "The Taliban-controlled districts were quiet.", inOffice, "", ""},
	})
}

// The last name of an actor that somebody else has, too.
func TestOthersOfThatName(t *testing.T) {
	runMentions(t, []mentionCase{
		{"a title of the other gender", "Ms. Trump left Doha.", inOffice, "", ""},
		{"that title in an article about both", "Donald Trump left Doha. Mrs. Trump stayed.", inOffice, "Donald Trump=trump/self/name", ""},
		{"a title of the same gender", "Mr. Trump left Doha.", inOffice, "Mr. Trump=trump/self/name", ""},
		{"another, told by the whole name", "Andrew Ghani runs a shop. Ghani sells rice.", inOffice, "", ""},
		{"another, and the actor", "Ashraf Ghani left Doha. Andrew Ghani runs a shop. Ghani was tired.", inOffice, "Ashraf Ghani=ghani/self/name; Ghani=ghani/self/name", ""},
		{"another, and the actor by his title", "President Trump left Doha. Eric Trump stayed. Trump was tired.", inOffice, "President Trump=trump/self/name; Trump=trump/self/name", ""},
		{"another whose first name is followed by two", "In Doha, Mary Brian Ghani sells rice.", inOffice, "", ""},
		{"a building is nobody", "They met in Trump Tower. Trump was late.", inOffice, "Trump=trump/self/name", ""},
	})
}

// Who "he" and "she" can be: people without a first name, names with small
// words and behind long titles.
func TestRivalsOfPronouns(t *testing.T) {
	runMentions(t, []mentionCase{
		{"a last name alone that has a title elsewhere", "Ghani met nobody. Miller said he was tired. Senator Miller left.", inOffice, "Ghani=ghani/self/name", ""},
		{"a last name alone that has a first name elsewhere", "Ghani met nobody. Miller said he was tired. James Miller left.", inOffice, "Ghani=ghani/self/name", ""},
		{"a name behind a long title", "Ghani met nobody. Homeland Security Secretary James Miller came. He was tired.", inOffice, "Ghani=ghani/self/name", ""},
		{"a name with small words", "Karoline Leavitt met nobody. Ursula von der Leyen came. She was tired.", candidacy, "Karoline Leavitt=trump/member/name", ""},
		{"a name with small words and a title", "Karoline Leavitt met nobody. Dr. von der Leyen came. She was tired.", candidacy, "Karoline Leavitt=trump/member/name", ""},
		{"a title says that it is not she", "Karoline Leavitt met nobody. Mr. Miller came. She was tired.", candidacy, "Karoline Leavitt=trump/member/name; She=trump/member/pronoun", ""},
	})
}

// An office of somebody who does not hold it yet.
func TestComingOffices(t *testing.T) {
	runMentions(t, []mentionCase{
		{"a new president, in his first year", "The new president waited.", "2017-06-01", "new president=trump/self/nominal", ""},
		{"a new president, after it", "The new president will wait.", inOffice, "", ""},
		{"a future one", "The future president will wait.", inOffice, "", ""},
		{"the next one", "The next president will wait.", inOffice, "", ""},
		{"the one there is", "The current president will wait.", inOffice, "current president=trump/self/nominal", ""},
	})
}

// Abbreviations and short names that are words: the WHO, Kim Jong Un.
func TestShortNames(t *testing.T) {
	a, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	a, err = a.WithActors([]annotate.Actor{
		{ID: "who", Name: "World Health Organization", Kind: annotate.Organization, Plural: true, Aliases: terms("World Health Organization", "WHO")},
		{ID: "kim", Name: "Kim Jong Un", Kind: annotate.Person, Gender: "male", Aliases: terms("Kim Jong Un", "Kim")},
		{ID: "may", Name: "Theresa May", Kind: annotate.Person, Gender: "female", Aliases: terms("Theresa May")},
		{ID: "laden", Name: "Osama bin Laden", Kind: annotate.Person, Gender: "male", Aliases: terms("Osama bin Laden", "bin Laden")},
		{ID: "ira", Name: "Irish Republican Army", Kind: annotate.Organization, Plural: true, Aliases: terms("Irish Republican Army", "IRA", "NATO", "peshmerga")},
		{ID: "democrats", Name: "Democrats", Kind: annotate.Organization, Plural: true, Aliases: terms("Democrats", "Democratic Party")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Who will go to Geneva?":                                    "",
		"The WHO waited in Geneva.":                                 "WHO",
		"Kim Jong Un waited. Under UN rules nothing may be sold.":   "Kim Jong Un",
		"The Democrats lost. It is a city of shops, and it sleeps.": "Democrats",
		"The Democratic Party lost. It wants peace.":                "Democratic Party It",
		"They looked for bin Laden in Kabul.":                       "bin Laden",
		"Bin Laden waited in Kabul.":                                "Bin Laden",
		"Theresa May left on May 20. May waited until 3 May 2017.":  "Theresa May May",
		"Ira Miller left. The IRA waited.":                          "IRA",
		"The peshmerga waited, and Nato did too.":                   "peshmerga Nato",
		"Kim Jong Un waited. Ms. Kim left.":                         "Kim Jong Un",
	} {
		var got []string
		doc := a.Annotate(article("", text, inOffice))
		for _, m := range doc.Mentions {
			if m.Actor != "" {
				got = append(got, strings.TrimPrefix(words(doc, m.Span), "The "))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}

func TestMembers(t *testing.T) {
	runMentions(t, []mentionCase{
		{"a spokesman", "The Taliban spokesman left the room.", inOffice, "Taliban spokesman=taliban/member/nominal; Taliban=taliban/self/name", ""},
		{"a spokeswoman by possessive", "Trump's spokeswoman left the room.", inOffice, "Trump's spokeswoman=trump/member/nominal; Trump=trump/self/name", ""},
		{"a spokesman for", "A spokesman for the Taliban spoke to the press.", inOffice, "A spokesman for the Taliban=taliban/member/nominal; Taliban=taliban/self/name", ""},
		{"a member of the group", "The Taliban met in Doha. A member of the group left the room.", inOffice, "Taliban=taliban/self/name; A member of the group=taliban/member/nominal; group=taliban/self/nominal", ""},
		{"its spokesman", "The Taliban met in Doha. Its spokesman left the room.", inOffice, "Taliban=taliban/self/name; Its spokesman=taliban/member/nominal; Its=taliban/self/pronoun", ""},
		{"his envoy", "Trump stayed in Florida. His envoy flew to Doha.", inOffice, "Trump=trump/self/name; His envoy=trump/member/nominal; His=trump/self/pronoun", ""},
		{"a named spokesman", "Taliban spokesman Omar Rahimi left the room.", inOffice, "Taliban spokesman Omar Rahimi=taliban/member/name; Taliban=taliban/self/name", ""},
		{"his campaign", "Trump's campaign hired a cook.", inOffice, "Trump's campaign=trump/member/name", ""},
		{"the campaign again", "The Trump campaign hired a cook. The campaign paid her.", inOffice, "Trump campaign=trump/member/name; campaign=trump/member/nominal", ""},
		{"any campaign is not his", "The Trump campaign hired a cook. A campaign needs money.", inOffice, "Trump campaign=trump/member/name", ""},
		{"somebody else's spokesman", "A spokesman for the embassy left the room.", inOffice, "", ""},
		{"a role in an apposition", "Paul Reyes, the spokesman of the Trump campaign, left the room.", inOffice, "Paul Reyes, the spokesman of the Trump campaign=trump/member/name; Trump campaign=trump/member/name", ""},
		{"a role with its name before it", "Mike Pompeo, the envoy for the talks, left the room.", inOffice, "Mike Pompeo=trump/member/name; envoy=trump/member/nominal", ""},
		{"a role that is over", "A former Trump envoy left the room.", inOffice, "Trump=trump/self/name", ""},
		{"those who were named last", "Trump's officials came. Taxi officials went. The officials slept.", inOffice, "Trump's officials=trump/member/nominal; Trump=trump/self/name", ""},
		{"the administration of who is in office", "Trump left Doha. The administration waited.", inOffice, "Trump=trump/self/name; administration=trump/member/nominal", ""},
		{"the administration of who is not", "Trump left Doha. The administration waited.", outOfIt, "Trump=trump/self/name", ""},
		{"the administration of another who was named later", "Trump left Doha. The Obama administration built it. The administration waited.", inOffice, "Trump=trump/self/name", ""},
		{"a time and no body", "The Trump campaign hired a cook. During the campaign nobody slept.", inOffice, "Trump campaign=trump/member/name", ""},
		{"a title is no member", "He told House of Representatives Democratic leader Donald Trump and Senate leader James Ames.", inOffice, "Democratic leader Donald Trump=trump/self/name", ""},
		{"a spokesman before a name is another", "The campaign's spokesman, Trump said, left the room.", inOffice, "Trump=trump/self/name", ""},
		{"a critic is nobody's member", "A critic of Trump left the room.", inOffice, "Trump=trump/self/name", ""},
	})
}

func TestNominals(t *testing.T) {
	runMentions(t, []mentionCase{
		{"once it was named", "The Taliban met in Doha. The group wants peace.", inOffice, "Taliban=taliban/self/name; group=taliban/self/nominal", ""},
		{"the longest one", "The Taliban met in Doha. The militant group wants peace.", inOffice, "Taliban=taliban/self/name; militant group=taliban/self/nominal", ""},
		{"not before it was named", "The group wants peace.", inOffice, "", ""},
		{"not without a definite word", "The Taliban met in Doha. A group of farmers wants peace.", inOffice, "Taliban=taliban/self/name", ""},
		{"not any group", "The Taliban met in Doha. A militant group wants peace.", inOffice, "Taliban=taliban/self/name", ""},
		{"not a group of others", "The Taliban met in Doha. The group of senators wants peace.", inOffice, "Taliban=taliban/self/name", ""},
		{"not a group with a name of its own", "The Taliban met in Doha. The militant group ISIS wants war.", inOffice, "Taliban=taliban/self/name", ""},
		{"this group", "The Taliban met in Doha. This group wants peace.", inOffice, "Taliban=taliban/self/name; This group=taliban/self/nominal", ""},
		{"another actor's", "Trump wants peace. The Republican leader said so.", inOffice, "Trump=trump/self/name; Republican leader=trump/self/nominal", ""},
		{"in the title it counts as named", "The Taliban met in Doha. Nobody came. Nobody spoke. Nobody left. The movement waited.", inOffice, "Taliban=taliban/self/name; movement=taliban/self/nominal", ""},
	})
}

func TestPredicates(t *testing.T) {
	runMentions(t, []mentionCase{
		{"to be", "Trump is the first candidate without a tie.", inOffice, "Trump=trump/self/name; first candidate=trump/self/nominal", ""},
		{"to become", "Trump has become the first president to sleep there.", inOffice, "Trump=trump/self/name; first president=trump/self/nominal", ""},
		{"of a movement", "The Taliban is the strongest insurgency of the region.", inOffice, "Taliban=taliban/self/name; strongest insurgency=taliban/self/nominal", ""},
		{"cast as", "Trump presented himself as the candidate of order.", inOffice, "Trump=trump/self/name; himself=trump/self/pronoun; candidate=trump/self/nominal", ""},
		{"not denied", "Trump is not the first candidate without a tie.", inOffice, "Trump=trump/self/name", ""},
		{"not without a definite word", "Trump is a candidate without a tie.", inOffice, "Trump=trump/self/name", ""},
		{"no kind of person", "Trump is the problem.", inOffice, "Trump=trump/self/name", ""},
	})
}

func TestOffices(t *testing.T) {
	runMentions(t, []mentionCase{
		{"in his time", "The president waited.", inOffice, "president=trump/self/nominal", ""},
		{"in his second time", "The president waited.", "2025-06-01", "president=trump/self/nominal", ""},
		{"between his times", "The president waited.", outOfIt, "", ""},
		{"before his time", "The president waited.", before, "", ""},
		{"at an unknown time", "The president waited.", "", "", ""},
		{"at an unknown time, with his title", "President Trump came. The president waited.", "", "President Trump=trump/self/name; president=trump/self/nominal", ""},
		{"with his country", "The U.S. president waited.", inOffice, "U.S. president=trump/self/nominal; U.S.=trump/proxy/name", ""},
		{"of his country", "The president of the United States waited.", inOffice, "president=trump/self/nominal", ""},
		{"of another country", "The president of Afghanistan waited.", inOffice, "", ""},
		{"another country's", "The Afghan president waited.", inOffice, "", ""},
		{"another one by name", "President Erdogan waited.", inOffice, "", ""},
		{"another one was named last", "Nobody came. President Erdogan came. The president waited.", inOffice, "", ""},
		{"another one was named last, in the first sentence", "President Erdogan came. The president waited.", inOffice, "", ""},
		{"not without a definite word", "A president waits.", inOffice, "", ""},
		{"a nominee in his time", "The Republican nominee waited.", candidacy, "Republican nominee=trump/self/nominal", ""},
		{"a nominee out of his time", "The Republican nominee waited.", inOffice, "", ""},
		{"a vice president", "The vice president waited.", inOffice, "", ""},
	})
}

func TestPronouns(t *testing.T) {
	runMentions(t, []mentionCase{
		{"he", "Trump left Doha. He was tired.", inOffice, "Trump=trump/self/name; He=trump/self/pronoun", ""},
		{"she is not he", "Trump left Doha. She was tired.", inOffice, "Trump=trump/self/name", ""},
		{"they", "The Taliban left Doha. They were tired.", inOffice, "Taliban=taliban/self/name; They=taliban/self/pronoun", ""},
		{"it", "The Taliban left Doha. It wants peace.", inOffice, "Taliban=taliban/self/name; It=taliban/self/pronoun", ""},
		{"he is no movement", "The Taliban left Doha. He was tired.", inOffice, "Taliban=taliban/self/name", ""},
		{"it stands for nothing", "The Taliban left Doha. It is unclear whether the talks go on.", inOffice, "Taliban=taliban/self/name", ""},
		{"his own", "Trump praised his guests.", inOffice, "Trump=trump/self/name; his=trump/self/pronoun", ""},
		{"not the subject of the same clause", "Trump praised him.", inOffice, "Trump=trump/self/name", ""},
		{"who reports says he of himself", "Trump said he was tired.", inOffice, "Trump=trump/self/name; he=trump/self/pronoun", ""},
		{"a female member", "Karoline Leavitt left. She was tired.", candidacy, "Karoline Leavitt=trump/member/name; She=trump/member/pronoun", ""},
		{"both", "The Taliban wrote to Trump. They asked him for an answer.", inOffice, "Taliban=taliban/self/name; Trump=trump/self/name; They=taliban/self/pronoun; him=trump/self/pronoun", ""},
		{"another person stands nearer", "Trump left Doha. James Ames spoke to the press. He was tired.", inOffice, "Trump=trump/self/name", ""},
		{"another person with a title stands nearer", "Trump left Doha. Senator Ames spoke to the press. He was tired.", inOffice, "Trump=trump/self/name", ""},
		{"named after the pronoun", "Trump left Doha. A clerk of the hotel asked why he had voted for Trump.", inOffice, "Trump=trump/self/name; Trump=trump/self/name", ""},
		{"before the name", "Ames left Doha. In his speech to the troops, Trump praised the cooks.", inOffice, "his=trump/self/pronoun; Trump=trump/self/name", ""},
		{"beside the name", "She asked James Ames whether Trump and his cooks were ready.", inOffice, "Trump=trump/self/name; his=trump/self/pronoun", ""},
		{"a stress", "Trump said it hurt nobody but the Taliban themselves.", inOffice, "Trump=trump/self/name; Taliban=taliban/self/name; themselves=taliban/self/pronoun", ""},
		{"one speech in two parts", "James Ames left. “Trump is tired,” Ann Lee said. “He went home.”", inOffice, "Trump=trump/self/name; He=trump/self/pronoun", ""},
		{"too far away", "Trump left Doha. One slept. Two slept. Three slept. Four slept. Five slept. Six slept. Seven slept. He was tired.", inOffice, "Trump=trump/self/name", ""},
		{"a proxy that stands nearer", "The Taliban fired. Washington made it clear that it will not tolerate attacks on its troops.", inOffice,
			"Taliban=taliban/self/name; Washington=trump/proxy/name; it=trump/proxy/pronoun; its=trump/proxy/pronoun", ""},
		{"a proxy that defends itself", "The Taliban fired. Nobody doubts Washington's right to defend itself.", inOffice,
			"Taliban=taliban/self/name; Washington=trump/proxy/name; itself=trump/proxy/pronoun", ""},
		{"a proxy is no person", "Trump waited. Washington said he was tired.", inOffice, "Trump=trump/self/name; Washington=trump/proxy/name; he=trump/self/pronoun", ""},
		{"a proxy is nobody's antecedent", "Washington waited. It was cold.", inOffice, "Washington=trump/proxy/name", ""},
	})
}

// First persons are of whoever speaks: "we" of somebody who speaks for a
// person's body is that body, "we" of a movement's spokesman is the
// spokesman, whose name is kept.
func TestFirstPerson(t *testing.T) {
	for _, c := range []struct{ name, text, word, actor, as string }{
		{"we of a campaign's spokesman", "Paul Reyes, the spokesman of the Trump campaign, said: “We reject this offer.”", "We", "trump", "Trump campaign"},
		{"I of the same man", "Paul Reyes, the spokesman of the Trump campaign, said: “I reject this offer.”", "I", "trump", "Paul Reyes"},
		{"we of a Taliban spokesman", "“We welcome this offer,” Taliban spokesman Zabihullah Mujahid said.", "We", "taliban", "Zabihullah Mujahid"},
		{"I of the president", "“I trust nobody,” Trump said.", "I", "trump", "Donald Trump"},
		{"our of a bystander", "“Our village is quiet,” Noor Shah said.", "Our", "", "Noor Shah"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, c.text)
			for _, m := range doc.Mentions {
				if words(doc, m.Span) == c.word {
					if m.Actor != c.actor || m.Name != c.as {
						t.Errorf("%q is %q of actor %q, want %q of %q", c.word, m.Name, m.Actor, c.as, c.actor)
					}
					return
				}
			}
			t.Errorf("%q is no mention; attributions %q", c.word, attributions(doc))
		})
	}
}

// In the narrator's own words nobody is "we".
func TestFirstPersonOfNobody(t *testing.T) {
	for _, text := range []string{"We met Trump in Doha.", "Trump said we were late."} {
		doc := read(t, text)
		for _, m := range doc.Mentions {
			if strings.EqualFold(words(doc, m.Span), "we") {
				t.Errorf("%s: %q is %q", text, words(doc, m.Span), m.Name)
			}
		}
	}
}

// People who are named after an actor are mentions apart, of nobody.
func TestPeopleNamedAfterAnActor(t *testing.T) {
	for _, text := range []string{"Trump voters stayed away.", "Supporters of the Taliban stayed away.", "His opponent stayed away, and Trump’s critics did too."} {
		apart := false
		for _, m := range read(t, text).Mentions {
			if m.Apart {
				apart = true
				if m.Actor != "" || m.Relation != "" {
					t.Errorf("%s: %+v is apart and yet an actor's", text, m)
				}
			}
		}
		if !apart {
			t.Errorf("%s: nobody stands apart", text)
		}
	}
}
