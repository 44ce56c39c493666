package main

import (
	"os"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestChallenges: what verify is measured with can be judged.
func TestChallenges(t *testing.T) {
	catalogue, err := challenge.NewCatalogue(os.DirFS("challenges"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.All()
	if err != nil || len(all) != 2 {
		t.Fatalf("%d challenges, %v", len(all), err)
	}
	for _, one := range all {
		if _, err := check.NewJudge(one); err != nil {
			t.Errorf("%s: %v", one.ID(), err)
		}
	}
}
