package annotate_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text, want, known string }{
		{"two plain ones", "The envoy left. The talks went on.", "[The envoy left.][The talks went on.]", ""},
		{"a title before a name", "He met Mr. Trump there. It rained.", "[He met Mr. Trump there.][It rained.]", ""},
		{"titles that end in a stop, one after the other", "Sen. and Lt. Gen. John Ames spoke. He left.", "[Sen. and Lt. Gen. John Ames spoke.][He left.]", ""},
		{"U.S. before a capital", "The U.S. President flew home. He slept.", "[The U.S. President flew home.][He slept.]", ""},
		{"U.S. at the end", "They went back to the U.S. The others stayed.", "[They went back to the U.S.][The others stayed.]", ""},
		{"U. S. with a space", "He praised U. S. troops. They waved.", "[He praised U. S. troops.][They waved.]", ""},
		{"U. S. in brackets", "“The [U. S.] must leave. We insist.”", "[“The [U. S.] must leave.][We insist.”]", ""},
		{"a month before a day", "It was signed on Nov. 6 in Doha. Nobody came.", "[It was signed on Nov. 6 in Doha.][Nobody came.]", ""},
		{"a month at the end", "It was signed in Nov. Nobody came.", "[It was signed in Nov.][Nobody came.]", ""},
		{"initials", "George W. Bush and J. D. Vance met. They ate.", "[George W. Bush and J. D. Vance met.][They ate.]", ""},
		{"a letter that ends a sentence", "He took plan B. The others did not.", "[He took plan B.][The others did not.]", ""},
		{"letters before the points of a list", "A. The first point stands. B. No point is the second.", "[A. The first point stands.][B. No point is the second.]", ""},
		{"an address behind the stop", "The deal holds. https://example.org/a It rained.", "[The deal holds.][https://example.org/a It rained.]", ""},
		{"an address within", "He wrote on www.example.org, see https://example.org/a for more. It rained.", "[He wrote on www.example.org, see https://example.org/a for more.][It rained.]", ""},
		{"a name behind a quotation and a dash", "“We waited for it.” — Jane Roe\nIt rained.", "[“We waited for it.”][— Jane Roe][It rained.]", ""},
		{"a dash behind an abbreviation", "Acme Inc. — A firm of the town — sold it.", "[Acme Inc. — A firm of the town — sold it.]", ""},
		{"a company", "Acme Inc. sold it. They paid.", "[Acme Inc. sold it.][They paid.]", ""},
		{"a number", "It cost $1.5 million. They paid.", "[It cost $1.5 million.][They paid.]", ""},
		{"a.m.", "They met at 9 a.m. in Doha. It rained.", "[They met at 9 a.m. in Doha.][It rained.]", ""},
		{"a quoted question and who asks it", "“Will they leave?” Trump asked. Nobody knew.", "[“Will they leave?” Trump asked.][Nobody knew.]", ""},
		{"a quoted cry and who utters it", "“Never!” he shouted. They left.", "[“Never!” he shouted.][They left.]", ""},
		{"a quoted question and another sentence", "“Will they leave?” The talks went on for a week.", "[“Will they leave?”][The talks went on for a week.]", ""},
		{"a quotation over sentences", "“We waited. We hoped. We left,” she said.", "[“We waited.][We hoped.][We left,” she said.]", ""},
		{"the closing mark stays with its sentence", "“We are glad.” They left.", "[“We are glad.”][They left.]", ""},
		{"a closing mark after a space", "“We will leave soon. ” While they waited, it rained.", "[“We will leave soon. ”][While they waited, it rained.]", ""},
		{"a straight closing mark after a space", `He said, "We will leave soon. " While they waited, it rained.`, `[He said, "We will leave soon. "][While they waited, it rained.]`, ""},
		{"a lost space", "They welcomed the deal.The envoy agreed.", "[They welcomed the deal.][The envoy agreed.]", ""},
		{"a lost space after a closing mark", "They called it “fair.”The envoy agreed.", "[They called it “fair.”][The envoy agreed.]", ""},
		{"a web address is no lost space", "It stood on example.com and Heron.org for days. It went.", "[It stood on example.com and Heron.org for days.][It went.]", ""},
		{"an ellipsis within", "They waited ... and waited. It rained.", "[They waited ... and waited.][It rained.]", ""},
		{"a colon and a list of lines", "They want:\nLand\nPeace", "[They want:][Land][Peace]", ""},
		{"white space alone", " \n\n\t ", "", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			expect(t, c.known, []string{sentences(read(t, c.text))}, []string{c.want})
		})
	}
}

func TestParagraphs(t *testing.T) {
	doc := annotated(t, "Talks resume in Doha", "One came. Two left.\n\nThree stayed.\nFour slept.", "")
	want := []struct {
		no, paragraph int
		region        corpus.RegionKind
	}{{0, 0, corpus.Title}, {1, 1, corpus.Body}, {2, 1, corpus.Body}, {3, 2, corpus.Body}, {4, 3, corpus.Body}}
	if len(doc.Sentences) != len(want) {
		t.Fatalf("sentences %s", sentences(doc))
	}
	for i, w := range want {
		if s := doc.Sentences[i]; s.No != w.no || s.Paragraph != w.paragraph || s.Region != w.region {
			t.Errorf("sentence %d: number %d, paragraph %d, %s; want %+v", i, s.No, s.Paragraph, s.Region, w)
		}
	}
}

