package check_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func diff(want, got any) string { return cmp.Diff(want, got) }

// verdicts is what a golden file of recorded evidence holds.
type verdicts struct {
	Overall check.Verdict  `json:"overall"`
	Steady  string         `json:"steady"`
	Doing   string         `json:"doing,omitempty"`
	Results []check.Result `json:"results"`
}

// TestRecorded judges what was once seen of a real cluster: a shop broken in
// four ways, on its way to health, and broken by wrong fixes.
func TestRecorded(t *testing.T) {
	baseline := readBaseline(t)
	j := judge(t, shop(t))
	for name, path := range files(t, "testdata/recorded/*.evidence.yaml") {
		t.Run(name, func(t *testing.T) {
			ev := readEvidence(t, path)
			results := j.Results(ev, baseline)
			got, err := yaml.Marshal(verdicts{check.Overall(results), j.Steady(ev).String(), j.Doing(ev), results})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.Replace(path, ".evidence.", ".verdicts.", 1), string(got))
		})
	}
}

// TestRepeatable holds Results to being a function of its arguments: a map's
// order must not decide which of two reasons is told.
func TestRepeatable(t *testing.T) {
	baseline := readBaseline(t)
	j := judge(t, shop(t))
	for name, path := range files(t, "testdata/recorded/*.evidence.yaml") {
		ev := readEvidence(t, path)
		first := j.Results(ev, baseline)
		for range 20 {
			if d := diff(first, j.Results(ev, baseline)); d != "" {
				t.Errorf("%s differs (-first +later):\n%s", name, d)
				break
			}
		}
	}
}
