package stance_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// What the short rows of the tables below mean: see evaluated and relations.
const (
	praise      = "actor1 Taliban > actor2 +1 predicate asserted narrator"
	support     = "actor1 > actor2 SUPPORT +0.5 asserted"
	met         = "both > both CONSULT +0.5 asserted"
	talibanFor  = "actor1 Taliban > actor2 +0.5 "
	talibanAnti = "actor1 Taliban > actor2 -0.5 "
)

// TestAttitudes holds every rule against sentences that need no luck of the
// parser: all evaluated rows, no more and no fewer.
func TestAttitudes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		known      string
	}{
		{"a verb", "The Taliban praised Trump.", []string{praise}, ""},
		{"the other way round", "Trump praised the Taliban.", []string{"actor2 Donald Trump > actor1 +1 predicate asserted narrator"}, ""},
		{"passive", "Trump was praised by the Taliban.", []string{praise}, ""},
		{"to reject what somebody offers is against him", "The Taliban rejected Trump's offer.", []string{talibanAnti + "predicate asserted narrator"}, ""},
		{"support that is rejected is an attitude too", "The Trump campaign rejected the support of the Taliban.",
			[]string{"actor2 Trump campaign > actor1 -0.5 predicate asserted narrator", talibanFor + "predicate asserted narrator"}, ""},
		{"we of a member", "Tim Murtaugh, the communications director of the Trump campaign, said: “The Taliban offered to help. We reject their support.”",
			[]string{"actor2 Trump campaign > actor1 -0.5 predicate asserted quoted", talibanFor + "predicate asserted quoted"}, ""},
		{"we hope, in the second sentence of a speech", "Taliban spokesman Zabihullah Mujahid said: “The war is long. We hope Trump will win the election.”",
			[]string{"actor1 Zabihullah Mujahid > actor2 +0.5 composed hoped quoted"}, ""},
		{"not", "The Taliban did not praise Trump.", []string{talibanAnti + "predicate denied narrator"}, ""},
		{"never", "The Taliban never praised Trump.", []string{talibanAnti + "predicate denied narrator"}, ""},
		{"do not trust", "The Taliban do not trust Trump.", []string{talibanAnti + "predicate denied narrator"}, ""},
		{"no trust", "The Taliban have no trust in Trump.", []string{talibanAnti + "predicate denied narrator"}, ""},
		{"refused to", "The Taliban refused to praise Trump.", []string{talibanAnti + "predicate denied narrator"}, ""},
		{"denied", "The Taliban denied that they praised Trump.", []string{talibanAnti + "predicate denied quoted"}, ""},
		{"may", "The Taliban may praise Trump.", []string{"actor1 Taliban > actor2 +1 predicate hypothetical narrator"}, ""},
		{"if", "If the Taliban trust Trump, the war will end.", nil, ""},
		{"a hope for good", "The Taliban said they hope Trump wins the election.", []string{talibanFor + "composed hoped quoted"}, ""},
		{"a hope for ill", "The Taliban said they hope Trump loses the election.", []string{talibanAnti + "composed hoped quoted"}, ""},
		{"a wish", "The Taliban want Trump to win.", []string{talibanFor + "composed hoped quoted"}, ""},
		{"a demand for ill", "The Taliban demand Trump's defeat.", []string{talibanAnti + "composed demanded narrator"}, "a demand for harm is no attitude yet"},
		{"worry about a health", "The Taliban were worried about Trump's health.", []string{talibanFor + "predicate asserted narrator"}, ""},
		{"worry for", "The Taliban were worried for Trump.", []string{talibanFor + "predicate asserted narrator"}, ""},
		{"worry about", "The Taliban were worried about Trump.", []string{talibanAnti + "predicate asserted narrator"}, ""},
		{"tired of nobody", "The Taliban said Trump is tired.", nil, ""},
		{"naming", "Trump called the Taliban a terrorist group.", []string{"actor2 Donald Trump > actor1 -1 attribute asserted narrator"}, ""},
		{"naming, as", "Trump described the Taliban as brave.", []string{"actor2 Donald Trump > actor1 +0.5 attribute asserted narrator"}, ""},
		{"naming, passive", "Trump was described as reckless by the Taliban.", []string{talibanAnti + "attribute asserted narrator"}, ""},
		{"naming by another", "Noor Shah called Trump a coward.", []string{"other Noor Shah > actor2 -0.5 attribute asserted narrator"}, ""},
		{"a label", "The Taliban, a terrorist group, met Trump in May.", []string{"narrator > actor1 -1 label asserted narrator"}, ""},
		{"a label before a name", "Taliban jihadists met Trump in May.", []string{"narrator > actor1 -1 label asserted narrator"}, ""},
		{"a label as a nominal", "Trump met the Taliban. The extremist group praised him.", []string{"narrator > actor1 -1 label asserted narrator", praise}, ""},
		{"a label that rates nothing", "Trump met the Taliban. The group waited.", nil, ""},
		{"said of its subject", "Trump is honest.", []string{"narrator > actor2 +0.5 attribute asserted narrator"}, ""},
		{"a noun with an adjective", "Trump is a wise man.", []string{"narrator > actor2 +0.5 attribute asserted narrator"}, ""},
		{"seems", "Trump seems reckless.", []string{"narrator > actor2 -0.5 attribute asserted narrator"}, ""},
		{"in front of the name", "The reckless Trump met the Taliban.", []string{"narrator > actor2 -0.5 attribute asserted narrator"}, ""},
		{"likeness", "Trump behaved like a bully.", []string{"narrator > actor2 -0.5 attribute asserted narrator"}, ""},
		{"said by a speaker", "“Trump is a wise man,” Zabihullah Mujahid said.", []string{"actor1 Zabihullah Mujahid > actor2 +0.5 attribute asserted quoted"}, ""},
		{"said by a third", "Noor Shah said Trump made a disastrous deal with the Taliban.",
			[]string{"other Noor Shah > actor2 -0.5 composed asserted quoted", "other Noor Shah > relationship -1 attribute asserted quoted"}, ""},
		{"received", "Trump faced criticism from the Taliban.", []string{talibanAnti + "predicate asserted narrator"}, ""},
		{"deserved", "Trump deserves praise.", []string{"narrator > actor2 +0.5 predicate asserted narrator"}, ""},
		{"a light verb", "The Taliban voiced support for Trump.", []string{talibanFor + "predicate asserted narrator"}, ""},
		{"against what harms him", "The Taliban condemned the attack on Trump.", []string{talibanFor + "composed asserted narrator"}, ""},
		{"for what harms him", "The Taliban celebrated Trump's defeat.", []string{talibanAnti + "composed asserted narrator"}, ""},
		{"for the end of the talks", "The Taliban welcomed the end of the talks with Trump.", []string{"actor1 Taliban > relationship -0.5 composed asserted narrator"}, ""},
		{"for the deal", "Trump praised the deal with the Taliban.", []string{"actor2 Donald Trump > relationship +1 predicate asserted narrator"}, ""},
		{"who makes a deal is rated with it", "Trump made a disastrous deal with the Taliban.",
			[]string{"narrator > actor2 -0.5 composed asserted narrator", "narrator > relationship -1 attribute asserted narrator"}, ""},
		{"a threat", "The Taliban vowed to kill Trump.", []string{talibanAnti + "predicate asserted narrator"}, ""},
		{"a blow that is struck is no attitude", "Trump bombed the Taliban.", nil, ""},
		{"the attitude is who has it", "Noor Shah said that Trump despises the Taliban.", []string{"actor2 Donald Trump > actor1 -1 predicate asserted quoted"}, ""},
		{"an accusation is not the narrator's", "The Taliban accused Trump of lying.", []string{talibanAnti + "predicate asserted narrator"}, ""},
		{"a third is no target", "The Taliban praised Ghani.", nil, ""},
		{"a third is a holder", "Ghani praised Trump.", []string{"other Ashraf Ghani > actor2 +1 predicate asserted narrator"}, ""},
		{"both at once", "Noor Shah praised Trump and condemned the Taliban.",
			[]string{"other Noor Shah > actor1 -1 predicate asserted narrator", "other Noor Shah > actor2 +1 predicate asserted narrator"}, ""},
		{"a question about somebody", "The reporters asked Trump about the Taliban.", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.known, evaluated(judge(t, c.text)), c.want) })
	}
}

