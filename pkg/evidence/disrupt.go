package evidence

import (
	"context"
	"errors"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// harmed is what came of a disruption, and to which workload it was done: what
// has another template, or took the place of it since, was not tried.
type harmed struct {
	answer check.Answer
	of     string
	was    workload
}

// workload is an observed one as it was wanted at some moment.
type workload struct {
	uid     string
	changed time.Time
}

func workloadOf(ev check.Evidence, name string) workload {
	o := ev.Objects[name]
	w := workload{changed: o.Changed}
	if len(o.Items) > 0 {
		w.uid = metadata(o.Items[0], "uid")
	}
	return w
}

// Disrupt does the harm of one survives check to the challenge's own pods and
// waits until the workload is whole again, or its time is over. holds judges
// the answers to the check that must serve meanwhile. What came of it is part
// of all later evidence of this session.
func (s *Session) Disrupt(ctx context.Context, one challenge.Check, holds func(check.Answer, check.Evidence) bool) error {
	harm := one.Survives
	ev, err := s.look(ctx, true)
	if err != nil {
		return err
	}
	came := func(answer check.Answer) {
		s.harm[one.Name] = harmed{answer, harm.Of, workloadOf(ev, harm.Of)}
	}
	pods := ev.Objects[harm.Of].Pods
	if len(pods) == 0 {
		came(check.Answer{Value: map[string]any{"harm": "nothing was done", "error": "there is no pod", "whole": false}})
		return nil
	}
	s.quiet = true // one check is asked by itself, the others are not
	defer func() { s.quiet = false }()
	served, why := s.serve(ctx, harm.Serves, ev, holds)
	if why != "" {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		came(check.Answer{Unasked: why})
		return nil
	}
	served.begin()
	began := time.Now()
	done, lost, err := s.harmPods(ctx, harm, pods)
	if err != nil {
		s.end(served)
		return err
	}
	within, cancel := context.WithTimeout(ctx, time.Duration(harm.Within))
	defer cancel()
	missing := "it was not looked at"
	err = s.Follow(within, func(ev check.Evidence) (bool, time.Duration, error) {
		whole := false
		whole, missing = check.Whole(ev.Objects[harm.Of], lost)
		return whole, 0, nil
	})
	took := time.Since(began)
	if err == nil {
		served.linger(ctx)
	}
	requests, failures, last := s.end(served)
	if undone := s.Undo(ctx); undone != nil {
		return errors.Join(err, undone)
	}
	if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return err
	}
	value := map[string]any{
		"harm": done, "whole": err == nil, "took": int64(took.Round(time.Second).Seconds()),
		"requests": int64(requests), "failed": int64(failures), "error": missing,
	}
	if err == nil {
		value["error"] = last
	}
	came(check.Answer{Value: value})
	return nil
}

// harmPods does it, and returns what was done and the UIDs of the pods that
// must go.
func (c *Collector) harmPods(ctx context.Context, harm *challenge.Survives, pods []map[string]any) (string, map[string]bool, error) {
	harmed := map[string]bool{}
	first := pods[0]
	switch harm.Disruption {
	case challenge.DeletePod:
		harmed[metadata(first, "uid")] = true
		return "pod " + metadata(first, "name") + " was deleted", harmed, c.deletePod(ctx, first)
	case challenge.Restart:
		for _, pod := range pods {
			harmed[metadata(pod, "uid")] = true
			if err := c.deletePod(ctx, pod); err != nil {
				return "", nil, err
			}
		}
		return fmt.Sprintf("all of its pods, %d, were deleted at once", len(pods)), harmed, nil
	case challenge.EvictPod:
		refused, err := c.evict(ctx, first)
		if refused {
			return "the eviction of pod " + metadata(first, "name") + " was refused, as its PodDisruptionBudget has it", harmed, nil
		}
		harmed[metadata(first, "uid")] = true
		return "pod " + metadata(first, "name") + " was evicted", harmed, err
	case challenge.DrainNode:
		return c.drain(ctx, harm, first)
	}
	return "", nil, fmt.Errorf("disruption %q is not known", harm.Disruption)
}

func (c *Collector) deletePod(ctx context.Context, pod map[string]any) error {
	uid := types.UID(metadata(pod, "uid"))
	err := c.Cluster.Dynamic.Resource(cluster.Core("pods")).Namespace(metadata(pod, "namespace")).
		Delete(ctx, metadata(pod, "name"), metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
		return fmt.Errorf("delete pod %s: %w", metadata(pod, "name"), cluster.Explain(err))
	}
	return nil
}

// evict asks for an eviction; refused is set where a budget forbids it now.
func (c *Collector) evict(ctx context.Context, pod map[string]any) (refused bool, err error) {
	eviction := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "policy/v1", "kind": "Eviction",
		"metadata": map[string]any{"name": metadata(pod, "name"), "namespace": metadata(pod, "namespace")},
	}}
	_, err = c.Cluster.Dynamic.Resource(cluster.Core("pods")).Namespace(metadata(pod, "namespace")).
		Create(ctx, eviction, metav1.CreateOptions{}, "eviction")
	switch {
	case apierrors.IsTooManyRequests(err):
		return true, nil
	case err != nil && !apierrors.IsNotFound(err):
		return false, fmt.Errorf("evict pod %s: %w", metadata(pod, "name"), cluster.Explain(err))
	}
	return false, nil
}
