package record_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func TestFormatAndParse(t *testing.T) {
	for seed := range uint64(50) {
		want := record.Merge(learned(rand.New(rand.NewPCG(seed, 4))), record.New("ada"))
		text, err := want.Format()
		if err != nil {
			t.Fatal(err)
		}
		got, err := record.Parse(text)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if d := same(want, got); d != "" {
			t.Fatal(d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const head = "apiVersion: mastery/v1alpha1\nkind: Record\n"
	tests := []struct {
		name, text string
		want       error
	}{
		{"newer", "apiVersion: mastery/v1\nkind: Record\nsomething: new\n", record.ErrNewer},
		{"newer in another form", "apiVersion: mastery/v2\nkind: Record\nchallenges: [1]\n", record.ErrNewer},
		{"nothing", "", record.ErrUnreadable},
		{"an unknown field", head + "learner: ada\nbadges: [gold]\n", record.ErrUnreadable},
		{"an unknown field in a run", head + "challenges: {l1-a-b: {runs: [{id: x, mood: good}]}}\n", record.ErrUnreadable},
		{"garbage", "\x00\x01", record.ErrUnreadable},
		{"no YAML", "{", record.ErrUnreadable},
		{"a text", "hello", record.ErrUnreadable},
		{"another kind", "apiVersion: mastery/v1alpha1\nkind: Challenge\n", record.ErrUnreadable},
		{"another group", "apiVersion: v1\nkind: Record\n", record.ErrUnreadable},
		{"two documents", head + "---\n" + head, record.ErrUnreadable},
		{"a wrong type", head + "learner: [ada]\n", record.ErrUnreadable},
		{"an unknown field in an answer", head + "challenges: {l1-a-b: {runs: [{id: x, answers: {port: {value: a, sure: true}}}]}}\n", record.ErrUnreadable},
		{"an answer of a wrong type", head + "challenges: {l1-a-b: {runs: [{id: x, answers: {port: [a]}}]}}\n", record.ErrUnreadable},
		{"a time that is none", head + "challenges: {l1-a-b: {runs: [{id: x, started: yesterday}]}}\n", record.ErrUnreadable},
		{"cut off", head + "challenges:\n  l1-a-b:\n    runs:\n    - id: \"x", record.ErrUnreadable},
		{"a record of nothing", head, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := record.Parse([]byte(test.text))
			if !errors.Is(err, test.want) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			if err == nil && r.Challenges == nil {
				t.Error("no map to put runs into")
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("error has several lines: %v", err)
			}
		})
	}
}

func runs(n int, each func(i int, run *record.Run)) *record.Record {
	r := record.New("ada")
	for i := range n {
		run := record.Run{ID: fmt.Sprintf("run-%03d", i), Started: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC)}
		run.Stopped = run.Started.Add(time.Minute)
		each(i, &run)
		r.Put("l1-a-b", run)
	}
	return r
}

func reread(t *testing.T, r *record.Record) map[string]record.Run {
	t.Helper()
	text, err := r.Format()
	if err != nil {
		t.Fatal(err)
	}
	again, err := record.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]record.Run{}
	for _, run := range again.Challenges["l1-a-b"].Runs {
		kept[run.ID] = run
	}
	return kept
}

