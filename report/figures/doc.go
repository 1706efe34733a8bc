// Package figures draws the main figures of a run for a paper, as SVG and PDF,
// with gonum/plot: the same numbers as the tables, which are all it reads.
//
//  1. Draw makes the figures of a run in a fixed order (Names). One for which
//     the run has no row is left out.
//  2. Each Figure writes itself as SVG, PDF or, as the numbers that it draws,
//     CSV; the same run gives the same bytes, without time or place.
//
// What is own words is a dark circle, what is quoted a purple diamond, so that
// the figures can be read without colour; a hollow mark has no interval, and an
// interval that goes on beyond the scale has no end mark. The note under a
// figure says its unit, its n, how its intervals were made, and how many of the
// sources, names or frames it shows: none is left out silently. Characters that
// the face of a figure does not have (Arabic, say) are boxes in a PDF, and stand
// right in the SVG.
package figures
