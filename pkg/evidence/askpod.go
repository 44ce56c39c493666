package evidence

import (
	"context"
	"fmt"
	"strconv"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// askPod sends one pod the request that makes it fail. Whether the pod does so
// is seen afterwards; only who may not ask it is told here.
func (c *Collector) askPod(ctx context.Context, ask *challenge.Ask, pod map[string]any) (what, unasked string, err error) {
	name := metadata(pod, "name")
	answer, err := c.Cluster.PodGet(ctx, metadata(pod, "namespace"), name, strconv.Itoa(ask.Port), ask.Path)
	what = fmt.Sprintf("pod %s was asked for %s", name, ask.Path)
	switch {
	case err != nil:
		return what, "", err
	case answer.Forbidden:
		return what, "you may not reach pods through the API server: " + answer.Refusal, nil
	case answer.Status >= 400:
		return fmt.Sprintf("%s and answered with status %d", what, answer.Status), "", nil
	}
	return what, "", nil
}
