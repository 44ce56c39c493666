package author

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// A case makes its scenario's pods and a probe for each identity. A machine of
// two cores bears about room of them coming and going at once; with more, each
// takes longer than verify waits for it, and nothing is done any sooner.
const (
	room                    = 48
	leastAtOnce, mostAtOnce = 2, 6
)

// Parallel is how many cases of a challenge are run at once where nobody says
// otherwise. Errors are those of rendering the scenario.
func Parallel(c *challenge.Challenge) (int, error) {
	if len(c.Spec.Touches) > 0 {
		return 1, nil // what one case makes for the whole cluster, others would see
	}
	values := challenge.Substitution{Namespaces: map[string]string{}}
	for _, alias := range c.Namespaces() {
		values.Namespaces[alias] = alias
	}
	objects, err := scenario.Render(c, "", values)
	if err != nil {
		return 0, err
	}
	pods := 0
	for _, object := range objects {
		pods += podsOf(object)
	}
	identities := map[string]bool{}
	for _, one := range c.Spec.Checks {
		if from := one.From(); from != nil {
			identities[fmt.Sprintf("%+v", *from)] = true
		}
	}
	return min(max(room/max(pods+len(identities), 1), leastAtOnce), mostAtOnce), nil
}

// podsOf is how many pods an object is or makes.
func podsOf(object *unstructured.Unstructured) int {
	switch object.GetKind() {
	case "Pod", "Job", "DaemonSet", "CronJob":
		return 1
	case "Deployment", "StatefulSet", "ReplicaSet":
		replicas, set, _ := unstructured.NestedInt64(object.Object, "spec", "replicas")
		if !set {
			return 1
		}
		return int(replicas)
	}
	return 0
}
