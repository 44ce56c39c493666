package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/lint"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/schema"
)

func (a *app) newLint() *cobra.Command {
	return &cobra.Command{
		Use:   "lint [DIR...]",
		Short: "Find all that is wrong with challenges, without a cluster",
		Long: "Find all that is wrong with challenges, without a cluster.\n\n" +
			"Without DIR all challenges in --challenges, or ./challenges, are looked at. What is\n" +
			"meant is excused by a comment on the line, or above it:\n\n" +
			"  # lint:allow RULE: why it is meant",
		Example: "  kubectl mastery author lint\n" +
			"  kubectl mastery author lint challenges/l1-pod-crash",
		RunE: func(_ *cobra.Command, args []string) error { return a.lint(args) },
	}
}

func (a *app) lint(args []string) error {
	dirs, err := a.authorDirs(args)
	if err != nil {
		return err
	}
	known, err := curriculum.Load(challenges.FS)
	if err != nil {
		return err
	}
	wrong, warnings := 0, 0
	for _, dir := range dirs {
		whole, err := filepath.Abs(dir) // which also gives "." its name
		if err != nil {
			return err
		}
		for _, f := range lint.Challenge(os.DirFS(filepath.Dir(whole)), filepath.Base(whole), known) {
			f.Path = filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(f.Path, filepath.Base(whole))))
			a.term.Print("%s", f)
			if f.Warning {
				warnings++
			} else {
				wrong++
			}
		}
	}
	a.term.Say("%d %s, %d wrong, %d warnings", len(dirs), plural("challenge", len(dirs)), wrong, warnings)
	if wrong > 0 {
		return outcome(exitNotSolved)
	}
	return nil
}

// authorDirs are the directories of the challenges that are meant: those that
// are named, or all that there are.
func (a *app) authorDirs(args []string) ([]string, error) {
	if len(args) > 0 {
		for _, dir := range args {
			if info, err := os.Stat(dir); err != nil || !info.IsDir() {
				return nil, fmt.Errorf("there is no directory %s; name those of challenges, such as challenges/l1-pod-crash", dir)
			}
		}
		return args, nil
	}
	top := a.authorDir()
	if info, err := os.Stat(top); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no directory %s; name a challenge's directory, or give --challenges DIR", top)
	}
	catalogue, err := challenge.NewCatalogue(os.DirFS(top))
	if err != nil {
		return nil, err
	}
	var dirs []string
	for _, id := range catalogue.IDs() {
		dirs = append(dirs, filepath.Join(top, id))
	}
	if len(dirs) == 0 {
		return nil, fmt.Errorf("%s holds no challenges: each is a directory with a challenge.yaml; `kubectl mastery author new ID` makes one", top)
	}
	return dirs, nil
}

func plural(word string, count int) string {
	if count == 1 {
		return word
	}
	return word + "s"
}

func (a *app) newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON schema of challenge.yaml, for editors",
		Example: "  kubectl mastery author schema > challenge.schema.json\n\n" +
			"and at the top of a challenge.yaml, for editors with the YAML language server:\n\n" +
			"  # yaml-language-server: $schema=../../challenge.schema.json",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := a.term.Out.Write(schema.Challenge())
			return err
		},
	}
}
