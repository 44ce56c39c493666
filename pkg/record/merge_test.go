package record_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// learned makes a copy of a record at random: some of the runs that there
// are, with some of what happened in each.
func learned(r *rand.Rand) *record.Record {
	out := record.New("ada")
	begin := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	sometimes := func(after time.Duration) time.Time {
		if r.IntN(2) == 0 {
			return time.Time{}
		}
		return begin.Add(after + time.Duration(r.IntN(4))*time.Second)
	}
	for c := range 1 + r.IntN(3) {
		for n := range 4 {
			if r.IntN(3) == 0 {
				continue
			}
			var hints []int
			for hint := range 3 {
				if r.IntN(2) == 0 {
					hints = append(hints, hint)
				}
			}
			answers := map[string]record.Answer{}
			for _, question := range []string{"node", "port", "owner"} {
				if r.IntN(2) == 0 { // few values and moments, so that ties come about
					answers[question] = record.Answer{Value: fmt.Sprint(r.IntN(3)), At: begin.Add(time.Duration(r.IntN(3)) * time.Second)}
				}
			}
			out.Put(fmt.Sprintf("l1-challenge-%d", c), record.Run{
				ID: fmt.Sprintf("run-%d-%d", c, n), Fault: "amber", Seed: uint64(n), Cluster: "uid",
				Started: begin.Add(time.Duration(n) * time.Minute), // what a run begins with never changes
				Ready:   sometimes(time.Minute), Solved: sometimes(2 * time.Minute), Stopped: sometimes(3 * time.Minute),
				Revealed: sometimes(90 * time.Second),
				Hints:    hints, Verifies: r.IntN(4), Answers: answers,
			})
		}
	}
	return out
}

func same(a, b *record.Record) string { return cmp.Diff(a, b, cmpopts.EquateEmpty()) }

func TestMergeLaws(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 1))
		a, b, c := learned(r), learned(r), learned(r)
		ab := record.Merge(a, b)
		if d := same(ab, record.Merge(b, a)); d != "" {
			t.Fatalf("seed %d: not commutative:\n%s", seed, d)
		}
		if d := same(record.Merge(ab, c), record.Merge(a, record.Merge(b, c))); d != "" {
			t.Fatalf("seed %d: not associative:\n%s", seed, d)
		}
		if d := same(ab, record.Merge(ab, b)); d != "" {
			t.Fatalf("seed %d: not idempotent:\n%s", seed, d)
		}
		if d := same(record.Merge(a, a), record.Merge(a, record.New("ada"))); d != "" {
			t.Fatalf("seed %d: an empty record changes something:\n%s", seed, d)
		}
		for _, part := range []*record.Record{a, b} {
			if lost := lostFacts(part, ab); lost != "" {
				t.Fatalf("seed %d: lost: %s", seed, lost)
			}
		}
	}
}

// lostFacts names what a copy knows and a merged record does not.
func lostFacts(part, whole *record.Record) string {
	for id, h := range part.Challenges {
		for _, run := range h.Runs {
			i := slices.IndexFunc(whole.Challenges[id].Runs, func(r record.Run) bool { return r.ID == run.ID })
			if i < 0 {
				return run.ID
			}
			now := whole.Challenges[id].Runs[i]
			for what, times := range map[string][2]time.Time{
				"ready": {run.Ready, now.Ready}, "solved": {run.Solved, now.Solved}, "stopped": {run.Stopped, now.Stopped}, "revealed": {run.Revealed, now.Revealed},
			} {
				if !times[0].IsZero() && (times[1].IsZero() || times[1].After(times[0])) {
					return run.ID + " " + what
				}
			}
			for _, hint := range run.Hints {
				if !slices.Contains(now.Hints, hint) {
					return run.ID + " hint"
				}
			}
			for question, answer := range run.Answers {
				if kept, ok := now.Answers[question]; !ok || kept.At.Before(answer.At) {
					return run.ID + " answer"
				}
			}
			if now.Verifies < run.Verifies {
				return run.ID + " verifies"
			}
		}
	}
	return ""
}

func TestMergeLeavesItsArguments(t *testing.T) {
	for seed := range uint64(50) {
		a, b := learned(rand.New(rand.NewPCG(seed, 2))), learned(rand.New(rand.NewPCG(seed, 3)))
		wasA, wasB := learned(rand.New(rand.NewPCG(seed, 2))), learned(rand.New(rand.NewPCG(seed, 3)))
		record.Merge(a, b)
		if d := same(wasA, a) + same(wasB, b); d != "" {
			t.Fatal(d)
		}
	}
}

