package balancer

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// A grant is what a Service is to have: an address, or none and a reason.
type grant struct {
	service *corev1.Service
	addr    netip.Addr
	refusal error
}

// assign says what each Service is to have: what it has, if nothing speaks
// against that; what it asks for, if that is free; or the lowest free address.
// Where two want the same, the one that has it comes first, then the older one.
func (r Range) assign(services []*corev1.Service) []grant {
	services = slices.SortedFunc(slices.Values(services), older)
	taken := map[netip.Addr]*corev1.Service{}
	given := map[types.UID]grant{}
	give := func(s *corev1.Service, addr netip.Addr) {
		taken[addr] = s
		given[s.UID] = grant{service: s, addr: addr}
	}
	for _, s := range services {
		asked, err := r.asked(s)
		addr := r.held(s)
		if err == nil && addr.IsValid() && taken[addr] == nil && (!asked.IsValid() || asked == addr) {
			give(s, addr)
		}
	}
	// Those that leave the choice to us do not take what others ask for.
	slices.SortStableFunc(services, func(a, b *corev1.Service) int {
		return cmp.Compare(unasked(a), unasked(b))
	})
	var all []grant
	for _, s := range services {
		if _, ok := given[s.UID]; !ok {
			addr, err := r.free(s, taken)
			if err == nil {
				give(s, addr)
			} else {
				given[s.UID] = grant{service: s, refusal: err}
			}
		}
		all = append(all, given[s.UID])
	}
	return all
}

// free is the address that a Service may take.
func (r Range) free(s *corev1.Service, taken map[netip.Addr]*corev1.Service) (netip.Addr, error) {
	asked, err := r.asked(s)
	switch {
	case err != nil:
		return netip.Addr{}, err
	case asked.IsValid() && taken[asked] != nil:
		return netip.Addr{}, fmt.Errorf("loadBalancerIP %s belongs to Service %s", asked, title(taken[asked]))
	case asked.IsValid():
		return asked, nil
	}
	for addr := range r.All() {
		if taken[addr] == nil {
			return addr, nil
		}
	}
	return netip.Addr{}, fmt.Errorf("all %d addresses for load balancers, %s, are in use", len(taken), r)
}

func older(a, b *corev1.Service) int {
	return cmp.Or(
		a.CreationTimestamp.Compare(b.CreationTimestamp.Time),
		strings.Compare(title(a), title(b)),
	)
}

// unasked is 1 for a Service that asks for no address, 0 for others.
func unasked(s *corev1.Service) int {
	if s.Spec.LoadBalancerIP == "" {
		return 1
	}
	return 0
}