func TestFormatBounds(t *testing.T) {
	nothing := func(int, *record.Run) {}
	t.Run("twenty runs stay", func(t *testing.T) {
		if kept := reread(t, runs(20, nothing)); len(kept) != 20 {
			t.Errorf("%d are kept", len(kept))
		}
	})
	t.Run("the newest twenty stay", func(t *testing.T) {
		kept := reread(t, runs(25, nothing))
		for i := range 25 {
			if _, ok := kept[fmt.Sprintf("run-%03d", i)]; ok != (i >= 5) {
				t.Errorf("run %d is kept: %t", i, ok)
			}
		}
	})
	t.Run("the first solved one stays", func(t *testing.T) {
		kept := reread(t, runs(40, func(i int, run *record.Run) {
			if i == 3 || i == 30 {
				run.Solved = run.Started.Add(time.Second)
			}
		}))
		if len(kept) != 20 || kept["run-003"].Solved.IsZero() || kept["run-039"].ID == "" {
			t.Errorf("kept: %v", kept)
		}
	})
	t.Run("a run that is open stays, for stop to find it", func(t *testing.T) {
		kept := reread(t, runs(40, func(i int, run *record.Run) {
			if i == 2 {
				run.Stopped = time.Time{}
			}
		}))
		if kept["run-002"].ID == "" {
			t.Error("it is dropped")
		}
	})
	t.Run("formatting leaves the record", func(t *testing.T) {
		r := runs(40, nothing)
		reread(t, r)
		if n := len(r.Challenges["l1-a-b"].Runs); n != 40 {
			t.Errorf("%d runs are left", n)
		}
	})
	t.Run("too many challenges", func(t *testing.T) {
		r := record.New("ada")
		for i := range 401 {
			r.Put(fmt.Sprintf("l1-a-%d", i), record.Run{ID: "x"})
		}
		if _, err := r.Format(); err == nil {
			t.Error("401 challenges are taken")
		}
		delete(r.Challenges, "l1-a-400")
		if _, err := r.Format(); err != nil {
			t.Error(err)
		}
	})
	t.Run("too many bytes", func(t *testing.T) {
		r := record.New("ada")
		r.Put("l1-a-b", record.Run{ID: "x", Digest: strings.Repeat("a", 901<<10)})
		if _, err := r.Format(); err == nil {
			t.Error("901 KiB are taken")
		}
	})
	t.Run("the answers of runs that are over go before any run", func(t *testing.T) {
		answers := map[string]record.Answer{}
		for i := range record.MaxAnswers {
			answers[fmt.Sprint(i)] = record.Answer{Value: strings.Repeat("a", record.MaxAnswer)}
		}
		r := record.New("ada")
		for c := range 10 {
			for i := range 20 {
				run := record.Run{ID: fmt.Sprint(i), Started: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC), Answers: answers}
				if i > 0 {
					run.Stopped = run.Started.Add(time.Second)
				}
				r.Put(fmt.Sprintf("l1-a-%d", c), run)
			}
		}
		text, err := r.Format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := record.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for id, h := range again.Challenges {
			if len(h.Runs) != 20 || len(h.Runs[0].Answers) != record.MaxAnswers || len(h.Runs[1].Answers) != 0 {
				t.Errorf("%s: %d runs, %d answers in the open one, %d in one that is over", id, len(h.Runs), len(h.Runs[0].Answers), len(h.Runs[1].Answers))
			}
		}
		if n := len(r.Challenges["l1-a-0"].Runs[1].Answers); n != record.MaxAnswers {
			t.Errorf("formatting took answers out of the record: %d are left", n)
		}
	})
	t.Run("answers of runs that are over stay where there is room", func(t *testing.T) {
		kept := reread(t, runs(2, func(_ int, run *record.Run) {
			run.Answers = map[string]record.Answer{"port": {Value: "80", At: run.Started}}
		}))
		if len(kept["run-000"].Answers) != 1 {
			t.Errorf("kept: %v", kept)
		}
	})
	t.Run("the latest fifty answers stay", func(t *testing.T) {
		kept := reread(t, runs(1, func(_ int, run *record.Run) {
			run.Answers = map[string]record.Answer{}
			for i := range record.MaxAnswers + 2 {
				run.Answers[fmt.Sprintf("q%02d", i)] = record.Answer{Value: "a", At: run.Started.Add(time.Duration(i) * time.Second)}
			}
		}))["run-000"].Answers
		if _, first := kept["q01"]; len(kept) != record.MaxAnswers || first {
			t.Errorf("%d are kept, the second among them: %t", len(kept), first)
		}
	})
	t.Run("as full as can be, it fits a ConfigMap", func(t *testing.T) {
		r := record.New("ada")
		for c := range 150 {
			for i := range 20 {
				r.Put(fmt.Sprintf("l1-%s-%d", strings.Repeat("c", 20), c), record.Run{
					ID: fmt.Sprintf("%010d", i), Fault: "amber", Seed: 999999, Digest: "sha256:" + strings.Repeat("a", 64),
					Cluster: strings.Repeat("u", 36), Namespaces: map[string]string{"main": "mastery-l1-pod-crash"},
					Started: time.Now(), Ready: time.Now(), Solved: time.Now(), Stopped: time.Now(), Hints: []int{0, 1, 2}, Verifies: 3,
				})
			}
		}
		if _, err := r.Format(); err != nil {
			t.Errorf("150 challenges, tried 20 times each: %v", err)
		}
	})
}

func TestName(t *testing.T) {
	label := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)
	seen := map[string]string{}
	identities := []string{
		"ada", "Ada", "ADA", "ada@example.com", "ada.example.com", "ada-example-com", "", " ", "-", "--", "用户", "用戶", "a/b", "a\\b", "../../etc",
		"system:serviceaccount:default:default", "oidc:https://issuer/path#ada", "a\nb", "a\x00b", "a b", "a  b",
		strings.Repeat("x", 300), strings.Repeat("x", 301), strings.Repeat("-x", 40), strings.Repeat("é", 99),
		strings.Repeat("a", 39) + "-b", strings.Repeat("a", 39) + "-c",
	}
	for _, identity := range identities {
		name := record.Name(identity)
		if !label.MatchString(name) || len(name) > 63 || !strings.HasPrefix(name, "progress-") {
			t.Errorf("%q is named %q", identity, name)
		}
		if other, taken := seen[name]; taken {
			t.Errorf("%q and %q are both named %q", identity, other, name)
		}
		seen[name] = identity
		if record.Name(identity) != name {
			t.Errorf("%q has two names", identity)
		}
	}
}

func TestGeneric(t *testing.T) {
	tests := []struct {
		user   string
		groups []string
		want   bool
	}{
		{"ada", []string{"system:authenticated"}, false},
		{"ada", []string{"system:masters", "system:authenticated"}, true},
		{"ada", []string{"kubeadm:cluster-admins"}, true},
		{"kubernetes-admin", nil, true},
		{"minikube-user", nil, true},
		{"system:serviceaccount:class:ada", []string{"system:serviceaccounts"}, false},
	}
	for _, test := range tests {
		if got := record.Generic(test.user, test.groups); got != test.want {
			t.Errorf("%s %v: %t", test.user, test.groups, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	text, err := learned(rand.New(rand.NewPCG(1, 1))).Format()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := record.Parse(text)
		if err != nil {
			if !errors.Is(err, record.ErrNewer) && !errors.Is(err, record.ErrUnreadable) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		record.Merge(r, r)
	})
}
