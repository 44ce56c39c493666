package cmd

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// due is a review as it is printed.
type due struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Due is when it is to be done again; Now says that it is time.
	Due time.Time `json:"due"`
	Now bool      `json:"now"`
	// Solved is when it was solved last, Unaided how often by oneself in a row,
	// and Days the interval that this has led to.
	Solved  time.Time `json:"solved"`
	Unaided int       `json:"unaided"`
	Days    int       `json:"days"`
}

func (a *app) newReview() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "review",
		Short: "List what you have solved and when to do it again, so that it stays with you",
		Long: "List what you have solved and when to do it again, so that it stays with you: after 1, 3,\n" +
			"7, 16, 35 and 90 days, the longer the more often you did it without help. After a\n" +
			"solution was shown, or with more than half of the hints, it begins anew with one day.",
		Example: "  kubectl mastery review\n" +
			"  kubectl mastery review -o name   # those that are due now",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf(output, "wide", "json", "yaml", "name"); err != nil {
				return err
			}
			all, known, err := a.standing(c.Context())
			if err != nil {
				return err
			}
			return a.review(all, known, output)
		},
	}
	outputs(c, &output, "wide", "json", "yaml", "name")
	return c
}

func (a *app) review(all []*challenge.Challenge, k *known, output string) error {
	reviews := []due{}
	for _, r := range advance.Reviews(all, k.Record) {
		reviews = append(reviews, due{r.Challenge.ID(), r.Challenge.Spec.Title, r.Due, r.IsDue(k.now), r.Last, r.Unaided, r.Days()})
	}
	switch output {
	case "", "wide":
		if len(reviews) == 0 {
			a.term.Print("Nothing is solved yet, so there is nothing to do again. Where to begin: kubectl mastery next")
			return nil
		}
		return a.showReviews(reviews, k, output == "wide")
	case "name":
		for _, r := range reviews {
			if r.Now {
				fmt.Fprintln(a.term.Out, r.ID)
			}
		}
		return nil
	}
	return a.printData(map[string]any{"apiVersion": record.APIVersion, "kind": "ReviewList", "items": reviews}, output)
}

func (a *app) showReviews(reviews []due, k *known, wide bool) error {
	table := &metav1.Table{ColumnDefinitions: []metav1.TableColumnDefinition{
		{Name: "ID"}, {Name: "Due"}, {Name: "Solved"}, {Name: "Unaided", Priority: 1}, {Name: "Days", Priority: 1}, {Name: "Title", Priority: 1},
	}}
	for _, r := range reviews {
		when := day(r.Due)
		if r.Now {
			when = "now"
		}
		table.Rows = append(table.Rows, metav1.TableRow{Cells: []any{r.ID, when, day(r.Solved), r.Unaided, r.Days, r.Title}})
	}
	if err := a.printTable(table, wide); err != nil {
		return err
	}
	switch first := reviews[0]; {
	case k.contexts != nil:
		a.showNext(nil, k)
	case first.Now:
		a.term.Print("Next: kubectl mastery start %s", first.ID)
	default:
		a.term.Print("Nothing is due before %s. What else there is: kubectl mastery next", day(first.Due))
	}
	return nil
}

// day is a moment as people say it who plan by days.
func day(at time.Time) string { return at.Local().Format(time.DateOnly) }
