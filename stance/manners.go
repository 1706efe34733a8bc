package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// judgedBy handles adverbs that rate who acts by his act: "wisely ignored it",
// "shamefully left them out".
func (r *reading) judgedBy(i int) {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.VERB {
		return
	}
	for _, c := range r.doc.Children(i) {
		if toks[c].Rel != syntax.Advmod || toks[c].Tag != syntax.ADV {
			continue
		}
		v := verdict(strings.ToLower(toks[c].Text))
		if v == 0 || r.negated(i) {
			continue
		}
		a := r.doc.Agent(i)
		if a < 0 {
			return
		}
		for _, id := range r.mentionsOf(a, 0) {
			if r.doc.Mentions[id].Actor != "" {
				r.add(int(c), utterer, id, v, Attribute, "attribute.adverb", "“"+toks[c].Text+"” rates who acts", i)
			}
		}
		return
	}
}

// verdict gives the rating of an adverb that is said of who acts rather than
// of how: 0 for the others.
func verdict(adverb string) float64 {
	switch adverb {
	case "shamefully", "shamelessly", "disgracefully", "foolishly", "stupidly", "recklessly", "unwisely", "wrongly", "wrongfully",
		"irresponsibly", "brutally", "cruelly", "cynically", "callously", "dishonestly", "falsely", "unfairly", "unjustly",
		"incompetently", "clumsily", "arrogantly", "hypocritically", "naively", "needlessly", "viciously", "savagely", "mercilessly",
		"ruthlessly", "treacherously", "scandalously", "outrageously", "pathetically", "mistakenly", "erroneously", "illegally",
		"unlawfully", "baselessly", "misleadingly":
		return -0.5
	case "wisely", "rightly", "bravely", "courageously", "boldly", "honorably", "honourably", "admirably", "commendably", "masterfully",
		"brilliantly", "skilfully", "skillfully", "deftly", "heroically", "nobly", "shrewdly", "sensibly", "prudently", "graciously",
		"selflessly", "valiantly":
		return 0.5
	}
	return 0
}

// setApart handles rated adjectives that marks set apart from the actor they
// are said of: "X, as brutal as ever, wrote", "Reckless and vain, X called".
func (r *reading) setApart(i int) {
	toks := r.doc.Tokens
	t := &toks[i]
	if t.Tag != syntax.ADJ || t.Head < 0 || t.Fine == syntax.FineJJR || len(r.entries(i)) > 0 {
		return
	}
	v := 0.0
	switch t.Rel {
	case syntax.Advcl, syntax.Advmod, syntax.Acl, syntax.Parataxis:
		v = r.rating(t)
	}
	if v == 0 || r.doc.Child(i, syntax.Cop, syntax.Nsubj) >= 0 {
		return
	}
	id := -1
	if n, ok := r.headed(t.Head); ok && t.Head < i && r.comma(t.Head+1) { // behind the name
		id = n
	} else if s := r.doc.Subject(t.Head); s > i && i == r.doc.Sentences[t.Sentence].First && r.commaBetween(i, s) { // before it
		id = r.mentionAt(s)
	}
	if id >= 0 && r.doc.Mentions[id].Actor != "" {
		r.add(i, utterer, id, v, Attribute, "attribute.apart", "“"+t.Text+"” is said of it", r.doc.Mentions[id].Head)
	}
}

func (r *reading) comma(i int) bool {
	return i < len(r.doc.Tokens) && r.doc.Tokens[i].Text == ","
}

func (r *reading) commaBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if r.doc.Tokens[k].Text == "," {
			return true
		}
	}
	return false
}

// cheers handles what is called out to somebody without a verb: "Bravo, X",
// "Shame on X".
func (r *reading) cheers(sentence int) {
	s, toks := &r.doc.Sentences[sentence], r.doc.Tokens
	for i := s.First; i < s.Last-1; i++ {
		if i > s.First && (toks[i-1].Tag != syntax.PUNCT || toks[i-1].Text == "-") {
			continue
		}
		v, from := outcry(toks[i:s.Last])
		if v == 0 {
			continue
		}
		for k := i + from; k < s.Last && k < i+from+5 && toks[k].Tag != syntax.VERB && toks[k].Text != "." && toks[k].Text != "for"; k++ {
			if id, ok := r.headed(k); ok && r.doc.Mentions[id].Actor != "" {
				r.add(i, utterer, id, v, Predicate, "outcry", "“"+toks[i].Text+"” is called out to it", k)
				return
			}
		}
	}
}

// outcry gives the sign of a call with which tokens begin and how many they
// are, 0 for none.
func outcry(toks []annotate.Token) (float64, int) {
	second := ""
	if len(toks) > 1 {
		second = strings.ToLower(toks[1].Text)
	}
	switch first := strings.ToLower(toks[0].Text); {
	case first == "bravo", first == "kudos", first == "congratulations", first == "congrats", first == "hurrah":
		return 0.5, 1
	case first == "well" && second == "done", first == "hats" && second == "off", first == "thank" && second == "you", first == "long" && second == "live":
		return 0.5, 2
	case first == "shame" && second == "on", first == "woe" && second == "to", first == "down" && second == "with":
		return -0.5, 2
	}
	return 0, 0
}

// credited handles to whom credit or blame goes: "the blame rests with X",
// "credit for the truce goes to X".
func (r *reading) credited(i int) {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.VERB {
		return
	}
	switch toks[i].Lemma {
	case "go", "lie", "rest", "fall", "belong":
	case "blame":
		r.toBlame(i)
		return
	default:
		return
	}
	s := r.doc.Subject(i)
	if s < 0 {
		return
	}
	v := 0.0
	switch toks[s].Lemma {
	case "credit", "praise", "thanks", "kudos", "applause":
		v = 0.5
	case "blame", "fault", "guilt", "responsibility":
		v = -0.5
	default:
		return
	}
	for _, prep := range []string{"to", "with", "on", "at", "upon"} {
		for _, k := range r.prepositional(i, prep) {
			if r.ownDenials(k) > 0 {
				continue
			}
			for _, id := range r.mentionsOf(k, 1) {
				r.add(i, utterer, id, v, Attribute, "attribute.credited", "“"+toks[s].Text+"” is said to be due to it", s, k)
			}
		}
	}
}

// toBlame handles "X is to blame" and "X has only himself to blame".
func (r *reading) toBlame(i int) {
	toks := r.doc.Tokens
	if !r.marked(i, "to") {
		return
	}
	v := i
	if r.doc.Child(i, syntax.Cop) < 0 {
		v = -1
		for k := i - 2; k > 0 && k > i-6 && toks[k].Sentence == toks[i].Sentence; k-- {
			if strings.HasSuffix(toks[k].Text, "self") || strings.HasSuffix(toks[k].Text, "selves") {
				for ; k > 0 && v < 0 && k > i-10; k-- {
					if toks[k].Lemma == "have" {
						v = k
					}
				}
			}
		}
	}
	if v < 0 {
		return
	}
	if s := r.doc.Subject(v); s >= 0 {
		for _, id := range r.mentionsOf(s, 1) {
			r.add(v, utterer, id, -0.5, Attribute, "attribute.credited", "it is said to be to “blame”", i)
		}
	}
}
