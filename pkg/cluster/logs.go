package cluster

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// LogRequest says which log to read, and how much of its end.
type LogRequest struct {
	Namespace, Pod, Container string
	// Previous asks for the run before the last restart.
	Previous bool
	Lines    int
}

// maxLog bounds one log in bytes.
const maxLog = 256 << 10

// Logs reads the end of a container's log. A pod that is not there, or a
// container that has not started, is an error of the API's own kind.
func (c *Cluster) Logs(ctx context.Context, l LogRequest) (string, error) {
	query := url.Values{"container": {l.Container}, "tailLines": {fmt.Sprint(l.Lines)}, "limitBytes": {fmt.Sprint(maxLog)}}
	if l.Previous {
		query.Set("previous", "true")
	}
	target := fmt.Sprintf("%s/api/v1/namespaces/%s/pods/%s/log?%s",
		strings.TrimRight(c.base.String(), "/"), l.Namespace, l.Pod, query.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return "", err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxLog))
	if err != nil {
		return "", fmt.Errorf("read the log of pod %s: %w", l.Pod, err)
	}
	if response.StatusCode >= 400 {
		return "", apierrors.NewGenericServerResponse(response.StatusCode, "get", Core("pods").GroupResource(), l.Pod, string(body), 0, false)
	}
	return string(body), nil
}
