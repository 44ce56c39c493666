package author

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

func shop() *challenge.Challenge {
	return &challenge.Challenge{Spec: challenge.Spec{
		Type:   challenge.Troubleshoot,
		Faults: []challenge.Fault{{ID: "amber"}, {ID: "birch"}},
		Checks: []challenge.Check{{Name: "It answers"}, {Name: "Same image", Safeguard: true}},
	}}
}

func write(t *testing.T, scripts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range scripts {
		path := filepath.Join(dir, "proof", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestProofs(t *testing.T) {
	dir := write(t, map[string]string{
		"right/all.sh":     "kubectl get pods\n# faults: amber\n",
		"right/one.sh":     "# faults: amber\n# Some words: with a colon.\nkubectl get pods\n",
		"wrong/both.sh":    "#faults:amber,birch\n# fails: Same image\nkubectl get pods\n",
		"wrong/notes.txt":  "no script",
		"other/ignored.sh": "# faults: nothing\n",
	})
	got, err := Proofs(dir, shop())
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i].Path, _ = filepath.Rel(dir, got[i].Path)
	}
	want := []Proof{
		{Name: "right/all", Path: "proof/right/all.sh", Right: true, Faults: []string{"amber", "birch"}},
		{Name: "right/one", Path: "proof/right/one.sh", Right: true, Faults: []string{"amber"}},
		{Name: "wrong/both", Path: "proof/wrong/both.sh", Faults: []string{"amber", "birch"}, Fails: "Same image"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	build := shop()
	build.Spec.Faults = nil
	got, err = Proofs(write(t, map[string]string{"right/a.sh": "kubectl get pods\n"}), build)
	if err != nil || len(got) != 1 || cmp.Diff([]string{""}, got[0].Faults) != "" {
		t.Errorf("of a Build challenge: %+v, %v", got, err)
	}
}

func TestProofsRefuse(t *testing.T) {
	for text, want := range map[string]string{
		"# faults: cedar\n":     `there is no fault "cedar"`,
		"# faults: amber,\n":    `there is no fault ""`,
		"# faults:\n":           `there is no fault ""`,
		"# fails: It sings\n":   `there is no check "It sings"`,
		"# fails: same image\n": `there is no check "same image"`,
	} {
		_, err := Proofs(write(t, map[string]string{"wrong/a.sh": text}), shop())
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "wrong/a.sh") {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestCases(t *testing.T) {
	proofs := []Proof{
		{Name: "right/a", Right: true, Faults: []string{"amber", "birch"}},
		{Name: "wrong/b", Faults: []string{"birch"}},
	}
	list := func(c *challenge.Challenge) (names []string) {
		for _, one := range Cases(c, proofs) {
			names = append(names, one.Name+": "+string(one.Want)+" "+one.Fault)
		}
		return names
	}
	want := []string{
		"scenario alone: pass ", "amber: fail amber", "birch: fail birch",
		"amber right/a: pass amber", "birch right/a: pass birch", "birch wrong/b: fail birch",
	}
	if d := cmp.Diff(want, list(shop())); d != "" {
		t.Error(d)
	}
	build := shop()
	build.Spec.Type, build.Spec.Faults = challenge.Build, nil
	proofs = []Proof{{Name: "right/a", Right: true, Faults: []string{""}}}
	if d := cmp.Diff([]string{"scenario alone: fail ", "right/a: pass "}, list(build)); d != "" {
		t.Error(d)
	}
}

func TestJudge(t *testing.T) {
	results := func(answers, image check.Verdict) []check.Result {
		return []check.Result{{Name: "It answers", Verdict: answers}, {Name: "Same image", Verdict: image, Safeguard: true}}
	}
	wrong := func(fails string) Case {
		return Case{Fault: "amber", Proof: &Proof{Fails: fails}, Want: check.Fail}
	}
	right := Case{Fault: "amber", Proof: &Proof{Right: true}, Want: check.Pass}
	untouched := Case{Fault: "amber", Want: check.Fail}
	tests := []struct {
		name    string
		of      Case
		verdict check.Verdict
		results []check.Result
		says    string
	}{
		{"a right fix passes", right, check.Pass, results(check.Pass, check.Pass), ""},
		{"a right fix fails", right, check.Fail, results(check.Fail, check.Pass), "verdict fail instead of pass (It answers: fail"},
		{"a right fix settles for ever", right, check.Settling, results(check.Settling, check.Pass), "verdict settling instead of pass"},
		{"a wrong fix fails", wrong(""), check.Fail, results(check.Fail, check.Pass), ""},
		{"a wrong fix passes", wrong(""), check.Pass, results(check.Pass, check.Pass), "verdict pass instead of fail"},
		{"a wrong fix settles for ever", wrong(""), check.Settling, results(check.Settling, check.Pass), "verdict settling instead of fail"},
		{"a wrong fix breaks the challenge", wrong(""), check.Broken, results(check.Broken, check.Pass), "verdict error instead of fail"},
		{"it fails by the check that should catch it", wrong("Same image"), check.Fail, results(check.Pass, check.Fail), ""},
		{"it fails by another check alone", wrong("Same image"), check.Fail, results(check.Fail, check.Pass), `it fails, but not by "Same image"`},
		{"the check that should catch it only settles", wrong("It answers"), check.Fail, results(check.Settling, check.Fail), `it fails, but not by "It answers"`},
		{"a fault fails", untouched, check.Fail, results(check.Fail, check.Pass), ""},
		{"a fault passes", untouched, check.Pass, results(check.Pass, check.Pass), "verdict pass instead of fail"},
		{"a safeguard fails before anything was done", untouched, check.Fail, results(check.Fail, check.Fail), `safeguard "Same image" fails before anything was done`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := Outcome{Case: test.of}
			o.judge(verification.Report{Verdict: test.verdict, Results: test.results})
			switch {
			case test.says == "" && !o.OK():
				t.Error(o.Err)
			case test.says != "" && (o.Err == nil || !strings.Contains(o.Err.Error(), test.says)):
				t.Errorf("error %v, want %s", o.Err, test.says)
			}
			if o.Got != test.verdict {
				t.Errorf("got %s", o.Got)
			}
		})
	}
}

func TestSince(t *testing.T) {
	before := Snapshot{"pods a/b 1": true, "pods a/c 2": true}
	after := Snapshot{"pods a/b 1": true, "pods a/c 3": true, "nodes /n 4": true}
	if d := cmp.Diff([]string{"nodes /n 4", "pods a/c 3"}, after.Since(before)); d != "" {
		t.Error(d)
	}
	if got := before.Since(before); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestSoak(t *testing.T) {
	cases := Cases(shop(), []Proof{{Name: "right/a", Right: true, Faults: []string{"amber"}}})
	var names []string
	for _, c := range Soak(cases, 2) {
		names = append(names, c.Name)
	}
	want := []string{"scenario alone, time 1", "scenario alone, time 2", "amber, time 1", "amber, time 2", "birch, time 1", "birch, time 2"}
	if d := cmp.Diff(want, names); d != "" {
		t.Error(d)
	}
}

// TestCaseTime gives a case as much longer as what it has to survive may take.
func TestCaseTime(t *testing.T) {
	c := shop()
	c.Spec.Checks = append(c.Spec.Checks, challenge.Check{Survives: &challenge.Survives{Within: challenge.Duration(90 * time.Second)}})
	if short, long := caseTime(shop()), caseTime(c); short != 5*time.Minute || long != short+90*time.Second {
		t.Errorf("%s, %s", short, long)
	}
}