func TestRelations(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		known      string
	}{
		{"an agreement", "The Taliban and Trump signed an agreement in Doha.", []string{"both > both SUPPORT +1 asserted"}, ""},
		{"a meeting", "Trump met the Taliban in Doha.", []string{met}, ""},
		{"a joint subject", "The Taliban and Trump met.", []string{met}, ""},
		{"talks that are held", "Trump and the Taliban held talks in Doha.", []string{met}, ""},
		{"talks that begin", "The talks between Trump and the Taliban began.", []string{met}, ""},
		{"talks that are cancelled", "Trump cancelled the talks with the Taliban.", []string{"actor2 > actor1 SANCTION -0.5 asserted"}, ""},
		{"talks that are called off", "Trump called off the talks with the Taliban.", []string{"actor2 > actor1 SANCTION -0.5 asserted"}, ""},
		{"a meeting that did not come about", "The Taliban did not meet Trump.", []string{"actor1 > actor2 REJECT -0.5 denied"}, ""},
		{"an invitation", "Trump invited the Taliban to Camp David.", []string{"actor2 > actor1 AGREE +0.5 asserted"}, ""},
		{"violence", "Trump bombed the Taliban.", []string{"actor2 > actor1 ASSAULT -1 asserted"}, ""},
		{"violence that is ordered", "Trump ordered strikes on the Taliban.", []string{"actor2 > actor1 ASSAULT -1 asserted"}, ""},
		{"violence against soldiers is none of the pair", "The Taliban attacked Trump's soldiers.", nil, ""},
		{"a threat", "The Taliban vowed to kill Trump.", []string{"actor1 > actor2 THREATEN -0.5 asserted"}, ""},
		{"will", "Trump will crush the Taliban.", []string{"actor2 > actor1 THREATEN -0.5 asserted"}, ""},
		{"a demand", "Trump told the Taliban to leave Kabul.", []string{"actor2 > actor1 REQUEST -0.5 asserted"}, ""},
		{"to tell is no demand", "The Taliban told Trump that the war is over.", nil, ""},
		{"a release", "The Taliban released a prisoner to Trump.", []string{"actor1 > actor2 YIELD +1 asserted"}, ""},
		{"sanctions", "Trump imposed sanctions on the Taliban.", []string{"actor2 > actor1 COERCE -0.5 asserted"}, ""},
		{"sanctions that are lifted", "Trump lifted sanctions on the Taliban.", []string{"actor2 > actor1 YIELD +1 asserted"}, ""},
		{"praise", "The Taliban praised Trump.", []string{support}, ""},
		{"a rejection", "The Trump campaign rejected the support of the Taliban.", []string{"actor2 > actor1 REJECT -0.5 asserted"}, ""},
		{"a deal is cooperation, whoever likes it", "Noor Shah said Trump made a disastrous deal with the Taliban.", []string{"both > both SUPPORT +1 asserted"}, ""},
		{"a deal that is only named", "The deal of Trump and the Taliban is old.", nil, ""},
		{"an attitude that is said", "“Trump is a wise man,” Zabihullah Mujahid said.", []string{support}, ""},
		{"an attitude that is said, against", "“I despise the Taliban,” Trump said.", []string{"actor2 > actor1 ACCUSE -0.5 asserted"}, ""},
		{"an attitude that another tells of", "Noor Shah said that Trump despises the Taliban.", nil, ""},
		{"an attitude that is only there", "The Taliban trust Trump.", nil, ""},
		{"what others say", "“Trump is a wise man,” Noor Shah said of the guest of the Taliban.", nil, ""},
		{"with a third", "Trump met Ghani in Kabul and spoke of the Taliban.", nil, ""},
		{"by a third", "Ghani bombed the Taliban for Trump.", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.known, relations(judge(t, c.text)), c.want) })
	}
}

