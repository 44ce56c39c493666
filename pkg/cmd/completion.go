package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// completer is the program that kubectl runs to complete what is typed after
// `kubectl mastery`, as kubectl's documentation of plugins has it.
const completer = "kubectl_complete-mastery"

// Arguments are the arguments of a command line, of which the first word is the
// program: under the name that kubectl looks for, it completes.
func Arguments(line []string) []string {
	if strings.TrimSuffix(filepath.Base(line[0]), ".exe") == completer {
		return append([]string{cobra.ShellCompRequestCmd}, line[1:]...)
	}
	return line[1:]
}

func (a *app) newCompletion() *cobra.Command {
	c := &cobra.Command{
		Use:   "completion",
		Short: "Let kubectl complete challenges, commands and flags",
		Args:  a.unknownVerb,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var dir string
	install := &cobra.Command{
		Use:   "install",
		Short: "Put a link beside kubectl-mastery by which kubectl completes what it knows",
		Long: "Put a link beside kubectl-mastery, named " + completer + ". kubectl finds it and\n" +
			"completes `kubectl mastery` in every shell in which it completes its own commands;\n" +
			"how to set that up says `kubectl completion --help`.",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if runtime.GOOS == "windows" {
				return errors.New("there are no links to be had on Windows: copy kubectl-mastery.exe to " + completer + ".exe beside it")
			}
			link, err := installCompletion(dir)
			if err != nil {
				return err
			}
			if !onPath(filepath.Dir(link)) {
				a.term.Say("%s %s is there, but kubectl does not find it: add %s to PATH, or install it without --dir", a.term.Sign(Bad), link, filepath.Dir(link))
				return outcome(exitNotSolved)
			}
			a.term.Say("%s %s is there. Shells that complete kubectl's commands now complete those of this plugin as well. How to set that up: kubectl completion --help", a.term.Sign(Good), link)
			return nil
		},
	}
	install.Flags().StringVar(&dir, "dir", "", "another directory of PATH for the link")
	c.AddCommand(install, a.newCompletionUninstall())
	return c
}

func (a *app) newCompletionUninstall() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "uninstall",
		Short: "Remove the link for completion again",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			link, err := completionLink(dir)
			if err != nil {
				return err
			}
			if link == "" {
				a.term.Say("There is no such link, so there is nothing to remove.")
				return nil
			}
			if err := os.Remove(link); err != nil {
				return err
			}
			a.term.Say("%s %s is removed", a.term.Sign(Good), link)
			return nil
		},
	}
	c.Flags().StringVar(&dir, "dir", "", "the directory that it was put into")
	return c
}

// completionLink is where the link is, in a directory or beside the program;
// empty where there is none.
func completionLink(dir string) (string, error) {
	if dir == "" {
		program, err := exec.LookPath("kubectl-mastery")
		if err != nil {
			return "", nil
		}
		dir = filepath.Dir(program)
	}
	link := filepath.Join(dir, completer)
	to, err := os.Readlink(link)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil || strings.TrimSuffix(filepath.Base(to), ".exe") != "kubectl-mastery":
		return "", fmt.Errorf("%s is no link to kubectl-mastery, and was left as it is", link)
	}
	return link, nil
}

// onPath reports whether programs in a directory are found by their names.
func onPath(dir string) bool {
	dir, err := filepath.Abs(dir)
	return err == nil && slices.ContainsFunc(filepath.SplitList(os.Getenv("PATH")), func(one string) bool {
		one, err := filepath.Abs(one)
		return err == nil && one == dir
	})
}

// installCompletion makes the link and returns where it is.
func installCompletion(dir string) (string, error) {
	program, err := exec.LookPath("kubectl-mastery")
	if err == nil {
		program, err = filepath.Abs(program)
	}
	if err != nil {
		return "", errors.New("kubectl-mastery is not on PATH, so kubectl would not find a link beside it either; see the README for how to install it")
	}
	if dir == "" {
		dir = filepath.Dir(program)
	}
	link := filepath.Join(dir, completer)
	if there, err := os.Readlink(link); err == nil && there == program {
		return link, nil
	}
	err = os.Symlink(program, link)
	switch {
	case errors.Is(err, fs.ErrExist):
		return "", fmt.Errorf("%s is there already and something else; remove it first, or name another directory with --dir", link)
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("there is no directory %s; name one of PATH with --dir", dir)
	case errors.Is(err, fs.ErrPermission):
		return "", fmt.Errorf("you may not write to %s; name another directory of PATH with --dir", dir)
	}
	return link, err
}
