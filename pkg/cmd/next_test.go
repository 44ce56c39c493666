package cmd

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// ways are situations on the way of a learner of the challenges three, on the
// tenth of November.
func ways() []situation {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC) }
	started := record.Run{ID: "1", Cluster: "uid", Started: at(9)}
	there := started
	there.Solved = at(9).Add(time.Hour)
	left := record.Run{ID: "2", Cluster: "uid", Started: at(8), Ready: at(8), Stopped: at(9)}
	solved := func(day int) record.Run {
		return record.Run{ID: fmt.Sprint("s", day), Cluster: "uid", Started: at(day).Add(-time.Hour), Solved: at(day), Stopped: at(day)}
	}
	shown := solved(9)
	shown.Revealed = at(9).Add(-time.Minute)
	return []situation{
		{"nothing was done", nil, nil},
		{"one is started, and one is due", map[string]record.Run{"l1-shop-closed": started, "l1-two-shops": solved(2)}, nil},
		{"one is solved, and still there", map[string]record.Run{"l1-shop-closed": there}, nil},
		{"one is due", map[string]record.Run{"l1-shop-closed": solved(2)}, nil},
		{"one was left", map[string]record.Run{"l1-two-shops": left}, nil},
		{"one is due, and one was left", map[string]record.Run{"l1-shop-closed": solved(2), "l1-two-shops": left}, nil},
		{"one was solved with the solution, and one was left", map[string]record.Run{"l1-shop-closed": shown, "l1-two-shops": left}, nil},
		{"all are solved, and none is due", map[string]record.Run{"l1-shop-closed": solved(10), "l1-two-shops": solved(10), "l2-busy-market": solved(10)}, nil},
		{"one is due, and no cluster answers", map[string]record.Run{"l1-shop-closed": solved(2)}, map[string]string{"uid": "lab"}},
	}
}

type situation struct {
	name     string
	runs     map[string]record.Run
	contexts map[string]string
}

func (s situation) known() *known {
	r := record.New("ada")
	for id, run := range s.runs {
		r.Put(id, run)
	}
	return &known{Record: r, open: r.OpenRuns(""), contexts: s.contexts, now: time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)}
}

// TestNext shows what next tells, all along the way; what a command line alone
// would start agrees with it.
func TestNext(t *testing.T) {
	utc(t)
	all := three()
	all[0].Spec.Faults = []challenge.Fault{{ID: "amber"}, {ID: "birch"}}
	var screens strings.Builder
	for _, way := range ways() {
		streams, _, out, errOut := genericiooptions.NewTestIOStreams()
		a := &app{term: terminal.New(streams)}
		if err := a.next(all, way.known(), ""); err != nil {
			t.Fatal(err)
		}
		screens.WriteString("# " + way.name + "\n" + out.String())
		out.Reset()
		if err := a.next(all, way.known(), "name"); err != nil {
			t.Fatal(err)
		}
		screens.WriteString(strings.TrimSpace("-o name: "+out.String()) + "\n\n")
		if errOut.Len() > 0 {
			t.Errorf("%s: on stderr: %s", way.name, errOut)
		}
	}
	streams, _, out, _ := genericiooptions.NewTestIOStreams()
	a := &app{term: terminal.New(streams)}
	if err := a.next(all, ways()[5].known(), "yaml"); err != nil {
		t.Fatal(err)
	}
	screens.WriteString("# as YAML\n" + out.String())
	golden(t, "next.txt", screens.String())
}

// TestNextAgrees: start without a name starts what next names.
func TestNextAgrees(t *testing.T) {
	for _, way := range ways() {
		if way.contexts != nil {
			continue
		}
		s, out, _ := atCluster(t, way.runs)
		catalogue := built(t, three())
		all, err := catalogue.All()
		if err != nil {
			t.Fatal(err)
		}
		k, err := s.known()
		if err != nil {
			t.Fatal(err)
		}
		if time.Since(k.now).Abs() > time.Minute {
			t.Errorf("what is known is of %s", k.now)
		}
		if err := s.app.next(all, k, "name"); err != nil {
			t.Fatal(err)
		}
		chosen, err := s.next(catalogue)
		got := ""
		if err == nil {
			got = chosen.ID()
		}
		if want := strings.TrimSpace(out.String()); got != want {
			t.Errorf("%s: start takes %q, next names %q", way.name, got, want)
		}
	}
}

