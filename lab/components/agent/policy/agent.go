// Package policy enforces NetworkPolicies for the pods of one node, by rules of
// nftables.
package policy

import (
	"context"
	"fmt"
	"log/slog"
	"os/exec"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"k8s.io/client-go/informers"
	corelisters "k8s.io/client-go/listers/core/v1"
	networkinglisters "k8s.io/client-go/listers/networking/v1"
	"k8s.io/client-go/tools/cache"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/attachment"
	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/change"
)

// An Agent enforces the policies of a cluster on a node.
type Agent struct {
	policies   networkinglisters.NetworkPolicyLister
	namespaces corelisters.NamespaceLister
	pods       corelisters.PodLister
	informers  []cache.SharedIndexInformer
	store      attachment.Store
	log        *slog.Logger

	// changed is closed, and made anew, when something has changed.
	changed *change.Signal
	// applied is what the kernel was given last; empty if that is not known.
	mu      sync.Mutex
	applied string
	// seen is what was known last of the pods of each attached sandbox.
	seen map[string]*Pod
}

// New returns the agent of a node; the factory is to be started after it.
func New(shared informers.SharedInformerFactory, log *slog.Logger) (*Agent, error) {
	policies := shared.Networking().V1().NetworkPolicies()
	namespaces := shared.Core().V1().Namespaces()
	pods := shared.Core().V1().Pods()
	a := &Agent{
		policies:   policies.Lister(),
		namespaces: namespaces.Lister(),
		pods:       pods.Lister(),
		informers:  []cache.SharedIndexInformer{policies.Informer(), namespaces.Informer(), pods.Informer()},
		store:      attachment.Dir,
		log:        log,
		changed:    change.NewSignal(),
		seen:       map[string]*Pod{},
	}
	for _, i := range a.informers {
		if _, err := i.AddEventHandler(a.changed.Handler()); err != nil {
			return nil, fmt.Errorf("watch what policies depend on: %w", err)
		}
	}
	return a, nil
}

// Run enforces policies until ctx is done; it calls ready when it does.
func (a *Agent) Run(ctx context.Context, ready func()) error {
	for _, i := range a.informers {
		if !cache.WaitForCacheSync(ctx.Done(), i.HasSynced) {
			return nil
		}
	}
	// Nobody is asked to wait before there is an answer.
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return attachment.Serve(ctx, attachment.Socket, a.log, a.attach) })
	group.Go(func() error {
		a.keep(ctx, ready)
		return nil
	})
	return group.Wait()
}

// retryAfter is the pause after the kernel has refused a ruleset.
const retryAfter = time.Second

// keep applies what has changed.
func (a *Agent) keep(ctx context.Context, ready func()) {
	ready = sync.OnceFunc(ready)
	for {
		var retry <-chan time.Time
		// Before the look, so that no change is missed.
		changed := a.changed.Next()
		if err := a.apply(ctx); err == nil {
			ready()
		} else if ctx.Err() == nil {
			a.log.Error("cannot enforce policies", "error", err)
			retry = time.After(retryAfter)
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-retry:
		}
	}
}

// apply gives the kernel the rules that hold now.
func (a *Agent) apply(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	cluster, err := a.look()
	if err != nil {
		return err
	}
	rules := cluster.Ruleset()
	if rules == a.applied {
		return nil
	}
	a.applied = ""
	if err := load(ctx, rules); err != nil {
		return err
	}
	a.applied = rules
	return nil
}

// load gives a ruleset to nft.
func load(ctx context.Context, rules string) error {
	cmd := exec.CommandContext(ctx, "nft", "-f", "-")
	cmd.Stdin = strings.NewReader(rules)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("nft: %w: %s", err, strings.TrimSpace(string(said)))
	}
	return nil
}
