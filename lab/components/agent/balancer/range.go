// Package balancer gives Services of type LoadBalancer addresses that the host
// reaches, and lets nodes answer for them.
package balancer

import (
	"fmt"
	"iter"
	"net/netip"
	"strings"
)

// A Range is the IPv4 addresses from First to Last.
type Range struct{ First, Last netip.Addr }

// ParseRange reads a range as String writes it: FIRST-LAST.
func ParseRange(text string) (Range, error) {
	first, last, found := strings.Cut(text, "-")
	if !found {
		return Range{}, fmt.Errorf("address range %q: want FIRST-LAST", text)
	}
	var r Range
	var err error
	if r.First, err = netip.ParseAddr(first); err == nil {
		r.Last, err = netip.ParseAddr(last)
	}
	if err != nil {
		return Range{}, fmt.Errorf("address range %q: %w", text, err)
	}
	if !r.First.Is4() || !r.Last.Is4() || r.Last.Less(r.First) {
		return Range{}, fmt.Errorf("address range %q: want two IPv4 addresses, the lower one first", text)
	}
	return r, nil
}

func (r Range) String() string { return r.First.String() + "-" + r.Last.String() }

// Contains tells whether an address is in the range.
func (r Range) Contains(a netip.Addr) bool {
	return a.Is4() && !a.Less(r.First) && !r.Last.Less(a)
}

// All returns the addresses of the range, in their order.
func (r Range) All() iter.Seq[netip.Addr] {
	return func(yield func(netip.Addr) bool) {
		for a := r.First; r.Contains(a); a = a.Next() {
			if !yield(a) {
				return
			}
		}
	}
}
