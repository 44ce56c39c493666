package cmd

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/cli-runtime/pkg/printers"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// entry is one challenge as list prints it.
type entry struct {
	ID      string         `json:"id"`
	Level   int            `json:"level"`
	Type    challenge.Type `json:"type"`
	Minutes int            `json:"minutes"`
	Title   string         `json:"title"`
	// State is new, started, tried or solved; started is also what was solved
	// before.
	State string `json:"state"`
	// Solved is set once the challenge was solved, whatever its state.
	Solved bool `json:"solved"`
	// WithSolution is set where the learner had been shown how each time.
	WithSolution bool `json:"withSolution,omitempty"`
}

func (a *app) newList() *cobra.Command {
	var output string
	var wanted filter
	c := &cobra.Command{
		Use:         "list",
		Short:       "List the challenges and how far you are",
		Annotations: map[string]string{alsoSays: "`--level`, `--type`, `--skill`, `--state`; also without a cluster"},
		Example: "  kubectl mastery list --level 1 --state new\n" +
			"  kubectl mastery list --type troubleshoot\n" +
			"  kubectl mastery list --skill pods -o wide   # of the curriculum's items, those with this word in them",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf(output, "wide", "json", "yaml", "name"); err != nil {
				return err
			}
			if err := wanted.valid(c.Flags()); err != nil {
				return err
			}
			levels, err := curriculum.Load(challenges.FS)
			if err != nil {
				return err
			}
			if err := wanted.known(levels); err != nil {
				return err
			}
			catalogue, err := a.catalogue()
			if err != nil {
				return err
			}
			all, err := catalogue.All()
			if err != nil {
				return err
			}
			known, err := a.known(c.Context())
			if err != nil {
				return err
			}
			entries := []entry{}
			for _, one := range all {
				if e := known.entry(one); wanted.fits(e, one, levels) {
					entries = append(entries, e)
				}
			}
			if len(entries) == 0 && (output == "" || output == "wide") {
				a.term.Print("No challenge is of that kind yet. All of them: kubectl mastery list. What there is to learn: kubectl mastery learn")
				return nil
			}
			return a.printList(entries, output)
		},
	}
	outputs(c, &output, "wide", "json", "yaml", "name")
	c.Flags().IntVar(&wanted.level, "level", 0, "only this level, 1 to 6")
	c.Flags().StringVar(&wanted.kind, "type", "", "only this type: "+strings.Join(types(), ", "))
	c.Flags().StringVar(&wanted.skill, "skill", "", "only what trains this item of the curriculum: its id or a word of it")
	c.Flags().StringVar(&wanted.state, "state", "", "only this state: "+strings.Join(states(), ", "))
	for flag, words := range map[string][]string{"type": types(), "state": states()} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)) // fails for an unknown flag
	}
	return c
}

// entry is a challenge with how far the learner is.
func (k *known) entry(c *challenge.Challenge) entry {
	return entry{c.ID(), c.Spec.Level, c.Spec.Type, c.Spec.Minutes, c.Spec.Title, k.state(c.ID()), !k.SolvedAt(c.ID()).IsZero(), k.OnlyWithSolution(c.ID())}
}

// stated is the state in words.
func (e entry) stated() string {
	switch {
	case e.Solved && e.State != "solved":
		return e.State + " again"
	case e.WithSolution:
		return e.State + ", shown how"
	}
	return e.State
}

// state is how far a learner is with a challenge. One that was solved and is
// started again is started: that is what there is to do.
func (k *known) state(id string) string {
	run, open := k.openRun(id)
	_, tried := k.Last(id)
	switch {
	case open && run.Solved.IsZero():
		return "started"
	case !k.SolvedAt(id).IsZero():
		return "solved"
	case tried:
		return "tried"
	}
	return "new"
}

func (a *app) printList(entries []entry, output string) error {
	switch output {
	case "", "wide":
		table := &metav1.Table{ColumnDefinitions: []metav1.TableColumnDefinition{
			{Name: "ID"}, {Name: "Level", Priority: 1}, {Name: "Type"}, {Name: "Minutes", Priority: 1}, {Name: "State"}, {Name: "Title"},
		}}
		for _, e := range entries {
			table.Rows = append(table.Rows, metav1.TableRow{Cells: []any{e.ID, e.Level, string(e.Type), e.Minutes, e.stated(), e.Title}})
		}
		return a.printTable(table, output == "wide")
	case "name":
		for _, e := range entries {
			fmt.Fprintln(a.term.Out, e.ID)
		}
		return nil
	default:
		return a.printData(map[string]any{"apiVersion": record.APIVersion, "kind": "ChallengeList", "items": entries}, output)
	}
}

// printTable prints a table as kubectl does; on a terminal its lines end where
// the terminal does.
func (a *app) printTable(table *metav1.Table, wide bool) error {
	var text strings.Builder
	if err := printers.NewTablePrinter(printers.PrintOptions{Wide: wide}).PrintObj(table, &text); err != nil {
		return err
	}
	_, err := fmt.Fprint(a.term.Out, a.term.Fit(text.String()))
	return err
}

// oneOf holds --output to the formats that a verb has; none is always allowed.
func oneOf(output string, formats ...string) error {
	if output == "" || slices.Contains(formats, output) {
		return nil
	}
	return fmt.Errorf("unknown output %q; use %s", output, alternatives(formats))
}

// outputs gives a verb the flag --output, with the formats that it has.
func outputs(c *cobra.Command, output *string, formats ...string) {
	c.Flags().StringVarP(output, "output", "o", "", alternatives(formats))
	_ = c.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)) // fails for an unknown flag
}

// alternatives are words of which one is to be chosen.
func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// printData prints a value for programs to read.
func (a *app) printData(value any, format string) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err == nil && format == "yaml" {
		text, err = yaml.JSONToYAML(text)
	}
	if err != nil {
		return err
	}
	if format == "json" {
		text = append(text, '\n')
	}
	_, err = a.term.Out.Write(text)
	return err
}
