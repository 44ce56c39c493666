package policy

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// ports are those that a rule allows.
type ports struct {
	// every is meant by a rule that names none: also what has no ports.
	every bool
	// numbers are ports of each protocol.
	numbers map[corev1.Protocol][]span
	// named are, of each protocol, pairs of a pod's address and its port.
	named map[corev1.Protocol][]string
}

// portsOf reads a rule's ports; a named one is that which the target has.
func portsOf(all []networkingv1.NetworkPolicyPort, targets []*Pod) ports {
	p := ports{every: len(all) == 0, numbers: map[corev1.Protocol][]span{}, named: map[corev1.Protocol][]string{}}
	for _, port := range all {
		protocol := corev1.ProtocolTCP
		if port.Protocol != nil {
			protocol = *port.Protocol
		}
		if port.Port != nil && port.Port.Type == intstr.String {
			for _, pod := range targets {
				if number, has := pod.Ports[Port{Name: port.Port.StrVal, Protocol: protocol}]; has {
					p.named[protocol] = append(p.named[protocol], fmt.Sprintf("%s . %d", pod.Addr, number))
				}
			}
			continue
		}
		numbers := everyPort()
		if port.Port != nil {
			numbers = span{uint64(port.Port.IntVal), uint64(port.Port.IntVal)}
			if port.EndPort != nil {
				numbers.last = uint64(*port.EndPort)
			}
		}
		p.numbers[protocol] = append(p.numbers[protocol], numbers)
	}
	return p
}

// add allows what another rule allows, too.
func (p *ports) add(other ports) {
	p.every = p.every || other.every
	for protocol, numbers := range other.numbers {
		p.numbers[protocol] = append(p.numbers[protocol], numbers...)
	}
	for protocol, pairs := range other.named {
		p.named[protocol] = append(p.named[protocol], pairs...)
	}
}

// matches match the ports: one of them is enough. A match of all is empty.
func (p ports) matches() []string {
	if p.every {
		return []string{""}
	}
	var all []string
	for _, protocol := range slices.Sorted(maps.Keys(p.numbers)) {
		l4, numbers := l4proto(protocol), union(p.numbers[protocol])
		if numbers[0] == everyPort() {
			all = append(all, "meta l4proto "+l4)
			continue
		}
		all = append(all, l4+" dport "+spanSet(numbers, portNumber))
	}
	for _, protocol := range slices.Sorted(maps.Keys(p.named)) {
		pairs := slices.Compact(slices.Sorted(slices.Values(p.named[protocol])))
		all = append(all, fmt.Sprintf("ip daddr . %s dport %s", l4proto(protocol), set(pairs)))
	}
	return all
}

// l4proto is how nftables names a protocol.
func l4proto(protocol corev1.Protocol) string { return strings.ToLower(string(protocol)) }

func portNumber(number uint64) string { return strconv.FormatUint(number, 10) }
