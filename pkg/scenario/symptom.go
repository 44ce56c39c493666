package scenario

import (
	"context"
	"errors"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// ErrRemoved says that a run's namespace went, or is going, while something in it
// was waited for.
var ErrRemoved = errors.New("it was removed meanwhile")

// tick is how often it is looked at what no watch tells: that time has passed.
const tick = time.Second

// AwaitSymptom returns once the starting point is in place and the fault's
// symptom can be seen, or with an error that says what the pods do where ctx
// ends before. A challenge with neither has nothing to wait for. The error is
// ErrRemoved where the run is removed meanwhile.
func (d *Deployment) AwaitSymptom(ctx context.Context) error {
	awaited, err := d.awaited()
	if err != nil || len(awaited) == 0 {
		return err
	}
	judge, err := check.NewJudge(d.Challenge)
	if err != nil {
		return err
	}
	collector := &evidence.Collector{Cluster: d.Cluster, Challenge: d.Challenge, Namespaces: d.Namespaces, StateOnly: true}
	w := &wait{Deployment: d, began: time.Now()}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	go d.untilRemoved(ctx, end)
	err = collector.Follow(ctx, func(ev check.Evidence) (bool, time.Duration, error) {
		seen, err := hold(awaited, ev)
		if !seen {
			w.tell(ctx, judge.Doing(ev))
		}
		return seen, tick, err
	})
	if errors.Is(context.Cause(ctx), ErrRemoved) {
		return ErrRemoved
	}
	doing := w.last
	if err != nil && doing != "" {
		return fmt.Errorf("%w; last seen: %s", err, doing)
	}
	return err
}

// untilRemoved ends what is waited for once the run's main namespace goes. Who may
// not watch namespaces is not told, and waits to the end of their time.
func (d *Deployment) untilRemoved(ctx context.Context, end context.CancelCauseFunc) {
	client := d.Cluster.Dynamic.Resource(cluster.Core("namespaces"))
	err := await(ctx, client, d.Namespaces[challenge.MainNamespace], func(ns *unstructured.Unstructured) bool {
		return ns == nil || ns.GetDeletionTimestamp() != nil
	})
	if err == nil && ctx.Err() == nil {
		end(ErrRemoved)
	}
}

// awaited are the conditions of which all hold when a run may begin.
func (d *Deployment) awaited() ([]*check.Condition, error) {
	env, err := check.NewEnvironment(d.Challenge)
	if err != nil {
		return nil, err
	}
	var conditions []*check.Condition
	if ready := d.Challenge.Spec.Ready; !ready.Empty() {
		condition, err := env.Condition(ready)
		if err != nil {
			return nil, fmt.Errorf("ready: %w", err)
		}
		conditions = append(conditions, condition)
	}
	if fault, ok := d.Challenge.Fault(d.Fault); ok {
		condition, err := env.Condition(fault.Symptom)
		if err != nil {
			return nil, fmt.Errorf("fault %s: symptom: %w", fault.ID, err)
		}
		conditions = append(conditions, condition)
	}
	return conditions, nil
}

// hold reports whether all conditions are true of the evidence.
func hold(conditions []*check.Condition, ev check.Evidence) (bool, error) {
	for _, condition := range conditions {
		if holds, err := condition.Holds(ev, nil); err != nil || !holds {
			return false, err
		}
	}
	return true, nil
}
