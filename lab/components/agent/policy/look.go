package policy

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/attachment"
)

// look gathers what the agent knows now.
func (a *Agent) look() (*Cluster, error) {
	policies, err := a.policies.List(labels.Everything())
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	namespaces, err := a.namespaces.List(labels.Everything())
	if err != nil {
		return nil, fmt.Errorf("list namespaces: %w", err)
	}
	pods, err := a.pods.List(labels.Everything())
	if err != nil {
		return nil, fmt.Errorf("list pods: %w", err)
	}
	attached, err := a.store.All()
	if err != nil {
		return nil, err
	}
	c := &Cluster{Policies: policies, Namespaces: map[string]labels.Set{}, Pods: merge(pods, attached, a.seen)}
	for _, n := range namespaces {
		c.Namespaces[n.Name] = n.Labels
	}
	return c, nil
}

// knownWithin is how much later than the kubelet the agent may hear of a pod.
const knownWithin = 10 * time.Second

// attach returns when the pod of a sandbox is known and guarded, or has gone.
func (a *Agent) attach(ctx context.Context, sandbox string) error {
	waiting, cancel := context.WithTimeoutCause(ctx, knownWithin, errors.New("the API has not told of the pod"))
	defer cancel()
	for {
		changed := a.changed.Next()
		known, err := a.known(sandbox)
		if err != nil {
			return err
		}
		if known {
			return a.apply(ctx)
		}
		select {
		case <-changed:
		case <-waiting.Done():
			return context.Cause(waiting)
		}
	}
}

// known tells whether the API has told of the pod of a sandbox; also if there
// is no such sandbox any more.
func (a *Agent) known(sandbox string) (bool, error) {
	attached, err := a.store.All()
	if err != nil {
		return false, err
	}
	for _, at := range attached {
		if at.Sandbox != sandbox {
			continue
		}
		pod, err := a.pods.Pods(at.Namespace).Get(at.Name)
		return err == nil && isOf(at, pod), nil
	}
	return true, nil
}

// isOf tells whether an attachment is that of a pod, and not of one that had
// its name before.
func isOf(at attachment.Attachment, pod *corev1.Pod) bool {
	// A static pod has another UID on its node than in the API, which has the
	// node's in an annotation.
	return at.UID == "" || at.UID == pod.UID || string(at.UID) == pod.Annotations["kubernetes.io/config.hash"]
}

// merge joins what the API says of all pods, and the network plugin of those on
// this node: it is the first to know their addresses. seen is what was known of
// the pods of attached sandboxes, and is brought up to date: a pod may run on for
// a while when the API has forgotten it.
func merge(pods []*corev1.Pod, attached []attachment.Attachment, seen map[string]*Pod) []*Pod {
	maps.DeleteFunc(seen, func(sandbox string, _ *Pod) bool {
		return !slices.ContainsFunc(attached, func(at attachment.Attachment) bool { return at.Sandbox == sandbox })
	})
	here := map[types.NamespacedName][]attachment.Attachment{}
	for _, at := range attached {
		name := types.NamespacedName{Namespace: at.Namespace, Name: at.Name}
		here[name] = append(here[name], at)
	}
	var all []*Pod
	for _, pod := range pods {
		name := types.NamespacedName{Namespace: pod.Namespace, Name: pod.Name}
		p := Pod{NamespacedName: name, Labels: pod.Labels, Ports: namedPorts(&pod.Spec)}
		found := false
		var others []attachment.Attachment
		for _, at := range here[name] {
			if !isOf(at, pod) {
				others = append(others, at)
				continue
			}
			local := p
			local.Addr, local.Local, found = at.Addr, true, true
			all = append(all, &local)
			seen[at.Sandbox] = &local
		}
		here[name] = others
		if addr, ok := addressOf(pod); ok && !found {
			p.Addr = addr
			all = append(all, &p)
		}
	}
	// What the API does not know any more is guarded as before, and what it never
	// knew by the policies for its whole namespace.
	for name, rest := range here {
		for _, at := range rest {
			pod, known := seen[at.Sandbox]
			if !known {
				pod = &Pod{NamespacedName: name, Addr: at.Addr, Local: true}
			}
			all = append(all, pod)
		}
	}
	return all
}

// addressOf is the address that is a pod's own, by what the API says.
func addressOf(pod *corev1.Pod) (netip.Addr, bool) {
	if pod.Spec.HostNetwork || pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed {
		return netip.Addr{}, false
	}
	for _, ip := range pod.Status.PodIPs {
		if addr, err := netip.ParseAddr(ip.IP); err == nil && addr.Is4() {
			return addr, true
		}
	}
	return netip.Addr{}, false
}
