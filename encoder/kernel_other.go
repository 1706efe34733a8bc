//go:build !amd64 && !arm64

package encoder

// kernels returns the kernels that the processor can run, fastest first.
func kernels() []*kernel { return []*kernel{portableKernel()} }
