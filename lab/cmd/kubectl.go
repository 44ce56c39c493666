package cmd

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

func newKubectl(place *place, streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "kubectl [--name NAME] ARGUMENTS...",
		Short: "Run upstream's kubectl on the lab",
		Long: `Run upstream's kubectl on a lab that runs, for machines that have none:

  kubectl mastery lab kubectl get pods --all-namespaces
  kubectl mastery lab kubectl --name NAME get nodes

All flags but a leading --name are kubectl's own, and so is --help.`,
		DisableFlagsInUseLine: true,
		// All flags but a leading --name are kubectl's.
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := lab.DefaultName
			args, err := leading(args, map[string]*string{"--name": &name, "--data-dir": &place.dataDir})
			if err != nil {
				return err
			}
			machine, found, err := place.find(name)
			if err == nil {
				err = machine.Running(found)
			}
			if err != nil && asksForHelp(args) {
				fmt.Fprintf(streams.Err, "Without a lab that runs, only this can be said: %v.\n\n", err)
				return cmd.Help()
			}
			if err != nil {
				return err
			}
			env := append(os.Environ(), "KUBECONFIG="+machine.Root.Lab(found.Name).Kubeconfig())
			err = unix.Exec(machine.Program("kubectl"), append([]string{"kubectl"}, args...), env)
			return fmt.Errorf("run kubectl: %w", err)
		},
	}
}

// asksForHelp tells whether kubectl is only to say how it is used.
func asksForHelp(args []string) bool {
	return len(args) == 0 || slices.Contains([]string{"-h", "--help", "help"}, args[0])
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
