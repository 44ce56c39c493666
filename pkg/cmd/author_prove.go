package cmd

import (
	"encoding/xml"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
)

// proofCounter counts the cases of all challenges that are proven in one run,
// and lets them say one at a time what came of each.
type proofCounter struct {
	mu        sync.Mutex
	done, all int
	// named says that cases are said with their challenges, since there are several.
	named bool
}

// proofReport is what became of the cases of one challenge.
type proofReport struct {
	*app
	counter   *proofCounter
	challenge string
	cases     int
	began     time.Time
	took      time.Duration
	done      []author.Outcome
	// kept says that namespaces were left on purpose, so that nobody looks for
	// what is left behind.
	kept bool
	left []string
	// score is what became of the mutants; nil where none were tried.
	score *mutant.Score
	// wanting are the proofs that are still to be written.
	wanting challenge.Problems
}

// failed are the cases that did not go as they must.
func (r *proofReport) failed() []author.Outcome {
	return slices.DeleteFunc(slices.Clone(r.done), author.Outcome.OK)
}

func (r *proofReport) ok() bool {
	return len(r.failed()) == 0 && len(r.left) == 0 && len(r.wanting) == 0 && len(r.survivors()) == 0
}

// survivors say which mutants passed, or are declared harmless and are not.
func (r *proofReport) survivors() []string {
	if r.score == nil {
		return nil
	}
	return r.score.Faults
}

// add tells of one case as soon as it is done.
func (r *proofReport) add(out author.Outcome) {
	n := r.counter
	n.mu.Lock()
	defer n.mu.Unlock()
	n.done++
	r.done = append(r.done, out)
	// Provers begin one after the other, so the first case has begun the challenge.
	if began := time.Now().Add(-out.Took); r.began.IsZero() || began.Before(r.began) {
		r.began = began
	}
	r.took = time.Since(r.began)
	number := fmt.Sprintf("%*d/%d ", len(fmt.Sprint(n.all)), n.done, n.all)
	if n.named {
		number += fmt.Sprintf("%-18s ", r.challenge)
	}
	r.print(number, out)
	if len(out.Kept) > 0 {
		r.kept = true
		r.term.Print("    kept, to look at:  kubectl -n %s get all\n    and to be removed:  kubectl delete namespace %s", out.Kept[0], strings.Join(out.Kept, " "))
	}
}

func (r *proofReport) print(before string, out author.Outcome) {
	mark := Good
	if !out.OK() {
		mark = Bad
	}
	r.term.Print("%s %s%-44s %-5s %4.0f s", r.term.Sign(mark), before, out.Name, out.Got, out.Took.Seconds())
	if !out.OK() {
		fmt.Fprint(r.term.Out, r.term.Wrap(out.Err.Error(), "    "))
	}
	for _, m := range out.Mutants {
		if m.Live { // the others take no time
			r.term.Print("    mutant, on the cluster: %s %s %.0f s", m.Mutant, m.Verdict, m.Took.Seconds())
		}
	}
}

// close tells what is to be said once all cases are done.
func (r *proofReport) close() {
	failed := r.failed()
	if len(failed) > 0 && r.cases > 1 {
		r.term.Print("\nNot as they must be:") // again, for logs are read from their end
		for _, out := range failed {
			r.print("", out)
		}
	}
	for _, object := range r.left {
		r.term.Print("%s left behind: %s", r.term.Sign(Bad), object)
	}
	for _, problem := range r.wanting {
		r.term.Print("%s %s", r.term.Sign(Bad), problem.Error())
	}
	for _, survivor := range r.survivors() {
		fmt.Fprint(r.term.Out, r.term.Wrap(r.term.Sign(Bad)+" "+survivor, "  "))
	}
	if r.score != nil {
		r.term.Print("%s: %s", r.challenge, r.score)
	}
	if r.kept {
		r.term.Say("What is left behind was not looked for, since a case was kept.")
	}
	r.term.Print("%s: %d of %d cases as they must be, %d objects left behind, %.0f s", r.challenge, r.cases-len(failed), r.cases, len(r.left), r.took.Seconds())
}

// suite is the report in the form of JUnit.
func (r *proofReport) suite() suite {
	s := suite{Name: r.challenge}
	add := func(name, failure string, took time.Duration) {
		one := suiteCase{Name: name, Class: r.challenge, Time: fmt.Sprintf("%.1f", took.Seconds())}
		if failure != "" {
			one.Failure = &reason{Message: printable(strings.Join(strings.Fields(failure), " "))}
			s.Failures++
		}
		s.Cases = append(s.Cases, one)
		s.Tests++
	}
	for _, out := range r.done {
		failure := ""
		if !out.OK() {
			failure = out.Err.Error()
		}
		add(out.Name, failure, out.Took)
	}
	if !r.kept {
		add("nothing is left behind", strings.Join(r.left, ", "), 0)
	}
	for _, survivor := range r.survivors() {
		add("mutants", survivor, 0)
	}
	for _, problem := range r.wanting {
		add(problem.Path, problem.Text, 0)
	}
	return s
}

// suites are several challenges in the form of JUnit.
type suites struct {
	XMLName xml.Name `xml:"testsuites"`
	Suites  []suite
}

func (s suites) write(file string) error {
	text, err := xml.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append([]byte(xml.Header), append(text, '\n')...), 0o644)
}
