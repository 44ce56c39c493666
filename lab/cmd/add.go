package cmd

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
)

// addWithin is how long add-ons may take if nothing else is said.
const addWithin = 5 * time.Minute

func newAdd(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "add [ADD-ON...]",
		SuggestFor: []string{"addon", "addons", "install", "enable"},
		Short:      "Put add-ons into a running lab, or list those that there are",
		Long: `Put add-ons, such as metrics-server, into a running lab, and wait until they
work. Without a name: list those that there are, and which of them the lab has.

An add-on that the lab has already is put right. up waits for what was added.`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return completeAddons(place, args)
		},
	}
	name := nameFlag(cmd)
	timeout := cmd.Flags().Duration("timeout", addWithin, "how long to wait for the add-ons")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		machine, err := place.machine()
		if err != nil {
			return err
		}
		if len(args) == 0 {
			return listAddons(machine, *name, streams)
		}
		steps := progress.NewSteps(streams.Err, isTerminal(streams.Err))
		return machine.Add(cmd.Context(), *name, args, *timeout, steps)
	}
	return cmd
}

// listAddons shows what can be added, also where there is no lab yet.
func listAddons(machine lab.Machine, name string, streams Streams) error {
	all, err := addon.List(machine.Payload)
	if err != nil {
		return err
	}
	found, err := machine.Find(name)
	none := errors.Is(err, os.ErrNotExist)
	if err != nil && !none {
		return err
	}
	w := tabwriter.NewWriter(streams.Out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "NAME\tADDED\tDESCRIPTION")
	for _, a := range all {
		added := "no"
		if none {
			added = "-"
		} else if _, has := found.Addon(a.Name); has {
			added = "yes"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", a.Name, added, a.Description)
	}
	return w.Flush()
}

// completeAddons offers the add-ons that are not among those given.
func completeAddons(place *place, given []string) ([]cobra.Completion, cobra.ShellCompDirective) {
	machine, err := place.machine()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	all, err := addon.List(machine.Payload)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var offered []cobra.Completion
	for _, a := range all {
		if !slices.Contains(given, a.Name) {
			offered = append(offered, cobra.CompletionWithDesc(a.Name, a.Description))
		}
	}
	return offered, cobra.ShellCompDirectiveNoFileComp
}

// completeAddonList does so for a flag that takes several, with commas between
// them.
func completeAddonList(place *place, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndexByte(typed, ',')+1]
	offered, how := completeAddons(place, strings.Split(before, ","))
	for i := range offered {
		offered[i] = before + offered[i]
	}
	return offered, how | cobra.ShellCompDirectiveNoSpace
}
