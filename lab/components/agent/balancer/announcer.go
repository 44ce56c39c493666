package balancer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/cache"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/change"
)

// A Link is where a node answers for addresses.
type Link interface {
	// Addresses returns the IPv4 addresses for which the node answers.
	Addresses() ([]netip.Addr, error)
	// Add lets the node answer for an address, and tells all neighbours.
	Add(netip.Addr) error
	// Remove lets it no longer answer.
	Remove(netip.Addr) error
}

// An Announcer lets one node answer for the addresses of load balancers that
// are its to answer for. What comes there is forwarded by kube-proxy.
type Announcer struct {
	node      string
	addresses Range
	link      Link
	nodes     corelisters.NodeLister
	services  corelisters.ServiceLister
	endpoints discoverylisters.EndpointSliceLister
	synced    []cache.InformerSynced
	log       *slog.Logger
	changed   *change.Signal
}

// NewAnnouncer returns the announcer of a node: addresses of the range that are
// on its link are nobody else's. The factory is to be started after it.
func NewAnnouncer(node string, addresses Range, link Link, shared informers.SharedInformerFactory, log *slog.Logger) (*Announcer, error) {
	nodes := shared.Core().V1().Nodes()
	services := shared.Core().V1().Services()
	endpoints := shared.Discovery().V1().EndpointSlices()
	a := &Announcer{
		node:      node,
		addresses: addresses,
		link:      link,
		nodes:     nodes.Lister(),
		services:  services.Lister(),
		endpoints: endpoints.Lister(),
		log:       log,
		changed:   change.NewSignal(),
	}
	for _, i := range []cache.SharedIndexInformer{nodes.Informer(), services.Informer(), endpoints.Informer()} {
		if _, err := i.AddEventHandler(a.changed.Handler()); err != nil {
			return nil, fmt.Errorf("watch what load balancers depend on: %w", err)
		}
		a.synced = append(a.synced, i.HasSynced)
	}
	return a, nil
}

// Run works until ctx is done; it calls ready when it does. Addresses then stay
// on the link: connections outlive the agent.
func (a *Announcer) Run(ctx context.Context, ready func()) error {
	if !cache.WaitForCacheSync(ctx.Done(), a.synced...) {
		return nil
	}
	ready()
	for {
		var retry <-chan time.Time
		changed := a.changed.Next()
		if err := a.announce(); err != nil {
			a.log.Error("cannot answer for load balancers", "error", err)
			retry = time.After(retryAfter)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		case <-retry:
		}
	}
}

// announce sees to it that the link has the addresses that it is to have.
func (a *Announcer) announce() error {
	want, err := a.wanted()
	if err != nil {
		return err
	}
	have, err := a.link.Addresses()
	if err != nil {
		return err
	}
	have = slices.DeleteFunc(have, func(addr netip.Addr) bool { return !a.addresses.Contains(addr) })
	var errs error
	for _, addr := range have {
		if !slices.Contains(want, addr) {
			errs = errors.Join(errs, a.link.Remove(addr))
			a.log.Info("answers no longer", "address", addr)
		}
	}
	for _, addr := range want {
		if !slices.Contains(have, addr) {
			errs = errors.Join(errs, a.link.Add(addr))
			a.log.Info("answers", "address", addr)
		}
	}
	return errs
}

// wanted are the addresses for which this node is to answer.
func (a *Announcer) wanted() ([]netip.Addr, error) {
	services, err := a.services.List(labels.Everything())
	if err != nil {
		return nil, fmt.Errorf("list Services: %w", err)
	}
	services = slices.DeleteFunc(services, func(s *corev1.Service) bool {
		return !ours(s) || !a.addresses.held(s).IsValid()
	})
	if len(services) == 0 {
		return nil, nil
	}
	nodes, err := a.nodes.List(labels.Everything())
	if err != nil {
		return nil, fmt.Errorf("list nodes: %w", err)
	}
	var all []netip.Addr
	for _, s := range services {
		selector := labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: s.Name})
		endpoints, err := a.endpoints.EndpointSlices(s.Namespace).List(selector)
		if err != nil {
			return nil, fmt.Errorf("list endpoints of Service %s: %w", title(s), err)
		}
		if answering(s, nodes, endpoints) == a.node {
			all = append(all, a.addresses.held(s))
		}
	}
	return all, nil
}
