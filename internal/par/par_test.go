package par_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/par"
)

func square(_ context.Context, i int) (int, error) {
	if i%7 == 0 {
		time.Sleep(time.Millisecond) // let later inputs overtake
	}
	return i * i, nil
}

func numbers(n int) []int {
	in := make([]int, n)
	for i := range in {
		in[i] = i
	}
	return in
}

func TestOrder(t *testing.T) {
	in := numbers(500)
	for _, workers := range []int{-1, 0, 1, 2, 8, 1000} {
		got, err := par.Slice(t.Context(), workers, in, square)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range got {
			if v != i*i {
				t.Fatalf("%d workers: result %d is %d", workers, i, v)
			}
		}
		if len(got) != len(in) {
			t.Fatalf("%d workers: %d results of %d", workers, len(got), len(in))
		}
	}
}

func TestEmpty(t *testing.T) {
	got, err := par.Slice(t.Context(), 4, nil, square)
	if len(got) != 0 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

// The error of the earliest input wins, at any number of workers.
func TestFirstError(t *testing.T) {
	for _, workers := range []int{1, 3, 16} {
		for range 20 {
			_, err := par.Slice(t.Context(), workers, numbers(200), func(_ context.Context, i int) (int, error) {
				if i == 40 {
					time.Sleep(time.Millisecond)
				}
				if i >= 40 {
					return 0, fmt.Errorf("input %d", i)
				}
				return i, nil
			})
			if err == nil || err.Error() != "input 40" {
				t.Fatalf("%d workers: %v", workers, err)
			}
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var seen atomic.Int64
	_, err := par.Slice(ctx, 4, numbers(10_000), func(ctx context.Context, i int) (int, error) {
		if seen.Add(1) == 100 {
			cancel()
		}
		return i, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := seen.Load(); n > 200 {
		t.Errorf("%d calls after the context ended", n-100)
	}
}

func TestStopEarly(t *testing.T) {
	var running atomic.Int64
	for v, err := range par.Map(t.Context(), 4, slices.Values(numbers(1000)), func(_ context.Context, i int) (int, error) {
		running.Add(1)
		defer running.Add(-1)
		return i, nil
	}) {
		if err != nil {
			t.Fatal(err)
		}
		if v == 10 {
			break
		}
	}
	if n := running.Load(); n != 0 {
		t.Errorf("%d calls still run after Map returned", n)
	}
}

// A slow first input holds back no more than the buffer.
func TestBounded(t *testing.T) {
	const workers = 2
	var taken atomic.Int64
	in := func(yield func(int) bool) {
		for i := range 10_000 {
			taken.Add(1)
			if !yield(i) {
				return
			}
		}
	}
	release := make(chan struct{})
	go func() {
		time.Sleep(20 * time.Millisecond)
		if n := taken.Load(); n > 6*workers+4 {
			t.Errorf("%d inputs taken while the first was not done", n)
		}
		close(release)
	}()
	n := 0
	for _, err := range par.Map(t.Context(), workers, in, func(_ context.Context, i int) (int, error) {
		if i == 0 {
			<-release
		}
		return i, nil
	}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 10_000 {
		t.Errorf("%d results", n)
	}
}

func ExampleSlice() {
	words := []string{"any", "number", "of", "workers"}
	lengths, err := par.Slice(context.Background(), 8, words, func(_ context.Context, w string) (int, error) {
		return len(w), nil
	})
	fmt.Println(lengths, err)
	// Output: [3 6 2 7] <nil>
}
