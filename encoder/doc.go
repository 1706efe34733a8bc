// Package encoder runs a small BERT encoder in plain Go: no cgo, no network,
// and the same bits on every processor. It knows words and vectors only; what
// the vectors are used for is the caller's matter.
//
// # From text to states
//
//  1. [Load] reads a model from the bytes of a weights file: sizes, vocabulary
//     and weights. The file is checked; a broken one is an error that names
//     the tensor. The bytes may be embedded and are kept.
//  2. [Tokenizer.Encode] splits a text into WordPieces: ids and the bytes
//     [Start, End) of the text for each, in time linear in the text.
//  3. The caller builds a sequence of ids: [CLS] first, [SEP] last, pieces of
//     one or more texts between, with markers such as [unused1] where it wants
//     them ([Tokenizer.ID]).
//  4. [Workspace.Each] computes the last hidden states, one vector of
//     [Config].Hidden float32 values for each id. The rows of all sequences go
//     through the matrix products together, without padding; longer sequences
//     than [Config].MaxPosition are read in overlapping windows. Memory does
//     not grow with the number of sequences.
//  5. A [Linear] from [Model.Linear] maps states to whatever the file holds
//     further layers for; [Model.Extra] gives other tensors.
//
// The model is the encoder of Devlin et al. (2019, NAACL: BERT) with layer
// normalisation after each block and GELU by the normal distribution, of any
// number of layers, width and heads; the sizes in mind are those of Wang et
// al. (2020, NeurIPS: MiniLM), 6 or 12 layers of 384 values. There is one
// token type; the file holds its embedding inside the positions.
//
// # Arithmetic
//
// Weights are int8 with one scale for each row of a matrix. The inputs of a
// product are quantised row by row to 7 bits, 0 to 127, with a zero point
// between smallest and largest value; before that, the layers that follow a
// normalisation multiply each column by a factor of the file that evens out
// columns of very different size (Xiao et al. 2023, ICML: SmoothQuant). Seven
// bits, and not eight, because then the sum of two products stays within 16
// bits and the AVX2 kernel, which has no wider instruction, is exact too:
// sums of products are integers and equal on every kernel.
//
// Everything else is float32 in an order that all kernels share: element-wise
// work without fused multiply-add, sums over a row in 16 partial sums joined
// as a tree, own polynomials for exp and GELU. So the states are equal to the
// bit on every processor, alone or in any batch, and a test holds their hash.
// Float32 values that are infinite or not a number, which only weights made
// for the purpose reach, are outside this promise; they cause no panic.
//
// The kernels are AVX-512 VNNI, AVX-VNNI, AVX2 (amd64), SDOT (arm64) and plain
// Go, chosen by the processor's features at [Load].
//
// # Weights file
//
// The layout is that of safetensors: the length of the header in eight bytes,
// little-endian; a JSON header with type, shape and place of each tensor; the
// data. The metadata has "format" ([Format]) and "config", the JSON of
// [Config]; other keys are the writer's. V, H, F, P are the sizes of
// vocabulary, hidden and intermediate values and positions:
//
//	vocab                         U8   entries in order, each with a line feed
//	embeddings.word.weight        I8   V × H
//	embeddings.position.weight    I8   P × H, with the embedding of type 0
//	embeddings.norm               H
//	layer.N.attention.qkv         3H × H: query, key, value
//	layer.N.attention.output      H × H
//	layer.N.attention.norm        H
//	layer.N.ffn.in                F × H
//	layer.N.ffn.out               H × F
//	layer.N.ffn.norm              H
//
// A norm is two F32 tensors, NAME.weight and NAME.bias. A layer is NAME.weight
// (I8), NAME.weight.scale (F32, one for each row), NAME.bias (F32, may be
// missing) and NAME.columns (F32, factors of the inputs, may be missing).
// training/export.py writes the file from a PyTorch model.
package encoder
