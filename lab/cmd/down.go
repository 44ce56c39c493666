package cmd

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newDown(place *place, streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "down [NAME]",
		Short: "Remove a lab and all that is in it",
		Args:  cobra.MaximumNArgs(1),
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
				fmt.Fprintf(streams.Err, "Lab %s is gone.\n", name)
			} else {
				fmt.Fprintf(streams.Err, "There is no lab %s.\n", name)
			}
			return nil
		},
	}
}
