package author_test

import (
	"os"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestParallel(t *testing.T) {
	for _, test := range []struct {
		id   string
		want int
	}{
		{"l1-pod-crash", 6},    // a pod and no probe
		{"l4-just-enough", 1},  // bindings for the whole cluster
		{"l2-closed-doors", 3}, // six pods and nine identities
	} {
		c, err := challenge.Load(os.DirFS("../../challenges"), test.id)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := author.Parallel(c); err != nil || got != test.want {
			t.Errorf("%s: %d at once (%v), want %d", test.id, got, err, test.want)
		}
	}
}
