package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// image is one that nodes must be able to get, and the challenges that need it.
type image struct {
	Image      string   `json:"image"`
	Challenges []string `json:"challenges"`
}

func (a *app) newImages() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "images [ID...]",
		Short: "List the images that challenges need, to be loaded or mirrored before a class",
		Example: "  kubectl mastery images\n" +
			"  kubectl mastery images l1-pod-crash -o name | xargs -n 1 docker pull",
		ValidArgsFunction: a.completeIDs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf(output, "name", "json", "yaml"); err != nil {
				return err
			}
			chosen, err := a.named(args)
			if err != nil {
				return err
			}
			all, err := needed(chosen)
			if err != nil {
				return err
			}
			return a.printImages(all, output)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "name, json or yaml")
	return c
}

// named are the challenges of those ids, or all where there are none.
func (a *app) named(ids []string) ([]*challenge.Challenge, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return catalogue.All()
	}
	var chosen []*challenge.Challenge
	for _, id := range ids {
		c, err := catalogue.Get(id)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, c)
	}
	return chosen, nil
}

// needed are the images of challenges, in order.
func needed(chosen []*challenge.Challenge) ([]image, error) {
	levels, err := curriculum.Load(challenges.FS)
	if err != nil {
		return nil, err
	}
	all := []image{}
	for _, c := range chosen {
		d, err := describe(c, levels)
		if err != nil {
			return nil, err
		}
		for _, name := range d.Images {
			i := slices.IndexFunc(all, func(one image) bool { return one.Image == name })
			if i < 0 {
				i, all = len(all), append(all, image{Image: name})
			}
			all[i].Challenges = append(all[i].Challenges, c.ID())
		}
	}
	slices.SortFunc(all, func(a, b image) int { return strings.Compare(a.Image, b.Image) })
	return all, nil
}

func (a *app) printImages(all []image, output string) error {
	switch output {
	case "":
		table := &metav1.Table{ColumnDefinitions: []metav1.TableColumnDefinition{{Name: "Image"}, {Name: "Challenges"}}}
		for _, one := range all {
			table.Rows = append(table.Rows, metav1.TableRow{Cells: []any{one.Image, strings.Join(one.Challenges, ", ")}})
		}
		return a.printTable(table, false)
	case "name":
		for _, one := range all {
			fmt.Fprintln(a.term.Out, one.Image)
		}
		return nil
	}
	return a.printData(map[string]any{"apiVersion": record.APIVersion, "kind": "ImageList", "items": all}, output)
}
