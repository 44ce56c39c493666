package kubeapi

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// healthyAgain is the pause before an API server is asked for its health
// anew: it has no way of telling when that changes.
const healthyAgain = 50 * time.Millisecond

// AwaitHealthy returns when the API that a kubeconfig file reaches is healthy.
func AwaitHealthy(ctx context.Context, kubeconfig string) error {
	client, err := New(kubeconfig)
	if err != nil {
		return err
	}
	for {
		body, err := client.do(ctx, http.MethodGet, "/healthz", "", nil)
		if err == nil {
			return body.Close()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for a healthy API: %w", context.Cause(ctx))
		case <-time.After(healthyAgain):
		}
	}
}
