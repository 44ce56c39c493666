package author

import (
	"fmt"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// Outcome is what became of a case.
type Outcome struct {
	Case
	Got check.Verdict
	// Failing lists the checks that did not pass.
	Failing []string
	// Err says what kept the case from being judged as it should be.
	Err  error
	Took time.Duration
	// Kept are the namespaces that were left to be looked at.
	Kept []string
	// Mutants are what became of those of the state that a right proof solved.
	Mutants []mutant.Trial
}

// OK reports whether the case went as it must.
func (o Outcome) OK() bool { return o.Err == nil }

// judge compares a report with what the case wants.
func (o *Outcome) judge(report verification.Report) {
	o.Got = report.Verdict
	caught := o.Proof == nil || o.Proof.Fails == ""
	for _, r := range report.Results {
		if r.Verdict == check.Pass {
			continue
		}
		o.Failing = append(o.Failing, r.Name)
		if r.Safeguard && o.Proof == nil {
			o.Err = fmt.Errorf("safeguard %q fails before anything was done: %s%s", r.Name, r.Observed, r.Reason)
			return
		}
		if o.Proof != nil && r.Name == o.Proof.Fails {
			caught = caught || r.Verdict == check.Fail
		}
	}
	switch {
	case o.Got != o.Want:
		o.Err = unlike(report, o.Want)
	case o.Want == check.Fail && !caught:
		o.Err = fmt.Errorf("it fails, but not by %q (%s)", o.Proof.Fails, details(report))
	}
}

// unlike says that a report has another verdict than is wanted.
func unlike(report verification.Report, want check.Verdict) error {
	return fmt.Errorf("verdict %s instead of %s (%s)", report.Verdict, want, details(report))
}

// details are the results that do not pass.
func details(report verification.Report) string {
	return told(report, func(v check.Verdict) bool { return v != check.Pass })
}

// failures are the results that fail.
func failures(report verification.Report) string {
	return told(report, func(v check.Verdict) bool { return v == check.Fail })
}

func told(report verification.Report, which func(check.Verdict) bool) string {
	var found []string
	for _, r := range report.Results {
		if which(r.Verdict) {
			found = append(found, strings.Join([]string{r.Name, string(r.Verdict), r.Observed, r.Reason}, ": "))
		}
	}
	return strings.Join(found, "; ")
}
