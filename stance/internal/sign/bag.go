package sign

import "math"

// Group is a family of features that are switched on and scaled together.
type Group uint8

// The groups.
const (
	Words    Group = iota // words and pairs of words, wherever they stand
	Place                 // words by side, distance and quotation
	Syntax                // words by their path to the target
	Valence               // lexicon polarity by place and path
	Sums                  // lexicon polarity added up over stretches
	Mention               // what the target is and where it stands
	Subwords              // parts of words
	Holder                // what the holder is, and the path from holder to target
	Classes               // what kind of deed or attitude words name, by path
	Roles                 // words and kinds by what target and holder are to them
	Ngrams                // words and pairs of words as they stand, blind to the target
	NumGroups
)

// String names a group as it is named on the command line.
func (g Group) String() string {
	names := [NumGroups]string{"words", "place", "syntax", "valence", "sums", "mention", "subwords", "holder", "classes", "roles", "ngrams"}
	return names[g]
}

// All is the mask of the groups that the models use: all but Ngrams, which is
// there to be compared with.
const All = 1<<Ngrams - 1

// Feature is one number that says something of a question.
type Feature struct {
	Key   uint32 // hash of its name
	Group Group
	Value float32
	Token int32  // index of the word that it stems from, -1 for none
	Name  string // only in a bag that keeps names
}

// Bag gathers the features of one question.
type Bag struct {
	Features []Feature
	Words    []Word // the same sentence, word by word
	Named    bool   // keep names, for explanations
	mask     uint32
}

// Reset empties the bag; only groups of the mask (bit g for group g) are kept
// from then on.
func (b *Bag) Reset(mask uint32) {
	b.Features, b.Words = b.Features[:0], nil
	b.mask = mask
}

// Normalise divides the values of each group by their Euclidean length, so that
// no group outweighs another by its mere number of features.
func (b *Bag) Normalise() {
	var sum [NumGroups]float64
	for _, f := range b.Features {
		sum[f.Group] += float64(f.Value) * float64(f.Value)
	}
	for i := range b.Features {
		f := &b.Features[i]
		f.Value /= float32(math.Sqrt(sum[f.Group]))
	}
}

// add records a feature whose name is the parts in a row.
func (b *Bag) add(g Group, token int, value float64, parts ...string) {
	if b.mask&(1<<g) == 0 || value == 0 || math.IsNaN(value) {
		return
	}
	f := Feature{Key: hash(uint32(g), parts), Group: g, Value: float32(value), Token: int32(token)}
	if b.Named {
		for i, p := range parts {
			if i > 0 {
				f.Name += " "
			}
			f.Name += p
		}
	}
	b.Features = append(b.Features, f)
}

// hash is FNV-1a of the parts in a row, mixed once more.
func hash(kind uint32, parts []string) uint32 {
	h := uint32(2166136261)
	h = (h ^ kind) * 16777619
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ '|') * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>12
}
