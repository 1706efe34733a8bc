// Package explain shows articles to people, a sentence at a time. Its contract:
//
//  1. Judge puts what the scorers of a pass say of an article into words: a note for
//     each portrayal, judgment and relation, with its evidence, the reason, and
//     whether the reader and the rules see the same.
//  2. Article.WriteText writes that for a terminal or a file; Page writes one HTML
//     page that stands alone, runs nothing and fetches nothing.
//  3. View shows what annotation found: mentions, reported words and who speaks.
//  4. Text from articles is made harmless: no control or direction characters reach
//     a terminal, and HTML is escaped.
//  5. Nothing is decided here: each number and reason is that of a row.
package explain
