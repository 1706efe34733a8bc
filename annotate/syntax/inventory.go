package syntax

import "slices"

// Tag is a universal part of speech (UPOS). The zero value stands for "no tag".
type Tag uint8

// The universal parts of speech, named as Universal Dependencies names them.
const (
	NoTag Tag = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

// Fine is a Penn Treebank part of speech in the variety that English EWT
// uses (XPOS). The zero value stands for "no tag".
type Fine uint8

// The fine parts of speech that carry grammar a reader of the tree may need
// (tense, participle, number, case). The others have no name of their own
// here; compare their String.
const (
	NoFine Fine = iota
	FineCC
	FineCD
	FineDT
	FineEX
	FineFW
	FineIN
	FineJJ
	FineJJR
	FineJJS
	FineLS
	FineMD
	FineNN
	FineNNP
	FineNNPS
	FineNNS
	FinePDT
	FinePOS
	FinePRP
	FinePRPS // PRP$
	FineRB
	FineRBR
	FineRBS
	FineRP
	FineSYM
	FineTO
	FineUH
	FineVB
	FineVBD
	FineVBG
	FineVBN
	FineVBP
	FineVBZ
	FineWDT
	FineWP
	FineWPS // WP$
	FineWRB
	fineDollar
	fineCloseQuote
	fineComma
	fineLRB
	fineRRB
	fineStop
	fineColon
	FineADD
	fineAFX
	FineGW
	fineHYPH
	fineNFP
	fineOpenQuote
)

// Rel is the relation of a token to its head, a Universal Dependencies
// relation with its subtype. The zero value stands for "no relation".
type Rel uint8

// The relations of English EWT. A colon in the name is dropped here:
// NsubjPass is nsubj:pass.
const (
	NoRel Rel = iota
	Root
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Vocative
	Xcomp
)

const tagNames = "_ ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"

const fineNames = "_ CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH " +
	"VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB $ '' , -LRB- -RRB- . : ADD AFX GW HYPH NFP ``"

const relNames = "_ root acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp " +
	"compound compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed " +
	"flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl " +
	"obl:agent obl:unmarked orphan parataxis punct reparandum vocative xcomp"

// How many parts of speech, finer tags and relations there are, the empty ones included: the
// sizes of what a parser keeps for each.
const (
	NumTags  = int(X) + 1
	NumFines = int(fineOpenQuote) + 1
	NumRels  = int(Xcomp) + 1
)

// nameAt returns the i-th of the space-separated names.
func nameAt(names string, i int) string {
	start := 0
	for k := 0; k < len(names); k++ {
		if names[k] != ' ' {
			continue
		}
		if i == 0 {
			return names[start:k]
		}
		i--
		start = k + 1
	}
	if i == 0 {
		return names[start:]
	}
	return "?"
}

// indexOf returns the place of name in the space-separated names.
func indexOf(names, name string) (int, bool) {
	if name == "" {
		return 0, false
	}
	start, i := 0, 0
	for k := 0; k <= len(names); k++ {
		if k < len(names) && names[k] != ' ' {
			continue
		}
		if names[start:k] == name {
			return i, true
		}
		i++
		start = k + 1
	}
	return 0, false
}

// String returns the name as Universal Dependencies writes it: "NOUN".
func (t Tag) String() string { return nameAt(tagNames, int(t)) }

// String returns the Penn Treebank name: "VBD".
func (f Fine) String() string { return nameAt(fineNames, int(f)) }

// String returns the name as Universal Dependencies writes it: "nsubj:pass".
func (r Rel) String() string { return nameAt(relNames, int(r)) }

// Base returns the relation without its subtype: Nsubj for NsubjPass.
func (r Rel) Base() Rel {
	switch r {
	case AclRelcl:
		return Acl
	case AdvclRelcl:
		return Advcl
	case AuxPass:
		return Aux
	case CcPreconj:
		return Cc
	case CompoundPrt:
		return Compound
	case CsubjOuter, CsubjPass:
		return Csubj
	case DetPredet:
		return Det
	case NmodDesc, NmodPoss, NmodUnmarked:
		return Nmod
	case NsubjOuter, NsubjPass:
		return Nsubj
	case OblAgent, OblUnmarked:
		return Obl
	}
	return r
}

// ParseTag returns the tag of that name, as String writes it.
func ParseTag(name string) (Tag, bool) {
	i, ok := indexOf(tagNames, name)
	return Tag(i), ok
}

// ParseFine returns the fine tag of that name, as String writes it.
func ParseFine(name string) (Fine, bool) {
	i, ok := indexOf(fineNames, name)
	return Fine(i), ok
}

// ParseRel returns the relation of that name, as String writes it.
func ParseRel(name string) (Rel, bool) {
	i, ok := indexOf(relNames, name)
	return Rel(i), ok
}

// In reports whether the tag is one of those given.
func (t Tag) In(tags ...Tag) bool { return slices.Contains(tags, t) }

// In reports whether the tag is one of those given.
func (f Fine) In(tags ...Fine) bool { return slices.Contains(tags, f) }

// In reports whether the relation is one of those given.
func (r Rel) In(rels ...Rel) bool { return slices.Contains(rels, r) }
