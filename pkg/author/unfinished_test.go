package author

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

func TestUnfinished(t *testing.T) {
	dir := write(t, map[string]string{
		"right/a.sh":      "kubectl get pods\n",
		"unfinished/b.sh": "# faults: amber\nkubectl get pods\n",
		"unfinished/c.sh": "# faults: amber\n# settles: fail\n# fails: Same image\nkubectl get pods\n",
		"unknown/d.sh":    "# faults: amber\nkubectl get pods\n",
	})
	proofs, err := Proofs(dir, shop())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range Cases(shop(), proofs) {
		if one.Proof != nil && one.Fault == "amber" {
			got = append(got, one.Name+": "+string(one.AtOnce)+", "+string(one.Want))
		}
	}
	want := "amber right/a: , pass; amber unfinished/b: settling, pass; amber unfinished/c: settling, fail; amber unknown/d: , unknown"
	if text := strings.Join(got, "; "); text != want {
		t.Errorf("%s, want %s", text, want)
	}
	for script, says := range map[string]string{
		"unfinished/b.sh": `settles is "later", not pass or fail`,
		"right/b.sh":      "only a proof in unfinished/ settles",
		"wrong/b.sh":      "only a proof in unfinished/ settles",
		"unknown/b.sh":    "only a proof in unfinished/ settles",
	} {
		_, err := Proofs(write(t, map[string]string{script: "# settles: later\n"}), shop())
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %s", script, err, says)
		}
	}
}

// TestJudgeUnfinished wants of one that comes to a failure that it fails by the
// check which it names.
func TestJudgeUnfinished(t *testing.T) {
	results := []check.Result{{Name: "It answers", Verdict: check.Fail}}
	for fails, ok := range map[string]bool{"It answers": true, "Same image": false} {
		o := Outcome{Case: Case{Proof: &Proof{Settles: check.Fail, Fails: fails}, Want: check.Fail, AtOnce: check.Settling}}
		if o.judge(verification.Report{Verdict: check.Fail, Results: results}); o.OK() != ok {
			t.Errorf("%s: %v", fails, o.Err)
		}
	}
}
