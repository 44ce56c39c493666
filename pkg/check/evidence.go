package check

import "time"

// Evidence is what was seen of a cluster at one moment.
type Evidence struct {
	// At is that moment by the cluster's clock.
	At time.Time `json:"at"`
	// Objects holds what was observed, by the names in the challenge.
	Objects map[string]Observed `json:"objects"`
	// Answers holds what came of the checks that ask more than the API's
	// objects, by the check's name.
	Answers map[string]Answer `json:"answers,omitempty"`
	// Anew is set where requests were made for it; else their answers are some
	// moments older than the objects.
	Anew bool `json:"-"`
	// Access holds roles and bindings; nil where no check is about them.
	Access *Access `json:"access,omitempty"`
	// Given holds the learner's answers, by the question's name.
	Given map[string]string `json:"given,omitempty"`
	// Network says whether the cluster's network enforces NetworkPolicies:
	// Enforces, EnforcesNot, or empty where it is not known.
	Network string `json:"network,omitempty"`
}

// What Evidence.Network may say.
const (
	Enforces    = "enforces"
	EnforcesNot = "enforces not"
)

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
	// Why says why a single object is not there, where more can be said of it.
	Why string `json:"why,omitempty"`
	// Changed is when somebody last changed the wanted state of one of the
	// items; the zero time where that is not known.
	Changed time.Time `json:"changed,omitzero"`
	// Pods are those that the workload's current revision owns, and
	// Superseded those of earlier revisions and those being deleted. Both are
	// only gathered for single workloads and for pods of one.
	Pods       []map[string]any `json:"pods,omitempty"`
	Superseded []map[string]any `json:"superseded,omitempty"`
	// Ended is when a pod beside them was last seen to be gone; the zero time
	// where none was.
	Ended time.Time `json:"ended,omitzero"`
}

// Missing reports whether a single object was looked for and is not there.
func (o Observed) Missing() bool {
	return o.Single && o.Unread == "" && o.Unclear == "" && len(o.Items) == 0
}

// Answer is what came of one check that asks more than the API's objects.
type Answer struct {
	// Value is what came back, with the fields that the kind of check
	// documents; for a connection they are reached (bool) and error (string).
	Value map[string]any `json:"value,omitempty"`
	// Items is what came back where the kind gives a list.
	Items []any `json:"items,omitempty"`
	// Alike counts how many times in a row it came out the same.
	Alike int `json:"alike,omitempty"`
	// Before is what came back the times before, the latest first, as far as it
	// is remembered.
	Before []map[string]any `json:"before,omitempty"`
	// Each is what came of each target where there are several; Value is that
	// of one of them.
	Each []Answer `json:"each,omitempty"`
	// Pending says what must come before there is an answer.
	Pending string `json:"pending,omitempty"`
	// Unasked says why there will be none, for instance because the learner
	// may not use the API server's proxy.
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
	// Later means that its turn has not come: an earlier stage is not done, or
	// it does harm that is only done to what holds.
	Later Verdict = "later"
	// Broken means that the challenge itself is at fault.
	Broken Verdict = "error"
)

// Result is the verdict on one check.
type Result struct {
	Name      string  `json:"name"`
	Stage     string  `json:"stage,omitempty"`
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
