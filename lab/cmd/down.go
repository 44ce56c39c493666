package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newDown(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "down [NAME]",
		SuggestFor: []string{"delete", "remove", "rm", "destroy", "kill"},
		Short:      "Remove a lab and all that is in it",
		Args:       oneLab,
	}
	name := nameArg(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		name, err := name(args)
		if err != nil {
			return err
		}
		machine, err := place.machine()
		if err != nil {
			return err
		}
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
	}
	return cmd
}
