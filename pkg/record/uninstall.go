package record

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Others are the learners, besides this one, who have a record or a run in the
// namespace of records, by the names of their ConfigMaps; what else is there is
// among them, so that nothing of anybody's is removed.
func (s *Store) Others(ctx context.Context) ([]string, error) {
	list, err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, fmt.Errorf("read whose records there are: %w", cluster.Explain(err))
	}
	var others []string
	for _, item := range list.Items {
		if name := item.GetName(); name != Name(s.Learner) && name != "kube-root-ca.crt" {
			others = append(others, name)
		}
	}
	return others, nil
}

// Remove takes the learner's record out of the cluster, and the namespace of
// records with it where nothing of others is in it. The local mirror stays.
func (s *Store) Remove(ctx context.Context, others []string) error {
	var err error
	if len(others) > 0 {
		err = s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Delete(ctx, Name(s.Learner), metav1.DeleteOptions{})
	} else {
		err = s.Dynamic.Resource(cluster.Core("namespaces")).Delete(ctx, Namespace, metav1.DeleteOptions{})
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("remove your record: %w", cluster.Explain(err))
	}
	return nil
}
