package parse

import "golang.org/x/sys/cpu"

var (
	useAVX2   = cpu.X86.HasAVX2
	useAVX512 = useAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW
)

// These need width to be a multiple of 192.

//go:noescape
func sumRowsAVX2(acc *uint16, width int, rows *uint8, idx *int32, n int)

//go:noescape
func sumRowsAVX512(acc *uint16, width int, rows *uint8, idx *int32, n int)

// These need n to be a multiple of 16.

//go:noescape
func rectifyAVX2(hid *int16, acc *uint16, bias *int16, n int)

//go:noescape
func dotAVX2(hid *int16, w *int8, n int) int32
