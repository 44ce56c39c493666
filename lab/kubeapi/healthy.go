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
	return client.await(ctx, "/healthz")
}

// Ready tells whether the API server takes requests, and goes on to: one that is
// about to end says that it does not, if it answers at all.
func (c *Client) Ready(ctx context.Context) error {
	return c.send(ctx, http.MethodGet, "/readyz", "", nil)
}

// AwaitReady returns when the API server is ready.
func (c *Client) AwaitReady(ctx context.Context) error { return c.await(ctx, "/readyz") }

func (c *Client) await(ctx context.Context, path string) error {
	for {
		err := c.send(ctx, http.MethodGet, path, "", nil)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for a healthy API: %w", context.Cause(ctx))
		case <-time.After(healthyAgain):
		}
	}
}
