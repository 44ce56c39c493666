package cmd

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
)

func newNode(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "node",
		Short: "List a lab's nodes, stop one as if its power failed, start it again",
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(newNodeList(place, streams), newNodeStop(place, streams), newNodeStart(place, streams))
	return cmd
}

func newNodeList(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "list",
		Short:      "List the nodes of a lab",
		SuggestFor: []string{"ls", "get", "status"},
		Args:       cobra.NoArgs,
	}
	name := nameFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		machine, found, err := place.findToRead(cmd, *name)
		if err != nil {
			return err
		}
		status, err := machine.Status(cmd.Context(), found)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(streams.Out, 0, 0, 3, ' ', 0)
		fmt.Fprintln(w, "NAME\tROLE\tSTATE\tADDRESS")
		for i, n := range status.Nodes {
			role := "worker"
			if found.Nodes[i].ControlPlane {
				role = "control-plane"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", n.Name, role, n.State(), n.Addr)
		}
		return w.Flush()
	}
	return cmd
}

func newNodeStop(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "stop NODE",
		SuggestFor: []string{"off", "down", "kill", "rm", "delete", "remove"},
		Short:      "Cut the power of a node: all on it ends at once, its disk stays",
		Args:       oneNode,
	}
	name := nameFlag(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		machine, found, err := place.find(*name)
		if err != nil {
			return err
		}
		ran, err := machine.StopNode(found, args[0])
		if err != nil {
			return err
		}
		if !ran {
			fmt.Fprintf(streams.Err, "Node %s is off already.\n", args[0])
			return nil
		}
		what := "The cluster notices within half a minute."
		if n, err := found.Node(args[0]); err == nil && n.ControlPlane {
			what = "It runs the control plane: kubectl gets no answer until it is on."
		}
		fmt.Fprintf(streams.Err, "Node %s is off. %s On again: kubectl mastery lab node start %s%s\n",
			args[0], what, args[0], nameArgument(*name))
		return nil
	}
	return cmd
}

func newNodeStart(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "start NODE",
		SuggestFor: []string{"on", "up", "add", "create"},
		Short:      "Switch a node on again, and wait until it is Ready",
		Args:       oneNode,
	}
	name := nameFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		machine, found, err := place.find(*name)
		if err != nil {
			return err
		}
		steps := progress.NewSteps(streams.Err, isTerminal(streams.Err))
		was, err := machine.StartNode(cmd.Context(), found, args[0], steps)
		if err == nil && !was {
			fmt.Fprintf(streams.Err, "Node %s is on already.\n", args[0])
		}
		return err
	}
	return cmd
}

func oneNode(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one node; `kubectl mastery lab node list` shows them")
	}
	return nil
}

// nameArgument is how nameFlag is given to a command.
func nameArgument(name string) string {
	if name == lab.DefaultName {
		return ""
	}
	return " --name " + name
}
