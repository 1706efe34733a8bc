package corpus

import (
	"sort"
	"strings"
)

// OriginRun says from which bytes of its file a stretch of the canonical text
// was read: Text[Start:End] from bytes From to To of the file, unpacked where
// it was compressed. Where they are not the same byte for byte, the stretch
// answers to the bytes as a whole ("&" to "&amp;", a word to letters with tags
// between them, a line to its bytes in another encoding): decoded, without
// tags and with entities resolved, they are the stretch.
type OriginRun struct {
	Start, End int
	From, To   int
	Same       bool // the bytes are the same
}

// OriginalSpan gives the bytes of the file that hold Text[start:end]. ok is
// false where its first or last byte cannot be traced: in a text from JSON or a
// table, in a title that is no line of the text, between title and body, and
// where a page was not understood. Of a run whose bytes
// differ the whole is given.
func (a *Article) OriginalSpan(start, end int) (from, to int, ok bool) {
	if start < 0 || end <= start {
		return 0, 0, false
	}
	first, ok := originAt(a.Original, start)
	last, ok2 := originAt(a.Original, end-1)
	if !ok || !ok2 {
		return 0, 0, false
	}
	from, to = first.From, last.To
	if first.Same {
		from = first.From + start - first.Start
	}
	if last.Same {
		to = last.From + end - last.Start
	}
	return from, to, from < to
}

// originAt gives the run that holds byte i.
func originAt(runs []OriginRun, i int) (OriginRun, bool) {
	at := sort.Search(len(runs), func(k int) bool { return runs[k].End > i })
	if at == len(runs) || runs[at].Start > i {
		return OriginRun{}, false
	}
	return runs[at], true
}

// traced gives the runs of an article whose body is the end of what its reader
// traced, and whose title may be a line before it.
func (r *Record) traced(a *Article) []OriginRun {
	if len(r.Origin) == 0 {
		return nil
	}
	var out []OriginRun
	if at := strings.Index(r.Uncut, a.Title.Value); a.Title.Method == ByFirstLine && at >= 0 {
		at += r.OriginLen - len(r.Uncut)
		if run, ok := originAt(r.Origin, at); ok && run.Same && at+len(a.Title.Value) <= run.End {
			from := run.From + at - run.Start
			out = append(out, OriginRun{0, len(a.Title.Value), from, from + len(a.Title.Value), true})
		}
	}
	cut := r.OriginLen - len(r.Body)
	for _, run := range r.Origin {
		if run.Start < cut {
			if !run.Same || run.End <= cut {
				continue
			}
			run.From, run.Start = run.From+cut-run.Start, cut
		}
		run.Start, run.End = run.Start-cut+a.BodyStart, run.End-cut+a.BodyStart
		out = append(out, run)
	}
	return out
}
