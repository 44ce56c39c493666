package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Log opens a pod's log, with the options of the API such as container,
// follow or tailLines. What the API server refuses is an error of apierrors.
func (c *Cluster) Log(ctx context.Context, namespace, pod string, options url.Values) (io.ReadCloser, error) {
	address := fmt.Sprintf("%s/api/v1/namespaces/%s/pods/%s/log?%s",
		strings.TrimRight(c.base.String(), "/"), namespace, pod, options.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode == http.StatusOK {
		return response.Body, nil
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if err != nil {
		return nil, fmt.Errorf("read why there is no log: %w", err)
	}
	var status metav1.Status
	if json.Unmarshal(body, &status) != nil || status.Kind != "Status" {
		return nil, fmt.Errorf("the API server answers %q: %s", response.Status, body)
	}
	return nil, &apierrors.StatusError{ErrStatus: status}
}
