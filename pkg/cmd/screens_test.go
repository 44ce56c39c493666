package cmd

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// TestScreens shows tables, bars and outcomes as a program reads them, and on
// terminals of 80 and 60 columns: nothing is longer there, or broken within a word.
func TestScreens(t *testing.T) {
	utc(t)
	levels, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r := record.New("ada")
	r.Put("l1-shop-closed", record.Run{ID: "1", Cluster: "uid", Started: at, Ready: at, Solved: at.Add(time.Minute), Stopped: at.Add(time.Hour)})
	r.Put("l1-two-shops", record.Run{ID: "2", Cluster: "uid", Started: at, Ready: at})
	r.Put("l2-busy-market", record.Run{ID: "3", Cluster: "uid", Started: at, Ready: at, Revealed: at.Add(time.Minute), Solved: at.Add(time.Hour), Stopped: at.Add(time.Hour)})
	k := &known{Record: r, open: r.OpenRuns(""), here: "context lab (https://10.80.0.11:6443)", now: at.Add(2 * time.Hour)}
	all := three()
	all[1].Spec.Title = "The second shop in the street behind the market, which nobody finds"
	var screens strings.Builder
	for _, columns := range []int{0, 80, 60} {
		show := func(name string, print func(a *app) error) {
			streams, _, out, errOut := genericiooptions.NewTestIOStreams()
			a := &app{term: terminal.New(streams)}
			if columns > 0 {
				a.term = terminal.Sized(streams, columns)
			}
			if err := print(a); err != nil || errOut.Len() > 0 {
				t.Errorf("%s: %v, on stderr: %s", name, err, errOut)
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimRight(line, "\n")
				if words := strings.Fields(line); columns > 0 && len([]rune(line)) > columns && len(words) > 1 && !strings.HasPrefix(line, "  kubectl ") {
					t.Errorf("%s: longer than %d columns: %s", name, columns, line)
				}
			}
			fmt.Fprintf(&screens, "# %s, %d columns\n%s\n", name, columns, out)
		}
		var entries []entry
		for _, one := range all {
			entries = append(entries, k.entry(one))
		}
		for _, output := range []string{"", "wide", "name", "json", "yaml"} {
			if columns == 0 || output == "" || output == "wide" && columns == 80 {
				show("list -o "+output, func(a *app) error { return a.printList(entries, output) })
			}
		}
		images := []image{
			{"registry.k8s.io/e2e-test-images/agnhost:2.66.1", []string{"l1-shop-closed", "l1-two-shops", "l2-busy-market"}},
			{"registry.k8s.io/pause:3.10.2", []string{"l1-two-shops"}},
		}
		for _, output := range []string{"", "name", "json", "yaml"} {
			if columns == 0 || output == "" {
				show("images -o "+output, func(a *app) error { return a.printImages(images, output) })
			}
		}
		var progress []levelProgress
		for i, level := range levels.Levels {
			progress = append(progress, levelProgress{Level: level.Number, Name: level.Name, Solved: i % 3, Of: 2 * i})
		}
		show("progress", func(a *app) error { a.showProgress(progress, k); return nil })
		show("outcomes", func(a *app) error {
			s := &session{app: a}
			fmt.Fprint(a.term.Out, s.outcomes(manyResults(), ""))
			return nil
		})
		show("examples", func(a *app) error {
			fmt.Fprint(a.term.Out, a.examples("  kubectl mastery start l1-pod-crash\n  kubectl mastery start l1-pod-crash --seed 7   # the same fault each time"))
			return nil
		})
	}
	golden(t, "screens.txt", screens.String())
}

// manyResults has one result of each verdict, and three with the same reason.
func manyResults() []check.Result {
	return []check.Result{
		{Name: "Customers get the page of the shop, whichever of its pods they come to", Verdict: check.Pass},
		{Name: "The shop answers", Verdict: check.Fail, Observed: "it answers 503; 200 is wanted"},
		{Name: "The shop answers by its name", Verdict: check.Fail, Observed: "service/shop has no endpoints, since no pod is ready"},
		{Name: "The market reaches it", Verdict: check.Fail, Observed: "service/shop has no endpoints, since no pod is ready"},
		{Name: "The shop is as it was", Safeguard: true, Because: "leave the shop as it is", Verdict: check.Fail, Observed: "service/shop has no endpoints, since no pod is ready"},
		{Name: "The same image", Safeguard: true, Because: "keep the release", Verdict: check.Fail, Observed: "the image is shop:2"},
		{Name: "It stays up", Verdict: check.Settling, Reason: "a rollout is under way: 1 of 2 pods are new"},
		{Name: "It gets requests", Verdict: check.Settling, Observed: "no request came", Reason: "the network may still be taking in the latest change"},
		{Name: "It is the only one", Verdict: check.Settling, Reason: "the network may still be taking in the latest change"},
		{Name: "It survives a pod's loss", Verdict: check.Later, Reason: "it opens when all else holds"},
		{Name: "Nobody else gets through", Verdict: check.Unknown, Reason: "whether the network enforces policies is not known"},
	}
}
