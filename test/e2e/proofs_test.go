package e2e

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var closing = regexp.MustCompile(`: \d+ of \d+ cases as they must be`)

// TestProofs runs the right and wrong fixes of every challenge. What the right
// ones could lose unnoticed is for `make prove`, which takes longer.
func TestProofs(t *testing.T) {
	dirs, err := filepath.Glob("../../challenges/*/challenge.yaml")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no challenges: %v", err)
	}
	kubeconfig := cluster(t, "proofs")
	for _, file := range dirs {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			out, err := prove(t, kubeconfig, dir)
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			lines := strings.Split(strings.TrimSpace(out), "\n")
			if !closing.MatchString(lines[len(lines)-1]) {
				t.Fatalf("no closing line:\n%s", out)
			}
			t.Log(lines[len(lines)-1])
		})
	}
}
