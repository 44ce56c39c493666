package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func (a *app) newHint() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:               "hint [ID]",
		Short:             "Give the next hint, one that fits what is failing now",
		Annotations:       map[string]string{alsoSays: "`--all` shows those that you have taken"},
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: a.onRun(func(s *session, ctx context.Context, run *current) error {
			if all {
				return s.hintsTaken(run)
			}
			return s.hint(ctx, run)
		}),
	}
	c.Flags().BoolVar(&all, "all", false, "show the hints that you have taken once more, and take none")
	return c
}

// hintsTaken shows the hints of the run so far, in the order of the challenge.
func (s *session) hintsTaken(c *current) error {
	if len(c.run.Hints) == 0 {
		s.term.Say("You have taken no hint yet. The first one: kubectl mastery hint %s", c.challenge.ID())
		return nil
	}
	for i, index := range slices.Sorted(slices.Values(c.run.Hints)) {
		if index >= len(c.challenge.Spec.Hints) {
			continue // of another release
		}
		text, err := c.deployment.Values().Apply(c.challenge.Spec.Hints[index].Text)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.term.Out, "%s\n%s\n", s.term.Bold(fmt.Sprintf("Hint %d for %s", i+1, c.challenge.ID())), s.term.Wrap(text, ""))
	}
	if !c.run.Solved.IsZero() {
		s.term.Print("It is solved. Clean up with: kubectl mastery stop %s", c.challenge.ID())
		return nil
	}
	s.term.Print("If you need another one: kubectl mastery hint %s. Done? kubectl mastery verify %s", c.challenge.ID(), c.challenge.ID())
	return nil
}

func atMostOneID(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("name one challenge, not %d", len(args))
	}
	return nil
}

func (s *session) hint(ctx context.Context, c *current) error {
	if gone, err := s.goneNamespace(ctx, c); err != nil || gone != "" {
		return errors.Join(err, s.showGone(c, gone)) // no hint is about that
	}
	results, evidence, baseline, err := s.look(ctx, c)
	if err != nil {
		return err
	}
	switch verdict := check.Overall(results); {
	case (verdict == check.Pass || verdict == check.Later) && !c.run.Solved.IsZero():
		s.term.Say("All outcomes hold, and it has counted. Clean up with: kubectl mastery stop %s", c.challenge.ID())
		return nil
	case verdict == check.Pass:
		s.term.Say("All outcomes hold. Let it count: kubectl mastery verify %s", c.challenge.ID())
		return nil
	}
	index, err := nextHint(c.challenge, c.run, results, evidence, baseline)
	if err != nil {
		return err
	}
	if index < 0 {
		return s.noFurther(c, results, evidence, baseline)
	}
	text, err := c.deployment.Values().Apply(c.challenge.Spec.Hints[index].Text)
	if err != nil {
		return err
	}
	c.run.Hints = append(c.run.Hints, index)
	if _, err := s.store.Update(ctx, func(r *record.Record) { r.Put(c.challenge.ID(), c.run) }); err != nil {
		return err
	}
	fmt.Fprintf(s.term.Out, "%s\n%s", s.term.Bold(fmt.Sprintf("Hint %d for %s%s", len(c.run.Hints), c.challenge.ID(), inStage(", ", c.challenge, results))), s.term.Wrap(text, ""))
	next, err := nextHint(c.challenge, c.run, results, evidence, baseline)
	if err != nil {
		return err
	}
	if next < 0 {
		s.term.Print("\nThat was the last hint for what fails now. Done? kubectl mastery verify. Still stuck? kubectl mastery solution")
		return nil
	}
	s.term.Print("\nThe next one: kubectl mastery hint. Done? kubectl mastery verify")
	return nil
}

// noFurther says that all hints for what fails are taken, and gives the one that
// still fits once more.
func (s *session) noFurther(c *current, results []check.Result, ev check.Evidence, baseline map[string]any) error {
	again, err := onceMore(c.challenge, c.run, results, ev, baseline)
	if err != nil {
		return err
	}
	if again >= 0 {
		text, err := c.deployment.Values().Apply(c.challenge.Spec.Hints[again].Text)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.term.Out, "%s\n%s\n", s.term.Bold("Once more, a hint for "+c.challenge.ID()), s.term.Wrap(text, ""))
	}
	s.term.Say("There is no further hint for what fails now. To see what fails: kubectl mastery verify %s. How it can be mended: kubectl mastery solution %s. To begin anew: kubectl mastery reset %s", c.challenge.ID(), c.challenge.ID(), c.challenge.ID())
	return nil
}

