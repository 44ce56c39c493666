package lint

import (
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// What the pods of a level-1 challenge may request together: it must run
// beside other things on a small laptop.
const (
	maxCPU    = "500m"
	maxMemory = "512Mi"
)

// resources have to be requested by every container, and be few on level 1.
func (s *subject) resources() {
	cpu, memory := resource.Quantity{}, resource.Quantity{}
	for _, o := range s.healthy {
		pods := replicas(o)
		for _, pod := range scenario.PodSpecs(o) {
			for _, c := range pod.Containers() {
				name, _ := c.Spec["name"].(string)
				for _, what := range []struct {
					name string
					sum  *resource.Quantity
				}{{"cpu", &cpu}, {"memory", &memory}} {
					request, ok := requested(c.Spec, what.name)
					if !ok {
						s.object("requests", "", o, c.Field, "%s: container %s requests no %s: give it resources.requests.%s", scenario.Label(o), name, what.name, what.name)
						continue
					}
					for range min(pods, 1000) {
						what.sum.Add(request)
					}
				}
			}
		}
	}
	if s.challenge.Spec.Level != 1 {
		return
	}
	for _, what := range []struct {
		name, most string
		sum        resource.Quantity
	}{{"CPU", maxCPU, cpu}, {"memory", maxMemory, memory}} {
		if most := resource.MustParse(what.most); what.sum.Cmp(most) > 0 {
			s.field("resources", "spec.level", "the pods request %s of %s together, more than %s: a challenge of level 1 has to fit on a small machine", what.sum.String(), what.name, what.most)
		}
	}
}

// requested is what a container requests; a limit alone is its request, too.
func requested(container map[string]any, what string) (resource.Quantity, bool) {
	for _, kind := range []string{"requests", "limits"} {
		value, found, err := unstructured.NestedFieldNoCopy(container, "resources", kind, what)
		if err != nil || !found {
			continue
		}
		text, ok := value.(string)
		if n, isNumber := value.(int64); isNumber {
			text, ok = strconv.FormatInt(n, 10), true
		}
		if quantity, err := resource.ParseQuantity(text); ok && err == nil {
			return quantity, true
		}
	}
	return resource.Quantity{}, false
}

// replicas is how many pods an object makes on one node.
func replicas(o *unstructured.Unstructured) int64 {
	for _, field := range []string{"replicas", "parallelism"} {
		if n, found, err := unstructured.NestedInt64(o.Object, "spec", field); err == nil && found {
			return n
		}
	}
	return 1
}
