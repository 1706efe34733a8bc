package annotate

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Abbreviations of English news text, without their last stop, in lower
// case. After a title the sentence always goes on; after a month or "No." it
// does before a number; after the others it does unless the next word is one
// that likes to begin a sentence.
var (
	titleAbbreviations = set(`mr mrs ms dr prof gen lt col maj sgt cpl capt cmdr adm brig sen sens rep reps
		gov hon rev fr st ste mt messrs mme pres amb supt det insp vs`)
	monthAbbreviations = set(`jan feb mar apr jun jul aug sep sept oct nov dec`)
	plainAbbreviations = set(`inc corp co ltd llc jr sr bros dept est etc approx fig ed eds dist assn bldg ave blvd
		rd ft viz cf al ph.d`)
	domainEnds       = set(`com org net gov edu co uk af io tv info news`)
	sentenceStarters = set(`The He She It They In On But A An This That These Those We I His Her Their Its And At As For
		After Before When While If There Here However Mr Mrs Ms Still Yet So Last Earlier Also Some Many Most Since
		Although Despite During Under With By From To Not No What Why How Who Now Then`)
	askingVerbs = set(`asked asks said says wondered replied demanded shouted cried tweeted wrote added told answered quipped`)
)
