package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newStop(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "stop [NAME]",
		SuggestFor: []string{"pause", "halt", "shutdown"},
		Short:      "Stop a lab and keep what is in it; up starts it again",
		Args:       oneLab,
	}
	name := nameArg(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		name, err := name(args)
		if err != nil {
			return err
		}
		machine, found, err := place.find(name)
		if err != nil {
			return err
		}
		ran, err := machine.Stop(found)
		if err != nil {
			return err
		}
		already := ""
		if !ran {
			already = " already"
		}
		fmt.Fprintf(streams.Err, "%s is stopped%s. Start it again: %s\n", lab.Title(found.Name), already, lab.UpCommand(found.Name))
		return nil
	}
	return cmd
}
