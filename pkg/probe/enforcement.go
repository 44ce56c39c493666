package probe

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Network says what a cluster's network does with NetworkPolicies. The words
// are those of check.Evidence.
type Network string

// What a network may do.
const (
	Enforces    Network = "enforces"
	EnforcesNot Network = "enforces not"
	// Unknown comes with the reason.
	Unknown Network = ""
)

const (
	port = 8080
	// control is how long a pod may take to start, and the first connection to
	// come about; effect is how long a policy may take to be in force.
	control = time.Minute
	effect  = 6 * time.Second
	// times is how many rounds in a row decide.
	times = 3
)

// Enforcement finds out whether the cluster's network enforces NetworkPolicies:
// in the namespace, which is to be one of our own, a pod reaches another, and
// either stops to under a policy that denies it everything or does not. Nothing
// of it stays. The other end is a pod as well, because what goes to the node
// itself, and with it often to the API server, is always allowed. What was found
// out is known before all of it is gone: end waits for that, and must be called.
func Enforcement(ctx context.Context, c *cluster.Cluster, namespace string, options Options) (found Network, why string, end func()) {
	const key = "the other pod"
	who := Identity{Namespace: namespace}
	other := Start(ctx, c, who, []Try{{Key: key, listen: port}}, options)
	var stopping sync.WaitGroup
	end = stopping.Wait
	stop := func(p *Probe) { stopping.Go(func() { _ = p.Stop(context.WithoutCancel(ctx)) }) }
	defer stop(other)
	if why := other.await(ctx, control, func(o Outcome) bool { return true }, key); why != "" {
		return Unknown, why, end
	}
	target := Target{Host: other.where(), Port: port}
	p := Start(ctx, c, who, []Try{{Key: key, TCP: &target, Timeout: time.Second}}, options)
	defer stop(p)
	if why := p.await(ctx, control, func(o Outcome) bool { return o.Reached }, key); why != "" {
		return Unknown, why, end
	}
	policy, err := p.isolate(ctx)
	if err != nil {
		return Unknown, fmt.Sprintf("a NetworkPolicy could not be made in namespace %s: %s", namespace, cluster.Explain(err)), end
	}
	// It belongs to the Job and goes with it; this way it goes at once.
	defer p.release(context.WithoutCancel(ctx), policy)
	since := time.Now()
	var last Outcome
	why = p.await(ctx, effect+control, func(o Outcome) bool {
		last = o
		if o.Reached {
			return time.Since(since) > effect && o.Alike >= times
		}
		return o.Alike >= times
	}, key)
	switch {
	case why != "":
		return Unknown, why, end
	case last.Reached:
		return EnforcesNot, "", end
	}
	return Enforces, "", end
}

// await waits until the outcome of a try is as wanted; it returns why it is
// not.
func (p *Probe) await(ctx context.Context, bound time.Duration, wanted func(Outcome) bool, key string) string {
	timer := time.NewTimer(bound)
	defer timer.Stop()
	for {
		outcomes, pending, unasked := p.Latest()
		o, known := outcomes[key]
		switch {
		case unasked != "":
			return unasked
		case known && wanted(o):
			return ""
		}
		select {
		case <-ctx.Done():
			return ctx.Err().Error()
		case <-timer.C:
			if pending != "" {
				return fmt.Sprintf("%s, and was not ready within %s", pending, bound)
			}
			return fmt.Sprintf("a probe did not reach another pod steadily within %s: %s", bound, cmp.Or(o.Error, "it is reached now and then"))
		case <-p.Changed():
		}
	}
}

func (p *Probe) where() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.address
}

// isolate denies the probe's pod all that it sends, and returns the name of the
// policy.
func (p *Probe) isolate(ctx context.Context) (string, error) {
	p.mu.Lock()
	job := p.owner
	p.mu.Unlock()
	policy := &networkingv1.NetworkPolicy{
		TypeMeta: metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy"},
		ObjectMeta: metav1.ObjectMeta{
			GenerateName: "probe-", Namespace: p.who.Namespace,
			Labels:          map[string]string{"app.kubernetes.io/managed-by": "kubectl-mastery", Label: p.mark},
			OwnerReferences: []metav1.OwnerReference{{APIVersion: "batch/v1", Kind: "Job", Name: job.name, UID: job.uid}},
		},
		Spec: networkingv1.NetworkPolicySpec{
			PodSelector: metav1.LabelSelector{MatchLabels: map[string]string{Label: p.mark}},
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeEgress},
		},
	}
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(policy)
	if err != nil {
		return "", err
	}
	made, err := p.cluster.Dynamic.Resource(policies()).Namespace(p.who.Namespace).
		Create(ctx, &unstructured.Unstructured{Object: object}, metav1.CreateOptions{})
	if err != nil {
		return "", err
	}
	return made.GetName(), nil
}

func (p *Probe) release(ctx context.Context, policy string) {
	ctx, cancel := context.WithTimeout(ctx, removal)
	defer cancel()
	_ = p.cluster.Dynamic.Resource(policies()).Namespace(p.who.Namespace).Delete(ctx, policy, metav1.DeleteOptions{})
}
