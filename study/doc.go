// Package study holds the study file: which actors a study looks at, under
// what names, who speaks for them and when, and how articles are scored and
// counted. It imports nothing of ours; cmd/dyad hands its parts to the
// packages that use them.
//
// A study file is YAML. The steps from bytes to a Study, in order:
//
//  1. Parse reads the YAML of one document.
//  2. Every key is held against the fields of Study: a key that no field has,
//     and a value of the wrong sort, is a Problem with file, line and column.
//     All of them are reported, not the first alone.
//  3. What the file leaves out is filled in: period month, the seed of the
//     default study, the lexical scorer, the default thresholds, scope
//     actors, language en. A study has no default actors and no default pair.
//  4. Validate checks what the fields say: dates that exist, ranges that
//     begin before they end, ids that stand for an actor, names that belong
//     to one actor or source only.
//
// Dates are whole days, written 2006-01-02; a range includes both its ends,
// and an end that is left out is open. They are meant to be compared with an
// article's publication date.
//
// Default is the built-in study of the Taliban and Donald Trump, whose file
// (DefaultYAML) also serves as the commented example. Schema is a JSON Schema
// of the file for editors. Resolved gives a study as canonical JSON, for the
// manifest and the run_id: two files that say the same resolve to the same
// bytes, whatever their comments, order of keys and layout.
package study
