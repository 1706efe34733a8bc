package encoder

import "fmt"

const (
	// batchTokens is the number of tokens, of any number of sequences, that
	// go through the layers together. A window may be longer.
	batchTokens = 256
	// overlap is the number of positions that two windows of a long
	// sequence share, or a quarter of the window if that is less.
	overlap = 128
)

// Workspace holds the buffers of a pass. Its size does not grow with the
// number of sequences: only with the longest one. It belongs to one goroutine.
type Workspace struct {
	model *Model

	windows []window
	ids     []int32 // of all windows, one after the other
	long    []float32

	x, qkv, context, inner []float32
	keys, scores, mask     []float32
	factors                []float32
	quantised              quantised
	sums                   [lanes]float32
	matmul                 matmul
}

// window is a part of a sequence that is read at a time.
type window struct {
	sequence   int
	start, len int // in Workspace.ids
	whole      bool
	// Of a window that is not whole: its states from keep go to positions
	// [from, to) of the sequence, which has size positions.
	keep, from, to, size int
}

// NewWorkspace returns a workspace for the model.
func (m *Model) NewWorkspace() *Workspace { return &Workspace{model: m} }

// Hidden returns the last hidden states of each sequence, len(ids[i]) ×
// Config.Hidden values. It is Workspace.Each for callers that want all.
func (m *Model) Hidden(ids [][]int32) ([][]float32, error) {
	out := make([][]float32, len(ids))
	err := m.NewWorkspace().Each(ids, func(i int, states []float32) error {
		out[i] = append([]float32{}, states...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Each computes the last hidden states of each sequence of ids and calls yield
// with the index of the sequence and its states, len(ids[i]) × Config.Hidden
// values in row-major order, in the order of ids. The states are valid only
// during the call. An error of yield ends the pass and is returned; an id
// outside the vocabulary is an error before anything is computed.
//
// The states of a sequence do not depend, to the bit, on the others of the
// call. The caller places [CLS] first and [SEP] last.
//
// A sequence longer than Config.MaxPosition is read in windows. Every window
// begins with the first id and ends with the last id of the sequence, and
// neighbouring windows share up to 128 of the positions between. A shared
// position takes its state from the window in which it lies farther from the
// edge; the first position takes it from the first window, the last position
// from the last one.
func (w *Workspace) Each(ids [][]int32, yield func(sequence int, states []float32) error) error {
	for i, s := range ids {
		for j, id := range s {
			if id < 0 || int(id) >= w.model.config.Vocab {
				return fmt.Errorf("encoder: sequence %d: id %d at %d is outside the vocabulary of %d",
					i, id, j, w.model.config.Vocab)
			}
		}
	}
	w.reset()
	for i, s := range ids {
		if len(s) > w.model.config.MaxPosition {
			if err := w.addLong(i, s, yield); err != nil {
				return err
			}
		} else if err := w.add(window{sequence: i, len: len(s), whole: true}, yield, s); err != nil {
			return err
		}
	}
	return w.run(yield)
}

func (w *Workspace) reset() { w.windows, w.ids = w.windows[:0], w.ids[:0] }

// addLong adds the windows of a sequence that is too long for one.
func (w *Workspace) addLong(sequence int, s []int32, yield func(int, []float32) error) error {
	body := w.model.config.MaxPosition - 2
	shared := min(overlap, body/4)
	from, last := 0, len(s)-1
	for start := 1; ; {
		end := start + body
		next := min(end-shared, last-body)
		win := window{sequence: sequence, len: body + 2, keep: from - start + 1, from: from, size: len(s)}
		if win.to = (next + end) / 2; end == last {
			win.to = len(s)
		}
		if err := w.add(win, yield, s[:1], s[start:end], s[last:]); err != nil {
			return err
		}
		if end == last {
			return nil
		}
		start, from = next, win.to
	}
}

// add appends a window with the ids of parts, after a pass over the windows
// so far if there is no room.
func (w *Workspace) add(win window, yield func(int, []float32) error, parts ...[]int32) error {
	if len(w.ids) > 0 && len(w.ids)+win.len > batchTokens {
		if err := w.run(yield); err != nil {
			return err
		}
	}
	win.start = len(w.ids)
	for _, p := range parts {
		w.ids = append(w.ids, p...)
	}
	w.windows = append(w.windows, win)
	return nil
}

// run computes the states of the windows and yields the sequences that are
// complete.
func (w *Workspace) run(yield func(int, []float32) error) error {
	w.forward()
	h := w.model.config.Hidden
	for _, win := range w.windows {
		states := w.x[win.start*h : (win.start+win.len)*h]
		if !win.whole {
			w.long = grow(w.long, win.size*h)
			copy(w.long[win.from*h:win.to*h], states[win.keep*h:])
			if win.to < win.size {
				continue
			}
			states = w.long
		}
		if err := yield(win.sequence, states); err != nil {
			return err
		}
	}
	w.reset()
	return nil
}

// grow returns a slice of n values, s if it is large enough; values are kept
// as long as it is.
func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}
