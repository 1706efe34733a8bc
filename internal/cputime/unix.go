//go:build unix

package cputime

import (
	"syscall"
	"time"
)

// Spent is the processor time of this process so far, its own and the system's; 0 where
// the system does not tell.
func Spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
