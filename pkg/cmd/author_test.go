package cmd

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// TestAuthorNewAndLint follows an author without a cluster.
func TestAuthorNewAndLint(t *testing.T) {
	t.Chdir(t.TempDir())
	code, out, errOut := run(t, "author", "new", "l1-board-dark")
	if code != 0 || !strings.HasPrefix(out, "challenges/l1-board-dark/challenge.yaml\n") || !strings.Contains(errOut, "kubectl mastery author prove challenges/l1-board-dark") {
		t.Fatalf("new: exit code %d\n%s%s", code, out, errOut)
	}
	code, out, errOut = run(t, "author", "lint")
	if code != 0 || strings.Count(out, "\n") != strings.Count(out, ": warning: ") || !strings.Contains(errOut, "1 challenge, 0 wrong, 2 warnings\n") {
		t.Errorf("lint of what was just made: exit code %d\n%s%s", code, out, errOut)
	}
	file := filepath.Join("challenges", "l1-board-dark", "challenge.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	worse := strings.Replace(strings.Replace(string(text), "minutes: 15", "minutes: 1", 1), "  title: The", "  title: TODO. The", 1)
	if err := os.WriteFile(file, []byte(worse), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ dir, cd, path string }{
		{"challenges/l1-board-dark", ".", "challenges/l1-board-dark/challenge.yaml"},
		{"challenges/l1-board-dark/", ".", "challenges/l1-board-dark/challenge.yaml"},
		{".", "challenges/l1-board-dark", "challenge.yaml"},
		{"", ".", "challenges/l1-board-dark/challenge.yaml"},
		{"--challenges=challenges", ".", "challenges/l1-board-dark/challenge.yaml"},
	} {
		t.Run(test.dir, func(t *testing.T) {
			t.Chdir(test.cd)
			code, out, errOut := run(t, strings.Fields("author lint "+test.dir)...)
			for _, want := range []string{test.path + ":10:3: has a remark \"TODO\"", test.path + ":13:3: 1 minutes"} {
				if code != 1 || !strings.Contains("\n"+out, "\n"+want) || !strings.Contains(errOut, "1 challenge, 2 wrong, 2 warnings") {
					t.Errorf("exit code %d, want %s\n%s%s", code, want, out, errOut)
				}
			}
		})
	}
}

func TestAuthorCommandLines(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("empty", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args string
		code int
		says string
	}{
		{"author new", 2, "error: name the challenge by its level and two to four words"},
		{"author new board", 2, `error: "board" is not a level and two to four words, such as l1-pod-crash`},
		{"author new l1-a-b --type Incident", 2, `error: no challenge of type "Incident" can be made`},
		{"author new l2-a-b --dir mine --type Build", 0, "mine/l2-a-b/challenge.yaml"},
		{"author new l2-a-b --dir mine", 2, "error: mine/l2-a-b is there already"},
		{"author new l2-a-c --challenges mine", 0, "mine/l2-a-c/challenge.yaml"},
		{"author lint", 2, "error: there is no directory challenges; name a challenge's directory"},
		{"author lint nowhere", 2, "error: there is no directory nowhere"},
		{"author lint --challenges empty", 2, "error: empty holds no challenges"},
		{"author prove --challenges empty", 2, "error: empty holds no challenges"},
		{"author prove mine/l2-a-b", 2, "names no cluster; start a cluster"},
		{"author prove mine/l2-a-b --fault amber", 2, `error: l2-a-b has no fault "amber"`},
		{"author prove mine/l2-a-b --only right/expsoe", 2, `error: no case of l2-a-b has "right/expsoe" in its name; they are scenario alone, right/expose, wrong/other-labels`},
		{"author schema", 0, `"$schema": "http://json-schema.org/draft-07/schema#"`},
		{"author schema x", 2, "error: `kubectl mastery author schema` takes no argument"},
	} {
		t.Run(test.args, func(t *testing.T) {
			code, out, errOut := run(t, strings.Fields(test.args)...)
			if code != test.code || !strings.Contains(out+errOut, test.says) {
				t.Errorf("exit code %d, out:\n%serr:\n%s", code, out, errOut)
			}
		})
	}
}

func TestChosen(t *testing.T) {
	c := &challenge.Challenge{Spec: challenge.Spec{Faults: []challenge.Fault{{ID: "amber"}, {ID: "birch"}}}}
	cases := []author.Case{{Name: "scenario alone"}, {Name: "amber", Fault: "amber"}, {Name: "amber right/a", Fault: "amber"}, {Name: "birch right/a", Fault: "birch"}}
	for _, test := range []struct{ fault, only, want string }{
		{"", "", "scenario alone,amber,amber right/a,birch right/a"},
		{"amber", "", "amber,amber right/a"},
		{"", "right/a", "amber right/a,birch right/a"},
		{"birch", "right", "birch right/a"},
	} {
		o := &proveOptions{fault: test.fault, only: test.only}
		got, err := o.chosen(c, cases)
		var names []string
		for _, one := range got {
			names = append(names, one.Name)
		}
		if err != nil || strings.Join(names, ",") != test.want {
			t.Errorf("%+v: %q, %v", test, names, err)
		}
	}
}

func TestProofReport(t *testing.T) {
	report := func() (*proofReport, func() string) {
		streams, _, out, errOut := genericiooptions.NewTestIOStreams()
		r := &proofReport{app: &app{term: terminal.New(streams)}, counter: &proofCounter{all: 2}, challenge: "l1-a-b", cases: 2}
		return r, func() string { return out.String() + errOut.String() }
	}
	good := author.Outcome{Case: author.Case{Name: "amber"}, Got: "fail", Took: time.Second}
	bad := author.Outcome{Case: author.Case{Name: "amber wrong/a"}, Got: "pass", Err: errors.New("verdict pass instead of fail"), Kept: []string{"one", "two"}}

	r, said := report()
	r.add(good)
	r.add(good)
	r.close()
	if !r.ok() || !strings.HasSuffix(said(), "l1-a-b: 2 of 2 cases as they must be, 0 objects left behind, 1 s\n") || !strings.HasPrefix(said(), "✓ 1/2 amber ") {
		t.Errorf("ok %t\n%s", r.ok(), said())
	}

	r, said = report()
	r.add(good)
	r.add(bad)
	r.wanting = author.Wanting(&challenge.Challenge{}, nil)
	r.close()
	for _, want := range []string{
		"✗ 2/2 amber wrong/a", "    verdict pass instead of fail\n    kept, to look at:  kubectl -n one get all\n    and to be removed:  kubectl delete namespace one two\n",
		"\nNot as they must be:\n✗ amber wrong/a", "✗ proof/right: no right proofs yet", "What is left behind was not looked for", "1 of 2 cases as they must be",
	} {
		if !strings.Contains(said(), want) {
			t.Errorf("%q is not in\n%s", want, said())
		}
	}
	if r.ok() {
		t.Error("it is called proven")
	}
	file := filepath.Join(t.TempDir(), "junit.xml")
	if err := (suites{Suites: []suite{r.suite()}}).write(file); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<testsuites>`, `<testsuite name="l1-a-b" tests="4" failures="3"`, `<testcase name="amber" classname="l1-a-b" time="1.0"></testcase>`, `<failure message="verdict pass instead of fail">`, `name="proof/right"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}

	for name, spoil := range map[string]func(*proofReport){
		"something is left": func(r *proofReport) { r.left = []string{"pods a/b 1"} },
		"proofs are wanted": func(r *proofReport) { r.wanting = challenge.Problems{{Text: "x"}} },
	} {
		r, _ := report()
		r.add(good)
		r.add(good)
		spoil(r)
		if s := r.suite(); r.ok() || s.Failures != 1 {
			t.Errorf("%s: ok %t, %d failures", name, r.ok(), s.Failures)
		}
	}
}

func TestWhose(t *testing.T) {
	all := []*proving{{report: &proofReport{challenge: "l1-a-b"}}, {report: &proofReport{challenge: "l4-a-c"}}}
	for object, want := range map[string]string{
		"namespaces /mastery-l4-a-c-main-3 1":   "l4-a-c",
		"pods mastery-l1-a-b-main-3/desk 1":     "l1-a-b",
		"clusterroles /mastery-l4-a-c-main-x 1": "l4-a-c",
		"clusterroles /somebodys 1":             "l1-a-b", // somebody has to answer for it
	} {
		if got := whose(object, all).challenge; got != want {
			t.Errorf("%s is held against %s, want %s", object, got, want)
		}
	}
}
