//go:build !unix

package cputime

import "time"

// Spent is 0: the system does not tell.
func Spent() time.Duration { return 0 }
