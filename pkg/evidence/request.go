package evidence

import (
	"context"
	"fmt"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// request asks a Service through the API server's proxy.
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
		return failed(fmt.Sprintf("no answer from %s within %s", h.To, cluster.ProxyTimeout)), nil
	case answer.Forbidden:
		return check.Answer{Unasked: "you may not reach Services through the API server: " + answer.Refusal}, nil
	case answer.Refusal != "":
		return failed(answer.Refusal), nil
	case strings.HasPrefix(answer.Body, unreachable) && answer.Status >= 500:
		return failed("no connection to " + h.To + ":" + strings.TrimPrefix(answer.Body, unreachable)), nil
	}
	return check.Answer{Value: map[string]any{"status": int64(answer.Status), "body": answer.Body, "error": ""}}, nil
}

// unreachable begins the body with which the API server's proxy says that it
// got no connection to the pod.
const unreachable = "error trying to reach service:"

func failed(why string) check.Answer {
	return check.Answer{Value: map[string]any{"status": int64(0), "body": "", "error": why}}
}
