package record

import (
	"context"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Share is what of the namespace of records is a learner's own.
type Share int

// The shares that there are.
const (
	// Nothing: there is no such namespace, or nothing of theirs in it.
	Nothing Share = iota
	// Part: others have something there, too, or have made the namespace.
	Part
	// Whole: the namespace was made by this program, and nobody else has
	// anything there.
	Whole
)

// Share reports what is there of the learner's record and of what belongs to
// those runs.
func (s *Store) Share(ctx context.Context, runs ...string) (Share, error) {
	ns, err := s.Dynamic.Resource(cluster.Core("namespaces")).Get(ctx, Namespace, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return Nothing, nil
	}
	if err != nil {
		return Nothing, fmt.Errorf("read namespace %s: %w", Namespace, cluster.Explain(err))
	}
	own := []string{Name(s.Learner)}
	for _, run := range runs {
		own = append(own, baselineName(run))
	}
	list, err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return Nothing, fmt.Errorf("read whose records there are: %w", cluster.Explain(err))
	}
	mine, foreign := false, ns.GetLabels()[managedByLabel] != managedBy
	for _, item := range list.Items {
		switch name := item.GetName(); {
		case slices.Contains(own, name):
			mine = true
		case name != "kube-root-ca.crt":
			foreign = true
		}
	}
	switch {
	case !foreign:
		return Whole, nil
	case mine:
		return Part, nil
	}
	return Nothing, nil
}

// Remove takes the learner's record out of the cluster, and the namespace of
// records with it where nobody else has anything there, and returns when they are
// gone. The local mirror stays.
func (s *Store) Remove(ctx context.Context) error {
	share, err := s.Share(ctx) // by now: others may have begun meanwhile
	switch {
	case err != nil:
		return err
	case share == Whole:
		err = s.Dynamic.Resource(cluster.Core("namespaces")).Delete(ctx, Namespace, metav1.DeleteOptions{})
	case share == Part:
		err = s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Delete(ctx, Name(s.Learner), metav1.DeleteOptions{})
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("remove your record: %w", cluster.Explain(err))
	}
	if share != Whole {
		return nil
	}
	return s.awaitGone(ctx)
}

// removeTimeout bounds how long the namespace of records, which holds no pods,
// may take to go.
const removeTimeout = time.Minute

func (s *Store) awaitGone(ctx context.Context) error {
	err := wait.PollUntilContextTimeout(ctx, 200*time.Millisecond, removeTimeout, true, func(ctx context.Context) (bool, error) {
		_, err := s.Dynamic.Resource(cluster.Core("namespaces")).Get(ctx, Namespace, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return true, nil
		}
		return false, err
	})
	if wait.Interrupted(err) {
		return fmt.Errorf("namespace %s is on its way out and not gone yet; see `kubectl get namespace %s -o yaml` for what holds it up", Namespace, Namespace)
	}
	if err != nil {
		return fmt.Errorf("wait until namespace %s is gone: %w", Namespace, cluster.Explain(err))
	}
	return nil
}
