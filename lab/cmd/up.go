package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

func newUp(place *place, streams Streams) *cobra.Command {
	o := lab.UpOptions{Proxy: proxyEnv()}
	cmd := &cobra.Command{
		Use:        "up [NAME]",
		SuggestFor: []string{"create", "start", "new", "run", "init"},
		Short:      "Create a lab, or start it again, and wait until it is ready",
		Args:       oneLab,
	}
	name := nameArg(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		if o.Name, err = name(args); err != nil {
			return err
		}
		if cmd.Flags().Changed("nodes") && o.Nodes == 0 {
			return errors.New("--nodes takes a number from 1 on")
		}
		machine, err := place.machine()
		if err != nil {
			return err
		}
		steps := progress.NewSteps(streams.Err, isTerminal(streams.Err))
		found, err := machine.Up(cmd.Context(), o, steps)
		if err != nil {
			return err
		}
		steps.Say("%s is ready after %.1f s. To use it:", lab.Title(found.Name), steps.Total().Seconds())
		_, err = fmt.Fprintf(streams.Out, "export KUBECONFIG=%s\n", quote(machine.Root.Lab(found.Name).Kubeconfig()))
		return err
	}
	flags := cmd.Flags()
	flags.IntVar(&o.Nodes, "nodes", 0, "how many nodes a new lab has, one if not given; the first runs the control plane")
	flags.StringSliceVar(&o.Without, "without", nil, "`PART` that a new lab shall not have: "+strings.Join(state.Parts(), ", "))
	flags.StringVar(&o.Domain, "domain", "", "DNS domain of a new lab, in place of "+state.DefaultDomain)
	flags.StringVar(&o.PodSecurity, "pod-security", "", "Pod Security Standard that namespaces of a new lab enforce unless they say otherwise: "+strings.Join(state.PodSecurities(), " or "))
	flags.IntVar(&o.GCPercent, "gc-percent", 0, "GOGC of a new lab's programs: above 100 they take more memory and less of the processors")
	flags.BoolVar(&o.Pull, "pull", false, "make a new lab without the offline images: all images come from registries")
	flags.StringSliceVar(&o.InsecureRegistries, "insecure-registry", nil, "`HOST[:PORT]` of a registry to ask by plain HTTP")
	flags.StringSliceVar(&o.With, "with", nil, "`ADD-ON,...` to put into the lab as well; `kubectl mastery lab add` lists them")
	flags.BoolVar(&o.Merge, "merge", false, "add a context to your own kubeconfig, without switching to it")
	flags.BoolVar(&o.Retain, "retain", false, "keep a lab that fails to start, to look at its logs")
	flags.DurationVar(&o.Timeout, "timeout", 5*time.Minute, "how long to wait for the cluster")
	// It fails only if there is no such flag.
	_ = cmd.RegisterFlagCompletionFunc("with", func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return completeAddonList(place, typed)
	})
	return cmd
}

// proxyEnv is what the environment says of how to reach registries.
func proxyEnv() lab.Proxy {
	either := func(name string) string {
		if value := os.Getenv(name); value != "" {
			return value
		}
		return os.Getenv(strings.ToLower(name))
	}
	return lab.Proxy{HTTP: either("HTTP_PROXY"), HTTPS: either("HTTPS_PROXY"), Except: either("NO_PROXY")}
}

// quote writes a word so that a shell reads it as it is.
func quote(word string) string {
	const plain = "%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
	if word != "" && strings.Trim(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
