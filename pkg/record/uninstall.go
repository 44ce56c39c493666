package record

import (
	"context"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

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
// records with it where nobody else has anything there. The local mirror stays.
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
	return nil
}
