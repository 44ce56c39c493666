package lab

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// UpOptions say what lab there shall be.
type UpOptions struct {
	Name string
	// Nodes is how many nodes a new lab has, the first of which runs the control
	// plane; 0 means one, and for a lab that exists as many as it has.
	Nodes int
	// Without are parts that a new lab shall not have, of state.Parts.
	Without []string
	// Domain is the DNS domain of a new lab; empty for the usual one.
	Domain string
	// PodSecurity holds in namespaces of a new lab that say nothing about it, one
	// of state.PodSecurities; empty for none.
	PodSecurity string
	// GCPercent is by how many per cent the memory of a new lab's programs may grow
	// before it is collected; 0 leaves Go's own.
	GCPercent int
	// Pull makes a new lab without the offline images.
	Pull bool
	// InsecureRegistries are asked by plain HTTP, beside those that the lab
	// already asks so.
	InsecureRegistries []string
	// Proxy is how a new lab reaches registries.
	Proxy Proxy
	// With names add-ons that are put into the lab, beside those that it has.
	With []string
	// Merge puts a context of the lab into the owner's kubeconfig.
	Merge bool
	// Retain keeps what there is of a lab that failed to start.
	Retain bool
	// Timeout bounds how long the cluster may take to be ready.
	Timeout time.Duration
}

var registryRule = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$`)

var domainRule = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// check tells what is wrong with the options, before anything is begun.
func (o UpOptions) check(m Machine) error {
	if err := errors.Join(state.CheckName(o.Name), preflight.Root()); err != nil {
		return err
	}
	if o.Nodes < 0 || o.Nodes > network.MaxNodes {
		return fmt.Errorf("--nodes takes a number from 1 to %d, not %d", network.MaxNodes, o.Nodes)
	}
	for _, part := range o.Without {
		if !slices.Contains(state.Parts(), part) {
			return fmt.Errorf("--without %s: the lab can only do without %s", part, strings.Join(state.Parts(), ", "))
		}
	}
	if o.Domain != "" && (len(o.Domain) > 100 || !domainRule.MatchString(o.Domain)) {
		return fmt.Errorf("--domain %s: give a DNS name, such as corp.example", o.Domain)
	}
	if o.GCPercent < 0 || o.GCPercent > 10_000 {
		return fmt.Errorf("--gc-percent takes a number from 1 to 10000, not %d", o.GCPercent)
	}
	if o.PodSecurity != "" && !slices.Contains(state.PodSecurities(), o.PodSecurity) {
		return fmt.Errorf("--pod-security takes %s, not %q", strings.Join(state.PodSecurities(), " or "), o.PodSecurity)
	}
	for _, r := range o.InsecureRegistries {
		if !registryRule.MatchString(r) {
			return fmt.Errorf("--insecure-registry %s: give HOST or HOST:PORT, such as registry.example:5000", r)
		}
	}
	if _, err := addon.Find(m.Payload, o.With); err != nil {
		return err
	}
	return nil
}
