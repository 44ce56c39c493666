package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// oneLab is for commands whose one argument is the lab's name, or none.
func oneLab(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("name one lab, not %d", len(args))
	}
	return nil
}

// nameArg lets a command take the lab's name as its argument, or by --name as those
// do that have other arguments.
func nameArg(cmd *cobra.Command) func(args []string) (string, error) {
	flag := nameFlag(cmd)
	return func(args []string) (string, error) {
		if len(args) == 0 {
			return *flag, nil
		}
		if cmd.Flags().Changed("name") && *flag != args[0] {
			return "", fmt.Errorf("name one lab, not both %s and %s", args[0], *flag)
		}
		return args[0], nil
	}
}

// nameFlag lets a command that has other arguments take the lab's name.
func nameFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("name", lab.DefaultName, "`NAME` of the lab")
}

// findToRead finds a lab for a command that changes nothing: if none is named, the
// only one will do, whatever its name.
func (p *place) findToRead(cmd *cobra.Command, name string) (lab.Machine, *state.Lab, error) {
	machine, err := p.machine()
	if err != nil {
		return machine, nil, err
	}
	if only, ok := machine.Only(); ok && !cmd.Flags().Changed("name") {
		name = only
	}
	found, err := machine.Find(name)
	return machine, found, err
}
