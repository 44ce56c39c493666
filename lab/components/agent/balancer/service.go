package balancer

import (
	"fmt"
	"net/netip"

	corev1 "k8s.io/api/core/v1"
)

// Class is the loadBalancerClass of the Services that are served here, beside
// those that name none.
const Class = "mastery-lab/balancer"

// ours tells whether a Service is served here.
func ours(s *corev1.Service) bool {
	return s.Spec.Type == corev1.ServiceTypeLoadBalancer &&
		(s.Spec.LoadBalancerClass == nil || *s.Spec.LoadBalancerClass == Class)
}

// held is the address of the range that a Service has; the zero value if it has
// none.
func (r Range) held(s *corev1.Service) netip.Addr {
	for _, ingress := range s.Status.LoadBalancer.Ingress {
		if addr, err := netip.ParseAddr(ingress.IP); err == nil && r.Contains(addr) {
			return addr
		}
	}
	return netip.Addr{}
}

// asked is the address that a Service asks for; the zero value if any will do.
func (r Range) asked(s *corev1.Service) (netip.Addr, error) {
	text := s.Spec.LoadBalancerIP
	if text == "" {
		return netip.Addr{}, nil
	}
	addr, err := netip.ParseAddr(text)
	if err != nil || !r.Contains(addr) {
		return netip.Addr{}, fmt.Errorf("loadBalancerIP %s is none of the addresses for load balancers, %s", text, r)
	}
	return addr, nil
}

func title(s *corev1.Service) string { return s.Namespace + "/" + s.Name }
