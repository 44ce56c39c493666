package author

import (
	"context"
	"fmt"

	"golang.org/x/sync/semaphore"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// A case makes its scenario's pods and a probe for each identity. A machine of
// two cores bears about room of them coming and going at once; with more, each
// takes longer than verify waits for it, and nothing is done any sooner. The
// least and the most that a case counts for keep it between two and six cases.
const (
	room        = 48
	least, most = room / 6, room / 2
)

// Pool bounds the cases that run at once on a cluster, of one challenge or of
// several that are proven beside each other.
type Pool struct {
	slots *semaphore.Weighted
	// counted is how many slots each case takes, whatever it makes; 0 where that
	// goes by its pods.
	counted int64
	// alone holds who runs a case that reaches outside its namespaces: others of
	// that kind would see what it makes there.
	alone *semaphore.Weighted
}

// NewPool makes a pool for as many cases as are given; 0 leaves that to the
// number of pods that each makes.
func NewPool(cases int) *Pool {
	p := &Pool{slots: semaphore.NewWeighted(room), alone: semaphore.NewWeighted(1)}
	if cases > 0 {
		p.slots, p.counted = semaphore.NewWeighted(int64(cases)), 1
	}
	return p
}

// enter waits for room for a case of a challenge, and returns how to give it
// back. Who has to be alone waits for that only, and not behind all the others:
// such cases take longest altogether.
func (p *Pool) enter(ctx context.Context, c *challenge.Challenge, weight int64) (leave func(), err error) {
	slots := p.slots
	if len(c.Spec.Touches) > 0 {
		slots, weight = p.alone, 1
	} else if p.counted > 0 {
		weight = p.counted
	}
	if err := slots.Acquire(ctx, weight); err != nil {
		return nil, err
	}
	return func() { slots.Release(weight) }, nil
}

// weigh is how much room a case of a challenge takes. Errors are those of
// rendering the scenario.
func weigh(c *challenge.Challenge) (int64, error) {
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
	return int64(min(max(pods+len(identities), least), most)), nil
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
