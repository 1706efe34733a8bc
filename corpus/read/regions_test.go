package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

func TestRegions(t *testing.T) {
	const more = "The group's office in Doha said that it expects the envoy to return within the week, and gave no date for it."
	for _, tt := range []struct{ name, text, want string }{
		{"newsletter", prose + "\n\nGet Morning News Delivered to Your Inbox\n\n" + more, "newsletter: Get Morning News Delivered to Your Inbox\n"},
		{"advertisement", prose + "\nADVERTISEMENT\n" + more + "\nStory continues below advertisement\n" + prose + " Again.",
			"newsletter: ADVERTISEMENT\nnewsletter: Story continues below advertisement\n"},
		{"read more", prose + "\n\nREAD MORE: Who is the envoy?\n\n" + more, "newsletter: READ MORE: Who is the envoy?\n"},
		{"speech is no newsletter", prose + "\n\n“Sign up for the new deal now,” he told the group.\n\n" + more, ""},
		{"a gallery within a paragraph", prose + " Photos: Talks in Doha The envoy arrives at the hotel. Hide Caption 1 of 2 Photos: Talks in Doha Men wait. Hide Caption 2 of 2 " + more,
			"caption: Photos: Talks in Doha The envoy arrives at the hotel. Hide Caption 1 of 2\ncaption: Photos: Talks in Doha Men wait. Hide Caption 2 of 2\n"},
		{"photos in prose", prose + " Photos: they show more than words do, he said.\n\n" + more, ""},
		{"a news sentence", prose + "\n\nGet the Taliban to the table, the president told his envoy, and do it now.\n\n" + more, ""},
		{"credits", "By JANE ROE, Staff Writer\n\n" + prose + "\n\nContributing: Max Moe and Ann Poe\n",
			"byline: By JANE ROE, Staff Writer\nbyline: Contributing: Max Moe and Ann Poe\n"},
		{"contributed", prose + "\nAgency writers Max Moe in Kabul and Ann Poe contributed to this report.", "byline: Agency writers Max Moe in Kabul and Ann Poe contributed to this report.\n"},
		{"no by-line", "By Friday the Taliban had left the talks.\n\n" + prose, ""},
		{"no by-line in capitals", prose + "\nBY THE NUMBERS\n" + more, "subheading: BY THE NUMBERS\n"},
		{"agency by-line", "By The Associated Press\n\n" + prose, "byline: By The Associated Press\n"},
		{"signature", prose + "\n\nJane Roe, Harbor Ledger\n\n" + more, "byline: Jane Roe, Harbor Ledger\n"},
		{"sub-heading", prose + "\n\nWhat the envoy wants\n\n" + more, "subheading: What the envoy wants\n"},
		{"sub-heading in lines", prose + "\nWhat the envoy wants\n" + more, "subheading: What the envoy wants\n"},
		{"short sentence", prose + "\n\nNobody knows.\n\n" + more, ""},
		{"last line", prose + "\n\nWhat the envoy wants", ""},
		{"tweet", prose + "\n\nWe will be home soon! — Jane Q. Roe (@janeqroe) October 7, 2020\n\n" + more,
			"tweet(Jane Q. Roe): We will be home soon!\nbyline: — Jane Q. Roe (@janeqroe) October 7, 2020\n"},
		{"tweet above its tail", prose + "\n\nWe will be home soon! pic.twitter.com/a1b2\n\n— Jane Q. Roe (@janeqroe) October 7, 2020\n\n" + more,
			"tweet(Jane Q. Roe): We will be home soon! pic.twitter.com/a1b2\nbyline: — Jane Q. Roe (@janeqroe) October 7, 2020\n"},
		{"prose behind a tweet", "Home soon! — Jane Q. Roe (@janeqroe) October 7, 2020 " + prose,
			"tweet(Jane Q. Roe): Home soon!\nbyline: — Jane Q. Roe (@janeqroe) October 7, 2020\n"},
		{"a handle in prose", "The envoy (@envoy) said on Tuesday that the talks go on, and thanked the hosts in Doha for their help.\n" + prose, ""},
		{"dateline", "KABUL, AFGHANISTAN – " + prose, "dateline: KABUL, AFGHANISTAN –\n"},
		{"dateline behind a by-line", "By Jane Roe\n\nFORT BRAGG, N.C. (AP) — " + prose, "byline: By Jane Roe\ndateline: FORT BRAGG, N.C.\nwire_credit: (AP) —\n"},
		{"wire credit alone", "(Reuters) - " + prose, "wire_credit: (Reuters) -\n"},
		{"wire credit with a day", "KABUL, Nov 6 (Reuters) - " + prose, "dateline: KABUL, Nov 6\nwire_credit: (Reuters) -\n"},
		{"no wire", "WASHINGTON (CNN) — " + prose, "dateline: WASHINGTON (CNN) —\n"},
		{"agency contributed", prose + "\n\nThe Associated Press contributed to this report.", "wire_credit: The Associated Press contributed to this report.\n"},
		{"agency at the foot", prose + "\n\nSource: Reuters", "wire_credit: Source: Reuters\n"},
		{"agency writer", "By Jane Roe, Associated Press\n\n" + prose, "byline: By Jane Roe, Associated Press\n"},
		{"no dateline", "NATO – The alliance, that is – met in Brussels. " + prose, ""},
		{"prefix and dateline", "Qasr News Agency: KABUL — " + prose, "dateline: Qasr News Agency:\ndateline: KABUL —\n"},
		{"marker", " date 2020-10-11 " + prose, "marker: date 2020-10-11\n"},
		{"repetition", prose + "\n\n" + more + "\n\n" + prose, "repetition: " + prose + "\n"},
		{"repeated title", "---\ntitle: Envoy ‘returns’ to Doha talks\n---\nENVOY 'RETURNS' TO DOHA TALKS\n\n" + prose, "repeated_title: ENVOY 'RETURNS' TO DOHA TALKS\n"},
		{"repeated title in line", "---\ntitle: Envoy returns to Doha talks\n---\nEnvoy returns to Doha talks – " + prose, "repeated_title: Envoy returns to Doha talks –\n"},
		{"title as a beginning", "---\ntitle: Envoy returns to Doha\n---\nEnvoy returns to Doha for talks. " + prose, ""},
		{"caption", "FILE - The envoy arrives at the hotel in Doha, Feb. 29, 2020.\n\n" + prose, "caption: FILE - The envoy arrives at the hotel in Doha, Feb. 29, 2020.\n"},
		{"credit of a picture", prose + "\n\nThe envoy arrives at the hotel in Doha on Saturday. (AP Photo/Jane Roe)\n\n" + more, "caption: The envoy arrives at the hotel in Doha on Saturday. (AP Photo/Jane Roe)\n"},
		{"picture of an agency", prose + "\n\nThe envoy in Doha. Jane Roe/Getty Images\n\n" + more, "caption: The envoy in Doha. Jane Roe/Getty Images\n"},
		{"no caption", "The paper showed photos of the hotel. " + prose + "\n\nHe spoke to an agency (Reuters).", ""},
		{"breadcrumb", "Home | World | South Asia\n\n" + prose, "navigation: Home | World | South Asia\n"},
		{"most read", prose + "\n\nMost read\n\nWheat prices fall for a third week\n\nHarbor opens again after the storm\n\n" + more,
			"newsletter: Most read\nnavigation: Wheat prices fall for a third week\nnavigation: Harbor opens again after the storm\n"},
		{"teaser", "Negotiators for the Taliban met an envoy of President Trump…\n\n" + prose, "repetition: Negotiators for the Taliban met an envoy of President Trump…\n"},
		{"wrapped lines", "Negotiators for the Taliban\nmet an envoy of the\npresident in Doha on\nTuesday, officials said.\n\n" + more, ""},
	} {
		a := one(t, "a.txt", tt.text)
		if d := cmp.Diff(tt.want, kinds(a)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

// pieces are what real articles are made of, for texts put together at random.
var pieces = []string{
	prose, "KABUL (AP) — ", " date 2020-10-11 ", "Qasr News Agency: ", "Get Breaking News Delivered to Your Inbox", "By Jane Roe", "\n", "\n\n", "\r\n",
	" ", "Photos: Talks The envoy. Hide Caption 1 of 2", "— Jane Roe (@jane) October 7, 2020", "Home soon! pic.twitter.com/x1", "What comes next", "Envoy returns to Doha", "…”", "\u2028", "é", "(@x)", "—", "İ", "#",
}

func drawText(rt *rapid.T, label string) string {
	parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 14).Draw(rt, label)
	return strings.Join(parts, "")
}

func TestRegionsCoverAnyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		title := corpus.OneLine(rapid.OneOf(rapid.Just(""), rapid.SampledFrom(pieces), rapid.String()).Draw(rt, "title"))
		body := drawText(rt, "body")
		r := &corpus.Record{Title: corpus.Fact{Value: title}, Body: body}
		a := (&corpus.Finisher{Outlets: corpus.NewOutlets(nil)}).Finish("x", r, nil).Article
		a.ClusterID, a.IsClusterHead = a.ID, true
		checkArticle(t, a)
		if t.Failed() {
			rt.Fatalf("title %q body %q", title, body)
		}
		if a.Body() != plain.Text(body) {
			rt.Fatalf("body %q became %q", body, a.Body())
		}
	})
}
