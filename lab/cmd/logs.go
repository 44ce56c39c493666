package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/tail"
)

func newLogs(place *place, streams Streams) *cobra.Command {
	var node string
	var lines int
	var follow bool
	cmd := &cobra.Command{
		Use:        "logs COMPONENT",
		SuggestFor: []string{"log"},
		Short:      "Print the log of a component, such as kubelet, or of the lab itself (lab)",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one component, such as kubelet, or lab for the lab itself")
			}
			return nil
		},
	}
	name := nameFlag(cmd)
	cmd.Flags().StringVar(&node, "node", "", "name of the node; the control plane if none is given")
	cmd.Flags().IntVar(&lines, "tail", -1, "how many `LINES` of the end to print; all if negative")
	cmd.Flags().BoolVarP(&follow, "follow", "f", false, "go on with what is added")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		machine, found, err := place.findToRead(cmd, *name)
		if err != nil {
			return err
		}
		file, err := machine.LogFile(found, node, args[0])
		if err != nil {
			return err
		}
		return tail.Copy(cmd.Context(), streams.Out, file, lines, follow)
	}
	return cmd
}
