package gateway

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/dns/dnsmessage"
)

func TestNameservers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "resolv.conf")
	err := os.WriteFile(file, []byte("# nameserver 192.0.2.9\nsearch example.org\nnameserver 192.0.2.1\nnameserver 2001:db8::1\nnameserver nonsense\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	got, err := nameservers(file)
	if err != nil {
		t.Fatal(err)
	}
	want := []netip.AddrPort{netip.MustParseAddrPort("192.0.2.1:53"), netip.MustParseAddrPort("[2001:db8::1]:53")}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b netip.AddrPort) bool { return a == b })); diff != "" {
		t.Errorf("nameservers (-want +got):\n%s", diff)
	}
}

// TestAnswerFromFile asks for the one name that every host's file has, and
// that means the asker himself.
func TestAnswerFromFile(t *testing.T) {
	host := netip.MustParseAddr("10.80.0.1")
	for _, tt := range []struct {
		kind dnsmessage.Type
		want []netip.Addr
	}{
		{dnsmessage.TypeA, []netip.Addr{host}},
		// There is no address of that kind, but the name is there.
		{dnsmessage.TypeAAAA, nil},
	} {
		query := dnsmessage.Message{
			Header:    dnsmessage.Header{ID: 7, RecursionDesired: true},
			Questions: []dnsmessage.Question{{Name: dnsmessage.MustNewName("localhost."), Type: tt.kind, Class: dnsmessage.ClassINET}},
		}
		packed, err := query.Pack()
		if err != nil {
			t.Fatal(err)
		}
		said, err := (&relay{host: host}).answer(t.Context(), "udp", packed)
		if err != nil {
			t.Fatal(err)
		}
		var answer dnsmessage.Message
		if err := answer.Unpack(said); err != nil {
			t.Fatal(err)
		}
		if answer.ID != 7 || answer.RCode != dnsmessage.RCodeSuccess {
			t.Errorf("%s: answer %d, %s", tt.kind, answer.ID, answer.RCode)
		}
		var got []netip.Addr
		for _, r := range answer.Answers {
			if a, ok := r.Body.(*dnsmessage.AResource); ok {
				got = append(got, netip.AddrFrom4(a.A))
			}
		}
		if len(got) > 1 {
			// The file may name it twice.
			got = got[:1]
		}
		if diff := cmp.Diff(tt.want, got, cmp.Comparer(func(a, b netip.Addr) bool { return a == b })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.kind, diff)
		}
	}
}
