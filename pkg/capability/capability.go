// Package capability finds out what a cluster can do beyond what every
// conformant one can, and what somebody may do there, by reading alone.
package capability

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// State is whether a cluster has something.
type State string

// The states. What cannot be read, or cannot be known by reading, is unknown.
const (
	There   State = "there"
	Missing State = "missing"
	Unknown State = "unknown"
)

// Finding is what was found out about one requirement of challenges.
type Finding struct {
	// Name is one of challenge.Requirements.
	Name  string `json:"name"`
	State State  `json:"state"`
	// Says is what was seen, in a few words.
	Says string `json:"says"`
}

// Report is all that was found out.
type Report struct {
	// Version is the API server's.
	Version     string       `json:"version"`
	Permissions []Permission `json:"permissions"`
	Findings    []Finding    `json:"findings"`
}

// Look reads what there is, all at once. network is what is known of the network
// already, as in check.Evidence.
func Look(ctx context.Context, c *cluster.Cluster, network string) (*Report, error) {
	r := &Report{Findings: make([]Finding, 0, len(finders()))}
	version, err := c.Version(ctx)
	if err != nil {
		return nil, err
	}
	r.Version = version
	var (
		mu    sync.Mutex
		group sync.WaitGroup
	)
	for name, find := range finders() {
		group.Go(func() {
			state, says := find(ctx, c)
			mu.Lock()
			defer mu.Unlock()
			r.Findings = append(r.Findings, Finding{name, state, says})
		})
	}
	var asked error
	group.Go(func() { r.Permissions, asked = permissions(ctx, c) })
	group.Wait()
	r.Findings = append(r.Findings, Enforces(network))
	slices.SortFunc(r.Findings, func(a, b Finding) int { return strings.Compare(a.Name, b.Name) })
	return r, asked
}

// Enforces is the finding about NetworkPolicies, which only trying tells.
func Enforces(network string) Finding {
	f := Finding{Name: challenge.NetworkPolicy, State: Unknown, Says: "whether NetworkPolicies are enforced, only trying tells"}
	switch network {
	case check.Enforces:
		f.State, f.Says = There, "NetworkPolicies are enforced"
	case check.EnforcesNot:
		f.State, f.Says = Missing, "NetworkPolicies are accepted, and nothing enforces them"
	}
	return f
}

// Of is the finding about a requirement.
func (r *Report) Of(name string) Finding {
	for _, f := range r.Findings {
		if f.Name == name {
			return f
		}
	}
	return Finding{Name: name, State: Unknown}
}

// Runs tells whether a challenge can run: what it requires and is not there, or
// not known.
func (r *Report) Runs(c *challenge.Challenge) (missing, unknown []string) {
	for _, name := range c.Spec.Requires {
		switch r.Of(name).State {
		case Missing:
			missing = append(missing, name)
		case Unknown:
			unknown = append(unknown, name)
		}
	}
	return missing, unknown
}
