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

// responses asks all Services that HTTP checks name, at once.
func (c *Collector) responses(ctx context.Context) (map[string]check.Response, error) {
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	responses := map[string]check.Response{}
	for _, one := range c.Challenge.Spec.Checks {
		if one.HTTP == nil || c.StateOnly {
			continue
		}
		group.Go(func() {
			response, err := c.request(ctx, one.HTTP)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failure = err
				return
			}
			responses[one.Name] = response
		})
	}
	group.Wait()
	return responses, failure
}

func (c *Collector) request(ctx context.Context, h *challenge.HTTP) (check.Response, error) {
	service, port, _ := strings.Cut(strings.TrimPrefix(h.To, "service/"), ":")
	path := h.Path
	if path == "" {
		path = "/"
	}
	answer, err := c.Cluster.ServiceGet(ctx, c.namespace(h.Namespace), service, port, path)
	if err != nil {
		return check.Response{}, err
	}
	switch {
	case answer.Silent:
		return check.Response{Error: fmt.Sprintf("no answer from %s within %s", h.To, cluster.ProxyTimeout)}, nil
	case answer.Forbidden:
		return check.Response{Unasked: "you may not reach Services through the API server: " + answer.Refusal}, nil
	case answer.Refusal != "":
		return check.Response{Error: answer.Refusal}, nil
	case strings.HasPrefix(answer.Body, unreachable) && answer.Status >= 500:
		return check.Response{Error: "no connection to " + h.To + ":" + strings.TrimPrefix(answer.Body, unreachable)}, nil
	}
	return check.Response{Status: answer.Status, Body: answer.Body}, nil
}

// unreachable begins the body with which the API server's proxy says that it
// got no connection to the pod.
const unreachable = "error trying to reach service:"
