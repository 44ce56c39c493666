package cmd

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// The terminal's marks, for the verbs.
const (
	Good    = terminal.Good
	Bad     = terminal.Bad
	Waiting = terminal.Waiting
	Later   = terminal.Later
	Unsure  = terminal.Unsure
)

type verifyOptions struct {
	noWait, watch bool
	output        string
}

func (a *app) newVerify() *cobra.Command {
	o := &verifyOptions{}
	c := &cobra.Command{
		Use:         "verify [ID]",
		Short:       "Decide from the live cluster whether a challenge is solved",
		Annotations: map[string]string{alsoSays: "waits for what is settling; `--watch` while you work, `--no-wait`, `-o json`, `-o yaml`, `-o junit`"},
		Long: "Decide from the live cluster whether a challenge is solved.\n\n" +
			"What is still settling is waited for. The exit code is 0 where it is solved,\n" +
			"1 where it is not, 2 after an error, and 3 where nothing failed but something\n" +
			"cannot be known here.",
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf(o.output, "json", "yaml", "junit"); err != nil {
				return err
			}
			if o.watch && (o.noWait || o.output != "") {
				return errors.New("--watch shows what changes; it does not go together with --no-wait or --output")
			}
			return a.onRun(func(s *session, ctx context.Context, run *current) error {
				return s.verify(ctx, run, o)
			})(c, args)
		},
	}
	c.Flags().BoolVar(&o.noWait, "no-wait", false, "look once; do not wait for what is settling")
	c.Flags().BoolVar(&o.watch, "watch", false, "show the outcomes as they change while you are at work, until all of them hold")
	c.Flags().StringVarP(&o.output, "output", "o", "", "json, yaml, or junit")
	return c
}

func (s *session) verify(ctx context.Context, c *current, o *verifyOptions) error {
	judge, err := check.NewJudge(c.challenge)
	if err != nil {
		return err
	}
	baseline, err := s.store.Baseline(ctx, c.run.ID)
	if err != nil {
		return s.unfinished(c, err)
	}
	options := verification.Options{Baseline: baseline, Wait: !o.noWait, Bound: c.challenge.Settle()}
	decide := s.decide
	if o.watch {
		decide = s.watch
	}
	report, err := decide(ctx, c, judge, options)
	if err != nil {
		return err
	}
	if report.Network == check.Enforces && !s.local.Enforces {
		s.local.Enforces = true
		s.remember()
	}
	// Shown first: what has to go may take its time.
	defer func() {
		if err := report.Tidied(); err != nil {
			s.term.Say("note: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
	}()
	first := c.run.Solved.IsZero() && report.Verdict == check.Pass
	if first {
		c.run.Solved = s.cluster.Now().UTC().Truncate(time.Second)
	}
	_, err = s.store.Update(ctx, func(r *record.Record) {
		if known, ok := r.Last(c.challenge.ID()); ok && known.ID == c.run.ID {
			c.run.Verifies = known.Verifies + 1
		}
		r.Put(c.challenge.ID(), c.run)
	})
	if err != nil {
		return err
	}
	if o.output != "" {
		if err := s.printReport(c.challenge.ID(), report, o.output); err != nil {
			return err
		}
		return exit(report.Verdict)
	}
	if report.Verdict != check.Pass {
		if gone, err := s.goneNamespace(ctx, c); err != nil || gone != "" {
			return errors.Join(err, s.showGone(c, gone))
		}
	}
	show := s.showReport
	if o.watch {
		show = func(c *current, _ verification.Report) error { return s.celebrate(c) } // the outcomes are on the screen
	}
	if err := show(c, report); err != nil {
		return err
	}
	return exit(report.Verdict)
}

// decide verifies, and says what is waited for.
func (s *session) decide(ctx context.Context, c *current, judge *check.Judge, o verification.Options) (verification.Report, error) {
	said := ""
	o.Show = func(r verification.Report) {
		// What differs in its numbers only is the same wait.
		if now := r.Waiting(); !terminal.Alike(now, said) {
			said = now
			s.term.Say("%s %s", s.term.Sign(Waiting), r.Waiting())
		}
	}
	return verification.Run(ctx, s.collector(c), judge, o)
}

// exit turns a verdict into an exit code.
func exit(v check.Verdict) error {
	switch v {
	case check.Pass:
		return nil
	case check.Unknown:
		return outcome(exitUnknown)
	case check.Broken:
		return outcome(exitError)
	default:
		return outcome(exitNotSolved)
	}
}
