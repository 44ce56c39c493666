package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newStop() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:               "stop [ID]",
		Short:             "Take a challenge out of the cluster again; your progress stays",
		Annotations:       map[string]string{alsoSays: "`--all` takes out all"},
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			if all && len(args) > 0 {
				return errors.New("--all and a challenge do not go together; leave out one of them")
			}
			if !all {
				err := a.onNamed("name one, `kubectl mastery stop ID`, or stop them all with --all", (*session).stop)(c, args)
				if missing, ok := errors.AsType[*notStartedError](err); ok {
					return fmt.Errorf("%s is not started here, so there is nothing to stop", missing.challenge)
				}
				return err
			}
			s, err := a.open(c.Context())
			if err != nil {
				return err
			}
			return s.stopAll(c.Context())
		},
	}
	c.Flags().BoolVar(&all, "all", false, "stop every challenge that is started on this cluster")
	return c
}

func (s *session) stop(ctx context.Context, c *current) error {
	s.term.Say("%s removing %s", s.term.Sign(Waiting), c.challenge.ID())
	if err := s.takeOut(ctx, c); err != nil {
		return err
	}
	s.dropOverlay(c.challenge.ID())
	left, files := "is left", s.local.Files[c.challenge.ID()]
	if _, err := os.Stat(files); files != "" && err == nil {
		left += fmt.Sprintf(" in the cluster, and the files that it had handed out stay in %s", nearby(files))
	}
	s.term.Say("%s %s is stopped; nothing of it %s. Your progress: kubectl mastery progress", s.term.Sign(Good), c.challenge.ID(), left)
	return nil
}

func (s *session) stopAll(ctx context.Context) error {
	catalogue, err := s.catalogue()
	if err != nil {
		return err
	}
	open := s.record.OpenRuns(s.uid)
	if len(open) == 0 {
		s.term.Say("No challenge is started here.")
	}
	var failures []error
	for _, run := range open {
		c, err := s.current(catalogue, record.OpenRun{Challenge: run.Challenge, Run: run.Run})
		if err == nil {
			err = s.stop(ctx, c)
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// takeOut removes a run's objects and marks the run stopped. It also works
// where ctx has ended, so that an interrupted start leaves nothing.
func (s *session) takeOut(ctx context.Context, c *current) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), removeTimeout)
	defer cancel()
	if err := s.collector(c).Undo(ctx); err != nil {
		return err
	}
	if err := c.deployment.Remove(ctx); err != nil {
		return err
	}
	if err := s.store.DropBaseline(ctx, c.run.ID); err != nil {
		return err
	}
	_, err := s.store.Update(ctx, func(r *record.Record) {
		c.run.Stopped = s.cluster.Now().UTC().Truncate(time.Second)
		r.Put(c.challenge.ID(), c.run)
	})
	return err
}

// removeTimeout bounds how long the removal of namespaces may take.
const removeTimeout = 2 * time.Minute
