//go:build traps

package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/test/traps"
)

// TestTraps runs every trap, and says of each what came of it.
func TestTraps(t *testing.T) {
	all, err := traps.All(trapDir)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	words := map[string]string{}
	for _, one := range all {
		words[one.Challenge+" "+one.Name] = one.Want + ": " + one.Words
		if !slices.Contains(ids, one.Challenge) {
			ids = append(ids, one.Challenge)
		}
	}
	kubeconfig := cluster(t, "traps")
	ran := 0
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			out, err := prove(t, kubeconfig, trapDir+"/"+id)
			for _, line := range proven.FindAllStringSubmatch(out, -1) {
				t.Logf("%s: %s after %s; %s", line[1], line[2], line[3], words[id+" "+line[1]])
				ran++
			}
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			lines := strings.Split(strings.TrimSpace(out), "\n")
			t.Log(lines[len(lines)-1])
		})
	}
	if t.Logf("%d situations", ran); ran < len(all) || ran < traps.Least {
		t.Errorf("%d situations of %d; at least %d are wanted", ran, len(all), traps.Least)
	}
}