// built are challenges of the same ids, levels and minutes, in a catalogue.
func built(t *testing.T, all []*challenge.Challenge) *challenge.Catalogue {
	t.Helper()
	fsys := fstest.MapFS{}
	add := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	for _, c := range all {
		add(c.ID()+"/challenge.yaml", fmt.Sprintf(`apiVersion: mastery/v1alpha1
kind: Challenge
metadata: {name: %s}
spec:
  title: %s
  level: %d
  type: Build
  minutes: %d
  covers: [l1/skill/navigate]
  story: Look.
  observe: {shop: {apiVersion: apps/v1, kind: Deployment, name: shop}}
  checks:
  - {name: It is there, expr: present(shop)}
  hints: [{text: look}]
`, c.ID(), c.Spec.Title, c.Spec.Level, c.Spec.Minutes))
		add(c.ID()+"/debrief.md", "so\n")
		add(c.ID()+"/scenario/kustomization.yaml", "resources: []\n")
	}
	catalogue, err := challenge.NewCatalogue(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// TestReview shows what is due, and when the rest is.
func TestReview(t *testing.T) {
	utc(t)
	at := func(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC) }
	var screens strings.Builder
	for _, one := range []struct {
		situation
		output string
	}{
		{ways()[0], ""},
		{situation{"two are solved, and one is due", map[string]record.Run{
			"l1-shop-closed": {ID: "1", Started: at(9), Solved: at(9).Add(8 * time.Hour), Stopped: at(10)},
			"l2-busy-market": {ID: "2", Started: at(7), Solved: at(7), Stopped: at(7)},
		}, nil}, "wide"},
		{situation{"one is solved, and none is due", map[string]record.Run{"l1-shop-closed": {ID: "1", Started: at(10), Solved: at(10)}}, nil}, ""},
		{situation{"one is solved, and no cluster answers", map[string]record.Run{"l1-shop-closed": {ID: "1", Started: at(10), Solved: at(10)}}, map[string]string{}}, ""},
		{ways()[3], "yaml"},
		{ways()[3], "name"},
		{ways()[7], "name"},
		{ways()[0], "json"},
	} {
		streams, _, out, _ := genericiooptions.NewTestIOStreams()
		a := &app{term: terminal.New(streams)}
		if err := a.review(three(), one.known(), one.output); err != nil {
			t.Fatal(err)
		}
		screens.WriteString(strings.TrimSpace("# "+one.name+" "+one.output) + "\n" + out.String() + "\n")
	}
	golden(t, "review.txt", screens.String())
}

// TestSeedOf: a fault that was not had comes before others, the same one for the
// same seed, and the seed that is kept stands for it.
func TestSeedOf(t *testing.T) {
	c := &challenge.Challenge{Spec: challenge.Spec{Faults: []challenge.Fault{{ID: "amber"}, {ID: "birch"}, {ID: "cedar"}, {ID: "dune"}}}}
	for seed := range uint64(50) {
		got := seedOf(c, []string{"amber", "dune"}, seed)
		if fault := draw(c, got); !slices.Contains([]string{"amber", "dune"}, fault) || got != seedOf(c, []string{"amber", "dune"}, seed) {
			t.Errorf("seed %d: seed %d, fault %s", seed, got, fault)
		}
		if slices.Contains([]string{"amber", "dune"}, draw(c, seed)) && got != seed {
			t.Errorf("seed %d is changed to %d, and need not be", seed, got)
		}
	}
	others := []string{"amber", "birch"}
	if slices.Contains(others, draw(c, seeds-1)) {
		others = []string{"cedar", "dune"}
	}
	if got := seedOf(c, others, seeds-1); got >= seeds || !slices.Contains(others, draw(c, got)) {
		t.Errorf("after the last seed: %d", got)
	}
	if got := seedOf(&challenge.Challenge{}, nil, 7); got != 7 {
		t.Errorf("without faults: %d", got)
	}
}

// TestFreshSeed: begun again, a challenge has each of its faults before one
// comes back; and never the one that is left out.
func TestFreshSeed(t *testing.T) {
	c := crash(t)
	at := func(minute int) time.Time { return time.Date(2026, 11, 24, 12, minute, 0, 0, time.UTC) }
	s, _, _ := atCluster(t, nil)
	var had []string
	for i := range 8 {
		seed, err := s.freshSeed(c, uint64(i)*7, "")
		if err != nil {
			t.Fatal(err)
		}
		fault := draw(c, seed)
		if since := had[max(0, len(had)-3):]; slices.Contains(since, fault) {
			t.Errorf("%s comes after %v", fault, since)
		}
		had = append(had, fault)
		s.record.Put(c.ID(), record.Run{ID: fmt.Sprint(i), Fault: fault, Started: at(i), Ready: at(i), Stopped: at(i)})
	}
	for seed := range uint64(20) {
		if got, err := s.freshSeed(c, seed, had[4]); err != nil || draw(c, got) == had[4] {
			t.Errorf("seed %d: fault %s, which is left out, %v", seed, had[4], err)
		}
	}
}
