package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// description is what show tells of a challenge; fields are only ever added.
type description struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	entry
	// Story is what is asked, with the names that its namespaces will have.
	Story string `json:"story"`
	// Stages are the steps of a Project, in their order.
	Stages []stage `json:"stages,omitempty"`
	// Trains are the items of the curriculum that it is about.
	Trains []trained `json:"trains"`
	// Requires is what it needs beyond any conformant cluster, in words.
	Requires []string `json:"requires"`
	// Creates are the namespaces with what is made in them, and Outside is what
	// is made outside of any namespace.
	Creates []created `json:"creates"`
	Outside []string  `json:"outside"`
	// Removes are objects outside of any namespace that stop removes, should the
	// learner make them, in words.
	Removes []string `json:"removes"`
	// HostAccess is what pods may do with their nodes, in words.
	HostAccess []string `json:"hostAccess"`
	// Files are handed to the learner, into a directory of the learner's choice.
	Files []string `json:"files"`
	// Images are those of its pods, and of the probes where verify asks from inside.
	Images []string `json:"images"`
}

type trained struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type created struct {
	Namespace string   `json:"namespace"`
	Objects   []string `json:"objects"`
}

func (a *app) newShow() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:               "show ID",
		Short:             "Tell what a challenge is about, and what it needs and creates, before you start it",
		Annotations:       map[string]string{alsoSays: "also without a cluster"},
		Args:              oneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf(output, "json", "yaml"); err != nil {
				return err
			}
			catalogue, err := a.catalogue()
			if err != nil {
				return err
			}
			chosen, err := catalogue.Get(args[0])
			if err != nil {
				return err
			}
			levels, err := curriculum.Load(challenges.FS)
			if err != nil {
				return err
			}
			known, err := a.known(c.Context())
			if err != nil {
				return err
			}
			d, err := describe(chosen, levels)
			if err != nil {
				return err
			}
			d.entry = known.entry(chosen)
			if output != "" {
				return a.printData(d, output)
			}
			a.showDescription(d, levels)
			a.showHow(chosen.ID(), known)
			return nil
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "json or yaml")
	return c
}

// describe tells all of a challenge that spoils nothing: its faults are not
// looked at.
func describe(c *challenge.Challenge, levels *curriculum.Curriculum) (*description, error) {
	values := challenge.Substitution{Namespaces: namespaces(c)}
	d := &description{APIVersion: record.APIVersion, Kind: "Challenge", Requires: []string{}, Outside: []string{}, Removes: []string{}, HostAccess: []string{}, Files: []string{}}
	var err error
	if d.Story, err = values.Apply(c.Spec.Story); err != nil {
		return nil, err
	}
	if d.Stages, err = stages(c, values); err != nil {
		return nil, err
	}
	for _, id := range c.Spec.Covers {
		text, _ := levels.Item(id)
		d.Trains = append(d.Trains, trained{id, text})
	}
	for _, name := range c.Spec.Requires {
		d.Requires = append(d.Requires, challenge.Requirements()[name])
	}
	for _, way := range c.Spec.HostAccess {
		d.HostAccess = append(d.HostAccess, challenge.HostAccesses()[way])
	}
	for _, touch := range c.Spec.Touches {
		if pattern, err := values.Apply(touch.Name); err == nil && len(touch.Restore) == 0 {
			d.Removes = append(d.Removes, fmt.Sprintf("each %s named %s that you make", touch.Kind, pattern))
		}
	}
	files, err := c.Handout(values)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		d.Files = append(d.Files, file.Path)
	}
	objects, err := scenario.Render(c, "", values)
	if err != nil {
		return nil, fmt.Errorf("render challenge %s: %w", c.ID(), err)
	}
	for _, alias := range c.Namespaces() {
		one := created{Namespace: values.Namespaces[alias], Objects: []string{}}
		for _, object := range objects {
			if object.GetNamespace() == one.Namespace {
				one.Objects = append(one.Objects, scenario.Label(object))
			}
		}
		d.Creates = append(d.Creates, one)
	}
	for _, object := range objects {
		if object.GetNamespace() == "" {
			d.Outside = append(d.Outside, scenario.Label(object))
		}
	}
	d.Images = images(c, objects)
	return d, nil
}

