// Package cputime tells tests and benchmarks how much processor time they took: on a
// shared machine the time by the clock measures the neighbours too.
package cputime
