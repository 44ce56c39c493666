package component

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestJoin(t *testing.T) {
	all, err := Load(components)
	if err != nil {
		t.Fatal(err)
	}
	c := all[slices.IndexFunc(all, func(c Component) bool { return c.Name == "gateway-api" })]
	out := filepath.Join(t.TempDir(), "made", "joined.yaml")
	join := Join{Files: "config/crd/standard/*_g*classes.yaml", To: "made/joined.yaml"}
	if err := c.Join(t.Context(), join, out); err != nil {
		t.Fatal(err)
	}
	joined, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := c.module(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	one, err := os.ReadFile(filepath.Join(dir, "config/crd/standard/gateway.networking.k8s.io_gatewayclasses.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "# Source: pkg:golang/" + c.Source() + "\n---\n" + strings.TrimSpace(string(one)) + "\n"; string(joined) != want {
		t.Errorf("got %d bytes that begin with %.200s", len(joined), joined)
	}
	join.Files = "config/*.gone"
	if err := c.Join(t.Context(), join, out); err == nil || !strings.Contains(err.Error(), c.Source()+" has no such file") {
		t.Errorf("error %v for a file that is not there", err)
	}
	c.VersionOf, c.Version = "sigs.k8s.io/not-required", "v1.0.0"
	if err := c.Join(t.Context(), join, out); err == nil || !strings.Contains(err.Error(), "fetch sigs.k8s.io/not-required@v1.0.0: ") {
		t.Errorf("error %v for a module that is not required", err)
	}
}
