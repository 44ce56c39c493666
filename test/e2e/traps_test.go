package e2e

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/test/traps"
)

// TestTraps runs every trap, and says of each what came of it.
func TestTraps(t *testing.T) {
	all, err := traps.All(trapDir)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	for _, one := range all {
		words[one.Challenge+" "+one.Name] = one.Want + ": " + one.Words
	}
	kubeconfig := cluster(t, "traps")
	hub(t, "traps", "nginx:latest", "nginx:1.27.0")
	said := proveAll(t, kubeconfig, trapDir, "--mutants=false")
	ran := 0
	for _, line := range proven.FindAllStringSubmatch(said, -1) {
		t.Logf("%s %s: %s after %s; %s", line[1], line[2], line[3], line[4], words[line[1]+" "+line[2]])
		ran++
	}
	if t.Logf("%d situations", ran); ran < len(all) || ran < traps.Least {
		t.Errorf("%d situations of %d; at least %d are wanted", ran, len(all), traps.Least)
	}
}
