package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newDebrief() *cobra.Command {
	return &cobra.Command{
		Use:               "debrief [ID]",
		Short:             "Tell once more what a challenge was about that you have solved",
		Args:              atMostOneID,
		ValidArgsFunction: a.completeSolved,
		RunE: func(c *cobra.Command, args []string) error {
			catalogue, err := a.catalogue()
			if err != nil {
				return err
			}
			if len(args) > 0 {
				if _, err := catalogue.Get(args[0]); err != nil {
					return err
				}
			}
			known, err := a.known(c.Context())
			if err != nil {
				return err
			}
			id, run, err := lastSolved(known.Record, strings.Join(args, ""))
			if err != nil {
				return err
			}
			chosen, err := catalogue.Get(id)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.term.Out, "%s\n", a.term.Bold(chosen.Spec.Title))
			if err := a.debrief(chosen, run.Fault, challenge.Substitution{Namespaces: namespaces(chosen)}); err != nil {
				return err
			}
			a.term.Say("What to do next: kubectl mastery")
			return nil
		},
	}
}

// lastSolved is the run that was solved last: of one challenge, or of all where
// id is empty.
func lastSolved(r *record.Record, id string) (challenge string, run record.Run, err error) {
	for one, history := range r.Challenges {
		for _, candidate := range history.Runs {
			if (id == "" || one == id) && candidate.Solved.After(run.Solved) {
				challenge, run = one, candidate
			}
		}
	}
	_, tried := r.Last(id)
	switch {
	case challenge != "":
		return challenge, run, nil
	case id == "":
		return "", run, fmt.Errorf("no challenge is solved yet; `kubectl mastery list` shows all")
	case tried:
		return "", run, fmt.Errorf("%s is not solved yet; for help while it is started: `kubectl mastery hint`", id)
	}
	return "", run, fmt.Errorf("%s is not solved yet; begin with `kubectl mastery start %s`", id, id)
}

// debrief tells the cause, where a fault was drawn, and what there is to learn.
func (a *app) debrief(c *challenge.Challenge, fault string, values challenge.Substitution) error {
	if f, ok := c.Fault(fault); ok {
		cause, err := values.Apply(f.Cause)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.term.Out, "\n%s", a.term.Wrap("## What it was\n\n"+cause, ""))
	}
	debrief, err := values.Apply(c.Debrief)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.term.Out, "\n%s\n", a.term.Wrap(debrief, ""))
	return nil
}
