//go:build !amd64

package parse

// No assembly for this processor: the portable forms give the same bits, and
// nothing below is ever called.
const (
	useAVX2   = false
	useAVX512 = false
)

func sumRowsAVX2(*uint16, int, *uint8, *int32, int)   {}
func sumRowsAVX512(*uint16, int, *uint8, *int32, int) {}
func rectifyAVX2(*int16, *uint16, *int16, int)        {}
func dotAVX2(*int16, *int8, int) int32                { return 0 }
