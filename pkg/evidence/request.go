package evidence

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// answers asks all Services that HTTP checks name, at once.
func (c *Collector) answers(ctx context.Context) (map[string]check.Answer, error) {
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	answers := map[string]check.Answer{}
	for _, one := range c.Challenge.Spec.Checks {
		if one.HTTP == nil || c.StateOnly {
			continue
		}
		group.Go(func() {
			answer, err := c.request(ctx, one.HTTP)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failure = err
				return
			}
			answers[one.Name] = answer
		})
	}
	group.Wait()
	return answers, failure
}

func (c *Collector) request(ctx context.Context, h *challenge.HTTP) (check.Answer, error) {
	service, port, _ := strings.Cut(strings.TrimPrefix(h.To, "service/"), ":")
	path := h.Path
	if path == "" {
		path = "/"
	}
	answer, err := c.Cluster.ServiceGet(ctx, c.namespace(h.Namespace), service, port, path)
	if err != nil {
		return check.Answer{}, err
	}
	switch {
	case answer.Silent:
		return check.Answer{Value: map[string]any{"error": fmt.Sprintf("no answer from %s within %s", h.To, cluster.ProxyTimeout)}}, nil
	case answer.Forbidden:
		return check.Answer{Unasked: "you may not reach Services through the API server: " + answer.Refusal}, nil
	case answer.Refusal != "":
		return check.Answer{Value: map[string]any{"error": answer.Refusal}}, nil
	case strings.HasPrefix(answer.Body, unreachable) && answer.Status >= 500:
		return check.Answer{Value: map[string]any{"error": "no connection to " + h.To + ":" + strings.TrimPrefix(answer.Body, unreachable)}}, nil
	}
	return check.Answer{Value: map[string]any{"status": int64(answer.Status), "body": answer.Body}}, nil
}

// unreachable begins the body with which the API server's proxy says that it
// got no connection to the pod.
const unreachable = "error trying to reach service:"
