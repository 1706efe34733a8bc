// Package rules holds the rules of the house that can be run: which folder may
// import which. The table is the one of docs/adr/0001-folders-and-imports.md.
package rules
