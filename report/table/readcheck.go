package table

import (
	"fmt"
	"math"
	"strings"
)

// TableFaults are rows of tables that were corrected by hand and say what cannot
// be, each with its file and line.
type TableFaults struct{ Faults []Problem }

// maxFaults is how many faults the message has.
const maxFaults = 20

// Error gives the faults, a line each.
func (e *TableFaults) Error() string {
	var b strings.Builder
	for i, p := range e.Faults {
		if i == maxFaults {
			fmt.Fprintf(&b, "... and %d more\n", len(e.Faults)-maxFaults)
			break
		}
		fmt.Fprintln(&b, p)
	}
	return b.String() + Counted(len(e.Faults), "row") + " of the tables cannot be used as they stand; nothing was written"
}

// rounding is by how much the sum of two printed numbers can differ from a third.
const rounding = 2e-4

// unlike says in what a row differs from its article, "" for nothing.
func (a *assembly) unlike(d *Detail, i int) string {
	of := &a.recs[i].Article
	for _, c := range [][3]string{{"source", d.Source, of.Source}, {"publish_date", d.PublishDate, of.PublishDate},
		{"story_cluster_id", d.StoryClusterID, of.StoryClusterID}} {
		if c[1] != c[2] {
			return fmt.Sprintf("%s: %q, and the article has %q (%s): write the same in both", c[0], c[1], c[2], a.where[i])
		}
	}
	return ""
}

// checkClusters finds clusters and copies of articles that are not there.
func (a *assembly) checkClusters() {
	for i := range a.recs {
		r := &a.recs[i].Article
		bad := func(format string, args ...any) {
			a.faults = append(a.faults, Problem{Where: a.where[i], Reason: BadRow, Message: fmt.Sprintf(format, args...), Lost: true})
		}
		if _, ok := a.index[r.CopyOf]; r.CopyOf != "" && !ok {
			bad("copy_of: there is no article %q", r.CopyOf)
		}
		head, ok := a.index[r.StoryClusterID]
		switch {
		case r.StoryClusterID == "":
		case !ok:
			bad("story_cluster_id: there is no article %q", r.StoryClusterID)
		case a.recs[head].Article.StoryClusterID != r.StoryClusterID:
			bad("story_cluster_id: %q is itself in the cluster %q (%s)", r.StoryClusterID, a.recs[head].Article.StoryClusterID, a.where[head])
		case r.IsClusterHead != (head == i):
			bad("is_cluster_head: %v, and the head of the cluster is %q", r.IsClusterHead, r.StoryClusterID)
		}
	}
}

// firstEmpty names the first cell of names and values that is empty.
func firstEmpty(cells ...string) string {
	for i := 0; i < len(cells); i += 2 {
		if cells[i+1] == "" {
			return cells[i] + ": is empty"
		}
	}
	return ""
}

// against says that a label or value does not fit what it is made from.
func against(column, value, other, want string) string {
	return fmt.Sprintf("%s: %s, and by %s it is %s: correct both", column, value, other, want)
}

// differs says that a number is not the difference of two others, where all are known.
func differs(column string, value, plus, minus Num, other string) string {
	if want := plus.Value - minus.Value; value.Known && plus.Known && minus.Known && math.Abs(value.Value-want) > rounding {
		return against(column, fmt.Sprintf("%.4f", value.Value), other, fmt.Sprintf("%.4f", want))
	}
	return ""
}

// firstOf is the first message that says something.
func firstOf(messages ...string) string {
	for _, m := range messages {
		if m != "" {
			return m
		}
	}
	return ""
}

func (p *PortrayalRow) check() string {
	label := p.PortrayalLabel
	if p.Failure != "" && !p.Portrayal.Known {
		label = p.Failure
	}
	message := firstOf(firstEmpty("scope", p.Scope, "voice", p.Voice, "target", p.Target, "portrayal_label", label, "scorer", p.Scorer),
		differs("portrayal", p.Portrayal, p.PPositive, p.PNegative, "p_positive and p_negative"),
		differs("own_stance", p.OwnStance, p.OwnFor, p.OwnAgainst, "own_p_for and own_p_against"))
	switch {
	case message != "":
		return message
	case p.Failure != "" && (p.Portrayal.Known || p.OwnStance.Known):
		return "failure: says that there is no answer, and there is one"
	case p.Failure != "":
		return ""
	case !p.Portrayal.Known:
		return "portrayal: is empty"
	case p.OwnStance.Known && p.Voice == QuotedVoice:
		return "own_stance: the voice is quoted, where it must be empty"
	case p.PortrayalLabel == Negative && p.Portrayal.Value > 0 || p.PortrayalLabel == PositiveName && p.Portrayal.Value < 0:
		return fmt.Sprintf("portrayal_label: %s, and portrayal is %.4f: correct both", p.PortrayalLabel, p.Portrayal.Value)
	case p.OwnLabel == OwnAgainst && p.OwnStance.Value > 0 || p.OwnLabel == OwnFor && p.OwnStance.Value < 0:
		return fmt.Sprintf("own_label: %s, and own_stance is %.4f: correct both", p.OwnLabel, p.OwnStance.Value)
	}
	return ""
}

func (j *JudgmentRow) check() string {
	message := firstOf(firstEmpty("scope", j.Scope, "voice", j.Voice, "holder_class", j.HolderClass, "target", j.Target,
		"modality", j.Modality, "scorer", j.Scorer), differs("polarity", j.Polarity, j.PFor, j.PAgainst, "p_for and p_against"))
	switch want := Label(j.Polarity); {
	case message != "":
		return message
	case !j.Polarity.Known:
		return "polarity: is empty"
	case j.PolarityLabel != want:
		return against("polarity_label", fmt.Sprintf("%q", j.PolarityLabel), fmt.Sprintf("polarity %.4f", j.Polarity.Value), want)
	}
	return ""
}

func (r *RelationRow) check() string {
	message := firstEmpty("scope", r.Scope, "voice", r.Voice, "agent", r.Agent, "status", r.Status, "relation_label", r.Label, "scorer", r.Scorer)
	switch {
	case message != "":
		return message
	case !r.Cooperation.Known:
		return "cooperation: is empty"
	case r.Label == ConflictLabel && r.Cooperation.Value > 0 || r.Label == CooperationLabel && r.Cooperation.Value < 0:
		return fmt.Sprintf("relation_label: %s, and cooperation is %.4f: correct both", r.Label, r.Cooperation.Value)
	}
	return ""
}
