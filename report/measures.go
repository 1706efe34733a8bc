package report

import "github.com/seed-7a84ba5f/dyad/stance"

// The measures of sources and timeline.
const (
	tone                = "tone"
	direction           = "direction"
	toneWithLabels      = "tone_with_labels"
	directionWithLabels = "direction_with_labels"
	evaluatedShare      = "evaluated_share"
	voiceGap            = "voice_gap"
	quotedShare         = "quoted_share"
	speechShare         = "speech_share"
	labelling           = "labelling_index"
	cooperation         = "cooperation"
)

// anyHolder pools the holders of quoted judgments.
const anyHolder = "any"

// Values of columns, as text.
const (
	dyadScope      = string(stance.DyadScope)
	narratorVoice  = string(stance.NarratorVoice)
	quotedVoice    = string(stance.QuotedVoice)
	narratorHolder = string(stance.HolderNarrator)
	labelKind      = string(stance.Label)
	proxyRelation  = "proxy"
)

// isOwn says whether a judgment is the source's own stance on the pair.
func isOwn(j *JudgmentRow) bool {
	return j.HolderClass == narratorHolder && j.Voice == narratorVoice && j.Scope == dyadScope && j.EvaluationKind != labelKind
}

// isQuoted says whether a judgment is one that the source quotes.
func isQuoted(j *JudgmentRow) bool { return j.Voice == quotedVoice && j.Scope == dyadScope }

// isDone says whether a relation enters the mean of cooperation: one of the
// pair that is told as having happened. What only might happen is kept in the
// table and told apart by its modality.
func isDone(r *RelationRow) bool {
	return r.Scope == dyadScope && r.Cooperation.Known && r.Modality != string(stance.Hypothetical)
}

// mean sums values one at a time; the mean of none is missing.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64) { m.sum, m.n = m.sum+x, m.n+1 }

func (m mean) num(decimals int) Num {
	if m.n == 0 {
		return Num{}
	}
	return num(m.sum/float64(m.n), decimals)
}

// articleMeans fills in the means of an article over its rows.
func articleMeans(a *ArticleRow, rec Record, scorer string) {
	if scorer == "" && len(rec.Judgments) > 0 {
		scorer = rec.Judgments[0].Scorer
	}
	for t, target := range Targets() {
		var own, quoted mean
		for i := range rec.Judgments {
			j := &rec.Judgments[i]
			if j.Target != target || j.Scorer != scorer || !j.Polarity.Known {
				continue
			}
			if isOwn(j) {
				own.add(j.Polarity.Value)
			}
			if isQuoted(j) {
				quoted.add(j.Polarity.Value)
			}
		}
		a.Own[t], a.Quoted[t] = own.num(scoreDecimals), quoted.num(scoreDecimals)
		if own.n > 0 && quoted.n > 0 {
			a.VoiceGap[t] = num(a.Own[t].Value-a.Quoted[t].Value, scoreDecimals)
		}
	}
	var coop mean
	for i := range rec.Relations {
		if r := &rec.Relations[i]; isDone(r) {
			coop.add(r.Cooperation.Value)
		}
	}
	a.Cooperation = coop.num(scoreDecimals)
}
