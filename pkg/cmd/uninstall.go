package cmd

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newUninstall() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:         "uninstall",
		Short:       "Take all that is yours out of this cluster: challenges, and your record",
		Annotations: map[string]string{alsoSays: "this machine keeps a copy"},
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
	open := s.record.OpenRuns(s.uid)
	runs := make([]string, len(open))
	for i := range open {
		runs[i] = open[i].ID
	}
	share, err := s.store.Share(ctx, runs...)
	if err != nil {
		return err
	}
	if share == record.Nothing && len(open) == 0 {
		s.term.Say("Nothing of yours is in this cluster. To remove the plugin: kubectl krew uninstall mastery")
		return s.forget()
	}
	s.term.Say("From context %s (%s) this removes", s.cluster.Context, s.cluster.Server)
	for _, run := range open {
		s.term.Say("  challenge %s", run.Challenge)
	}
	switch share {
	case record.Whole:
		s.term.Say("  namespace %s with your record; a copy stays on this machine", record.Namespace)
	case record.Part:
		s.term.Say("  your record, of which a copy stays on this machine; what others have in namespace %s stays", record.Namespace)
	}
	if !yes {
		if !s.term.Interactive() {
			return errors.New("this is no terminal where you could be asked; add --yes to remove it")
		}
		agreed, err := s.agreed(ctx, "Remove it? [y/N]: ")
		if err != nil {
			return err
		}
		if !agreed {
			s.term.Say("Nothing was removed. To go on: kubectl mastery")
			return outcome(exitError)
		}
	}
	if len(open) > 0 {
		if err := s.stopAll(ctx); err != nil {
			return err
		}
	}
	if err := s.store.Remove(ctx); err != nil {
		return err
	}
	s.term.Say("%s nothing of yours is left in this cluster. To remove the plugin: kubectl krew uninstall mastery", s.term.Sign(Good))
	return s.forget()
}

// forget takes from this machine what only served the cluster's challenges, and
// says what else goes before the plugin does.
func (s *session) forget() error {
	overlays, err := s.mirror.Overlays()
	if err != nil {
		return err
	}
	for _, id := range overlays { // of runs that were stopped elsewhere
		s.dropOverlay(id)
	}
	if link, err := completionLink(""); err == nil && link != "" {
		s.term.Say("Before that, its completion: kubectl mastery completion uninstall")
	}
	return nil
}
