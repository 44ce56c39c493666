package cmd

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

// defaultDir is where challenges are unless --challenges says otherwise.
const defaultDir = "challenges"

// authorDir is the directory of the challenges that somebody writes.
func (a *app) authorDir() string {
	if a.elsewhere != "" {
		return a.elsewhere
	}
	return defaultDir
}

func (a *app) newNew() *cobra.Command {
	kind, dir := string(challenge.Troubleshoot), ""
	c := &cobra.Command{
		Use:         "new ID",
		Short:       "Make a challenge that works, to be made into your own",
		Annotations: map[string]string{alsoSays: "how to go on: [docs/authoring.md](docs/authoring.md)"},
		Example: "  kubectl mastery author new l1-board-dark\n" +
			"  kubectl mastery author new l3-tight-quota --type Build --dir mine",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name the challenge by its level and two to four words, such as l1-pod-crash: the symptom or the task, not the cause")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if dir == "" {
				dir = a.authorDir()
			}
			return a.makeNew(dir, args[0], challenge.Type(kind))
		},
	}
	c.Flags().StringVar(&kind, "type", kind, "one of "+strings.Join(author.NewTypes(), ", "))
	c.Flags().StringVar(&dir, "dir", "", "the directory to make it in (default: that of --challenges, or ./challenges)")
	return c
}

func (a *app) makeNew(dir, id string, kind challenge.Type) error {
	level, err := challenge.LevelOf(id)
	if err != nil {
		return err
	}
	known, err := curriculum.Load(challenges.FS)
	if err != nil {
		return err
	}
	files, err := author.New(dir, id, kind, known.First(level))
	if err != nil {
		return err
	}
	for _, file := range files {
		a.term.Print("%s", file)
	}
	made := filepath.Join(dir, id)
	a.term.Say("\nIt works as it is. Make it yours, beginning with challenge.yaml, and ask as you go:")
	a.term.Say("  kubectl mastery author lint %s", made)
	a.term.Say("  kubectl mastery author prove %s   # on the current cluster", made)
	return nil
}
