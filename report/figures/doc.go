// Package figures draws the main figures of a run for a paper, as SVG and PDF,
// with gonum/plot: the same numbers as the tables, which are all it reads.
//
//  1. Draw makes the figures of a run in a fixed order: sources, timeline,
//     cooperation, voices, flow. One for which the run has no row is left out.
//  2. Each Figure writes itself as SVG or PDF; the same run gives the same
//     bytes, without time or place.
//
// What is own words is a dark circle, what is quoted a purple diamond, so that
// the figures can be read without colour; a hollow mark has no interval, and an
// interval that goes on beyond the scale has no end mark. A PDF holds the
// characters of Windows code page 1252; others of a source's name stand there
// as a point, and stand right in the SVG.
package figures
