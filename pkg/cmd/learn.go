package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// topic is an item of the curriculum as learn prints it for programs.
type topic struct {
	ID    string `json:"id"`
	Level int    `json:"level"`
	Item  string `json:"item"`
	// Text explains it, and Links lead to the documentation; both are empty where
	// there is no text yet.
	Text  string   `json:"text,omitempty"`
	Links []string `json:"links,omitempty"`
	// Challenges are the ids of those that train it.
	Challenges []string `json:"challenges"`
}

func (a *app) newLearn() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "learn [TOPIC]",
		Short: "Explain what there is to learn, with where to read more and the challenges that train it",
		Long: "Explain what there is to learn, with where to read more and the challenges that train it.\n\n" +
			"TOPIC is an id, the last part of one, or words of it; without one all are listed.",
		Example: "  kubectl mastery learn\n" +
			"  kubectl mastery learn l1/skill/manifests\n" +
			"  kubectl mastery learn pod lifecycle",
		Annotations:       map[string]string{alsoSays: "also without a cluster"},
		ValidArgsFunction: completeTopics,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf(output, "json", "yaml", "name"); err != nil {
				return err
			}
			levels, err := curriculum.Load(challenges.FS)
			if err != nil {
				return err
			}
			items := levels.Items()
			if len(args) > 0 {
				if items, err = findTopics(levels, strings.Join(args, " ")); err != nil {
					return err
				}
			}
			catalogue, err := a.catalogue()
			if err != nil {
				return err
			}
			all, err := catalogue.All()
			if err != nil {
				return err
			}
			switch {
			case output != "":
				return a.printTopics(items, levels, all, output)
			case len(items) > 1:
				a.listTopics(items, levels, all)
				return nil
			}
			known, err := a.known(c.Context())
			if err != nil {
				return err
			}
			a.showTopic(items[0], levels, all, known)
			return nil
		},
	}
	outputs(c, &output, "json", "yaml", "name")
	return c
}

func completeTopics(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	levels, err := curriculum.Load(challenges.FS)
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var words []string
	for _, item := range levels.Items() {
		words = append(words, item.ID+"\t"+item.Text)
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// findTopics are the items that are meant, one at least.
func findTopics(levels *curriculum.Curriculum, words string) ([]curriculum.Item, error) {
	found := levels.Find(words)
	if len(found) > 0 {
		return found, nil
	}
	if near := challenge.Nearest(strings.ToLower(words), levels.Words()); near != "" {
		return nil, fmt.Errorf("no topic has %q in it; did you mean `kubectl mastery learn %s`? `kubectl mastery learn` lists all", words, near)
	}
	return nil, fmt.Errorf("no topic has %q in it; `kubectl mastery learn` lists all", words)
}

// train are the challenges that train an item.
func train(all []*challenge.Challenge, id string) []*challenge.Challenge {
	return slices.DeleteFunc(slices.Clone(all), func(c *challenge.Challenge) bool { return !slices.Contains(c.Spec.Covers, id) })
}

func (a *app) printTopics(items []curriculum.Item, levels *curriculum.Curriculum, all []*challenge.Challenge, output string) error {
	topics := []topic{}
	for _, item := range items {
		if output == "name" {
			fmt.Fprintln(a.term.Out, item.ID)
			continue
		}
		lesson := levels.Lessons[item.ID]
		one := topic{ID: item.ID, Level: item.Level, Item: item.Text, Text: lesson.Text, Links: lesson.Links, Challenges: []string{}}
		for _, c := range train(all, item.ID) {
			one.Challenges = append(one.Challenges, c.ID())
		}
		topics = append(topics, one)
	}
	if output == "name" {
		return nil
	}
	return a.printData(map[string]any{"apiVersion": record.APIVersion, "kind": "TopicList", "items": topics}, output)
}

// listTopics lists items below their levels, and says of which there is a text
// and how many challenges.
func (a *app) listTopics(items []curriculum.Item, levels *curriculum.Curriculum, all []*challenge.Challenge) {
	a.term.Print("In brackets: whether a text explains it, and how many challenges train it.\n")
	level := 0
	for _, item := range items {
		if item.Level != level {
			if level != 0 {
				fmt.Fprintln(a.term.Out)
			}
			level = item.Level
			fmt.Fprintln(a.term.Out, a.term.Bold(fmt.Sprintf("Level %d, %s", level, levels.Levels[level-1].Name)))
		}
		var has []string
		if _, ok := levels.Lessons[item.ID]; ok {
			has = append(has, "text")
		}
		if n := len(train(all, item.ID)); n == 1 {
			has = append(has, "1 challenge")
		} else if n > 1 {
			has = append(has, fmt.Sprintf("%d challenges", n))
		}
		line := fmt.Sprintf("- %s: %s", item.ID, item.Text)
		if len(has) > 0 {
			line += " (" + strings.Join(has, ", ") + ")"
		}
		fmt.Fprint(a.term.Out, a.term.Wrap(line, "  "))
	}
	fmt.Fprintln(a.term.Out)
	a.term.Print("One of them: kubectl mastery learn TOPIC")
}

// showTopic explains one item, and what to do about it.
func (a *app) showTopic(item curriculum.Item, levels *curriculum.Curriculum, all []*challenge.Challenge, k *known) {
	fmt.Fprintf(a.term.Out, "%s\n", a.term.Bold(item.Text))
	a.term.Print("%s: level %d, %s\n", item.ID, item.Level, levels.Levels[item.Level-1].Name)
	if lesson, ok := levels.Lessons[item.ID]; ok {
		fmt.Fprintf(a.term.Out, "%s\nRead more\n", a.term.Wrap(lesson.Text, ""))
		for _, link := range lesson.Links {
			a.term.Print("  - %s", link)
		}
	} else {
		a.term.Print("There is no text about it yet.")
	}
	fmt.Fprintln(a.term.Out)
	training := train(all, item.ID)
	if len(training) == 0 {
		a.term.Print("No challenge trains it yet. What else there is: kubectl mastery list --level %d", item.Level)
		return
	}
	fmt.Fprintln(a.term.Out, "What trains it")
	for _, c := range training {
		e := k.entry(c)
		fmt.Fprint(a.term.Out, a.term.Wrap(fmt.Sprintf("- %s: %s (%s, about %d minutes); %s", e.ID, e.Title, lower(e.Type), e.Minutes, e.stated()), "  "))
	}
	fmt.Fprintln(a.term.Out)
	a.showHow(k.trainFirst(training), k)
}

// trainFirst is the one to take of the challenges that train an item: by what
// comes next among them, or else the one that is due first.
func (k *known) trainFirst(training []*challenge.Challenge) string {
	mine := *k
	mine.open = slices.DeleteFunc(slices.Clone(k.open), func(run record.OpenRun) bool {
		return !slices.ContainsFunc(training, func(c *challenge.Challenge) bool { return c.ID() == run.Challenge })
	})
	if steps := mine.steps(training); len(steps) > 0 {
		return steps[0].ID
	}
	return training[0].ID()
}
