package record

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// The baseline of a run lies beside the records, compressed, so that it is
// not in a learner's way.
const baselineKey = "baseline.json.gz"

func baselineName(run string) string { return "run-" + run }

// PutBaseline keeps the baseline of a run. The namespace must exist.
func (s *Store) PutBaseline(ctx context.Context, run string, baseline map[string]any) error {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	if err := json.NewEncoder(zip).Encode(baseline); err != nil {
		return fmt.Errorf("keep baseline: %w", err)
	}
	if err := zip.Close(); err != nil {
		return fmt.Errorf("keep baseline: %w", err)
	}
	object := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap",
		"metadata":   map[string]any{"name": baselineName(run), "labels": map[string]any{managedByLabel: managedBy}},
		"binaryData": map[string]any{baselineKey: base64.StdEncoding.EncodeToString(packed.Bytes())},
	}}
	if _, err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Create(ctx, object, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("keep what the run begins with: %w", cluster.Explain(err))
	}
	return nil
}

// Baseline returns the baseline of a run.
func (s *Store) Baseline(ctx context.Context, run string) (map[string]any, error) {
	object, err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Get(ctx, baselineName(run), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, fmt.Errorf("%w (configmap %s/%s)", ErrNoBaseline, Namespace, baselineName(run))
	}
	if err != nil {
		return nil, fmt.Errorf("read what this run began with: %w", cluster.Explain(err))
	}
	encoded, _, _ := unstructured.NestedString(object.Object, "binaryData", baselineKey)
	packed, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoBaseline, err)
	}
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoBaseline, err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoBaseline, err)
	}
	var baseline map[string]any
	if err := utiljson.Unmarshal(text, &baseline); err != nil { // keeps integers integers
		return nil, fmt.Errorf("%w: %w", ErrNoBaseline, err)
	}
	return baseline, nil
}

// DropBaseline forgets the baseline of a run.
func (s *Store) DropBaseline(ctx context.Context, run string) error {
	err := s.Dynamic.Resource(cluster.Core("configmaps")).Namespace(Namespace).Delete(ctx, baselineName(run), metav1.DeleteOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("remove what run %s began with: %w", run, cluster.Explain(err))
	}
	return nil
}
