package check_test

import (
	"os"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// FuzzResults holds the judge to a verdict on every check, whatever the
// objects of a cluster look like: never a panic, and never an error of the
// challenge's own for what only the cluster can be blamed for.
func FuzzResults(f *testing.F) {
	for _, pattern := range []string{"testdata/recorded/*.evidence.yaml"} {
		for _, path := range files(f, pattern) {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Add([]byte("objects: {shop: {single: true, items: [{kind: Deployment, spec: {replicas: [1], template: {spec: {containers: [1, null, {}]}}}}], pods: [{status: {containerStatuses: {a: 1}}}]}}"))
	f.Add([]byte("objects: {shop: {single: true, items: [null], pods: [null]}, pods: {items: [null, {status: 3}]}, configs: {items: [{metadata: []}]}}"))
	c, baseline := shop(f), readBaseline(f)
	j := judge(f, c)
	f.Fuzz(func(t *testing.T, text []byte) {
		var ev check.Evidence
		if yaml.Unmarshal(text, &ev) != nil {
			return
		}
		ev = complete(ev)
		results := j.Results(ev, baseline)
		if len(results) != len(c.Spec.Checks) {
			t.Fatalf("%d results for %d checks", len(results), len(c.Spec.Checks))
		}
		for _, r := range results {
			switch r.Verdict {
			case check.Pass, check.Fail, check.Settling, check.Unknown, check.Broken:
			default:
				t.Fatalf("check %s has verdict %q", r.Name, r.Verdict)
			}
			if r.Safeguard && r.Verdict == check.Settling {
				t.Fatalf("safeguard %s is settling", r.Name)
			}
		}
		check.Overall(results)
		if j.Steady(ev) < 0 {
			t.Fatal("a negative hold")
		}
		j.Doing(ev)
	})
}