// Lines that were broken at a fixed width are one text; lines of a list are
// not.
func TestHardWrappedText(t *testing.T) {
	wrapped := `The envoys of the movement met the delegation of the
president on the second floor of the hotel that stands
beside the harbour, and they talked for seven hours in
Doha about the date. Nobody told the press what was agreed
there.

A second meeting is planned for the next week in the
same hotel, a clerk of the hotel said to the visitors
who asked him.`
	want := "[The envoys of the movement met the delegation of the president on the second floor of the hotel that stands beside the harbour, and they talked for seven hours in Doha about the date.]" +
		"[Nobody told the press what was agreed there.]" +
		"[A second meeting is planned for the next week in the same hotel, a clerk of the hotel said to the visitors who asked him.]"
	doc := read(t, wrapped)
	if got := sentences(doc); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := len(doc.Sentences); n != 3 || doc.Sentences[0].Paragraph != doc.Sentences[1].Paragraph || doc.Sentences[1].Paragraph == doc.Sentences[2].Paragraph {
		t.Errorf("paragraphs of %d sentences are not those of the text", n)
	}
}

// Regions that are not the article's own prose give no sentence, and no
// sentence crosses from one region into the next.
func TestRegions(t *testing.T) {
	text := "KABUL – The talks went on\nSubscribe to our letter. It is free.\nWhat comes next\nThe envoys wait."
	at := func(s string) (int, int) {
		i := strings.Index(text, s)
		return i, i + len(s)
	}
	a := &corpus.Article{Text: text}
	for _, r := range []struct {
		words string
		kind  corpus.RegionKind
	}{{"KABUL – ", corpus.Dateline}, {"The talks went on\n", corpus.Body}, {"Subscribe to our letter. It is free.\n", corpus.Newsletter}, {"What comes next\n", corpus.Subheading}, {"The envoys wait.", corpus.Body}} {
		start, end := at(r.words)
		a.Regions = append(a.Regions, corpus.Region{Start: start, End: end, Kind: r.kind})
	}
	ann, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	doc := ann.Annotate(a)
	checkDocument(t, doc)
	if got, want := sentences(doc), "[The talks went on][What comes next][The envoys wait.]"; got != want {
		t.Fatalf("got  %s\nwant %s", got, want)
	}
	if doc.Sentences[1].Region != corpus.Subheading || doc.Sentences[1].Paragraph == doc.Sentences[0].Paragraph || doc.Sentences[1].Paragraph == doc.Sentences[2].Paragraph {
		t.Errorf("the sub-heading is not kept apart: %+v", doc.Sentences)
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want, known string }{
		{"They don't know.", "They do n't know .", ""},
		{"They don’t know.", "They do n’t know .", ""},
		{"Trump's envoy and the Taliban’s answer.", "Trump 's envoy and the Taliban ’s answer .", ""},
		{"We're glad, he'll go, they've won, I'd stay.", "We 're glad , he 'll go , they 've won , I 'd stay .", ""},
		{"The envoys' rooms.", "The envoys ' rooms .", ""},
		{"You cannot stay.", "You can not stay .", ""},
		{"Mr. Trump met Gen. Ames in the U.S. in Nov. 2020.", "Mr. Trump met Gen. Ames in the U.S. in Nov. 2020 .", ""},
		{"Ask @talks_desk about #doha today.", "Ask @talks_desk about #doha today .", ""},
		{"They waited... and left -- at last.", "They waited ... and left -- at last .", ""},
		{"A 20-year war.", "A 20 - year war .", ""},
		{"It cost $1.5 million (or 3%).", "It cost $ 1.5 million ( or 3 % ) .", ""},
		{"“Go,” he said.", "“ Go , ” he said .", ""},
		{"See https://example.org/a-b?c=1 for more.", "See https://example.org/a-b?c=1 for more .", ""},
		{"It stands on www.example.org, he said.", "It stands on www.example.org , he said .", ""},
		{"O'Brien left.", "O'Brien left .", ""},
		{"Café owners left.", "Café owners left .", ""},
	} {
		doc := read(t, c.text)
		var got []string
		for _, tok := range doc.Tokens {
			got = append(got, tok.Text)
		}
		expect(t, c.known, []string{strings.Join(got, " ")}, []string{c.want})
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"curly", "He said, “We go.” Then he left.", "[“We go.”]"},
		{"straight", `He said, "We go." Then he left.`, `["We go."]`},
		{"guillemets", "He said, «We go.» Then he left.", "[«We go.»]"},
		{"low", "He said, „We go.” Then he left.", "[„We go.”]"},
		{"curly closed by straight", `He said, “We go." Then he left.`, `[“We go."]`},
		{"straight closed by curly", `He said, "We go.” Then he left.`, `["We go.”]`},
		{"two of them", `He said, "We go," and she said, "We stay."`, `["We go,"]["We stay."]`},
		{"scare quotes", "They call it ‘jihad’ there.", "[‘jihad’ single]"},
		{"straight single", "They call it 'jihad' there.", "['jihad' single]"},
		{"apostrophes", "The envoys' rooms weren't Trump’s, they’re the '90s kind.", ""},
		{"single within double", "He said, “They call it ‘jihad’ there.”", "[“They call it ‘jihad’ there.”]"},
		{"one word", "They called it “fair” there.", "[“fair”]"},
		{"after a bracket", `They left ("at last") there.`, `["at last"]`},
		{"never closed", "He said, “We go. We go now.\n\nShe said nothing.", "[“We go. We go now. repaired]"},
		{"never opened", "We go,” he said.\n\nShe said nothing.", "[We go,” repaired]"},
		{"two paragraphs of one speech", "He said, “We go.\n\n“We go now.” He left.", "[“We go. repaired][“We go now.”]"},
		{"empty marks", "He said “” and left.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, c.text)
			var b strings.Builder
			for _, q := range doc.Quotes {
				b.WriteString("[" + words(doc, q.Span))
				if q.Single {
					b.WriteString(" single")
				}
				if q.Repaired {
					b.WriteString(" repaired")
				}
				b.WriteString("]")
			}
			if got := b.String(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