// TestMergeAnswers: the later answer counts, and of two at one moment the same
// one whoever is asked first.
func TestMergeAnswers(t *testing.T) {
	at := func(second int, value string) map[string]record.Answer {
		return map[string]record.Answer{"port": {Value: value, At: time.Date(2026, 11, 24, 12, 0, second, 0, time.UTC)}}
	}
	tests := []struct {
		name string
		a, b map[string]record.Answer
		want string
	}{
		{"the later one", at(1, "9"), at(2, "1"), "1"},
		{"of one moment", at(1, "8080"), at(1, "8081"), "8081"},
		{"the only one", at(1, "8080"), nil, "8080"},
		{"the same", at(1, "8080"), at(1, "8080"), "8080"},
	}
	for _, test := range tests {
		for _, pair := range [][2]map[string]record.Answer{{test.a, test.b}, {test.b, test.a}} {
			r := record.New("ada")
			r.Put("l1-a-b", record.Run{ID: "1", Answers: pair[0]})
			r.Put("l1-a-b", record.Run{ID: "1", Answers: pair[1]})
			run, _ := r.Last("l1-a-b")
			if d := cmp.Diff(map[string]string{"port": test.want}, run.Given()); d != "" {
				t.Errorf("%s: %s", test.name, d)
			}
		}
	}
	in := time.FixedZone("east", 3600)
	same := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r := record.New("ada")
	r.Put("l1-a-b", record.Run{ID: "1", Answers: map[string]record.Answer{"port": {Value: "2", At: same}}})
	r.Put("l1-a-b", record.Run{ID: "1", Answers: map[string]record.Answer{"port": {Value: "1", At: same.In(in)}}})
	if run, _ := r.Last("l1-a-b"); run.Given()["port"] != "2" {
		t.Error("a moment in another zone counts as another moment")
	}
}

func TestMergeKeepsTheName(t *testing.T) {
	for _, pair := range [][2]string{{"", "ada"}, {"ada", ""}, {"ada", "ada"}} {
		if got := record.Merge(record.New(pair[0]), record.New(pair[1])).Learner; got != "ada" {
			t.Errorf("%q and %q: %q", pair[0], pair[1], got)
		}
	}
}

func TestQueries(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 24, 12, minute, 0, 0, time.UTC) }
	r := record.New("ada")
	r.Put("l1-a-b", record.Run{ID: "1", Cluster: "x", Started: at(1), Solved: at(5), Stopped: at(6)})
	r.Put("l1-a-b", record.Run{ID: "2", Cluster: "x", Started: at(10), Solved: at(12)})
	r.Put("l1-c-d", record.Run{ID: "3", Cluster: "y", Started: at(20)})
	r.Put("l1-e-f", record.Run{ID: "4", Cluster: "x", Started: at(15)})
	ids := func(runs []record.OpenRun) (ids []string) {
		for _, run := range runs {
			ids = append(ids, run.Challenge+"/"+run.ID)
		}
		return ids
	}
	if d := cmp.Diff([]string{"l1-e-f/4", "l1-a-b/2"}, ids(r.OpenRuns("x"))); d != "" {
		t.Errorf("open on x: %s", d)
	}
	if d := cmp.Diff([]string{"l1-c-d/3", "l1-e-f/4", "l1-a-b/2"}, ids(r.OpenRuns(""))); d != "" {
		t.Errorf("open anywhere: %s", d)
	}
	if got := r.SolvedAt("l1-a-b"); !got.Equal(at(5)) {
		t.Errorf("first solved at %s", got)
	}
	if got := r.SolvedAt("l1-c-d"); !got.IsZero() {
		t.Errorf("never solved, at %s", got)
	}
	if run, ok := r.Last("l1-a-b"); !ok || run.ID != "2" {
		t.Errorf("last: %+v %t", run, ok)
	}
	if _, ok := r.Last("l1-x-y"); ok {
		t.Error("there is a run of a challenge that was never started")
	}
	r.Put("l1-a-b", record.Run{ID: "2", Cluster: "x", Started: at(10), Stopped: at(30)})
	if got := r.Challenges["l1-a-b"].Runs; len(got) != 2 || !got[1].Solved.Equal(at(12)) || got[1].Open() {
		t.Errorf("put again: %+v", got)
	}
}
