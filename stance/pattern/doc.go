// Package pattern compiles rules that are written as data and finds what they
// describe in a parsed sentence. A rule names a token (its anchor) and others
// that stand to it in a slot (agent, object, relation, preposition), says what
// each must be, and what is found then: who holds which view of whom, and why.
//
// # Format
//
// A file is UTF-8 text. A line that begins with # is a comment; a line that
// begins in the first column opens a statement, and the indented lines behind it
// belong to it:
//
//	rule attribute.credited attribute        a rule: unique name, kind
//	  doc    Credit or blame is said to be due to somebody.
//	  fires  The blame rests with Trump. => narrator > actor2 -
//	  quiet  The blame does not rest with Trump.
//	  v VERB @falls_to                       the anchor: tag, class of words
//	  s v.nsubj @credit_nouns                a node in a slot of another
//	  t v.+to|+with !denied                  several slots; a test, negated
//	  => utterer > t = s at v by s,t: {s} is said to be due to it
//
//	define author                            a test, and a slot, of later statements
//	  t * @texts                             and of Go code that asks for it
//	  a t.possessor actor
//	or                                       another way to be one
//	  t * @texts ^OBJ
//	  v t.head @issuing
//	  a v.agent
//	veto attitude.word_kept approve          the entries of a class do not count
//	                                         at an anchor like this
//
// A node is "NAME TAGS" (the anchor; * for any tag) or "NAME FROM.SLOT", with
// conditions behind it. "first" before it takes only the first token that fits,
// "may" makes it optional (the first that fits), "no" demands that none fits.
// Slots: a name of the Vocabulary; a define, which gives the tokens of the last
// node of the first of its ways that fits; +WORD for what depends on FROM by a
// preposition, +@CLASS by any of a class; "before:4" for the first four tokens of a slot;
// a relation in capitals for its children (NSUBJ:PASS; OBL* with its subtypes).
// "|" joins slots of one node, "," separates sources of which the first that
// yields anything counts: "v.+from,n.+from".
//
// Conditions: "word"|"word" (lemma or text in lower case), @CLASS (the value of
// the word there becomes the node's), TAG or a fine tag (VBG), ^REL (the token's
// own relation), <NODE, >NODE and =NODE (before, behind, the same token), same:NODE and opposite:NODE
// (signs of values), a value or a test of the Vocabulary or a define, tests with
// arguments after a colon (prep:under|over, prep:@CLASS). "!" negates.
//
// What is found: "=> HOLDER > TARGET = VALUE at NODE by NODES OPTIONS: reason".
// HOLDER is utterer, nobody, anybody or a node ("h" may turn out to be nobody, "h!" must
// be somebody, "@h" is whom the entry of its word in the lexicon names, "h?utterer" names who holds it where the node is absent). TARGET
// is a node, with "/N" for how far its owners are looked for (default 1) and "!"
// for actors only. VALUE is a product of numbers and nodes with a sign, "half"
// before it keeps only the sign and puts it at 0.5. OPTIONS: "once" (one finding
// an anchor), "sure X" (confidence), "as MODE" (modality), "voice NODE" (in whose
// words that stands is the voice), "flat" (no denial turns it), "told" (shown to the target), "kind K" (another kind than the rule's). {v} in the reason
// shows the words of a node.
//
// # Errors
//
// Every fault is an *Error with file, line and column; Compile reports them all.
//
// # Cost
//
// Rules are indexed by the words of their anchor, the others by its tag, so that
// a token meets only the rules that its word may open.
package pattern
