package balancer

import (
	"net/netip"
	"slices"
	"testing"
)

func TestParseRange(t *testing.T) {
	r, err := ParseRange("10.80.0.254-10.80.1.1")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for a := range r.All() {
		all = append(all, a.String())
	}
	if want := []string{"10.80.0.254", "10.80.0.255", "10.80.1.0", "10.80.1.1"}; !slices.Equal(all, want) {
		t.Errorf("the range has %v, want %v", all, want)
	}
	for addr, want := range map[string]bool{"10.80.0.253": false, "10.80.0.254": true, "10.80.1.1": true, "10.80.1.2": false, "::1": false} {
		if got := r.Contains(netip.MustParseAddr(addr)); got != want {
			t.Errorf("contains %s: %t", addr, got)
		}
	}
	for _, bad := range []string{"", "10.80.0.1", "10.80.0.2-10.80.0.1", "10.80.0.1-x", "x-10.80.0.1", "::1-::2", "10.80.0.0/24"} {
		if r, err := ParseRange(bad); err == nil {
			t.Errorf("%q is the range %s", bad, r)
		}
	}
}
