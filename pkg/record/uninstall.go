package record

import (
	"context"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Alone reports whether the namespace of records is one that this program made
// and holds nothing but the learner's record and what belongs to those runs.
func (s *Store) Alone(ctx context.Context, runs ...string) (bool, error) {
	ns, err := s.Dynamic.Resource(cluster.Core("namespaces")).Get(ctx, Namespace, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("read namespace %s: %w", Namespace, cluster.Explain(err))
	}
	own := []string{Name(s.Learner), "kube-root-ca.crt"}
	for _, run := range runs {
		own = append(own, baselineName(run))
	}
	list, err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return false, fmt.Errorf("read whose records there are: %w", cluster.Explain(err))
	}
	foreign := slices.ContainsFunc(list.Items, func(item unstructured.Unstructured) bool { return !slices.Contains(own, item.GetName()) })
	return !foreign && ns.GetLabels()[managedByLabel] == managedBy, nil
}

// Remove takes the learner's record out of the cluster, and the namespace of
// records with it where nobody else has anything there, and returns when they are
// gone. The local mirror stays.
func (s *Store) Remove(ctx context.Context) error {
	alone, err := s.Alone(ctx) // by now: others may have begun meanwhile
	if err != nil {
		return err
	}
	if alone {
		err = s.Dynamic.Resource(cluster.Core("namespaces")).Delete(ctx, Namespace, metav1.DeleteOptions{})
	} else {
		err = s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Delete(ctx, Name(s.Learner), metav1.DeleteOptions{})
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("remove your record: %w", cluster.Explain(err))
	}
	if !alone {
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
