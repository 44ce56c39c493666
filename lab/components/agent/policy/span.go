package policy

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"slices"
)

// A span is the numbers from first to last: ports, or addresses of IPv4. It has
// room for the number after the last one.
type span struct{ first, last uint64 }

// everyAddr and everyPort are all that there are.
func everyAddr() span { return span{0, 1<<32 - 1} }
func everyPort() span { return span{0, 1<<16 - 1} }

// spanOf is an address of IPv4.
func spanOf(addr netip.Addr) span {
	a := addr.As4()
	number := uint64(binary.BigEndian.Uint32(a[:]))
	return span{number, number}
}

// spanOfBlock is a block of addresses; there are none in one that is not of IPv4.
func spanOfBlock(cidr string) (span, bool) {
	block, err := netip.ParsePrefix(cidr)
	if err != nil || !block.Addr().Is4() {
		return span{}, false
	}
	first := spanOf(block.Masked().Addr()).first
	return span{first, first + 1<<(32-block.Bits()) - 1}, true
}

// addrOf is the address that a number stands for.
func addrOf(number uint64) string {
	var a [4]byte
	binary.BigEndian.PutUint32(a[:], uint32(number))
	return netip.AddrFrom4(a).String()
}

// union is the same numbers in spans that ascend and do not touch. Those of a set of
// nftables must not overlap.
func union(spans []span) []span {
	var united []span
	for _, s := range slices.SortedFunc(slices.Values(spans), func(a, b span) int { return cmp.Compare(a.first, b.first) }) {
		if end := len(united) - 1; end >= 0 && s.first <= united[end].last+1 {
			united[end].last = max(united[end].last, s.last)
			continue
		}
		united = append(united, s)
	}
	return united
}

// without is what is left of a span when others are taken out of it.
func (s span) without(others []span) []span {
	var left []span
	for _, o := range union(others) {
		if o.last < s.first || o.first > s.last {
			continue
		}
		if o.first > s.first {
			left = append(left, span{s.first, o.first - 1})
		}
		s.first = o.last + 1
	}
	if s.first <= s.last {
		left = append(left, s)
	}
	return left
}
