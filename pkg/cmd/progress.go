package cmd

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// levelProgress is how far a learner is in one level.
type levelProgress struct {
	Level  int    `json:"level"`
	Name   string `json:"name"`
	Solved int    `json:"solved"`
	Of     int    `json:"of"`
	// WithSolution counts of the solved ones those that were not solved without.
	WithSolution int `json:"withSolution,omitempty"`
}

func (a *app) newProgress() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:         "progress",
		Short:       "Show how far you are in each level",
		Annotations: map[string]string{alsoSays: "`export` and `import FILE` carry it elsewhere"},
		Args:        noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf(output, "json", "yaml"); err != nil {
				return err
			}
			levels, err := curriculum.Load(challenges.FS)
			if err != nil {
				return err
			}
			all, known, err := a.standing(c.Context())
			if err != nil {
				return err
			}
			progress := make([]levelProgress, len(levels.Levels))
			for i, level := range levels.Levels {
				progress[i] = levelProgress{Level: level.Number, Name: level.Name}
			}
			var shown []string
			for _, one := range all {
				p := &progress[one.Spec.Level-1]
				p.Of++
				if !known.SolvedAt(one.ID()).IsZero() {
					p.Solved++
				}
				if known.OnlyWithSolution(one.ID()) {
					p.WithSolution++
					shown = append(shown, one.ID())
				}
			}
			if output == "" {
				a.showProgress(progress, known)
				if len(shown) > 0 {
					a.term.Print("Solved with the solution only: %s. When to do them again: kubectl mastery review", strings.Join(shown, ", "))
				}
				a.showNext(all, known)
				return nil
			}
			document, err := known.Format()
			if err != nil {
				return err
			}
			facts, err := yaml.YAMLToJSON(document)
			if err != nil {
				return err
			}
			return a.printData(map[string]any{"apiVersion": record.APIVersion, "kind": "Progress", "levels": progress, "record": json.RawMessage(facts)}, output)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "json or yaml")
	c.AddCommand(a.newProgressExport(), a.newProgressImport())
	return c
}

func (a *app) showProgress(levels []levelProgress, k *known) {
	width := 20
	if a.term.Width < 70 {
		width = 8
	}
	for _, l := range levels {
		filled := 0
		if l.Of > 0 {
			filled = width * l.Solved / l.Of
		}
		bar := strings.Repeat("#", filled) + strings.Repeat("-", width-filled)
		count := fmt.Sprintf("%d of %d", l.Solved, l.Of)
		if l.Of == 0 {
			count = "no challenges yet"
		}
		fmt.Fprintf(a.term.Out, "Level %d  %-20s %s  %s\n", l.Level, l.Name, bar, count)
	}
	a.showOpen(k)
}
