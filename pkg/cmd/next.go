package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// nextStep is one step as next prints it for programs.
type nextStep struct {
	Do      advance.Kind `json:"do"`
	ID      string       `json:"id"`
	Title   string       `json:"title,omitempty"`
	Minutes int          `json:"minutes,omitempty"`
	Command string       `json:"command"`
}

func (a *app) newNext() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "next",
		Short: "Say what to do next, and why",
		Long: "Say what to do next, and why: to go on with what is started, to do again what is due,\n" +
			"to come back to what was left unsolved, or to begin something new; in that order.\n\n" +
			"`kubectl mastery start` without a name starts the same.",
		Example: "  kubectl mastery next\n" +
			"  kubectl mastery next -o name   # the challenge alone that start would take",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf(output, "json", "yaml", "name"); err != nil {
				return err
			}
			all, known, err := a.standing(c.Context())
			if err != nil {
				return err
			}
			return a.next(all, known, output)
		},
	}
	outputs(c, &output, "json", "yaml", "name")
	return c
}

func (a *app) next(all []*challenge.Challenge, k *known, output string) error {
	steps := k.steps(all)
	switch output {
	case "":
		a.showSteps(steps, all, k)
		return nil
	case "name":
		if step, ok := advance.ToStart(steps); ok {
			fmt.Fprintln(a.term.Out, step.ID)
		}
		return nil
	}
	items := []nextStep{}
	for _, step := range steps {
		item := nextStep{Do: step.Kind, ID: step.ID, Command: command(step)}
		if c := step.Challenge; c != nil {
			item.Title, item.Minutes = c.Spec.Title, c.Spec.Minutes
		}
		items = append(items, item)
	}
	return a.printData(map[string]any{"apiVersion": record.APIVersion, "kind": "StepList", "items": items}, output)
}

// steps are what there is to do, what comes first first.
func (k *known) steps(all []*challenge.Challenge) []advance.Step {
	return advance.Steps(all, k.Record, k.open, k.now)
}

// showSteps tells of the first step what it is and why it comes first, and of
// the others in a line each how to have them instead.
func (a *app) showSteps(steps []advance.Step, all []*challenge.Challenge, k *known) {
	if len(steps) == 0 {
		a.showNext(all, k)
		return
	}
	first := steps[0]
	title := first.ID
	if first.Challenge != nil {
		title = first.Challenge.Spec.Title
	}
	fmt.Fprintf(a.term.Out, "%s\n%s\n", a.term.Bold(title), a.term.Wrap(k.why(first), ""))
	rest := "Or"
	if k.contexts != nil {
		a.showNext(all, k)
		rest = "Then"
	} else {
		a.term.Print("Next: %s", command(first))
		steps = steps[1:]
	}
	if first.Kind == advance.CleanUp {
		rest = "Then"
	}
	for _, step := range steps {
		a.term.Print("%s: %s", rest, said(step))
	}
}

// why says why a step comes first.
func (k *known) why(step advance.Step) string {
	about := ""
	if c := step.Challenge; c != nil {
		about = fmt.Sprintf("%s is of level %d (%s, about %d minutes). ", c.ID(), c.Spec.Level, lower(c.Spec.Type), c.Spec.Minutes)
	}
	last, _ := k.Last(step.ID)
	switch step.Kind {
	case advance.GoOn:
		return fmt.Sprintf("You are in the middle of it: %s is started, since %s.", step.ID, last.Started.Local().Format("2006-01-02 15:04"))
	case advance.CleanUp:
		return fmt.Sprintf("You have solved %s; what belongs to it is still in the cluster.", step.ID)
	case advance.Again:
		text := fmt.Sprintf("It is time to do it again: you solved it last on %s", day(step.Review.Last))
		if step.Review.Unaided == 0 {
			text += ", with much help"
		}
		text += ". What is done again in time is remembered for longer each time."
		if len(step.Challenge.Spec.Faults) > 1 {
			text += " You get a fault that you have not had yet, or have had longest ago."
		}
		return about + text
	case advance.Retry:
		return about + fmt.Sprintf("You began it on %s and left it unsolved. It begins anew, and hints are there to be taken.", day(last.Started))
	}
	return about + "It is the next one that is new to you."
}

// said is a step in a line, with its command.
func said(step advance.Step) string {
	switch c := step.Challenge; step.Kind {
	case advance.Again:
		return fmt.Sprintf("%s, again (due since %s): %s", c.Spec.Title, day(step.Review.Due), command(step))
	case advance.Retry, advance.New:
		return fmt.Sprintf("%s (%s, about %d minutes): %s", c.Spec.Title, lower(c.Spec.Type), c.Spec.Minutes, command(step))
	}
	return command(step)
}

// command is what to type for a step.
func command(step advance.Step) string {
	switch step.Kind {
	case advance.GoOn:
		return fmt.Sprintf("kubectl mastery verify %s, or kubectl mastery hint %s", step.ID, step.ID)
	case advance.CleanUp:
		return "kubectl mastery stop " + step.ID
	}
	return "kubectl mastery start " + step.ID
}
