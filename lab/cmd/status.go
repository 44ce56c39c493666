package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newStatus(place *place, streams Streams) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:        "status [NAME]",
		SuggestFor: []string{"list", "ls", "get", "ps"},
		Short:      "Show a lab, or all of them",
		Long: `Show a lab, or all of them.

The exit code is 0 if all that is shown is ready, 1 if not, also where a node was
switched off, 2 after an error.`,
		Args: oneLab,
	}
	name := nameArg(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := knownOutput(output); err != nil {
			return err
		}
		name, err := name(args)
		if err != nil {
			return err
		}
		machine, err := place.machine()
		if err != nil {
			return err
		}
		single := len(args) == 1 || cmd.Flags().Changed("name")
		all, err := look(cmd.Context(), machine, name, single)
		if err != nil {
			return err
		}
		if err := show(streams, all, output == "json", single); err != nil {
			return err
		}
		return allReady(all)
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "json: all that is known, for programs")
	return cmd
}

// look looks at the lab that is named, or at all.
func look(ctx context.Context, machine lab.Machine, name string, single bool) ([]*lab.Status, error) {
	if !single {
		return machine.StatusOfAll(ctx)
	}
	found, err := machine.Find(name)
	if err != nil {
		return nil, err
	}
	s, err := machine.Status(ctx, found)
	return []*lab.Status{s}, err
}

func allReady(all []*lab.Status) error {
	for _, s := range all {
		if s.State != lab.Ready && s.State != lab.Running || len(s.Off()) > 0 {
			return errNotSo
		}
	}
	if len(all) == 0 {
		return errNotSo
	}
	return nil
}

func show(streams Streams, all []*lab.Status, asJSON, single bool) error {
	if asJSON {
		encoder := json.NewEncoder(streams.Out)
		encoder.SetIndent("", "  ")
		if single {
			return encoder.Encode(all[0])
		}
		return encoder.Encode(all)
	}
	if len(all) == 0 {
		fmt.Fprintln(streams.Err, "There is no lab here; create one with `kubectl mastery lab up`.")
		return nil
	}
	if err := showTable(streams.Out, all); err != nil {
		return err
	}
	for _, s := range all {
		if s.State == lab.Damaged {
			fmt.Fprintf(streams.Err, "The record of lab %s is damaged: remove the lab with `%s` (%s).\n", s.Name, lab.DownCommand(s.Name), s.Problem)
		}
		for _, n := range s.Off() {
			fmt.Fprintf(streams.Err, "Node %s is off. On again: kubectl mastery lab node start %s%s\n", n, n, nameArgument(s.Name))
		}
	}
	if !single {
		return nil
	}
	for _, more := range []struct {
		title string
		names []string
	}{{"Add-ons", all[0].Addons}, {"Without", all[0].Without}} {
		if len(more.names) > 0 {
			fmt.Fprintf(streams.Out, "\n%s: %s\n", more.title, strings.Join(more.names, ", "))
		}
	}
	if !slices.ContainsFunc(all[0].Nodes, func(n lab.NodeStatus) bool { return len(n.Components) > 0 }) {
		return nil
	}
	fmt.Fprintln(streams.Out)
	return showComponents(streams.Out, all[0])
}

func showTable(out io.Writer, all []*lab.Status) error {
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "NAME\tSTATE\tNODES\tVERSION\tSERVER\tCONTEXT\tAGE")
	for _, s := range all {
		ready := 0
		for _, n := range s.Nodes {
			if n.Ready {
				ready++
			}
		}
		nodes, created := fmt.Sprintf("%d/%d", ready, len(s.Nodes)), "-"
		if s.State == lab.Damaged {
			nodes = "-"
		} else {
			created = age(s.Created)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Name, s.State, nodes,
			orDash(s.Version), orDash(s.Server), s.Context, created)
	}
	return w.Flush()
}

func showComponents(out io.Writer, s *lab.Status) error {
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "NODE\tCOMPONENT\tREADY\tRESTARTS\tAGE\tLAST END")
	for _, n := range s.Nodes {
		for _, c := range n.Components {
			since := "-"
			if !c.Since.IsZero() {
				since = age(c.Since)
			}
			fmt.Fprintf(w, "%s\t%s\t%t\t%d\t%s\t%s\n", n.Name, c.Name, c.Ready, c.Restarts, since, orDash(c.LastEnd))
		}
	}
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func age(since time.Time) string { return time.Since(since).Round(time.Second).String() }
