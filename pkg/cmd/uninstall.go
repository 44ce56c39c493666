package cmd

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newUninstall() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "uninstall",
		Short: "Take all that is yours out of this cluster: challenges, and your record",
		Long: "Take all that is yours out of this cluster: the challenges that are started, and\n" +
			"your record. This machine keeps a copy of it, so `kubectl mastery progress` still\n" +
			"shows what you have solved. What others have stays.",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.open(c.Context())
			if err != nil {
				return err
			}
			return s.uninstall(c.Context(), yes)
		},
	}
	c.Flags().BoolVarP(&yes, "yes", "y", false, "remove it, and ask nothing")
	return c
}

func (s *session) uninstall(ctx context.Context, yes bool) error {
	others, err := s.store.Others(ctx)
	if err != nil {
		return err
	}
	open := s.record.OpenRuns(s.uid)
	own := map[string]bool{}
	s.term.Say("From context %s (%s) this removes", s.cluster.Context, s.cluster.Server)
	for _, run := range open {
		own["run-"+run.ID] = true
		s.term.Say("  challenge %s", run.Challenge)
	}
	var left []string
	for _, name := range others {
		if !own[name] {
			left = append(left, name)
		}
	}
	if len(left) == 0 {
		s.term.Say("  namespace %s with your record; a copy stays on this machine", record.Namespace)
	} else {
		s.term.Say("  your record, of which a copy stays on this machine; what others have in namespace %s stays", record.Namespace)
	}
	if !yes {
		if !s.term.Interactive() {
			return errors.New("this is no terminal where you could be asked; add --yes to remove it")
		}
		answer, err := s.term.Ask(ctx, "Remove it? [y/N]: ", "n")
		if err != nil {
			return err
		}
		if answer = strings.ToLower(answer); answer != "y" && answer != "yes" {
			s.term.Say("Nothing was removed. To go on: kubectl mastery")
			return outcome(exitError)
		}
	}
	if len(open) > 0 {
		if err := s.stopAll(ctx); err != nil {
			return err
		}
	}
	if err := s.store.Remove(ctx, left); err != nil {
		return err
	}
	s.term.Say("%s nothing of yours is left in this cluster. To remove the plugin: kubectl krew uninstall mastery", s.term.Sign(Good))
	return nil
}
