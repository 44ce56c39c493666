package verification

import (
	"fmt"
	"slices"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Report is the outcome of one verification.
type Report struct {
	// Verdict is pass once the challenge is solved.
	Verdict check.Verdict  `json:"verdict"`
	Results []check.Result `json:"results"`
	// Holding is how much longer success must last before it counts.
	Holding time.Duration `json:"-"`
	// Harming names the check whose disruption is under way.
	Harming string `json:"-"`
	// tidied waits until what the verification made in the cluster is gone.
	tidied func() error
	// Network is what was found out about the cluster's, see check.Evidence.
	Network string `json:"-"`
	// Evidence is what the verdict was taken from.
	Evidence check.Evidence `json:"-"`
}

// Tidied waits until what the verification has made in the cluster is gone. An
// error says what is left; it takes nothing from the verdict, for it goes by
// itself. A report can be shown before, but a program must not end before.
func (r Report) Tidied() error {
	if r.tidied == nil {
		return nil
	}
	return r.tidied()
}

// comes tells whether that is the verdict of the check of that name.
func (r Report) comes(name string, to check.Verdict) bool {
	return slices.ContainsFunc(r.Results, func(result check.Result) bool { return result.Name == name && result.Verdict == to })
}

// Waiting says in a few words what a report that is not final waits for.
func (r Report) Waiting() string {
	if r.Harming != "" {
		return "trying whether it holds: " + r.Harming
	}
	for _, result := range r.Results {
		if result.Verdict == check.Settling {
			return result.Reason
		}
	}
	if r.Verdict != check.Settling {
		return "waiting for the rest of the answers"
	}
	holds, counts := "everything holds", "it counts"
	if check.Overall(r.Results) == check.Later {
		holds, counts = "all else holds", "what has to be survived is tried"
	}
	if r.Holding > 0 {
		return fmt.Sprintf("%s; %s if it still does in %d s", holds, counts, int(r.Holding.Seconds()+0.999))
	}
	return holds + "; asking once more"
}
