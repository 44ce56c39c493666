package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"sigs.k8s.io/yaml"

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
	Unsure  = terminal.Unsure
)

type verifyOptions struct {
	noWait bool
	output string
}

func (a *app) newVerify() *cobra.Command {
	o := &verifyOptions{}
	c := &cobra.Command{
		Use:   "verify [ID]",
		Short: "Decide from the live cluster whether a challenge is solved",
		Long: "Decide from the live cluster whether a challenge is solved.\n\n" +
			"What is still settling is waited for. The exit code is 0 where it is solved,\n" +
			"1 where it is not, 2 after an error, and 3 where nothing failed but something\n" +
			"cannot be known here.",
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf(o.output, "json", "yaml"); err != nil {
				return err
			}
			return a.onRun(func(s *session, ctx context.Context, run *current) error {
				return s.verify(ctx, run, o)
			})(c, args)
		},
	}
	c.Flags().BoolVar(&o.noWait, "no-wait", false, "look once; do not wait for what is settling")
	c.Flags().StringVarP(&o.output, "output", "o", "", "json or yaml")
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
	said := ""
	report, err := verification.Run(ctx, s.collector(c), judge, verification.Options{
		Baseline: baseline, Wait: !o.noWait, Bound: c.challenge.Settle(),
		Show: func(r verification.Report) {
			// What differs in its numbers only is the same wait.
			if now := withoutDigits(r.Waiting()); now != said {
				said = now
				s.term.Say("%s %s", s.term.Sign(Waiting), r.Waiting())
			}
		},
	})
	if err != nil {
		return err
	}
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
		if err := s.printReport(c, report, o.output); err != nil {
			return err
		}
	} else if err := s.showReport(c, report); err != nil {
		return err
	}
	return exit(report.Verdict)
}

func withoutDigits(text string) string {
	return strings.Map(func(letter rune) rune {
		if unicode.IsDigit(letter) {
			return -1
		}
		return letter
	}, text)
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

// document is what -o json and -o yaml print.
type document struct {
	APIVersion string         `json:"apiVersion"`
	Kind       string         `json:"kind"`
	Challenge  string         `json:"challenge"`
	Verdict    check.Verdict  `json:"verdict"`
	Results    []check.Result `json:"results"`
}

func (s *session) printReport(c *current, r verification.Report, format string) error {
	d := document{APIVersion: record.APIVersion, Kind: "Verification", Challenge: c.challenge.ID(), Verdict: r.Verdict, Results: r.Results}
	text, err := json.MarshalIndent(d, "", "  ")
	if err == nil && format == "yaml" {
		text, err = yaml.JSONToYAML(text)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.term.Out, "%s\n", text)
	return err
}

func (s *session) showReport(c *current, r verification.Report) error {
	marks := map[check.Verdict]terminal.Mark{
		check.Pass: Good, check.Fail: Bad, check.Settling: Waiting, check.Unknown: Unsure, check.Broken: Unsure,
	}
	missing := 0
	told := map[string]bool{}
	for _, result := range r.Results {
		fmt.Fprintf(s.term.Out, "%s %s\n", s.term.Sign(marks[result.Verdict]), result.Name)
		if result.Verdict == check.Pass {
			continue
		}
		missing++
		for _, line := range []string{result.Observed, result.Reason} {
			// One cause may be why several outcomes are missing.
			if line != "" && !told[line] {
				told[line] = true
				fmt.Fprint(s.term.Out, s.term.Wrap(line, "    "))
			}
		}
		if result.Because != "" {
			fmt.Fprint(s.term.Out, s.term.Wrap(fmt.Sprintf("the story asks: %q", result.Because), "    "))
		}
	}
	id := c.challenge.ID()
	switch r.Verdict {
	case check.Pass:
		return s.celebrate(c)
	case check.Settling:
		s.term.Say("Not solved yet: %s. Ask again in a moment: kubectl mastery verify %s", r.Waiting(), id)
	case check.Unknown:
		s.term.Say("Nothing fails, but not everything can be known here (see above). When that is settled: kubectl mastery verify %s", id)
	case check.Broken:
		s.term.Say("The challenge itself is at fault (see above); please report it. Leave it with: kubectl mastery stop %s", id)
	default:
		verb := "are"
		if missing == 1 {
			verb = "is"
		}
		s.term.Say("Not solved yet: %d of %d outcomes %s missing. For help: kubectl mastery hint", missing, len(r.Results), verb)
	}
	return nil
}

// celebrate tells what it was about, once it is solved.
func (s *session) celebrate(c *current) error {
	values := c.deployment.Values()
	fmt.Fprintf(s.term.Out, "\n%s\n", s.term.Bold("Solved: "+c.challenge.Spec.Title))
	if fault, ok := c.challenge.Fault(c.run.Fault); ok {
		cause, err := values.Apply(fault.Cause)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.term.Out, "\n%s", s.term.Wrap("## What it was\n\n"+cause, ""))
	}
	debrief, err := values.Apply(c.challenge.Debrief)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.term.Out, "\n%s\n", s.term.Wrap(debrief, ""))
	s.term.Say("Clean up with: kubectl mastery stop %s", c.challenge.ID())
	if len(c.challenge.Spec.Faults) > 1 {
		s.term.Say("Or try it with another fault: kubectl mastery reset %s --new-fault", c.challenge.ID())
	}
	return nil
}
