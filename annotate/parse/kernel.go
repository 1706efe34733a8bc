package parse

import "encoding/binary"

// The loops of the network in which the time goes. Each has a portable form
// here and, where the processor has AVX2 (or AVX-512), one in assembly that
// gives the same bits: sums of whole numbers are exact in any order.

// sumRows sets acc to the sum of the rows with the given numbers. A row holds
// one byte for each lane of acc, with 128 added; lanes wrap around.
func sumRows(acc []uint16, rows []uint8, idx []int32) {
	if useAVX2 && len(acc)%192 == 0 && len(acc) > 0 && len(idx) > 0 {
		if useAVX512 {
			sumRowsAVX512(&acc[0], len(acc), &rows[0], &idx[0], len(idx))
		} else {
			sumRowsAVX2(&acc[0], len(acc), &rows[0], &idx[0], len(idx))
		}
		return
	}
	sumRowsPortable(acc, rows, idx)
}

// sumRowsPortable adds eight lanes at a time, in two machine words of four.
func sumRowsPortable(acc []uint16, rows []uint8, idx []int32) {
	const lanes = 0x00ff_00ff_00ff_00ff
	w := len(acc)
	k := 0
	for ; k+8 <= w; k += 8 {
		for from := 0; from < len(idx); from += 256 { // a lane holds 256 bytes
			var even, odd uint64
			for _, i := range idx[from:min(from+256, len(idx))] {
				x := binary.LittleEndian.Uint64(rows[int(i)*w+k:])
				even += x & lanes
				odd += x >> 8 & lanes
			}
			for j := range 4 {
				if from == 0 {
					acc[k+2*j], acc[k+2*j+1] = 0, 0
				}
				acc[k+2*j] += uint16(even >> (16 * j))
				acc[k+2*j+1] += uint16(odd >> (16 * j))
			}
		}
	}
	for ; k < w; k++ {
		acc[k] = 0
		for _, i := range idx {
			acc[k] += uint16(rows[int(i)*w+k])
		}
	}
}

// rectify sets hid to acc+bias where that is positive as a signed number, and
// to zero elsewhere.
func rectify(hid []int16, acc []uint16, bias []int16) {
	acc, bias = acc[:len(hid)], bias[:len(hid)]
	if useAVX2 && len(hid)%16 == 0 && len(hid) > 0 {
		rectifyAVX2(&hid[0], &acc[0], &bias[0], len(hid))
		return
	}
	for i := range hid {
		hid[i] = max(0, int16(acc[i])+bias[i])
	}
}

// dot is the inner product of hidden units and weights.
func dot(hid []int16, w []int8) int32 {
	w = w[:len(hid)]
	if useAVX2 && len(hid)%16 == 0 && len(hid) > 0 {
		return dotAVX2(&hid[0], &w[0], len(hid))
	}
	var s int32
	for i, h := range hid {
		s += int32(h) * int32(w[i])
	}
	return s
}
