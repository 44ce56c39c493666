package cmd

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newKubectl(place *place) *cobra.Command {
	return &cobra.Command{
		Use:   "kubectl [--name NAME] ARGUMENTS...",
		Short: "Run upstream's kubectl on the lab",
		// All flags but a leading --name are kubectl's.
		DisableFlagParsing: true,
		RunE: func(_ *cobra.Command, args []string) error {
			name := lab.DefaultName
			args, err := leading(args, map[string]*string{"--name": &name, "--data-dir": &place.dataDir})
			if err != nil {
				return err
			}
			machine, found, err := place.find(name)
			if err != nil {
				return err
			}
			if err := machine.Running(found); err != nil {
				return err
			}
			env := append(os.Environ(), "KUBECONFIG="+machine.Root.Lab(found.Name).Kubeconfig())
			err = unix.Exec(machine.Program("kubectl"), append([]string{"kubectl"}, args...), env)
			return fmt.Errorf("run kubectl: %w", err)
		},
	}
}

// leading takes the known flags off the beginning of args.
func leading(args []string, known map[string]*string) ([]string, error) {
	for len(args) > 0 {
		flag, value, joined := strings.Cut(args[0], "=")
		into := known[flag]
		if into == nil {
			return args, nil
		}
		args = args[1:]
		if !joined {
			if len(args) == 0 {
				return nil, fmt.Errorf("flag needs an argument: %s", flag)
			}
			value, args = args[0], args[1:]
		}
		*into = value
	}
	return args, nil
}
