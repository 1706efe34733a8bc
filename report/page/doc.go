// Package page writes report.html: one file that asks nothing of the network. The
// answer and the main tables stand in it as text. Charts, and the search through the
// sentences, are made by the page's own scripts (*.js, and Observable Plot in vendor)
// from the rows that are packed in it: JSON by columns, gzip, base64, each sentence
// once. All text is escaped, and the page's policy names by hash what may run: dyad's
// scripts and styles only, no eval, and no text that becomes markup. It says nothing
// with more certainty than its figures have.
package page
