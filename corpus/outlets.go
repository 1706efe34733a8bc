package corpus

import (
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
)

// outlet is a news outlet as it is named, with the hosts and forms by which
// it is known.
type outlet struct {
	name  string
	hosts []string
	forms []string // other ways to write the name
}

// builtinOutlets is a small table of outlets that write in English. It names
// an outlet that was found by an address, a prefix or the text, and brings the
// forms in which records and sheets name it to one.
var builtinOutlets = []outlet{
	{"ABC News", []string{"abcnews.go.com", "abcnews.com"}, nil},
	{"Agence France-Presse", []string{"afp.com"}, []string{"AFP"}},
	{"Al Jazeera", []string{"aljazeera.com"}, []string{"Aljazeera"}},
	{"American Spectator", []string{"spectator.org"}, []string{"The American Spectator"}},
	{"Ariana News", []string{"ariananews.af"}, nil},
	{"Associated Press", []string{"apnews.com", "ap.org"}, []string{"AP", "AP News"}},
	{"Axios", []string{"axios.com"}, nil},
	{"Bakhtar News Agency", []string{"bakhtarnews.af", "bakhtarnews.com.af"}, nil},
	{"BBC News", []string{"bbc.com", "bbc.co.uk"}, []string{"BBC"}},
	{"Bloomberg", []string{"bloomberg.com"}, []string{"Bloomberg News"}},
	{"Boston Globe", []string{"bostonglobe.com"}, nil},
	{"Breitbart News", []string{"breitbart.com"}, []string{"Breitbart"}},
	{"Business Insider", []string{"businessinsider.com"}, []string{"Insider"}},
	{"CBS News", []string{"cbsnews.com"}, nil},
	{"Christian Science Monitor", []string{"csmonitor.com"}, []string{"CS Monitor", "CSMonitor"}},
	{"CNBC", []string{"cnbc.com"}, nil},
	{"CNN", []string{"cnn.com"}, nil},
	{"Daily Beast", []string{"thedailybeast.com"}, nil},
	{"Daily Caller", []string{"dailycaller.com"}, nil},
	{"Daily Mail", []string{"dailymail.co.uk"}, nil},
	{"Daily Wire", []string{"dailywire.com"}, nil},
	{"Dawn", []string{"dawn.com"}, nil},
	{"Democracy Now!", []string{"democracynow.org"}, []string{"Democracy Now"}},
	{"Deutsche Welle", []string{"dw.com"}, []string{"DW", "DW News"}},
	{"The Economist", []string{"economist.com"}, nil},
	{"Financial Times", []string{"ft.com"}, []string{"FT", "Financial Times (UK)"}},
	{"Forbes", []string{"forbes.com"}, nil},
	{"Foreign Affairs", []string{"foreignaffairs.com"}, nil},
	{"Foreign Policy", []string{"foreignpolicy.com"}, nil},
	{"Fox News", []string{"foxnews.com"}, []string{"FoxNews", "Fox News Channel", "FOX News Digital", "Fox Online News"}},
	{"France 24", []string{"france24.com"}, nil},
	{"The Guardian", []string{"theguardian.com", "guardian.co.uk"}, []string{"Guardian"}},
	{"The Hill", []string{"thehill.com"}, nil},
	{"HuffPost", []string{"huffpost.com", "huffingtonpost.com"}, []string{"Huffington Post"}},
	{"The Independent", []string{"independent.co.uk"}, nil},
	{"The Intercept", []string{"theintercept.com"}, nil},
	{"KabulNow", []string{"kabulnow.com"}, []string{"Kabul Now"}},
	{"Khaama Press", []string{"khaama.com"}, nil},
	{"Los Angeles Times", []string{"latimes.com"}, []string{"LA Times", "L.A. Times"}},
	{"Mother Jones", []string{"motherjones.com"}, nil},
	{"MSNBC", []string{"msnbc.com"}, nil},
	{"The Nation", []string{"thenation.com"}, nil},
	{"National Review", []string{"nationalreview.com"}, nil},
	{"NBC News", []string{"nbcnews.com"}, []string{"NBC"}},
	{"The New York Times", []string{"nytimes.com"}, []string{"The NYT", "NYT", "NY Times", "NYTimes", "New York Times (Online)"}},
	{"New York Post", []string{"nypost.com"}, nil},
	{"The New Yorker", []string{"newyorker.com"}, nil},
	{"Newsmax", []string{"newsmax.com"}, nil},
	{"Newsweek", []string{"newsweek.com"}, nil},
	{"NPR", []string{"npr.org"}, []string{"National Public Radio"}},
	{"Pajhwok Afghan News", []string{"pajhwok.com"}, []string{"Pajhwok"}},
	{"PBS NewsHour", []string{"pbs.org"}, nil},
	{"Politico", []string{"politico.com", "politico.eu"}, nil},
	{"RASC News Agency", nil, []string{"RASC News"}},
	{"Reason", []string{"reason.com"}, nil},
	{"Republic World", []string{"republicworld.com"}, nil},
	{"Reuters", []string{"reuters.com"}, nil},
	{"RT", []string{"rt.com"}, nil},
	{"Salon", []string{"salon.com"}, nil},
	{"Sky News", []string{"news.sky.com"}, nil},
	{"Slate", []string{"slate.com"}, nil},
	{"The Telegraph", []string{"telegraph.co.uk"}, []string{"Daily Telegraph"}},
	{"Time", []string{"time.com"}, []string{"TIME Magazine"}},
	{"TOLOnews", []string{"tolonews.com"}, []string{"TOLO News"}},
	{"Townhall", []string{"townhall.com"}, nil},
	{"USA Today", []string{"usatoday.com"}, nil},
	{"Vice", []string{"vice.com"}, []string{"VICE News"}},
	{"Voice of America", []string{"voanews.com"}, []string{"VOA", "VOA News"}},
	{"Vox", []string{"vox.com"}, nil},
	{"Wall Street Journal", []string{"wsj.com"}, []string{"WSJ", "Wall Street Journal (Online)"}},
	{"Washington Examiner", []string{"washingtonexaminer.com"}, nil},
	{"Washington Post", []string{"washingtonpost.com"}, []string{"WaPo", "WashPost"}},
	{"Washington Times", []string{"washingtontimes.com"}, nil},
	{"The Atlantic", []string{"theatlantic.com"}, nil},
	{"The Times", []string{"thetimes.co.uk", "thetimes.com"}, []string{"The Times of London", "Times of London"}},
	{"Times of India", []string{"timesofindia.indiatimes.com"}, nil},
	{"The Hindu", []string{"thehindu.com"}, nil},
	{"South China Morning Post", []string{"scmp.com"}, []string{"SCMP"}},
	{"Radio Free Europe/Radio Liberty", []string{"rferl.org"}, []string{"RFE/RL", "Radio Free Europe"}},
	{"Stars and Stripes", []string{"stripes.com"}, nil},
	{"Military Times", []string{"militarytimes.com"}, nil},
	{"The Diplomat", []string{"thediplomat.com"}, nil},
	{"ProPublica", []string{"propublica.org"}, nil},
	{"The Epoch Times", []string{"theepochtimes.com"}, nil},
	{"TASS", []string{"tass.com"}, nil},
	{"Anadolu Agency", []string{"aa.com.tr"}, []string{"Anadolu"}},
	{"Xinhua", []string{"xinhuanet.com", "news.cn"}, []string{"Xinhua News Agency"}},
}

