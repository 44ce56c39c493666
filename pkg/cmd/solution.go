package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newSolution() *cobra.Command {
	var reveal bool
	c := &cobra.Command{
		Use:   "solution [ID]",
		Short: "Show how it can be mended, once you have solved it or taken all hints",
		Long: "Show how what is started can be mended, or what you solved last. Those of the challenges\n" +
			"that are built in are run on a real cluster before each release, and pass; yours may be\n" +
			"another one and as right.\n\n" +
			"It is shown once you have solved that fault, or once no further hint fits what fails.\n" +
			"With --reveal it is shown at any time. Who sees it before it is solved can still solve\n" +
			"it; the list then says \"shown how\", and it is soon due to be done again.",
		Example: "  kubectl mastery solution\n" +
			"  kubectl mastery solution l1-pod-crash --reveal",
		Annotations:       map[string]string{alsoSays: "`--reveal` shows it at any time"},
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			catalogue, err := a.catalogue()
			if err != nil {
				return err
			}
			id := strings.Join(args, "")
			if id != "" {
				if _, err := catalogue.Get(id); err != nil {
					return err
				}
			}
			s, err := a.open(c.Context())
			switch {
			case errors.Is(err, cluster.ErrUnreachable):
				k, err := a.withoutCluster(err)
				if err != nil {
					return err
				}
				return a.pastSolution(catalogue, k, id)
			case err != nil:
				return err
			}
			return s.solution(c.Context(), catalogue, id, reveal)
		},
	}
	c.Flags().BoolVar(&reveal, "reveal", false, "show it although it is not solved; your record keeps that you saw it")
	return c
}

// solution shows how the open run can be mended that is meant, or else how one
// could that is over.
func (s *session) solution(ctx context.Context, catalogue *challenge.Catalogue, id string, reveal bool) error {
	k, err := s.known()
	if err != nil {
		return err
	}
	open, ok := k.openOf(id)
	if !ok {
		return s.pastSolution(catalogue, k, id)
	}
	if open.Solved.IsZero() && open.Revealed.IsZero() {
		run, err := s.current(catalogue, open)
		if err != nil {
			return err
		}
		if !reveal && !k.solvedWith(open.Challenge, open.Fault) {
			if err := s.earned(ctx, run); err != nil {
				return err
			}
		}
		run.run.Revealed = s.cluster.Now().UTC().Truncate(time.Second)
		if _, err := s.store.Update(ctx, func(r *record.Record) { r.Put(open.Challenge, run.run) }); err != nil {
			return err
		}
		s.term.Say("Your record keeps that you have seen it. Begin anew and do it by yourself: kubectl mastery reset %s", open.Challenge)
	}
	return s.showSolution(catalogue, open.Challenge, open.Run, s.filesDir(open.Challenge))
}

// earned refuses a solution as long as there are hints for what fails.
func (s *session) earned(ctx context.Context, c *current) error {
	if len(c.run.Hints) == 0 {
		return notEarned(c.challenge.ID())
	}
	results, evidence, baseline, err := s.look(ctx, c)
	if err != nil {
		return err
	}
	if check.Overall(results) == check.Pass {
		return fmt.Errorf("all outcomes hold: let it count with `kubectl mastery verify %s`, then see other ways", c.challenge.ID())
	}
	next, err := nextHint(c.challenge, c.run, results, evidence, baseline)
	if err != nil {
		return err
	}
	if next >= 0 {
		return notEarned(c.challenge.ID())
	}
	return nil
}

func notEarned(id string) error {
	return fmt.Errorf("there is more to find out first: take a hint (`kubectl mastery hint %s`), or ask what is missing (`kubectl mastery verify %s`); "+
		"to see it all the same, which your record keeps: `kubectl mastery solution %s --reveal`", id, id, id)
}

// pastSolution shows how a run could be mended that is over.
func (a *app) pastSolution(catalogue *challenge.Catalogue, k *known, id string) error {
	found, run := lastSeen(k.Record, id)
	if found != "" {
		return a.showSolution(catalogue, found, run, found)
	}
	if open, ok := k.openOf(id); ok { // and no cluster answers: nothing can be written down
		return fmt.Errorf("%s is started on a cluster that does not answer; reach it again (KUBECONFIG, --context), then `kubectl mastery solution %s`", open.Challenge, open.Challenge)
	}
	if id == "" {
		return errors.New("nothing is started, and nothing is solved yet; `kubectl mastery next` says where to begin")
	}
	return fmt.Errorf("%s is neither solved nor started; begin with `kubectl mastery start %s`, and if you are stuck: `kubectl mastery hint`", id, id)
}

// lastSeen is the run whose solution the learner may see, since it was solved or
// shown before: of one challenge, or of all where id is empty, the last.
func lastSeen(r *record.Record, id string) (challenge string, run record.Run) {
	var last time.Time
	for one, history := range r.Challenges {
		for _, candidate := range history.Runs {
			seen := candidate.Solved
			if seen.IsZero() {
				seen = candidate.Revealed
			}
			if (id == "" || one == id) && seen.After(last) {
				challenge, run, last = one, candidate, seen
			}
		}
	}
	return challenge, run
}

// openOf is the open run of a challenge, or the one started last where id is
// empty.
func (k *known) openOf(id string) (record.OpenRun, bool) {
	if id == "" && len(k.open) > 0 {
		return k.open[0], true
	}
	return k.openRun(id)
}

// solvedWith reports whether a challenge was solved with one of its faults.
func (k *known) solvedWith(challenge, fault string) bool {
	return slices.ContainsFunc(k.Challenges[challenge].Runs, func(run record.Run) bool { return run.Fault == fault && !run.Solved.IsZero() })
}

// showSolution prints scripts as they are, from the first column on, so that
// they can be copied. files is the directory with what was handed out.
func (a *app) showSolution(catalogue *challenge.Catalogue, id string, run record.Run, files string) error {
	c, err := catalogue.Get(id)
	if err != nil {
		return err
	}
	names := run.Namespaces
	if len(names) == 0 { // of a record that came from elsewhere
		names = namespaces(c)
	}
	solutions, err := author.Solutions(c, run.Fault, names, files)
	if err != nil {
		return err
	}
	if len(solutions) == 0 {
		return fmt.Errorf("no solution is kept with %s; once it is solved, `kubectl mastery debrief %s` tells the cause", id, id)
	}
	fmt.Fprintf(a.term.Out, "%s\n", a.term.Bold(c.Spec.Title))
	for i, one := range solutions {
		says := one.Says
		if len(solutions) > 1 {
			says = fmt.Sprintf("%d. %s", i+1, says)
		}
		script, err := challenge.Substitution{Namespaces: names, Registry: run.Registry}.Apply(one.Script)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.term.Out, "\n%s\n%s\n", a.term.Wrap(says, ""), strings.TrimRight(script, "\n"))
	}
	fmt.Fprintln(a.term.Out)
	switch {
	case run.Solved.IsZero() && run.Open():
		a.term.Print("Other ways are as right. Done? kubectl mastery verify %s", id)
	case run.Open():
		a.term.Print("Other ways are as right. To do it again: kubectl mastery reset %s", id)
	default:
		a.term.Print("Other ways are as right. To do it again: kubectl mastery start %s", id)
	}
	return nil
}
