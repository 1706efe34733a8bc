package parser

import (
	"cmp"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
)

// Words used alike are put in one cluster, so that the model knows something
// of words that the treebank lacks. The clusters come from running text
// alone: each word gets a vector that predicts the words around it, by place
// (structured skip-gram with negative sampling: Mikolov et al. 2013; Ling et
// al. 2015), and the vectors are grouped by k-means on the sphere.

const (
	vecDim      = 48
	vecWindow   = 2
	vecNegative = 4
	vecMinCount = 12
	vecMaxWords = 20000
	noiseMask   = 1<<18 - 1
)

type embedding struct {
	words []string
	count []int
	vecs  []float32 // vecDim for each word
}

// learnVectors makes vectors of the words of a text. A word is given by its
// key in the lexicon; sentences may be of any length.
func learnVectors(text iter.Seq[[]string], passes int, rng *rand.Rand) *embedding {
	counts := map[string]int{}
	for s := range text {
		for _, w := range s {
			counts[w]++
		}
	}
	e := &embedding{}
	for w, n := range counts {
		if n >= vecMinCount {
			e.words = append(e.words, w)
		}
	}
	slices.SortFunc(e.words, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	if len(e.words) > vecMaxWords {
		e.words = e.words[:vecMaxWords]
	}
	index := make(map[string]int32, len(e.words))
	total := 0
	for i, w := range e.words {
		index[w] = int32(i)
		e.count = append(e.count, counts[w])
		total += counts[w]
	}
	if len(e.words) == 0 {
		return e
	}
	e.train(text, index, passes, total, rng)
	return e
}

func (e *embedding) train(text iter.Seq[[]string], index map[string]int32, passes, total int, rng *rand.Rand) {
	n := len(e.words)
	e.vecs = make([]float32, n*vecDim)
	for i := range e.vecs {
		e.vecs[i] = (rng.Float32() - 0.5) / vecDim
	}
	// one table of context vectors for each place around the word
	ctx := make([]float32, 2*vecWindow*n*vecDim)
	noise := noiseTable(e.count, noiseMask+1)
	var sig [1024]float32
	for i := range sig {
		sig[i] = float32(1 / (1 + math.Exp(-(float64(i)-512)/512*6)))
	}
	keep := make([]float32, n)
	for i, c := range e.count {
		f := float64(c) / float64(total)
		keep[i] = float32(math.Min(1, math.Sqrt(1e-4/f)+1e-4/f))
	}
	var ids []int32
	seen := 0
	for range passes {
		for s := range text {
			ids = ids[:0]
			for _, w := range s {
				id, ok := index[w]
				if !ok {
					id = -1
				}
				ids = append(ids, id)
			}
			seen += len(ids)
			rate := float32(0.05 * math.Max(0.01, 1-float64(seen)/float64(passes*total*11/10+1)))
			for i, id := range ids {
				if id < 0 || keep[id] < rng.Float32() {
					continue
				}
				v := e.vecs[int(id)*vecDim : int(id)*vecDim+vecDim]
				for place := range 2 * vecWindow {
					j := i + place - vecWindow
					if place >= vecWindow {
						j++
					}
					if j >= 0 && j < len(ids) && ids[j] >= 0 {
						predict(v, ctx[place*n*vecDim:], ids[j], noise, &sig, rate, rng)
					}
				}
			}
		}
	}
}

// predict moves a word's vector v and the context vectors so that v tells the
// target from words of noise.
func predict(v, table []float32, word int32, noise []int32, sig *[1024]float32, rate float32, rng *rand.Rand) {
	var grad [vecDim]float32
	for k := range vecNegative + 1 {
		target, label := word, float32(1)
		if k > 0 {
			target, label = noise[rng.Uint32()&noiseMask], 0
			if target == word {
				continue
			}
		}
		c := table[int(target)*vecDim : int(target)*vecDim+vecDim]
		var dot float32
		for x := range c {
			dot += c[x] * v[x]
		}
		g := (label - sigmoid(sig, dot)) * rate
		for x := range c {
			grad[x] += g * c[x]
			c[x] += g * v[x]
		}
	}
	for x := range v {
		v[x] += grad[x]
	}
}

func sigmoid(table *[1024]float32, x float32) float32 {
	i := int(x/6*512) + 512
	return table[max(0, min(1023, i))]
}

// noiseTable lists words in proportion to the 0.75th power of their count.
func noiseTable(count []int, size int) []int32 {
	var sum float64
	for _, c := range count {
		sum += math.Pow(float64(c), 0.75)
	}
	out := make([]int32, 0, size)
	acc := 0.0
	for i, c := range count {
		acc += math.Pow(float64(c), 0.75) / sum
		for len(out) < size && float64(len(out)) < acc*float64(size) {
			out = append(out, int32(i))
		}
	}
	for len(out) < size {
		out = append(out, int32(len(count)-1))
	}
	return out
}

// cluster groups the words by the direction of their vectors and returns a
// number from 1 to k for each word.
func (e *embedding) cluster(k int, rng *rand.Rand) []uint16 {
	n := len(e.words)
	k = min(k, n)
	out := make([]uint16, n)
	if k == 0 {
		return out
	}
	vec := slices.Clone(e.vecs)
	for i := range n {
		unit(vec[i*vecDim : i*vecDim+vecDim])
	}
	// the frequent words, spread out, are the first centres
	centre := make([]float32, k*vecDim)
	for c, i := range rng.Perm(min(n, 4*k))[:k] {
		copy(centre[c*vecDim:], vec[i*vecDim:i*vecDim+vecDim])
	}
	for range 12 {
		for i := range n {
			v := vec[i*vecDim : i*vecDim+vecDim]
			best, top := 0, float32(-2)
			for c := range k {
				m := centre[c*vecDim : c*vecDim+vecDim]
				var dot float32
				for x := range v {
					dot += v[x] * m[x]
				}
				if dot > top {
					best, top = c, dot
				}
			}
			out[i] = uint16(best + 1)
		}
		clear(centre)
		for i := range n {
			weight := float32(math.Sqrt(float64(e.count[i])))
			m := centre[(int(out[i])-1)*vecDim:]
			for x, y := range vec[i*vecDim : i*vecDim+vecDim] {
				m[x] += weight * y
			}
		}
		for c := range k {
			unit(centre[c*vecDim : c*vecDim+vecDim])
		}
	}
	return out
}

func unit(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	f := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= f
	}
}
