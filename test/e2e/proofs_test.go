package e2e

import "testing"

// TestProofs runs the right and wrong fixes of every challenge, and takes from
// what the right ones have solved one thing after the other.
func TestProofs(t *testing.T) {
	proveAll(t, cluster(t, "proofs"), "../../challenges")
}
