package corpus

import (
	"fmt"
	"strings"
)

// decideSource finds the outlet by what the article itself says: its record,
// its address, a prefix, and last the text with two signs that agree. Where
// there is less, the source stays open.
func (r *Record) decideSource(l *layout, o *outlets) Fact {
	candidates := []Fact{o.normalised(r.Source)}
	for _, f := range r.MoreSources {
		candidates = append(candidates, o.normalised(f))
	}
	candidates = append(candidates, r.sourceByURL(o), r.sourceByPrefix(l, o))
	var best Fact
	for _, c := range candidates {
		switch {
		case !c.Known():
		case !best.Known():
			best = c
		case c.Value == HostOf(c.Value) || o.same(best.Value, c.Value): // a bare host says nothing against a name
		default:
			r.Warn("conflicting sources: %q (%s, %s) was taken, and %q (%s, %s) was not",
				best.Value, best.Method, best.Evidence, c.Value, c.Method, c.Evidence)
		}
	}
	if !best.Known() {
		best = r.sourceByLine(l, o)
	}
	if !best.Known() {
		best = r.sourceByText(l, o)
	}
	return best
}

// sourceByURL names the outlet at the address of the article, or the host
// itself where no table knows it.
func (r *Record) sourceByURL(o *outlets) Fact {
	host := HostOf(r.URL.Value)
	if !r.URL.Known() || host == "" {
		return Fact{}
	}
	if name, ok := o.atHost(host); ok {
		return Fact{Value: name, Method: ByURL, Evidence: fmt.Sprintf("url: host %q", host)}
	}
	if isCarrier(host) {
		if !r.Source.Known() {
			r.Warn("the address is of %s, which shows what others wrote: it does not tell the source", host)
		}
		return Fact{}
	}
	return Fact{Value: host, Method: ByURL, Evidence: fmt.Sprintf("url: host %q, not in the table of outlets", host)}
}

func (r *Record) sourceByPrefix(l *layout, o *outlets) Fact {
	if l.facts.prefix == "" {
		return Fact{}
	}
	name, _ := o.named(l.facts.prefix)
	return Fact{Value: name, Method: ByPrefix,
		Evidence: fmt.Sprintf("%s: %q", r.lineAt(l.facts.prefixAt), l.facts.prefix+":")}
}

// maxSourceLine is how many lines may stand above the one that names the outlet.
const maxSourceLine = 4

// sourceByLine takes the outlet that stands on a line of its own right above the day, as what was copied
// from a page or a library's reader has it.
func (r *Record) sourceByLine(l *layout, o *outlets) Fact {
	for i := range min(len(l.paras)-1, maxSourceLine) {
		line := l.text(l.paras[i])
		name, known := o.named(line)
		if (known || LooksLikeOutlet(line)) && readDate(l.text(l.paras[i+1])).kind == dateOK && !isNumber(l.text(l.paras[i+1])) {
			return Fact{Value: name, Method: ByText, Evidence: fmt.Sprintf("%s: %q, above the day", r.lineAt(l.paras[i].start), line)}
		}
	}
	return Fact{}
}

// toldOutlet finds what speakers say to an outlet: "told CBS News".
var toldOutlet = patterns.Pattern("told_outlet")

// sourceByText takes an outlet that speakers told twice or more, where a
// picture's address or a line of credits is of the same outlet. What others
// told an outlet is reported by everybody, so being told alone is no sign.
func (r *Record) sourceByText(l *layout, o *outlets) Fact {
	counts, first := map[string]int{}, map[string][]int{}
	for _, m := range toldOutlet().FindAllStringSubmatchIndex(r.Body, -1) {
		name, ok := longestOutlet(r.Body[m[2]:m[3]], o)
		if !ok {
			continue
		}
		if counts[name]++; counts[name] == 1 {
			first[name] = m[:2]
		}
	}
	var found Fact
	for name, n := range counts {
		second := r.secondSign(name, l, o)
		if n < 2 || second == "" {
			continue
		}
		if found.Known() {
			r.Warn("the text points to two outlets, and the source stays open")
			return Fact{}
		}
		found = Fact{Value: name, Method: ByText,
			Evidence: fmt.Sprintf("%s: %q, and %d more like it; %s", r.lineAt(first[name][0]),
				r.Body[first[name][0]:first[name][1]], n-1, second)}
	}
	return found
}

// longestOutlet gives the outlet whose name is the longest head of s.
func longestOutlet(s string, o *outlets) (string, bool) {
	words := strings.Fields(s)
	for n := len(words); n > 0; n-- {
		if name, ok := o.named(strings.Join(words[:n], " ")); ok {
			return name, true
		}
	}
	return "", false
}

// secondSign looks for the outlet in the addresses of pictures and in the
// lines of credits.
func (r *Record) secondSign(name string, l *layout, o *outlets) string {
	for _, image := range r.Images {
		host := HostOf(image)
		if at, ok := o.atHost(host); ok && at == name || hostLabel(host, name) {
			return fmt.Sprintf("image host %q", host)
		}
	}
	for _, credit := range l.facts.credits {
		if strings.Contains(foldWords(credit), foldWords(name)) && !strings.Contains(credit, "The "+name+" contributed") {
			return fmt.Sprintf("credits: %q", credit)
		}
	}
	return ""
}

// hostLabel reports whether a part of a host is the outlet's name, digits
// behind it passed over: cbsnews3.cbsistatic.com.
func hostLabel(host, name string) bool {
	want := strings.ReplaceAll(foldWords(strings.TrimPrefix(name, "The ")), " ", "")
	for label := range strings.SplitSeq(host, ".") {
		if len(want) >= 5 && strings.TrimRight(label, "0123456789") == want {
			return true
		}
	}
	return false
}
