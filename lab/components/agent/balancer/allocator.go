package balancer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/resourceversion"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/klog/v2"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/change"
)

// retryAfter is the pause after something could not be done.
const retryAfter = time.Second

// failed is the reason of the event that a Service gets no address, as cloud
// providers give it.
const failed = "SyncLoadBalancerFailed"

// An Allocator writes into the status of Services which address they have. One
// of a cluster is to run.
type Allocator struct {
	addresses Range
	client    kubernetes.Interface
	services  corelisters.ServiceLister
	synced    cache.InformerSynced
	log       *slog.Logger
	changed   *change.Signal
	// written is how Services were left, of which the cache may not know yet.
	written map[types.UID]*corev1.Service
	// refused is what a Service was last told.
	refused map[types.UID]string
}

// NewAllocator returns an allocator of a range; the factory is to be started
// after it.
func NewAllocator(addresses Range, client kubernetes.Interface, shared informers.SharedInformerFactory, log *slog.Logger) (*Allocator, error) {
	services := shared.Core().V1().Services()
	a := &Allocator{
		addresses: addresses,
		client:    client,
		services:  services.Lister(),
		synced:    services.Informer().HasSynced,
		log:       log,
		changed:   change.NewSignal(),
		written:   map[types.UID]*corev1.Service{},
		refused:   map[types.UID]string{},
	}
	if _, err := services.Informer().AddEventHandler(a.changed.Handler()); err != nil {
		return nil, fmt.Errorf("watch Services: %w", err)
	}
	return a, nil
}

// Run works until ctx is done; it calls ready when it does.
func (a *Allocator) Run(ctx context.Context, ready func()) error {
	if !cache.WaitForCacheSync(ctx.Done(), a.synced) {
		return nil
	}
	ctx = klog.NewContext(ctx, logr.FromSlogHandler(a.log.Handler()))
	broadcaster := record.NewBroadcaster(record.WithContext(ctx))
	defer broadcaster.Shutdown()
	broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: a.client.CoreV1().Events(metav1.NamespaceAll)})
	events := broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "mastery-agent"})
	ready()
	for {
		var retry <-chan time.Time
		changed := a.changed.Next()
		if err := a.allocate(ctx, events); err != nil && ctx.Err() == nil {
			a.log.Error("cannot give Services their addresses", "error", err)
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

// allocate gives every Service what it is to have.
func (a *Allocator) allocate(ctx context.Context, events record.EventRecorder) error {
	all, err := a.services.List(labels.Everything())
	if err != nil {
		return fmt.Errorf("list Services: %w", err)
	}
	var mine []*corev1.Service
	written, refused := map[types.UID]*corev1.Service{}, map[types.UID]string{}
	for _, s := range all {
		if w := a.written[s.UID]; w != nil && newer(w, s) {
			written[s.UID] = w
			s = w
		}
		if ours(s) {
			mine = append(mine, s)
		}
	}
	a.written = written
	var errs error
	for _, g := range a.addresses.assign(mine) {
		if g.refusal != nil {
			uid, why := g.service.UID, g.refusal.Error()
			if refused[uid] = why; a.refused[uid] != why {
				events.Event(g.service, corev1.EventTypeWarning, failed, why)
			}
		}
		errs = errors.Join(errs, a.write(ctx, g))
	}
	a.refused = refused
	return errs
}

// write puts what a Service is to have into its status.
func (a *Allocator) write(ctx context.Context, g grant) error {
	var want []corev1.LoadBalancerIngress
	if g.addr.IsValid() {
		want = []corev1.LoadBalancerIngress{{IP: g.addr.String()}}
	}
	now := g.service.Status.LoadBalancer.Ingress
	if len(now) == len(want) && (len(want) == 0 || now[0].IP == want[0].IP) {
		return nil
	}
	next := g.service.DeepCopy()
	next.Status.LoadBalancer.Ingress = want
	s, err := a.client.CoreV1().Services(next.Namespace).UpdateStatus(ctx, next, metav1.UpdateOptions{})
	// Whoever changed it, or deleted it, will be heard of.
	if apierrors.IsConflict(err) || apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write the address of Service %s: %w", title(next), err)
	}
	a.written[s.UID] = s
	a.log.Info("load balancer address", "service", title(s), "address", g.addr)
	return nil
}

// newer tells whether a is a later version of the same object than b.
func newer(a, b *corev1.Service) bool {
	order, err := resourceversion.CompareResourceVersion(a.ResourceVersion, b.ResourceVersion)
	return err == nil && order > 0
}
