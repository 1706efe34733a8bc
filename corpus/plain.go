package corpus

import (
	"github.com/seed-7a84ba5f/dyad/internal/plain"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// archived is what web archives put before the address of a page.
var archived = words.Lazily(`^https?://(?:web\.)?archive\.org/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/`)

// plain brings all that a record says to the one form in which it is compared
// and scored, and keeps the way back from its body to the file.
func (r *Record) plain() {
	head := ""
	if r.Uncut != "" {
		head = r.Uncut[:len(r.Uncut)-len(r.Body)]
	}
	h, headRuns := plain.Traced(head)
	b, bodyRuns := plain.Traced(r.Body)
	if headRuns != nil || bodyRuns != nil {
		if len(r.Origin) > 0 {
			before := r.OriginLen - len(head) - len(r.Body)
			runs := shifted(nil, []plain.Run{{End: before, To: before, Same: true}}, before, 0, 0)
			runs = shifted(runs, headRuns, len(h), before, before)
			runs = shifted(runs, bodyRuns, len(b), before+len(h), before+len(head))
			r.Origin = through(runs, r.Origin)
			r.OriginLen = before + len(h) + len(b)
		}
		if r.Body = b; r.Uncut != "" {
			r.Uncut = h + b
		}
	}
	r.URL.Value = archived().ReplaceAllString(r.URL.Value, "")
	for _, f := range []*Fact{&r.Title, &r.Source} {
		f.Value = OneLine(plain.Text(f.Value))
	}
	for i := range r.MoreSources {
		r.MoreSources[i].Value = OneLine(plain.Text(r.MoreSources[i].Value))
	}
	for i := range r.Meta {
		r.Meta[i].Value = plain.Text(r.Meta[i].Value)
	}
}

// shifted adds the runs of a part of size bytes, which begins at byte start of
// the plain text and at byte from of the original. A part without runs is the same
// in both.
func shifted(to, part []plain.Run, size, start, from int) []plain.Run {
	if part == nil && size > 0 {
		part = []plain.Run{{End: size, To: size, Same: true}}
	}
	for _, p := range part {
		if p.Start < p.End {
			to = append(to, plain.Run{Start: p.Start + start, End: p.End + start, From: p.From + from, To: p.To + from, Same: p.Same})
		}
	}
	return to
}

// through leads runs of the plain text on to the file.
func through(runs []plain.Run, origin []OriginRun) []OriginRun {
	first := make([]plain.Run, len(origin))
	for i, o := range origin {
		first[i] = plain.Run(o)
	}
	var out []OriginRun
	for _, r := range plain.Through(runs, first) {
		out = append(out, OriginRun(r))
	}
	return out
}
