package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newDown(place *place, streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "down [NAME]",
		Short: "Remove a lab and all that is in it",
		Args:  oneLab,
		RunE: func(_ *cobra.Command, args []string) error {
			machine, err := place.machine()
			if err != nil {
				return err
			}
			name := nameOf(args)
			was, err := machine.Down(name)
			if err != nil {
				return err
			}
			if was {
				fmt.Fprintf(streams.Err, "%s is gone.\n", lab.Title(name))
			} else {
				fmt.Fprintf(streams.Err, "There is no lab %q; `kubectl mastery lab status` shows those that there are.\n", name)
			}
			return nil
		},
	}
}
