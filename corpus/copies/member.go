package copies

import (
	"encoding/binary"
	"errors"
)

var errMember = errors.New("what an article is compared by is damaged")

// Append writes a member behind b, but for its head.
func (m *Member) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(m.ID)))
	b = append(b, m.ID...)
	b = binary.AppendVarint(b, int64(m.day))
	sure := byte(0)
	if m.sure {
		sure = 1
	}
	b = append(append(b, sure), m.key[:]...)
	for _, list := range [2][]uint32{m.sample, m.paras} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, x := range list {
			b = binary.LittleEndian.AppendUint32(b, x)
		}
	}
	return b
}

// ReadMember reads back what Append has written.
func ReadMember(b []byte) (m Member, err error) {
	bad := false
	number := func(read func([]byte) (uint64, int)) uint64 {
		x, n := read(b)
		if bad = bad || n <= 0; bad {
			return 0
		}
		b = b[n:]
		return x
	}
	take := func(n uint64) []byte {
		if bad = bad || n > uint64(len(b)); bad {
			return nil
		}
		part := b[:n]
		b = b[n:]
		return part
	}
	m.ID = string(take(number(binary.Uvarint)))
	m.day = int32(number(func(b []byte) (uint64, int) {
		x, n := binary.Varint(b)
		return uint64(x), n
	}))
	m.sure = string(take(1)) == "\x01"
	copy(m.key[:], take(uint64(len(m.key))))
	for _, list := range [2]*[]uint32{&m.sample, &m.paras} {
		n := number(binary.Uvarint)
		if bad = bad || n > uint64(len(b))/4; bad || n == 0 {
			continue
		}
		*list = make([]uint32, n)
		for i := range *list {
			(*list)[i] = binary.LittleEndian.Uint32(take(4))
		}
	}
	if bad || len(b) > 0 {
		return Member{}, errMember
	}
	return m, nil
}
