package scenario

import (
	"context"
	"fmt"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// podSecurityLabel says which Pod Security Standard a namespace enforces. Where
// it is missing the cluster's default holds, which is Kubernetes' own,
// privileged, unless the API server is configured otherwise.
// See https://kubernetes.io/docs/concepts/security/pod-security-admission/.
const podSecurityLabel = "pod-security.kubernetes.io/enforce"

// allowPods has Kubernetes' own default hold in the run's namespaces where that
// of the cluster would refuse the pods of most scenarios, and says so. Other
// admission is left alone: what it refuses shows in the wait for the symptom.
func (d *Deployment) allowPods(ctx context.Context) error {
	namespace := d.Namespaces[challenge.MainNamespace]
	_, err := d.Cluster.Dynamic.Resource(cluster.Core("pods")).Namespace(namespace).Create(ctx, d.plainPod(namespace), metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	if !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), "violates PodSecurity") {
		return nil
	}
	d.step("this cluster enforces a strict Pod Security Standard by default; the namespaces of the challenge are labelled %s=privileged, which is Kubernetes' own default", podSecurityLabel)
	patch := fmt.Appendf(nil, `{"metadata":{"labels":{%q:"privileged"}}}`, podSecurityLabel)
	for _, alias := range d.Challenge.Namespaces() {
		name := d.Namespaces[alias]
		if _, err := d.Cluster.Dynamic.Resource(cluster.Core("namespaces")).Patch(ctx, name, types.MergePatchType, patch, metav1.PatchOptions{}); err != nil {
			return fmt.Errorf("let namespace %s have pods that the cluster refuses by default: %w", name, cluster.Explain(err))
		}
	}
	return nil
}

// plainPod is one that asks for nothing, and so satisfies the baseline standard
// and not the restricted one; for a challenge whose pods use their nodes it is one
// that satisfies neither.
func (d *Deployment) plainPod(namespace string) *unstructured.Unstructured {
	spec := map[string]any{
		"automountServiceAccountToken": false,
		"containers":                   []any{map[string]any{"name": "pod", "image": d.Values().Image("registry.k8s.io/pause:3.10.2")}},
	}
	if len(d.Challenge.Spec.HostAccess) > 0 {
		spec["hostNetwork"] = true
	}
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Pod",
		"metadata": map[string]any{"name": "pod", "namespace": namespace},
		"spec":     spec,
	}}
}
