package cmd

import (
	"context"
	"errors"
	randv2 "math/rand/v2"

	"github.com/spf13/cobra"
)

func (a *app) newReset() *cobra.Command {
	var newFault bool
	c := &cobra.Command{
		Use:               "reset [ID]",
		Short:             "Begin a challenge anew, with the same fault or another one",
		Annotations:       map[string]string{alsoSays: "`--new-fault` draws another one"},
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.ownNamespaces(); err != nil {
				return err
			}
			return a.onNamed("name the one to begin anew, `kubectl mastery reset ID`", func(s *session, ctx context.Context, run *current) error {
				return s.reset(ctx, run, newFault)
			})(c, args)
		},
	}
	c.Flags().BoolVar(&newFault, "new-fault", false, "draw another fault")
	return c
}

func (s *session) reset(ctx context.Context, c *current, newFault bool) error {
	seed := c.run.Seed
	if newFault {
		if len(c.challenge.Spec.Faults) < 2 {
			return errors.New("this challenge has no other fault; leave out --new-fault")
		}
		var err error
		if seed, err = s.freshSeed(c.challenge, randv2.Uint64N(seeds), c.run.Fault); err != nil {
			return err
		}
	}
	s.term.Say("%s removing what is there of %s", s.term.Sign(Waiting), c.challenge.ID())
	if err := s.takeOut(ctx, c); err != nil {
		return err
	}
	var err error
	if s.record, err = s.store.Load(ctx); err != nil {
		return err
	}
	return s.start(ctx, c.challenge, seed, true)
}
