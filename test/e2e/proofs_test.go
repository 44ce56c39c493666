package e2e

import "testing"

// TestProofs runs the right and wrong fixes of every challenge. What the right
// ones could lose unnoticed is for `make prove`, which takes longer.
func TestProofs(t *testing.T) {
	proveAll(t, cluster(t, "proofs"), "../../challenges", "--mutants=false")
}
