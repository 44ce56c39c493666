package node

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestForgetAddresses(t *testing.T) {
	dir := t.TempDir()
	if err := forgetAddresses(filepath.Join(dir, "a new node")); err != nil {
		t.Error(err)
	}
	network := filepath.Join(dir, "mastery")
	if err := os.Mkdir(network, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"10.244.0.2", "10.244.0.3", "last_reserved_ip.0", "lock"} {
		if err := os.WriteFile(filepath.Join(network, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := forgetAddresses(dir); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(network, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join(network, "last_reserved_ip.0")}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}
