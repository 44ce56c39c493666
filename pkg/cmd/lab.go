package cmd

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"
)

// newLab hands over to the lab's own program where it is installed. kubectl
// runs kubectl-mastery-lab by itself if that is on PATH; krew installs it as
// kubectl-mastery_lab.
func (a *app) newLab() *cobra.Command {
	return &cobra.Command{
		Use:                "lab",
		Short:              "Run a real Kubernetes cluster on this Linux machine, without Docker",
		Annotations:        map[string]string{alsoSays: "`up`, `down` and more: [lab/README.md](lab/README.md)"},
		DisableFlagParsing: true,
		RunE: func(c *cobra.Command, args []string) error {
			if runtime.GOOS != "linux" {
				return errors.New("the lab runs on Linux only; use kind, minikube or Docker Desktop here")
			}
			for _, name := range []string{"kubectl-mastery-lab", "kubectl-mastery_lab"} {
				path, err := exec.LookPath(name)
				if err != nil {
					continue
				}
				lab := exec.CommandContext(c.Context(), path, args...)
				lab.Stdin, lab.Stdout, lab.Stderr = os.Stdin, os.Stdout, os.Stderr
				lab.Cancel = func() error { return lab.Process.Signal(os.Interrupt) }
				err = lab.Run()
				if ended, ok := errors.AsType[*exec.ExitError](err); ok {
					return outcome(ended.ExitCode())
				}
				return err
			}
			return fmt.Errorf("the lab is not installed; get it with `kubectl krew install mastery/mastery-lab`")
		},
	}
}