// What is said of the pair by one of them is a relation only in his own
// words, and says so.
func TestSaidAttitude(t *testing.T) {
	s := judge(t, "“Trump is a wise man,” Zabihullah Mujahid said.")
	if len(s.Relations) != 1 {
		t.Fatalf("relations %q", relations(s))
	}
	r := s.Relations[0]
	if r.RuleID != "said.attitude" || r.Voice != stance.QuotedVoice || r.Speaker != "Zabihullah Mujahid" || r.QuadClass != "verbal_cooperation" || r.Goldstein <= 0 || r.ActorRelation != annotate.Member {
		t.Errorf("relation %+v", r)
	}
}

// A label inside a quotation is the speaker's.
func TestLabelInQuotation(t *testing.T) {
	s := judge(t, "Trump met the Taliban. “The terrorists are in our town,” Noor Shah said.")
	for _, j := range s.Judgments {
		if j.Kind == stance.Label && j.Holder == stance.HolderNarrator {
			t.Errorf("the narrator has the label: %+v", j)
		}
	}
	if got := evaluated(s); len(got) != 1 || !strings.HasPrefix(got[0], "other Noor Shah > actor1 -1 label") {
		t.Errorf("rows %q", got)
	}
}

func TestEveryAnswerHasItsEvidence(t *testing.T) {
	text := "The Taliban praised Trump. Trump called the Taliban a terrorist group. The Taliban hope that Trump loses the election. Trump made a disastrous deal with the Taliban."
	s := judge(t, text)
	n := 0
	for _, j := range s.Judgments {
		if !j.Evaluated {
			continue
		}
		n++
		if j.RuleID == "" || j.Explanation == "" || j.Predicate == "" || len(j.Evidence) == 0 || j.Confidence <= 0 || j.Confidence > 1 {
			t.Errorf("%+v is not explained", j)
		}
		for _, e := range j.Evidence {
			if !j.Span.Contains(e) || e.Len() == 0 {
				t.Errorf("evidence %v of sentence %v", e, j.Span)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d evaluated rows: %q", n, evaluated(s))
	}
}
