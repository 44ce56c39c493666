package cmd

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCollect(place *place, streams Streams) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "gc",
		Short: "Remove what is left on this machine of labs that were killed",
		Long: `Remove what is left on this machine of labs that were killed: control groups and
links of labs that do not run, directories of labs that were never finished, half
unpacked images, and locks of labs that are gone.

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
			if err == nil && len(found.Removed) == 0 {
				fmt.Fprintln(streams.Err, "There is nothing to remove.")
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only say what would be removed")
	return cmd
}
