package main

import (
	"context"
	"io"
)

type consoleKey struct{}

// withConsole lets what a command calls find the console.
func withConsole(ctx context.Context, c *console) context.Context {
	return context.WithValue(ctx, consoleKey{}, c)
}

// stepsOf shows steps on the console of a context.
func stepsOf(ctx context.Context) func(name string, parts int) func(int) {
	c, _ := ctx.Value(consoleKey{}).(*console)
	return c.step
}

// stepsOn shows steps on stderr.
func stepsOn(stderr io.Writer) func(name string, parts int) func(int) {
	c, _ := stderr.(*console)
	return c.step
}

// step begins a step of so many parts; what it gives takes parts that are done, 0 for
// the end. The nil console shows nothing.
func (c *console) step(name string, parts int) func(int) {
	if c == nil {
		return func(int) {}
	}
	s := c.steps.Start(c.out, name, parts)
	return func(n int) {
		if n == 0 {
			s.Done()
		}
		s.Add(n)
	}
}

// consoleOf is the console of a context, nil where there is none.
func consoleOf(ctx context.Context) io.Writer {
	if c, ok := ctx.Value(consoleKey{}).(*console); ok {
		return c
	}
	return nil
}
