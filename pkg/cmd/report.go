package cmd

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

func (s *session) showReport(c *current, r verification.Report) error {
	fmt.Fprint(s.term.Out, s.staged(c, r.Results))
	now := check.Current(c.challenge, r.Results)
	count := map[check.Verdict]int{}
	for _, result := range now {
		count[result.Verdict]++
	}
	id := c.challenge.ID()
	switch r.Verdict {
	case check.Pass:
		return s.celebrate(c)
	case check.Later:
		s.term.Print("Not solved yet: the rest is only tried while verify may wait: kubectl mastery verify %s", id)
	case check.Settling:
		s.term.Print("Not solved yet: %s. Ask again in a moment: kubectl mastery verify %s", r.Waiting(), id)
	case check.Unknown:
		s.term.Print("Nothing fails, but not everything can be known here (see above). When that is settled: kubectl mastery verify %s", id)
	case check.Broken:
		s.term.Print("The challenge itself is at fault (see above); please report it. Leave it with: kubectl mastery stop %s", id)
	default:
		missing := fmt.Sprintf("%d of %d outcomes %s missing%s", count[check.Fail], len(now), areOrIs(count[check.Fail]), inStage(" in ", c.challenge, r.Results))
		if n := count[check.Settling]; n > 0 {
			missing += fmt.Sprintf(", %d %s still settling", n, areOrIs(n))
		}
		s.term.Print("Not solved yet: %s. For help: kubectl mastery hint", missing)
	}
	return nil
}

// marks are the signs of the verdicts.
func marks() map[check.Verdict]terminal.Mark {
	return map[check.Verdict]terminal.Mark{
		check.Pass: Good, check.Fail: Bad, check.Settling: Waiting, check.Later: Later, check.Unknown: Unsure, check.Broken: Unsure,
	}
}

// outcomes are results, each with why it is missing.
func (s *session) outcomes(results []check.Result, indent string) string {
	var text strings.Builder
	var above []string
	for _, result := range results {
		text.WriteString(s.term.Item(indent+s.term.Sign(marks()[result.Verdict]), result.Name))
		// One cause may be why several outcomes are missing: what was said of the one
		// above is not said again.
		lines := s.explain(result, indent)
		said := ""
		for i, line := range lines {
			switch at := slices.Index(above, line); {
			case i == 0 && at == 0: // what follows does not say why
				said += indent + terminal.Detail + "for the same reason\n"
			case i == 0 || at < 0:
				said += line
			}
		}
		above = lines
		text.WriteString(said)
	}
	return text.String()
}

// explain says why an outcome is missing; nothing of one that is there.
func (s *session) explain(r check.Result, indent string) (said []string) {
	if r.Verdict == check.Pass {
		return nil
	}
	for _, line := range []string{r.Observed, r.Reason} {
		if line != "" {
			said = append(said, s.term.Wrap(line, indent+terminal.Detail))
		}
	}
	if r.Because != "" {
		said = append(said, s.term.Wrap(fmt.Sprintf("the story asks: %q", r.Because), indent+terminal.Detail))
	}
	return said
}

func areOrIs(count int) string {
	if count == 1 {
		return "is"
	}
	return "are"
}

// celebrate tells what it was about, once it is solved.
func (s *session) celebrate(c *current) error {
	fmt.Fprintf(s.term.Out, "\n%s\n", s.term.Bold("Solved: "+c.challenge.Spec.Title))
	if err := s.debrief(c.challenge, c.run.Fault, c.deployment.Values()); err != nil {
		return err
	}
	if shown, err := author.Solutions(c.challenge, c.run.Fault, c.run.Namespaces, ""); err == nil && len(shown) > 0 { // somebody's own challenges may have none
		s.term.Say("Compare it with a proven solution: kubectl mastery solution %s", c.challenge.ID())
	}
	s.term.Say("Clean up with: kubectl mastery stop %s", c.challenge.ID())
	s.term.Say("Then the next one: kubectl mastery start")
	if len(c.challenge.Spec.Faults) > 1 {
		other := "another fault"
		if c.challenge.Spec.Type == challenge.Navigate {
			other = "other answers"
		}
		s.term.Say("Or try it with %s: kubectl mastery reset %s --new-fault", other, c.challenge.ID())
	}
	return nil
}

// goneNamespace says of a namespace of the run that it is not there any more, or
// will not be; empty if all are.
func (s *session) goneNamespace(ctx context.Context, c *current) (string, error) {
	for _, name := range slices.Sorted(maps.Values(c.run.Namespaces)) {
		ns, err := s.cluster.Dynamic.Resource(cluster.Core("namespaces")).Get(ctx, name, metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err):
			return fmt.Sprintf("namespace %s is gone, and with it all that was in it", name), nil
		case apierrors.IsForbidden(err): // who may not read namespaces gets the report as it is
		case err != nil:
			return "", cluster.Explain(err)
		case ns.GetDeletionTimestamp() != nil:
			return fmt.Sprintf("namespace %s is being removed, and with it all that is in it", name), nil
		}
	}
	return "", nil
}

// showGone says one cause in place of all outcomes that are missing for it.
func (s *session) showGone(c *current, cause string) error {
	if cause == "" {
		return nil
	}
	s.term.Print("%s %s", s.term.Sign(Bad), cause)
	s.term.Print("Not solved. Begin anew: kubectl mastery reset %s", c.challenge.ID())
	return outcome(exitNotSolved)
}