// agencies are the wire services and how a text is credited to them.
var agencies = map[string]string{
	"ap": "Associated Press", "associated press": "Associated Press", "reuters": "Reuters", "thomson reuters": "Reuters",
	"afp": "Agence France-Presse", "agence france-presse": "Agence France-Presse", "upi": "United Press International",
	"united press international": "United Press International", "dpa": "Deutsche Presse-Agentur", "xinhua": "Xinhua",
	"tass": "TASS", "ani": "ANI", "pti": "Press Trust of India", "press trust of india": "Press Trust of India",
	"ians": "IANS", "efe": "EFE", "ansa": "ANSA", "pa media": "PA Media", "press association": "PA Media",
	"anadolu agency": "Anadolu Agency", "yonhap": "Yonhap", "kyodo": "Kyodo", "bloomberg": "Bloomberg",
}

// carriers are hosts that show what others wrote: they are no source.
var carriers = []string{
	"archive.org", "archive.is", "archive.ph", "google.com", "yahoo.com", "msn.com", "apple.news", "facebook.com", "fb.com",
	"twitter.com", "x.com", "t.co", "reddit.com", "youtube.com", "bit.ly", "feedburner.com", "flipboard.com", "smartnews.com",
	"newsbreak.com", "linkedin.com", "t.me", "telegram.me", "lexisnexis.com", "proquest.com", "factiva.com", "localhost",
}

// outlets looks outlets up by name and host.
type outlets struct {
	byName map[string]string
	byHost map[string]string
	own    map[string]string // the researcher's aliases
}

