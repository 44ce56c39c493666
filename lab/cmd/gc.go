package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newCollect(place *place, streams Streams) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:        "gc",
		SuggestFor: []string{"clean", "cleanup", "prune"},
		Short:      "Remove what is left on this machine of labs that were killed",
		Long: `Remove what is left on this machine of labs that were killed: control groups and
links of labs that do not run, directories of labs that were never finished or whose
record is damaged, half unpacked images, and locks of labs that are gone.

Labs that run are left alone, and so is all that stopped ones need to go on.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			machine, err := place.machine()
			if err != nil {
				return err
			}
			found, err := machine.Collect(dry)
			done := "removed"
			if dry {
				done = "would remove"
			}
			for _, what := range found.Removed {
				fmt.Fprintln(streams.Out, done, what)
			}
			for _, what := range found.Busy {
				fmt.Fprintf(streams.Err, "A command is at work on %s, which was left alone.\n", what)
			}
			for _, name := range found.Damaged {
				fmt.Fprintf(streams.Err, "Lab %s was left alone since it runs; its record is damaged: remove it with `%s`.\n", name, lab.DownCommand(name))
			}
			if err == nil && len(found.Removed) == 0 {
				fmt.Fprintln(streams.Err, "There is nothing to remove.")
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only say what would be removed")
	return cmd
}
