package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newAnswer() *cobra.Command {
	return &cobra.Command{
		Use:   "answer [ID] [QUESTION VALUE...]",
		Short: "Answer a question of a challenge, or list its questions",
		Long: "Answer a question of a challenge, or list its questions.\n\n" +
			"An answer is kept in your record and takes the place of an earlier one; whether\n" +
			"it is right is for `kubectl mastery verify` to say. Where several things are asked\n" +
			"for, their order does not matter. An answer that begins with a dash goes after --.",
		Example: "  kubectl mastery answer                            # what is asked, and what you said\n" +
			"  kubectl mastery answer port 8080\n" +
			"  kubectl mastery answer l1-scavenger-hunt port 8080   # where several are started",
		ValidArgsFunction: a.completeAnswer,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.open(c.Context())
			if err != nil {
				return err
			}
			id, words := splitAnswer(args)
			run, err := s.findAsking(id, words)
			if err != nil {
				return err
			}
			if len(words) == 0 {
				return s.showAsked(run)
			}
			return s.answer(c.Context(), run, words[0], strings.Join(words[1:], " "))
		},
	}
}

// splitAnswer tells the challenge's id, which may be left out, from the
// question and the answer: no question is named like a challenge.
func splitAnswer(args []string) (id string, words []string) {
	if len(args) > 0 && challenge.IsID(args[0]) {
		return args[0], args[1:]
	}
	return "", args
}

// findAsking finds the run that is meant: that of the challenge that was
// named, or of those that ask something the one that asks this question; the
// one started last where none does. A question that several ask is refused, for
// an answer takes the place of an earlier one.
func (s *session) findAsking(id string, words []string) (*current, error) {
	if id != "" {
		run, err := s.find([]string{id})
		if err == nil && len(run.challenge.Spec.Questions) == 0 {
			err = asksNothing(id)
		}
		return run, err
	}
	catalogue, err := s.catalogue()
	if err != nil {
		return nil, err
	}
	open := s.record.OpenRuns(s.uid)
	if len(open) == 0 {
		return nil, s.nothingOpen()
	}
	var asking, exactly []record.OpenRun
	for _, run := range open {
		c, err := catalogue.Get(run.Challenge)
		switch {
		case errors.Is(err, challenge.ErrNotFound): // of another release
		case err != nil:
			return nil, err
		case len(words) > 0 && slices.Contains(c.QuestionNames(), words[0]):
			exactly = append(exactly, run)
			asking = append(asking, run)
		case len(c.Spec.Questions) > 0:
			asking = append(asking, run)
		}
	}
	if len(exactly) > 1 {
		return nil, fmt.Errorf("%s ask %s; name one: `kubectl mastery answer ID %s VALUE`", allOf(exactly), words[0], words[0])
	}
	if len(exactly) == 1 {
		return s.current(catalogue, exactly[0])
	}
	if len(asking) == 0 {
		return nil, asksNothing(open[0].Challenge)
	}
	return s.current(catalogue, asking[0])
}

func asksNothing(id string) error {
	return fmt.Errorf("%s asks no questions; whether it is solved, `kubectl mastery verify %s` tells", id, id)
}

// answer keeps an answer in the record.
func (s *session) answer(ctx context.Context, c *current, question, value string) error {
	id := c.challenge.ID()
	if _, err := c.challenge.Question(question); err != nil {
		return err
	}
	value, err := record.Tidy(value)
	if err != nil {
		return fmt.Errorf("%w; say it like this: `kubectl mastery answer %s VALUE`", err, question)
	}
	before := c.run.Given()[question]
	var refused error
	written, err := s.store.Update(ctx, func(r *record.Record) {
		r.Put(id, c.run)
		refused = r.Answer(id, c.run.ID, question, value, s.cluster.Now())
	})
	if err = errors.Join(err, refused); err != nil {
		return err
	}
	for _, run := range written.Challenges[id].Runs {
		if run.ID == c.run.ID {
			c.run = run
		}
	}
	s.showKept(c, question, before)
	return nil
}

// showKept says what was kept, and what to do next.
func (s *session) showKept(c *current, question, before string) {
	value := c.run.Given()[question]
	instead := ""
	if before != "" && before != value {
		instead = ", instead of " + before
	}
	s.term.Print("%s kept for %s: %s is %s%s", s.term.Sign(Good), c.challenge.ID(), question, value, instead)
	s.showUnanswered(c.challenge, c.run)
}

// showAsked lists the questions of a run with what was answered so far.
func (s *session) showAsked(c *current) error {
	fmt.Fprintf(s.term.Out, "%s\n", s.term.Bold(c.challenge.ID()+": "+c.challenge.Spec.Title))
	if err := s.showQuestions(c.challenge, c.run); err != nil {
		return err
	}
	s.showUnanswered(c.challenge, c.run)
	return nil
}

func (a *app) showQuestions(c *challenge.Challenge, run record.Run) error {
	given := run.Given()
	for _, q := range c.Spec.Questions {
		asks, err := values(run).Apply(q.Asks)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.term.Out, "%s\n%s", a.term.Bold(q.Name), a.term.Wrap(asks, "    "))
		if value, answered := given[q.Name]; answered {
			fmt.Fprint(a.term.Out, a.term.Wrap("you said: "+value, "    "))
		}
	}
	return nil
}

// showUnanswered says how many answers are still missing, and the next command.
func (a *app) showUnanswered(c *challenge.Challenge, run record.Run) {
	given := run.Given()
	var missing []string
	for _, name := range c.QuestionNames() {
		if _, answered := given[name]; !answered {
			missing = append(missing, name)
		}
	}
	all := len(c.Spec.Questions)
	if len(missing) == 0 {
		a.term.Print("All %d are answered. Are they right? kubectl mastery verify %s", all, c.ID())
		return
	}
	a.term.Print("%d of %d answered. The next one: kubectl mastery answer %s VALUE", all-len(missing), all, missing[0])
}

// completeAnswer completes questions, and the challenges that ask them. What
// is started is looked up on this machine: a shell that completes shall not
// wait for a cluster.
func (a *app) completeAnswer(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	const nothingElse = cobra.ShellCompDirectiveNoFileComp
	id, words := splitAnswer(args)
	catalogue, err := a.catalogue()
	if err != nil || len(words) > 0 {
		return nil, nothingElse
	}
	ids := []string{id}
	if id == "" {
		ids = a.startedHere()
	}
	var found []string
	for _, one := range ids {
		c, err := catalogue.Get(one)
		if err != nil || len(c.Spec.Questions) == 0 {
			continue
		}
		for _, q := range c.Spec.Questions {
			asks, _, _ := strings.Cut(strings.TrimSpace(q.Asks), "\n")
			found = append(found, q.Name+"\t"+asks)
		}
		if id == "" {
			found = append(found, one+"\t"+c.Spec.Title)
		}
	}
	return found, nothingElse
}

// startedHere are the challenges that are started by what this machine knows.
func (a *app) startedHere() []string {
	dir, err := record.StateDir()
	if err != nil {
		return nil
	}
	mirrors, err := record.Mirrors(dir)
	if err != nil {
		return nil
	}
	var ids []string
	for _, m := range mirrors {
		r, err := m.ReadAll()
		if err != nil {
			continue
		}
		for _, run := range r.OpenRuns("") {
			if !slices.Contains(ids, run.Challenge) {
				ids = append(ids, run.Challenge)
			}
		}
	}
	return ids
}
