package challenges_test

import (
	"os"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/lint"
)

// TestLint holds every challenge to the rules of the author's kit, also to
// those that only warn somebody else.
func TestLint(t *testing.T) {
	known, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	fsys := os.DirFS(".") // with the proofs
	catalogue, err := challenge.NewCatalogue(fsys)
	if err != nil || len(catalogue.IDs()) == 0 {
		t.Fatalf("%d challenges, %v", len(catalogue.IDs()), err)
	}
	for _, id := range catalogue.IDs() {
		t.Run(id, func(t *testing.T) {
			for _, finding := range lint.Challenge(fsys, id, known) {
				t.Errorf("challenges/%s", finding)
			}
		})
	}
}