// namespaces are the names that a challenge's namespaces get, by their aliases.
func namespaces(c *challenge.Challenge) map[string]string {
	names := map[string]string{}
	for _, alias := range c.Namespaces() {
		names[alias] = "mastery-" + c.ID()
		if alias != challenge.MainNamespace {
			names[alias] += "-" + alias
		}
	}
	return names
}

// showDescription tells what there is to know.
func (a *app) showDescription(d *description, levels *curriculum.Curriculum) {
	fmt.Fprintf(a.term.Out, "%s\n", a.term.Bold(d.Title))
	a.term.Print("%s: level %d, %s; %s; about %d minutes; %s\n", d.ID, d.Level, levels.Levels[d.Level-1].Name, lower(d.Type), d.Minutes, d.stated())
	fmt.Fprintf(a.term.Out, "%s\n", a.term.Wrap(d.Story, ""))
	a.showStages(d.Stages)
	fmt.Fprintf(a.term.Out, "What it trains\n")
	for _, t := range d.Trains {
		fmt.Fprint(a.term.Out, a.term.Wrap("- "+t.Text, "  "))
	}
	fmt.Fprintf(a.term.Out, "\nWhat it creates\n")
	var parts []string
	for _, one := range d.Creates {
		parts = append(parts, strings.TrimSuffix(fmt.Sprintf("namespace %s with %s", one.Namespace, strings.Join(one.Objects, ", ")), " with "))
	}
	for _, outside := range d.Outside {
		parts = append(parts, "for the whole cluster: "+outside)
	}
	for _, way := range d.HostAccess {
		parts = append(parts, "pods that "+way)
	}
	for _, removed := range d.Removes {
		parts = append(parts, "stop removes "+removed)
	}
	for _, part := range parts {
		fmt.Fprint(a.term.Out, a.term.Wrap("- "+part, "  "))
	}
	if len(d.Files) > 0 {
		fmt.Fprintf(a.term.Out, "\nWhat it hands to you\n")
	}
	for _, file := range d.Files {
		fmt.Fprint(a.term.Out, a.term.Wrap(fmt.Sprintf("- file %s, in directory ./%s or that of --files", file, d.ID), "  "))
	}
	fmt.Fprintf(a.term.Out, "\nWhat it needs\n")
	needs := slices.Clone(d.Requires)
	for _, image := range d.Images {
		needs = append(needs, "image "+image)
	}
	for _, need := range needs {
		fmt.Fprint(a.term.Out, a.term.Wrap("- "+need, "  "))
	}
	fmt.Fprintln(a.term.Out)
}

// showHow says the next command for a challenge.
func (a *app) showHow(id string, k *known) {
	run, open := k.openRun(id)
	switch {
	case k.contexts != nil:
		a.showNext(nil, k)
	case open && run.Solved.IsZero():
		a.term.Print("Next: kubectl mastery verify %s, or kubectl mastery hint %s", id, id)
	case open:
		a.term.Print("Next: kubectl mastery stop %s", id)
	default:
		a.term.Print("Next: kubectl mastery start %s", id)
	}
}

// images are those that a challenge's pods run, or that it tells to run, in order.
func images(c *challenge.Challenge, objects []*unstructured.Unstructured) []string {
	seen := map[string]bool{}
	var find func(value any)
	find = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			for key, inner := range value {
				if name, ok := inner.(string); ok && key == "image" && name != "" {
					seen[name] = true
				}
				find(inner)
			}
		case []any:
			for _, inner := range value {
				find(inner)
			}
		}
	}
	for _, object := range objects {
		if object.GetKind() != "ConfigMap" && object.GetKind() != "Secret" { // what they hold are texts
			find(object.Object["spec"])
		}
	}
	told := c.Spec.Story
	for _, stage := range c.Spec.Stages {
		told += "\n" + stage.Story
	}
	for _, name := range challenge.NamedImages(told) {
		seen[name] = true
	}
	for _, one := range c.Spec.Checks {
		if one.From() != nil {
			seen[probe.Image] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
