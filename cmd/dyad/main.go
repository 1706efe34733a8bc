package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/seed-7a84ba5f/dyad/internal/heap"
)

// memory is how much a command may hold before it collects garbage more often: about what
// a run over ten thousand articles with rules alone needs in any case.
const memory = 160 << 20

func main() {
	heap.Keep(memory)
	ignoreBrokenPipe()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends what does not listen to the first
	code := execute(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
