package probe

import (
	"context"
	"fmt"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

const (
	// again is how long to wait before what was refused is asked for again:
	// nothing tells when it would be granted.
	again = 3 * time.Second
	// creation is how long the API server may take for a Job. Stop does not cut
	// it short, or it would not know whether there is one.
	creation = 10 * time.Second
)

// owner is the Job that a probe has at present.
type owner struct {
	name string
	uid  types.UID
}

// run keeps a Job going until ctx ends.
func (p *Probe) run(ctx context.Context) {
	defer close(p.ended)
	for _, t := range p.tries {
		if err := t.valid(); err != nil {
			p.refuse(fmt.Sprintf("%s cannot be tried: %s", t.Key, err))
			return
		}
	}
	for ctx.Err() == nil {
		p.begin()
		made, err := p.create(ctx)
		if err != nil {
			p.refuse(p.uncreated(err))
			pause(ctx, again)
			continue
		}
		p.follow(ctx, made)
		if ctx.Err() != nil {
			return
		}
		if !p.fruitful() {
			pause(ctx, again)
		}
		// It ended, or nothing comes of it; Stop sees to what this leaves.
		_ = deleteJob(ctx, p.cluster, p.who.Namespace, made)
	}
}

func (p *Probe) create(ctx context.Context) (owner, error) {
	job, err := runtime.DefaultUnstructuredConverter.ToUnstructured(p.job(p.room(ctx)))
	if err != nil {
		return owner{}, err
	}
	delete(job, "status")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), creation)
	defer cancel()
	made, err := p.cluster.Dynamic.Resource(jobs()).Namespace(p.who.Namespace).
		Create(ctx, &unstructured.Unstructured{Object: job}, metav1.CreateOptions{})
	if err != nil {
		return owner{}, err
	}
	o := owner{name: made.GetName(), uid: made.GetUID()}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.owner = o
	return o, nil
}

// room reads the bounds of the namespace. Who may not read them asks for what
// is usual.
func (p *Probe) room(ctx context.Context) corev1.ResourceRequirements {
	var (
		group  sync.WaitGroup
		ranges corev1.LimitRangeList
		quotas corev1.ResourceQuotaList
	)
	read := func(kind string, into any) {
		list, err := p.cluster.Dynamic.Resource(cluster.Core(kind)).Namespace(p.who.Namespace).List(ctx, metav1.ListOptions{})
		if err == nil {
			_ = runtime.DefaultUnstructuredConverter.FromUnstructured(list.UnstructuredContent(), into)
		}
	}
	group.Go(func() { read("limitranges", &ranges) })
	group.Go(func() { read("resourcequotas", &quotas) })
	group.Wait()
	return size(len(p.tries), ranges.Items, quotas.Items)
}
