package probe

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// follow reads what a Job's pod finds until the pod has ended or is gone, or
// none comes for long.
func (p *Probe) follow(ctx context.Context, job owner) {
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	pods, refusals := make(chan *corev1.Pod), make(chan string)
	group.Go(func() { p.watchPod(ctx, job, pods, refusals) })
	group.Go(func() { p.watchRefusals(ctx, job, refusals) })

	o := obstacle{kind: "no pod", why: fmt.Sprintf("no pod was made for a probe in namespace %s within %s", p.who.Namespace, unmade), bound: unmade}
	timer := time.NewTimer(o.bound)
	defer timer.Stop()
	there, reading, told := false, false, false
	for {
		next := o
		select {
		case <-ctx.Done():
			return
		case pod := <-pods:
			switch {
			case pod == nil && there:
				p.lost(nil)
				return
			case pod == nil:
				continue
			case over(pod):
				p.lost(pod)
				return
			}
			there = true
			if next = p.obstacle(pod); next.kind == "" && !reading {
				reading = true
				p.at(pod.Status.PodIP)
				group.Go(func() { p.read(ctx, pod.Name) })
			}
		case why := <-refusals:
			if there {
				continue // an earlier attempt of the Job's
			}
			next = obstacle{kind: "refused", why: why, bound: brief, final: stuck}
		case <-timer.C:
			if told {
				return
			}
			told = true
			p.refuse(o.why)
			if o.final > 0 {
				timer.Reset(o.final)
			}
			continue
		}
		changed := next.kind != o.kind
		o = next
		switch {
		case changed && o.kind == "":
			told = false
			timer.Stop()
		case changed:
			told = false
			timer.Reset(o.bound)
		case told && o.kind != "":
			p.refuse(o.why)
		}
	}
}

// watchPod tells of the Job's pod, nil while there is none.
func (p *Probe) watchPod(ctx context.Context, job owner, pods chan<- *corev1.Pod, refusals chan<- string) {
	resource := p.cluster.Dynamic.Resource(cluster.Core("pods")).Namespace(p.who.Namespace)
	for ctx.Err() == nil {
		err := track(ctx, resource, metav1.ListOptions{LabelSelector: Label + "=" + p.mark}, func(items []*unstructured.Unstructured) bool {
			var found *corev1.Pod
			for _, item := range items {
				if c := metav1.GetControllerOf(item); c == nil || c.UID != job.uid {
					continue
				}
				var pod corev1.Pod
				if runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &pod) == nil {
					found = &pod
				}
			}
			select {
			case pods <- found:
			case <-ctx.Done():
			}
			return false
		})
		if apierrors.IsForbidden(err) {
			send(ctx, refusals, fmt.Sprintf("you may not list and watch pods in namespace %s, so a probe cannot be followed", p.who.Namespace))
		}
		pause(ctx, again)
	}
}

// watchRefusals tells why the Job controller gets no pod. Who may not read
// events is only told that there is none.
func (p *Probe) watchRefusals(ctx context.Context, job owner, refusals chan<- string) {
	resource := p.cluster.Dynamic.Resource(cluster.Core("events")).Namespace(p.who.Namespace)
	only := fmt.Sprintf("involvedObject.kind=Job,involvedObject.name=%s,reason=FailedCreate", job.name)
	for ctx.Err() == nil {
		_ = track(ctx, resource, metav1.ListOptions{FieldSelector: only}, func(items []*unstructured.Unstructured) bool {
			for _, item := range items {
				reason, _, _ := unstructured.NestedString(item.Object, "reason")
				about, _, _ := unstructured.NestedString(item.Object, "involvedObject", "name")
				message, _, _ := unstructured.NestedString(item.Object, "message")
				if reason == "FailedCreate" && about == job.name && message != "" {
					send(ctx, refusals, p.unmade(message))
				}
			}
			return false
		})
		pause(ctx, again)
	}
}

// read takes what the pod's log says until ctx ends. A log that breaks off is
// opened again; what was taken before is known by its round.
func (p *Probe) read(ctx context.Context, pod string) {
	for ctx.Err() == nil {
		reading, renewals, stop := p.reading(ctx)
		query := url.Values{"container": {"probe"}, "follow": {"true"}}
		if renewals > 0 {
			query.Set("tailLines", "0")
		}
		log, err := p.cluster.Log(reading, p.who.Namespace, pod, query)
		if err == nil {
			_ = lines(log, func(text string) {
				if l, ours := parse(text, p.mark, len(p.tries)); ours {
					p.take(l, renewals)
				}
			})
			err = log.Close()
		}
		renewed := reading.Err() != nil
		stop()
		if renewed {
			continue
		}
		if apierrors.IsForbidden(err) {
			p.refuse(fmt.Sprintf("you may not read the logs of pods in namespace %s, in which a probe tells what it found", p.who.Namespace))
		}
		pause(ctx, reopen)
	}
}

// reading is for how long the log may be read as it was opened: until ctx ends,
// or all is forgotten once more.
func (p *Probe) reading(ctx context.Context) (reading context.Context, renewals int, stop context.CancelFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	reading, p.stopReading = context.WithCancel(ctx)
	return reading, p.renewals, p.stopReading
}

// reopen keeps what ends at once from being opened in a loop.
const reopen = time.Second

func send(ctx context.Context, to chan<- string, text string) {
	select {
	case to <- text:
	case <-ctx.Done():
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
