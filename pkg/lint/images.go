package lint

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// OfflineImages are the images that the lab holds, so that a challenge runs
// without a registry. They are those of lab/images/images.yaml.
func OfflineImages() []string {
	return []string{
		"registry.k8s.io/coredns/coredns:v1.15.0",
		"registry.k8s.io/e2e-test-images/agnhost:2.66.1",
		"registry.k8s.io/e2e-test-images/busybox:1.37.0-2",
		"registry.k8s.io/e2e-test-images/nginx:1.27.0-2",
		"registry.k8s.io/pause:3.10.2",
	}
}

// images have to be there without a registry. A fault may name one that there
// is not: that is a symptom.
func (s *subject) images() {
	s.each(func(fault string, o *unstructured.Unstructured) {
		if fault != "" && fault != before {
			return
		}
		for _, pod := range scenario.PodSpecs(o) {
			for _, c := range pod.Containers() {
				if image, _ := c.Spec["image"].(string); !slices.Contains(OfflineImages(), image) {
					s.object("image", fault, o, c.Field+".image", "%s: image %q is none that the lab holds offline: use one of %v", scenario.Label(o), image, OfflineImages())
				}
			}
		}
	})
}
