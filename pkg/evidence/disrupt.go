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
// the answers to the checks that must serve meanwhile. What came of it is part
// of all later evidence of this session.
func (s *Session) Disrupt(ctx context.Context, one challenge.Check, holds holding) error {
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
	served, left, why := s.serveBoth(ctx, harm, pods[0], ev, holds)
	if why != "" {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		came(check.Answer{Unasked: why})
		return nil
	}
	served.begin()
	left.begin()
	began := time.Now()
	within, cancel := context.WithTimeout(ctx, time.Duration(harm.Within))
	defer cancel()
	done, err := s.hurt(within, harm, ev)
	value := map[string]any{"harm": done.what}
	if err == nil && harm.Lingers != nil {
		value["left"] = s.farewell(within, left, time.Duration(harm.Lingers.For))
	} else {
		s.end(left)
	}
	if err == nil && done.unasked == "" {
		err = s.heal(within, harm, ev, &done)
	}
	took := time.Since(began)
	if err == nil && done.unasked == "" {
		served.linger(ctx)
	}
	requests, failures, last := s.end(served)
	if undone := errors.Join(s.Undo(ctx), s.rollBack(ctx, harm, ev)); undone != nil {
		return errors.Join(err, undone)
	}
	if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return err
	}
	if harm.Disruption == challenge.Rollout { // it is what was tried, although it was changed and changed back
		if err := s.lists.fill(ctx); err != nil {
			return err
		}
		ev = s.State()
	}
	whole := err == nil && done.spoilt == ""
	value["whole"], value["took"], value["spoilt"] = whole, int64(took.Round(time.Second).Seconds()), done.spoilt
	value["requests"], value["failed"], value["error"] = int64(requests), int64(failures), done.missing
	if whole {
		value["error"] = last
	}
	if done.asked != nil {
		value["hurt"] = done.asked.Hurt()
	}
	came(check.Answer{Value: value, Unasked: done.unasked})
	return nil
}

// serveBoth begins to ask the check that must be served meanwhile and, where the
// pod that is hurt must linger, the pod itself.
func (s *Session) serveBoth(ctx context.Context, harm *challenge.Survives, pod map[string]any, ev check.Evidence, holds holding) (served, left *serving, why string) {
	if served, why = s.serve(ctx, harm.Serves, "", ev, holds); why != "" {
		return nil, nil, why
	}
	lingers := ""
	if harm.Lingers != nil {
		lingers = harm.Lingers.Serves
	}
	if left, why = s.serve(ctx, lingers, stringAt(pod, "status", "podIP"), ev, holds); why != "" {
		s.end(served)
	}
	return served, left, why
}

// farewell is what came of the requests to a pod for a while after its end began.
func (s *Session) farewell(ctx context.Context, left *serving, length time.Duration) map[string]any {
	select {
	case <-ctx.Done():
	case <-time.After(length):
	}
	requests, failed, last := s.end(left)
	return map[string]any{"requests": int64(requests), "failed": int64(failed), "error": last}
}

// injury is harm that was done.
type injury struct {
	// what says in words what was done; unasked, why it could not be done.
	what, unasked string
	// whole tells whether the workload has got over it, see check.Recovery.
	whole func(check.Observed) (whole bool, missing, spoilt string)
	// missing is what is awaited; spoilt, why that cannot come any more.
	missing, spoilt string
	// asked is the pod that was asked to fail; nil where none was.
	asked *check.Recovery
}

// until is harm after which those pods must be gone, and others in their place.
func until(lost map[string]bool) func(check.Observed) (bool, string, string) {
	return func(o check.Observed) (bool, string, string) {
		whole, missing := check.Whole(o, lost)
		return whole, missing, ""
	}
}

// hurt does the harm.
func (s *Session) hurt(ctx context.Context, harm *challenge.Survives, ev check.Evidence) (done injury, err error) {
	done.missing = "it was not looked at"
	pods := ev.Objects[harm.Of].Pods
	switch harm.Disruption {
	case challenge.AskPod:
		done.what, done.unasked, err = s.askPod(ctx, harm.Ask, pods[0])
		done.asked = check.NewRecovery(pods[0], harm.Ask.Restarts)
		done.whole = done.asked.Look
	case challenge.Rollout:
		done.what = "all of its pods were rolled out anew, and back"
		done.whole = until(uids(pods))
		err = s.roll(ctx, ev.Objects[harm.Of].Items[0])
	default:
		var lost map[string]bool
		done.what, lost, err = s.harmPods(ctx, harm, pods)
		done.whole = until(lost)
	}
	return done, err
}

// heal waits until the workload has got over it; what was rolled out is
// rolled back then, which is as much of a rollout.
func (s *Session) heal(ctx context.Context, harm *challenge.Survives, ev check.Evidence, done *injury) error {
	var pods []map[string]any
	look := func(ev check.Evidence) (bool, time.Duration, error) {
		var whole bool
		pods = ev.Objects[harm.Of].Pods
		whole, done.missing, done.spoilt = done.whole(ev.Objects[harm.Of])
		return whole || done.spoilt != "", 0, nil
	}
	if err := s.Follow(ctx, look); err != nil || harm.Disruption != challenge.Rollout {
		return err
	}
	if err := s.rollBack(ctx, harm, ev); err != nil {
		return err
	}
	done.whole = until(uids(pods))
	return s.Follow(ctx, look)
}

func uids(pods []map[string]any) map[string]bool {
	all := map[string]bool{}
	for _, pod := range pods {
		all[metadata(pod, "uid")] = true
	}
	return all
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
