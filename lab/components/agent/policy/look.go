package policy

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
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

// errNotTold says that there is an attachment of a pod that the API does not have.
var errNotTold = errors.New("the API has not told of the pod")

// attach returns when the pod of a sandbox is known and guarded, or has gone.
func (a *Agent) attach(ctx context.Context, sandbox string) error {
	if err := a.awaitKnown(ctx, sandbox, knownWithin); err != nil {
		return err
	}
	return a.apply(ctx)
}

// awaitKnown returns when all is known of the pod of a sandbox that will be.
func (a *Agent) awaitKnown(ctx context.Context, sandbox string, within time.Duration) error {
	waiting, cancel := context.WithTimeoutCause(ctx, within, errNotTold)
	defer cancel()
	for {
		changed := a.changed.Next()
		at, err := a.attached(sandbox)
		if err != nil {
			return err
		}
		if at == nil || a.known(*at) {
			return nil
		}
		select {
		case <-changed:
		case <-waiting.Done():
			err := context.Cause(waiting)
			// The node's own pods run whether or not the API will have them. They are
			// guarded by what holds for all of their namespace.
			if errors.Is(err, errNotTold) && isStatic(*at) {
				return nil
			}
			return err
		}
	}
}

// attached is the attachment of a sandbox; nil if there is none any more.
func (a *Agent) attached(sandbox string) (*attachment.Attachment, error) {
	all, err := a.store.All()
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(at attachment.Attachment) bool { return at.Sandbox == sandbox })
	if at < 0 {
		return nil, nil
	}
	return &all[at], nil
}

// known tells whether the API has told of an attached pod, or cannot: it takes no
// static pod into a namespace that it does not have.
func (a *Agent) known(at attachment.Attachment) bool {
	pod, err := a.pods.Pods(at.Namespace).Get(at.Name)
	if err == nil {
		return isOf(at, pod)
	}
	_, err = a.namespaces.Get(at.Namespace)
	return apierrors.IsNotFound(err) && isStatic(at)
}

// isStatic tells whether an attachment is that of a pod which its node has from a
// file: its UID is a sum of that file, and no UUID.
func isStatic(at attachment.Attachment) bool {
	return at.UID != "" && !strings.Contains(string(at.UID), "-")
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
