package check

import "time"

// Evidence is what was seen of a cluster at one moment.
type Evidence struct {
	// At is that moment by the cluster's clock.
	At time.Time `json:"at"`
	// Objects holds what was observed, by the names in the challenge.
	Objects map[string]Observed `json:"objects"`
	// Responses holds the answers to HTTP checks, by the check's name.
	Responses map[string]Response `json:"responses,omitempty"`
}

// Observed is one name's worth of live objects.
type Observed struct {
	// What names the observation for the learner, such as "deployment/shop".
	What string `json:"what"`
	// Single is set where at most one object is meant.
	Single bool `json:"single,omitempty"`
	// Items are the objects without their managed fields.
	Items []map[string]any `json:"items,omitempty"`
	// Times are when somebody last changed each item's wanted state, in the
	// items' order.
	Times []time.Time `json:"times,omitempty"`
	// Unread says why nothing could be read; empty where reading worked,
	// also if it found nothing.
	Unread string `json:"unread,omitempty"`
	// Unclear says why a single object could not be told: several fit.
	Unclear string `json:"unclear,omitempty"`
	// Changed is when somebody last changed the wanted state of one of the
	// items; the zero time where that is not known.
	Changed time.Time `json:"changed,omitzero"`
	// Pods are those that the workload's current revision owns, and
	// Superseded those of earlier revisions and those being deleted. Both are
	// only gathered for single workloads and for pods of one.
	Pods       []map[string]any `json:"pods,omitempty"`
	Superseded []map[string]any `json:"superseded,omitempty"`
}

// Missing reports whether a single object was looked for and is not there.
func (o Observed) Missing() bool {
	return o.Single && o.Unread == "" && o.Unclear == "" && len(o.Items) == 0
}

// Response is the answer to one HTTP request.
type Response struct {
	Status int    `json:"status"`
	Body   string `json:"body,omitempty"`
	// Error says why there was no answer from the target.
	Error string `json:"error,omitempty"`
	// Unasked says why the request could not be made at all, for instance
	// because the learner may not use the API server's proxy.
	Unasked string `json:"unasked,omitempty"`
}

// Verdict is the outcome of one check or of all together.
type Verdict string

const (
	// Pass means that the outcome holds.
	Pass Verdict = "pass"
	// Fail means that it does not, and waiting will not change that.
	Fail Verdict = "fail"
	// Settling means that it does not hold yet, and something is under way
	// that may change that.
	Settling Verdict = "settling"
	// Unknown means that it can't be known here.
	Unknown Verdict = "unknown"
	// Broken means that the challenge itself is at fault.
	Broken Verdict = "error"
)

// Result is the verdict on one check.
type Result struct {
	Name      string  `json:"name"`
	Verdict   Verdict `json:"verdict"`
	Safeguard bool    `json:"safeguard,omitempty"`
	// Because quotes the story where the check is a safeguard.
	Because string `json:"because,omitempty"`
	Weight  int    `json:"weight"`
	// Observed tells what was seen beside what was expected.
	Observed string `json:"observed,omitempty"`
	// Reason tells why the verdict is settling, unknown or error.
	Reason string `json:"reason,omitempty"`
}