// newOutlets puts the researcher's aliases over the built-in table.
func newOutlets(aliases map[string]string) *outlets {
	o := &outlets{byName: map[string]string{}, byHost: map[string]string{}, own: map[string]string{}}
	for _, b := range builtinOutlets {
		o.byName[foldName(b.name)] = b.name
		for _, f := range b.forms {
			o.byName[foldName(f)] = b.name
		}
		for _, h := range b.hosts {
			o.byHost[h] = b.name
		}
	}
	for _, key := range slices.Sorted(maps.Keys(aliases)) {
		name := aliases[key]
		o.own[foldName(key)] = name
		o.own[strings.TrimPrefix(strings.ToLower(strings.TrimSpace(key)), "www.")] = name
	}
	return o
}

// said gives the name to use for a source that somebody named, by the
// researcher's own aliases, else by the built-in table: "The NYT" and
// "nytimes.com" are The New York Times.
func (o *outlets) said(name string) string {
	name = oneLine(name)
	if to, ok := o.alias(name); ok {
		return to
	}
	return o.canonical(name)
}

// alias gives the researcher's own name for an outlet.
func (o *outlets) alias(name string) (string, bool) {
	if to, ok := o.own[foldName(name)]; ok {
		return to, true
	}
	to, ok := o.own[strings.TrimPrefix(strings.ToLower(name), "www.")]
	return to, ok
}

// ours gives a name of the built-in table as the researcher has it.
func (o *outlets) ours(name string) string {
	if to, ok := o.alias(name); ok {
		return to
	}
	return name
}

// normalised gives a source that was named its name, and keeps in the evidence
// how it was written.
func (o *outlets) normalised(f Fact) Fact {
	if written := oneLine(f.Value); f.Known() {
		if f.Value = o.said(written); f.Value != written {
			f.Evidence += fmt.Sprintf(", written %q", written)
		}
	}
	return f
}

// named gives the name to use for an outlet as it was found in a text, and
// whether a table knows it.
func (o *outlets) named(name string) (string, bool) {
	f := foldName(name)
	if to, ok := o.own[f]; ok {
		return to, true
	}
	if to, ok := o.byName[f]; ok {
		return o.ours(to), true
	}
	return oneLine(name), false
}

// same reports whether two names are of one outlet as far as the tables and
// the words that many outlets share can tell.
func (o *outlets) same(a, b string) bool {
	return distinctive(o.canonical(a)) == distinctive(o.canonical(b))
}

// distinctive gives the words of a name that other outlets do not share, or
// the whole name where it has no others.
func distinctive(name string) string {
	all := foldWords(name)
	var words []string
	for w := range strings.FieldsSeq(all) {
		switch w {
		case "the", "news", "online", "web", "agency", "com", "www":
		default:
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return all
	}
	return strings.Join(words, " ")
}

// canonical names an outlet given by name or host.
func (o *outlets) canonical(s string) string {
	if name, ok := o.named(s); ok {
		return name
	}
	if name, ok := o.atHost(strings.ToLower(strings.TrimPrefix(s, "www."))); ok {
		return name
	}
	if plain, ok := withoutDesk(s); ok {
		if name, ok := o.named(plain); ok {
			return name
		}
	}
	return s
}

// desks are the marks by which collections of news tell the newsroom of an
// outlet from its opinion pages. Opinion stays a source of its own.
var desks = []string{" (Online News)", " (Web News)", " (News)", " Online News", " - News"}

// withoutDesk gives the name of an outlet without the mark of its newsroom.
func withoutDesk(name string) (string, bool) {
	for _, d := range desks {
		if plain, ok := strings.CutSuffix(name, d); ok && plain != "" {
			return plain, true
		}
	}
	return name, false
}

// atHost gives the outlet at a host or at a domain above it.
func (o *outlets) atHost(host string) (string, bool) {
	for h := host; strings.Contains(h, "."); {
		if name, ok := o.own[h]; ok {
			return name, true
		}
		if name, ok := o.byHost[h]; ok {
			return o.ours(name), true
		}
		_, h, _ = strings.Cut(h, ".")
	}
	return "", false
}

// hostOf gives the host of an address in lower case, without "www.", or "".
func hostOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if net.ParseIP(host) != nil || !strings.Contains(host, ".") {
		return ""
	}
	return host
}

// isCarrier reports whether a host shows what others wrote.
func isCarrier(host string) bool {
	for _, c := range carriers {
		if host == c || strings.HasSuffix(host, "."+c) {
			return true
		}
	}
	return false
}

// foldName folds an outlet's name for comparison: case, space, the leading
// article and the marks around it do not matter.
func foldName(s string) string {
	s = strings.ToLower(oneLine(s))
	s = strings.Trim(s, `"'“”‘’().,:; `)
	s = strings.ReplaceAll(s, "’", "'")
	return strings.TrimPrefix(s, "the ")
}
