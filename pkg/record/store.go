package record

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/util/retry"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Namespace holds the records of all learners of a cluster.
const Namespace = "kubectl-mastery"

// key is the one key of a record's ConfigMap.
const key = "record.yaml"

// managedBy marks what this program made.
const (
	managedByLabel = "app.kubernetes.io/managed-by"
	managedBy      = "kubectl-mastery"
)

// Store keeps one learner's record in a cluster and in the local mirror.
type Store struct {
	Dynamic dynamic.Interface
	Learner string
	// Mirror is the local copy; nil keeps none.
	Mirror *Mirror
	// Warn is told what went wrong with the mirror, which is never fatal.
	Warn func(error)
}

// Name is the name of the learner's ConfigMap: readable, and made unique by a
// hash of the full identity.
func Name(learner string) string {
	slug := strings.Trim(notDNS.ReplaceAllString(strings.ToLower(learner), "-"), "-")
	if len(slug) > maxSlug {
		slug = strings.TrimRight(slug[:maxSlug], "-")
	}
	sum := sha256.Sum256([]byte(learner))
	return "progress-" + slug + "-" + hex.EncodeToString(sum[:4])
}

var notDNS = regexp.MustCompile(`[^a-z0-9]+`)

const maxSlug = 40

// Load reads the record from the cluster. A learner without one has an empty
// record.
func (s *Store) Load(ctx context.Context) (*Record, error) {
	_, r, err := s.get(ctx)
	return r, err
}

func (s *Store) get(ctx context.Context) (*unstructured.Unstructured, *Record, error) {
	object, err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Get(ctx, Name(s.Learner), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, New(s.Learner), nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read your record: %w", cluster.Explain(err))
	}
	document, found, err := unstructured.NestedString(object.Object, "data", key)
	if err != nil || !found {
		return object, New(s.Learner), nil
	}
	r, err := Parse([]byte(document))
	if errors.Is(err, ErrNewer) {
		return nil, nil, fmt.Errorf("configmap %s/%s: %w; it was left as it is: %s", Namespace, object.GetName(), err, Upgrade)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("configmap %s/%s: %w; it was left as it is: mend it with `kubectl -n %s edit configmap %s`, or move it away",
			Namespace, object.GetName(), err, Namespace, object.GetName())
	}
	if r.Learner == "" {
		r.Learner = s.Learner
	}
	return object, r, nil
}

// Update changes the record by change and writes it, to the mirror first and
// then to the cluster. Where somebody else wrote in between, change is
// applied again to what they wrote. It returns the record as written.
func (s *Store) Update(ctx context.Context, change func(*Record)) (*Record, error) {
	var written *Record
	err := retry.RetryOnConflict(retry.DefaultBackoff, func() error {
		object, r, err := s.get(ctx)
		if err != nil {
			return err
		}
		change(r)
		s.mirror(r)
		document, err := r.Format()
		if err != nil {
			return err
		}
		written = r
		if err := s.put(ctx, object, string(document)); err != nil {
			return fmt.Errorf("write your record: %w", cluster.Explain(err))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return written, nil
}

func (s *Store) put(ctx context.Context, object *unstructured.Unstructured, document string) error {
	client := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace)
	if object != nil {
		if err := unstructured.SetNestedField(object.Object, document, "data", key); err != nil {
			return err
		}
		_, err := client.Update(ctx, object, metav1.UpdateOptions{})
		return err
	}
	fresh := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap",
		"metadata": map[string]any{
			"name":        Name(s.Learner),
			"labels":      map[string]any{managedByLabel: managedBy},
			"annotations": map[string]any{"kubectl-mastery/learner": s.Learner},
		},
		"data": map[string]any{key: document},
	}}
	_, err := client.Create(ctx, fresh, metav1.CreateOptions{})
	if apierrors.IsNotFound(err) {
		if _, err = s.Prepare(ctx); err == nil {
			_, err = client.Create(ctx, fresh, metav1.CreateOptions{})
		}
	}
	if apierrors.IsAlreadyExists(err) { // another terminal was faster
		return apierrors.NewConflict(cluster.Core("configmaps").GroupResource(), Name(s.Learner), err)
	}
	return err
}

// Prepare makes the namespace of records, if it is not there; made says that it
// was not.
func (s *Store) Prepare(ctx context.Context) (made bool, err error) {
	ns := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Namespace",
		"metadata": map[string]any{"name": Namespace, "labels": map[string]any{managedByLabel: managedBy}},
	}}
	_, err = s.Dynamic.Resource(cluster.Core("namespaces")).Create(ctx, ns, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return false, nil
	}
	return err == nil, err
}

func (s *Store) mirror(r *Record) {
	if s.Mirror == nil {
		return
	}
	if err := s.Mirror.Write(r); err != nil && s.Warn != nil {
		s.Warn(err)
	}
}
