package encoder

import "math"

// queryRows is the number of queries whose scores are computed at a time.
const queryRows = 32

// forward computes the states of all windows in w.x: the encoder of Devlin et
// al. (2019) with layer normalisation after each block.
func (w *Workspace) forward() {
	m, h := w.model, w.model.config.Hidden
	n := len(w.ids)
	w.x = grow(w.x, n*h)
	w.context = grow(w.context, n*h)
	w.qkv = grow(w.qkv, (n+8)*3*h) // attend reads rows after the last
	w.inner = grow(w.inner, min(n, blockRows)*m.config.Intermediate)
	w.embed()
	for i := range m.layers {
		w.block(&m.layers[i])
	}
}

// embed sets the sum of word, position and type embedding of every id.
func (w *Workspace) embed() {
	m, h := w.model, w.model.config.Hidden
	for _, win := range w.windows {
		for p, id := range w.ids[win.start : win.start+win.len] {
			word := m.words[int(id)*h:][:h]
			position := m.positions[p*h:][:h]
			x := w.x[(win.start+p)*h:][:h]
			scale := m.wordScale[id]
			for i, v := range word {
				x[i] = float32(float32(v) * scale)
			}
			w.addNorm(x, position, &m.embeddingNorm)
		}
	}
}

// addNorm adds add to x and normalises it (Ba et al. 2016).
func (w *Workspace) addNorm(x, add []float32, n *normalisation) {
	k, size := w.model.kernel, float32(len(x))
	w.sums = [lanes]float32{}
	k.addSum(x, add, &w.sums)
	mean := total(&w.sums) / size
	w.sums = [lanes]float32{}
	k.centre(x, mean, &w.sums)
	variance := total(&w.sums) / size
	factor := 1 / float32(math.Sqrt(float64(variance+w.model.config.NormEpsilon)))
	k.scaleShift(x, factor, n.gamma, n.beta)
}

// block applies one layer to w.x.
func (w *Workspace) block(l *layer) {
	h, n := w.model.config.Hidden, len(w.ids)
	for r := 0; r < n; r += blockRows {
		l.qkv.apply(w.qkv[r*3*h:], 3*h, w.x[r*h:], min(blockRows, n-r), &w.quantised)
	}
	for _, win := range w.windows {
		w.attend(win)
	}
	for r := 0; r < n; r += blockRows {
		rows := min(blockRows, n-r)
		x, out := w.x[r*h:(r+rows)*h], w.qkv[r*h:(r+rows)*h]
		l.attended.apply(out, h, w.context[r*h:], rows, &w.quantised)
		for i := 0; i < len(x); i += h {
			w.addNorm(x[i:i+h], out[i:i+h], &l.attentionNorm)
		}
		inner := w.inner[:rows*l.inner.out]
		l.inner.apply(inner, l.inner.out, x, rows, &w.quantised)
		w.model.kernel.gelu(inner)
		l.outer.apply(out, h, inner, rows, &w.quantised)
		for i := 0; i < len(x); i += h {
			w.addNorm(x[i:i+h], out[i:i+h], &l.outputNorm)
		}
	}
}

// attend computes the attention of one window from w.qkv into w.context.
func (w *Workspace) attend(win window) {
	k, h, heads := w.model.kernel, w.model.config.Hidden, w.model.config.Heads
	size, n := h/heads, win.len
	if n == 0 {
		return
	}
	padded := (n + lanes - 1) / lanes * lanes
	w.keys = grow(w.keys, size*padded)
	w.scores = grow(w.scores, queryRows*padded)
	w.mask = grow(w.mask, padded)
	for i := range w.mask {
		w.mask[i] = 0
		if i < n {
			w.mask[i] = 1
		}
	}
	w.factors = grow(w.factors, 2*queryRows)
	scale, inverse := w.factors[:queryRows], w.factors[queryRows:]
	for i := range scale {
		scale[i] = float32(1 / math.Sqrt(float64(size)))
	}
	for head := range heads {
		qkv := w.qkv[win.start*3*h+head*size:]
		// The rows up to a multiple of eight stand in the buffer too.
		k.transpose(w.keys, padded, qkv[h:], 3*h, (n+7)&^7, size)
		for d := n; d < len(w.keys); d += padded {
			clear(w.keys[d : d+padded-n])
		}
		for q := 0; q < n; q += queryRows {
			rows := min(queryRows, n-q)
			w.matmul = matmul{dst: w.scores, ldd: padded, a: qkv[q*3*h:], lda: 3 * h,
				b: w.keys, ldb: padded, factor: scale, m: rows, n: padded, k: size}
			k.matmul(&w.matmul)
			for r := range rows {
				inverse[r] = w.softmax(w.scores[r*padded:(r+1)*padded], n)
			}
			w.matmul = matmul{dst: w.context[(win.start+q)*h+head*size:], ldd: h, a: w.scores, lda: padded,
				b: qkv[2*h:], ldb: 3 * h, factor: inverse, m: rows, n: size, k: n}
			k.matmul(&w.matmul)
		}
	}
}

// softmax replaces the first n scores by their exponentials, the rest by 0,
// and returns the inverse of their sum.
func (w *Workspace) softmax(s []float32, n int) float32 {
	for i := n; i < len(s); i++ {
		s[i] = s[0]
	}
	w.sums = [lanes]float32{}
	w.model.kernel.exponents(s, w.mask, w.model.kernel.largest(s), &w.sums)
	return 1 / total(&w.sums)
}
