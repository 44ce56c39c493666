package check

import (
	"cmp"
	"fmt"
	"time"
)

// soften turns a failure into settling where what it hangs on is still under
// way. A safeguard is about what is wanted, not about what is running yet, so
// of safeguards only those that make connections are softened, and only while
// a change may still be spreading through the network. An answer that is not
// right, or not given, does not become so by waiting.
func (j *Judge) soften(r *Result, one compiled, l look) {
	if r.Verdict != Fail || one.check.Question != "" {
		return
	}
	under := ""
	if !one.check.Safeguard {
		for _, name := range j.names {
			if !j.depends(one, name) {
				continue
			}
			p := settling(l.ev.Objects[name], l.ev.At, l.changed, configChanges(l.ev), j.challenge.Settle())
			if p.stuck != "" {
				r.Reason = cmp.Or(r.Reason, p.stuck)
				return
			}
			under = cmp.Or(under, p.under)
		}
	}
	if one.check.Admits != nil {
		for _, name := range j.names {
			if pod := stillEnding(l.ev.Objects[name].Superseded, l.ev.At); pod != "" {
				// Quotas count it to its end.
				under = cmp.Or(under, fmt.Sprintf("pod %s is still ending", pod))
			}
		}
	}
	if under == "" && j.traffic(one) && (!one.check.Safeguard || asksNetwork(one)) {
		reaction := endpointReaction
		if asksNetwork(one) {
			reaction = policyReaction
		}
		switch since := l.ev.At.Sub(latest(l.changed, lastTurn(l.ev))); {
		case since <= reaction:
			under = "the network may still be taking in the latest change"
		case since <= nameReaction && unnamed(l.ev.Answers[one.check.Name]),
			l.ev.At.Sub(newestService(l)) <= nameReaction:
			under = "that a name was not there may still be remembered by DNS"
		}
	}
	// A program that was refused has not noticed yet that it may, either.
	if (one.check.Can != nil || l.ev.Access != nil && !one.check.Safeguard) && l.ev.At.Sub(l.changed) <= rolesReaction {
		under = cmp.Or(under, "roles may still be spreading")
	}
	if one.check.Admits != nil && l.ev.At.Sub(l.changed) <= admissionReaction {
		under = cmp.Or(under, "the API server is still learning the new rules")
	}
	if under != "" {
		r.Verdict, r.Reason = Settling, under
	}
}

func asksNetwork(one compiled) bool { return one.check.From() != nil }

const (
	// endpointReaction bounds how long a pod that became ready takes to get
	// traffic, and one that did not, to lose it.
	endpointReaction = 10 * time.Second
	// policyReaction bounds how long every node's network takes to heed a changed
	// policy or a new pod's labels. Mostly it is a second; busy nodes take longer.
	policyReaction = 10 * time.Second
	// nameReaction bounds how long a DNS server may still say that there is no such
	// name: a program may have asked before there was a Service, and as kubeadm
	// configures CoreDNS (ttl 30, cache 30), it is told so for 30 s.
	nameReaction = 35 * time.Second
	// admissionReaction bounds how long the API servers take to heed changed
	// limits, quotas and labels of namespaces.
	admissionReaction = 5 * time.Second
	// rolesReaction bounds how long the API servers take to heed a changed role
	// or binding, and the controller, to aggregate roles.
	rolesReaction = 5 * time.Second
)

// Unresolved is set in an answer's value where the name was not found.
const Unresolved = "unresolved"

// unnamed reports whether no such name was found.
func unnamed(answer Answer) bool {
	return isTrue(answer.Value[Unresolved]) || text(answer.Value, "code") == "NXDOMAIN"
}

// newestService is when the newest of the Services was made that were not there
// from the beginning; the zero time where there is none.
func newestService(l look) time.Time {
	var newest time.Time
	for _, o := range l.ev.Objects {
		for _, item := range o.Items {
			if text(item, "kind") != "Service" || l.baseline["service/"+name(item)] != nil {
				continue
			}
			newest = latest(newest, moment(item, "metadata", "creationTimestamp"))
		}
	}
	return newest
}

// lastTurn is when a pod last became ready or will have ended.
func lastTurn(ev Evidence) time.Time {
	var turned time.Time
	for _, o := range ev.Objects {
		for _, pod := range o.Pods {
			turned = latest(turned, moment(condition(pod, "Ready"), "lastTransitionTime"))
		}
		for _, pod := range o.Superseded {
			// The moment by which it must have ended; until then connections to
			// it may still be cut.
			if end := moment(pod, "metadata", "deletionTimestamp"); !end.IsZero() {
				turned = latest(turned, end)
			}
		}
	}
	return turned
}

// Doing says what the observed workloads are doing, for somebody who waits;
// empty where nothing is of note.
func (j *Judge) Doing(ev Evidence) string {
	doing := ""
	for _, name := range j.names {
		p := settling(ev.Objects[name], ev.At, lastChange(ev), configChanges(ev), j.challenge.Settle())
		if p.stuck != "" {
			return p.stuck
		}
		doing = cmp.Or(doing, p.under)
	}
	return doing
}
