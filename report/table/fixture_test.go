package table_test

import "github.com/seed-7a84ba5f/dyad/internal/golden"

func init() { golden.FixDraws() }
