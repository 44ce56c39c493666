package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newEnv() *cobra.Command {
	var shell string
	c := &cobra.Command{
		Use:   "env [ID] [-- COMMAND...]",
		Short: "Let kubectl act in a challenge's namespace, without -n, in a shell or for a command",
		Long: "Let kubectl act in a challenge's namespace, without -n.\n\n" +
			"It prints the line that does so for the shell that runs it. After --, it runs a\n" +
			"command in that way, or your shell if none is named. Your kubeconfig stays as it\n" +
			"is: a file of its own goes before it in KUBECONFIG, which only names your cluster\n" +
			"and your user and holds no credentials. `kubectl mastery stop` removes it; kubectl\n" +
			"then goes on with your own.",
		Example: "  eval \"$(kubectl mastery env)\"                   # bash, zsh\n" +
			"  kubectl mastery env --shell fish | source\n" +
			"  kubectl mastery env --shell powershell | Invoke-Expression\n" +
			"  kubectl mastery env -- kubectl get pods\n" +
			"  kubectl mastery env --                          # a shell; exit ends it",
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			export, err := exporter(shell)
			if err != nil {
				return err
			}
			if err := keptByName(c.Flags()); err != nil {
				return err
			}
			ids, command := args, []string(nil)
			if dash := c.ArgsLenAtDash(); dash >= 0 {
				ids, command = args[:dash], append([]string{}, args[dash:]...)
			}
			if len(ids) > 1 && !slices.Contains(a.ids(), ids[0]) {
				return fmt.Errorf("name one challenge, not %d; a command goes after --: kubectl mastery env -- %s", len(ids), strings.Join(ids, " "))
			}
			if err := atMostOneID(c, ids); err != nil {
				return err
			}
			return a.onRun(func(s *session, _ context.Context, run *current) error {
				kubeconfig, err := s.overlay(run)
				if err != nil {
					return err
				}
				if command != nil {
					return s.within(kubeconfig, command)
				}
				fmt.Fprintln(s.term.Out, export(kubeconfig))
				namespace := run.run.Namespaces[challenge.MainNamespace]
				if !s.term.Shows() { // a shell reads it
					s.term.Say("In a shell that runs this, kubectl acts in namespace %s of context %s, until `kubectl mastery stop %s`.", namespace, s.cluster.Context, run.challenge.ID())
					return nil
				}
				s.term.Say("A shell that runs this line acts in namespace %s of context %s: %s. Without it, one command: kubectl mastery env -- COMMAND",
					namespace, s.cluster.Context, running(shell, run.challenge.ID()))
				return nil
			})(c, ids)
		},
	}
	c.Flags().StringVar(&shell, "shell", defaultShell(), "the shell to print for: "+strings.Join(shells(), ", "))
	_ = c.RegisterFlagCompletionFunc("shell", cobra.FixedCompletions(shells(), cobra.ShellCompDirectiveNoFileComp)) // fails for an unknown flag
	return c
}

func shells() []string { return []string{"bash", "zsh", "sh", "fish", "powershell"} }

func defaultShell() string {
	if runtime.GOOS == "windows" {
		return "powershell"
	}
	return "bash"
}

// exporter makes the line with which a shell sets KUBECONFIG.
func exporter(shell string) (func(value string) string, error) {
	switch shell {
	case "bash", "zsh", "sh":
		return func(v string) string {
			return "export KUBECONFIG='" + strings.ReplaceAll(v, "'", `'\''`) + "'"
		}, nil
	case "fish":
		return func(v string) string {
			return "set -gx KUBECONFIG '" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(v) + "'"
		}, nil
	case "powershell":
		return func(v string) string { // to which typographic quotes are quotes as well
			return "$env:KUBECONFIG = '" + strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛").Replace(v) + "'"
		}, nil
	}
	return nil, fmt.Errorf("--shell takes %s, not %q", alternatives(shells()), shell)
}

// running is how a shell runs what env prints.
func running(shell, id string) string {
	switch shell {
	case "fish":
		return "kubectl mastery env " + id + " --shell fish | source"
	case "powershell":
		return "kubectl mastery env " + id + " --shell powershell | Invoke-Expression"
	}
	return `eval "$(kubectl mastery env ` + id + `)"`
}

// keptByName refuses flags that a kubeconfig of names cannot hold.
func keptByName(flags *pflag.FlagSet) error {
	kept := []string{"kubeconfig", "context", "cluster", "user", "namespace", "learner", "challenges", "cache-dir", "request-timeout", "shell"}
	var lost []string
	flags.Visit(func(f *pflag.Flag) {
		if !slices.Contains(kept, f.Name) {
			lost = append(lost, "--"+f.Name)
		}
	})
	if len(lost) > 0 {
		return fmt.Errorf("%s cannot be kept for later commands; put it into a context of your kubeconfig, and name that with --context", strings.Join(lost, ", "))
	}
	return nil
}

// overlay writes the kubeconfig that a run's commands use before the learner's
// own, and returns what KUBECONFIG is then.
func (s *session) overlay(c *current) (string, error) {
	files, err := s.cluster.Files(func(file string) bool { return record.IsOverlay(s.state, file) })
	if err != nil {
		return "", err
	}
	file, before, err := s.mirror.Overlay(c.challenge.ID())
	if err != nil {
		return "", err
	}
	if strings.ContainsRune(file, os.PathListSeparator) {
		return "", fmt.Errorf("KUBECONFIG cannot hold a path with %q in it, as %s has; set XDG_STATE_HOME to another directory", os.PathListSeparator, file)
	}
	namespace := c.run.Namespaces[challenge.MainNamespace]
	content, err := s.cluster.Overlay(before, namespace, namespace)
	if err != nil {
		return "", err
	}
	if err := s.mirror.WriteOverlay(c.challenge.ID(), content); err != nil {
		return "", err
	}
	return strings.Join(append([]string{file}, files...), string(os.PathListSeparator)), nil
}

// within runs a command, or a shell, that acts in the run's namespace.
func (s *session) within(kubeconfig string, command []string) error {
	if len(command) == 0 {
		shell := os.Getenv("SHELL")
		if shell == "" {
			return errors.New("SHELL names no shell; name the command to run: kubectl mastery env -- COMMAND")
		}
		command = []string{shell}
		s.term.Say("This shell acts in the challenge's namespace; exit ends it.")
	}
	// An interrupt is for the command to heed: the terminal sends it there too.
	run := exec.Command(command[0], command[1:]...)
	run.Env = append(os.Environ(), "KUBECONFIG="+kubeconfig)
	run.Stdin, run.Stdout, run.Stderr = s.term.In, s.term.Out, s.term.ErrOut
	err := run.Run()
	if ended, ok := errors.AsType[*exec.ExitError](err); ok && ended.ExitCode() > 0 {
		return outcome(ended.ExitCode())
	}
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("there is no program %q on your PATH", command[0])
	}
	return err
}

// dropOverlay removes the kubeconfig of a challenge, but not what programs have
// put there that found it first in KUBECONFIG.
func (s *session) dropOverlay(id string) {
	file, content, err := s.mirror.Overlay(id)
	switch {
	case err != nil:
	case content == nil:
		return
	case !cluster.OnlyOverlay(content):
		s.term.Say("note: %s stays, for it holds clusters or users that something has added there; move what you need into your own kubeconfig", file)
		return
	default:
		err = os.Remove(file)
	}
	if err != nil {
		s.term.Say("note: the kubeconfig that `kubectl mastery env` made is left: %v", err)
	}
}
