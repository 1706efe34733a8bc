// Package syntax names what a parsed sentence is made of: universal parts of
// speech (Tag), those of the Penn Treebank (Fine), the relations of Universal
// Dependencies (Rel), and the Token that carries them, with the forms of verbs.
// It parses nothing; package parse does.
package syntax
