package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Answer is what came back through the API server's proxy.
type Answer struct {
	Status int
	Body   string
	// Refusal is the API server's own message where the request did not
	// reach the Service, with its reason; Forbidden where it was not allowed.
	Refusal   string
	Forbidden bool
	// Silent is set where no answer came in time.
	Silent bool
}

// Bounds of one request through the proxy.
const (
	ProxyTimeout = 5 * time.Second
	maxBody      = 64 << 10
)

// ServiceGet sends a GET request to a Service through the API server's proxy.
// port is a number or a name. Redirects are not followed.
func (c *Cluster) ServiceGet(ctx context.Context, namespace, service, port, path string) (Answer, error) {
	return c.proxied(ctx, namespace, "services/"+service, port, path)
}

// PodGet sends a GET request to one pod in the same way.
func (c *Cluster) PodGet(ctx context.Context, namespace, pod, port, path string) (Answer, error) {
	return c.proxied(ctx, namespace, "pods/"+pod, port, path)
}

func (c *Cluster) proxied(ctx context.Context, namespace, whom, port, path string) (Answer, error) {
	parent := ctx
	ctx, cancel := context.WithTimeout(parent, ProxyTimeout)
	defer cancel()
	target := fmt.Sprintf("%s/api/v1/namespaces/%s/%s:%s/proxy%s",
		strings.TrimRight(c.base.String(), "/"), namespace, whom, port, path)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return Answer{}, err
	}
	client := *c.http
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := client.Do(request)
	if errors.Is(err, context.DeadlineExceeded) && parent.Err() == nil {
		return Answer{Silent: true}, nil
	}
	if err != nil {
		return Answer{}, Explain(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if errors.Is(err, context.DeadlineExceeded) && parent.Err() == nil {
		return Answer{Silent: true}, nil
	}
	if err != nil {
		return Answer{}, fmt.Errorf("read the answer: %w", err)
	}
	answer := Answer{Status: response.StatusCode, Body: string(body)}
	var status metav1.Status
	if response.StatusCode >= 400 && json.Unmarshal(body, &status) == nil && status.Kind == "Status" && status.APIVersion == "v1" {
		answer.Refusal, answer.Forbidden = status.Message, status.Reason == metav1.StatusReasonForbidden
	}
	return answer, nil
}
