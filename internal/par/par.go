// Package par runs work on several goroutines and gives the results in the
// order of the inputs, so that the number of workers never shows.
//
//  1. Inputs are numbered as they come.
//  2. Workers take them in turn; at most 4 results for each worker wait for
//     one that came earlier, so memory stays flat on any length of input.
//  3. Results are yielded in the order of the inputs.
//
// The first error in the order of the inputs ends the work, whichever worker
// met one first; later results are dropped.
package par

import (
	"context"
	"iter"
	"sync"
)

// Map applies f to every value of in on n goroutines (one where n < 1) and
// gives the results in order. Where f fails, or ctx ends, the last pair
// yielded has the error and no result follows. When the caller stops early,
// Map returns after the calls of f under way; their context is cancelled.
func Map[T, R any](ctx context.Context, n int, in iter.Seq[T], f func(context.Context, T) (R, error)) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		n := max(n, 1)
		ctx, cancel := context.WithCancel(ctx)
		jobs := make(chan job[T, R])
		queue := make(chan chan result[R], 4*n) // one slot for each input, in order

		var all sync.WaitGroup
		for range n {
			all.Go(func() {
				for j := range jobs {
					r, err := f(ctx, j.in)
					j.out <- result[R]{r, err}
				}
			})
		}
		all.Go(func() {
			defer close(jobs)
			defer close(queue)
			for v := range in {
				slot := make(chan result[R], 1)
				select {
				case queue <- slot:
				case <-ctx.Done():
					return
				}
				select {
				case jobs <- job[T, R]{v, slot}:
				case <-ctx.Done():
					slot <- result[R]{err: ctx.Err()}
					return
				}
			}
		})
		defer all.Wait()
		defer cancel()

		for slot := range queue {
			r := <-slot
			if r.err != nil {
				var none R
				yield(none, r.err)
				return
			}
			if !yield(r.value, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			var none R
			yield(none, err)
		}
	}
}

// Slice is Map over a slice, with all results in a slice.
func Slice[T, R any](ctx context.Context, n int, in []T, f func(context.Context, T) (R, error)) ([]R, error) {
	out := make([]R, 0, len(in))
	values := func(yield func(T) bool) {
		for _, v := range in {
			if !yield(v) {
				return
			}
		}
	}
	for r, err := range Map(ctx, n, values, f) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

type job[T, R any] struct {
	in  T
	out chan<- result[R]
}

type result[R any] struct {
	value R
	err   error
}