// onceMore is the hint that was taken last of those that fit what fails now: it
// may have come when it did not help yet. One that is about nothing in
// particular would only send back to the begin, so it is -1 then.
func onceMore(c *challenge.Challenge, run record.Run, results []check.Result, ev check.Evidence, baseline map[string]any) (int, error) {
	untaken := run
	untaken.Hints = nil
	for _, taken := range slices.Backward(run.Hints) {
		hint := c.Spec.Hints[taken]
		if hint.Check == "" && hint.If.Empty() {
			continue
		}
		if fits, err := nextHint(only(c, taken), untaken, results, ev, baseline); err != nil || fits >= 0 {
			return taken, err
		}
	}
	return -1, nil
}

// only is a challenge with one of its hints.
func only(c *challenge.Challenge, hint int) *challenge.Challenge {
	one := *c
	one.Spec.Hints = c.Spec.Hints[hint : hint+1]
	return &one
}

// look judges the present state once, all stages of it.
func (s *session) look(ctx context.Context, c *current) ([]check.Result, check.Evidence, map[string]any, error) {
	judge, err := check.NewJudge(c.challenge)
	if err != nil {
		return nil, check.Evidence{}, nil, err
	}
	baseline, err := s.store.Baseline(ctx, c.run.ID)
	if err != nil {
		return nil, check.Evidence{}, nil, s.unfinished(c, err)
	}
	evidence, err := s.collector(c).Collect(ctx)
	if err != nil {
		return nil, check.Evidence{}, nil, err
	}
	return judge.AllResults(evidence, baseline), evidence, baseline, nil
}

// unfinished explains a run whose start was cut off.
func (s *session) unfinished(c *current, err error) error {
	if c.run.Ready.IsZero() {
		return fmt.Errorf("the start of %s was not finished; begin anew with `kubectl mastery reset %s`", c.challenge.ID(), c.challenge.ID())
	}
	if errors.Is(err, record.ErrNoBaseline) {
		return fmt.Errorf("%w; begin anew with `kubectl mastery reset %s`", err, c.challenge.ID())
	}
	return err
}

// nextHint is the index of the first hint that was not taken yet and fits the
// run's fault, what fails, and the present state; -1 where there is none. What
// does not hold yet counts only where no hint is about what fails, and what is
// of another stage than the open one never.
func nextHint(c *challenge.Challenge, run record.Run, results []check.Result, ev check.Evidence, baseline map[string]any) (int, error) {
	for _, undecided := range []bool{false, true} {
		failing := func(name string) bool {
			return slices.ContainsFunc(check.Current(c, results), func(r check.Result) bool {
				return r.Name == name && (r.Verdict == check.Fail || undecided && r.Verdict != check.Pass)
			})
		}
		if index, err := hintFor(c, run, failing, ev, baseline); err != nil || index >= 0 {
			return index, err
		}
	}
	return -1, nil
}

func hintFor(c *challenge.Challenge, run record.Run, failing func(check string) bool, ev check.Evidence, baseline map[string]any) (int, error) {
	env, err := check.NewEnvironment(c)
	if err != nil {
		return -1, err
	}
	for i, h := range c.Spec.Hints {
		switch {
		case slices.Contains(run.Hints, i):
			continue
		case len(h.Fault) > 0 && !slices.Contains(h.Fault, run.Fault):
			continue
		case h.Check != "" && !failing(h.Check):
			continue
		}
		if !h.If.Empty() {
			condition, err := env.Condition(h.If)
			if err != nil {
				return -1, fmt.Errorf("hint %d: if: %w", i+1, err)
			}
			if holds, err := condition.Holds(ev, baseline); err != nil || !holds {
				continue
			}
		}
		return i, nil
	}
	return -1, nil
}
