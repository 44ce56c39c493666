package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

// status is what `kubectl mastery` alone tells: where the learner is, what is
// started, and what to do next; at the first time also what this is.
func (a *app) status(c *cobra.Command, _ []string) error {
	catalogue, err := a.catalogue()
	if err != nil {
		return err
	}
	all, err := catalogue.All()
	if err != nil {
		return err
	}
	levels, err := curriculum.Load(challenges.FS)
	if err != nil {
		return err
	}
	known, err := a.known(c.Context())
	if err != nil {
		return err
	}
	a.showStatus(all, levels, known)
	return nil
}

func (a *app) showStatus(all []*challenge.Challenge, levels *curriculum.Curriculum, k *known) {
	if len(k.Challenges) == 0 {
		fmt.Fprintf(a.term.Out, "%s\n", a.term.Wrap("Become good at Kubernetes by repairing and building real things in a real cluster. "+
			"A challenge makes namespaces of its own and tells a story; `verify` decides from what runs whether you have solved it; "+
			"`stop` removes all of it. What will be created is shown first, and nothing is created unless you say yes.", ""))
	}
	if k.here != "" {
		a.term.Print("Your cluster: %s", k.here)
	}
	if next := k.unsolved(all); next != nil && len(k.Challenges) > 0 {
		solved, of := 0, 0
		for _, one := range all {
			if one.Spec.Level == next.Spec.Level {
				of++
				if !k.SolvedAt(one.ID()).IsZero() {
					solved++
				}
			}
		}
		a.term.Print("You are in level %d, %s: %d of %d challenges solved", next.Spec.Level, levels.Levels[next.Spec.Level-1].Name, solved, of)
	}
	a.showOpen(k)
	a.showNext(all, k)
	a.term.Print("All commands: kubectl mastery --help")
}

// showOpen tells what is started.
func (a *app) showOpen(k *known) {
	for _, open := range k.open {
		where := ""
		if name := k.contexts[open.Cluster]; name != "" {
			where = ", in context " + name
		}
		what := "Started"
		if !open.Solved.IsZero() {
			what = "Solved, and still in the cluster"
		}
		a.term.Print("%s: %s, since %s%s", what, open.Challenge, open.Started.Local().Format("2006-01-02 15:04"), where)
	}
}

// showNext says the next command, that of the first thing that there is to do.
func (a *app) showNext(all []*challenge.Challenge, k *known) {
	if k.contexts != nil {
		a.term.Print("Next: reach your cluster again (KUBECONFIG, --context), or make one: kubectl mastery lab up")
		return
	}
	if steps := k.steps(all); len(steps) > 0 {
		a.term.Print("Next: %s", said(steps[0]))
		return
	}
	if reviews := advance.Reviews(all, k.Record); len(reviews) > 0 {
		first := reviews[0]
		a.term.Print("All challenges are solved. The next one is due again on %s: kubectl mastery start %s", day(first.Due), first.Challenge.ID())
	}
}

// unsolved is the first challenge that is not solved; nil where all are.
func (k *known) unsolved(all []*challenge.Challenge) *challenge.Challenge {
	for _, one := range all {
		if k.SolvedAt(one.ID()).IsZero() {
			return one
		}
	}
	return nil
}
