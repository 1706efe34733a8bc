// Command speed times the bootstrap of package stats on one core: a table of
// groups by periods, each cell a mean with its percentile interval. It prints
// one line of JSON; testdata/reference/speed.py runs it beside scipy.
//
//	go run ./stats/internal/speed -groups 500 -periods 60 -units 1000000 -draws 2000
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/seed-7a84ba5f/dyad/stats"
)

func main() {
	groups := flag.Int("groups", 500, "groups")
	periods := flag.Int("periods", 60, "periods")
	units := flag.Int("units", 1000000, "units over all cells")
	draws := flag.Int("draws", 2000, "draws per cell")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	if err := run(*groups**periods, *units, *draws); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

func run(cells, units, draws int) error {
	src := stats.NewStream(1, "values")
	table := make([][]stats.Unit, cells)
	for i := range units {
		c := i % cells
		table[c] = append(table[c], stats.Unit{Cluster: strconv.Itoa(i), Value: src.NormFloat64()})
	}
	rule := stats.DefaultRule()
	rule.Draws = draws
	start := time.Now()
	for _, cell := range table {
		if _, err := stats.MeanBy(stats.MethodPercentile, cell, rule, 1); err != nil {
			return err
		}
	}
	seconds := time.Since(start).Seconds()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"seconds": seconds, "cells": float64(cells), "mib": float64(m.Sys) / (1 << 20),
	})
}
