package e2e

import "testing"

// TestProofs runs the right and wrong fixes of every challenge, and the mutants
// of what the right ones have solved.
func TestProofs(t *testing.T) {
	proveAll(t, cluster(t, "proofs"), "../../challenges")
}
