package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// again is the pause before the API is asked anew. A watch that fails pauses
// longer, and longer each time; and nothing tells when the API is there.
const again = 100 * time.Millisecond

// awaitAllowed returns when the API answers what the agent asks: a new cluster
// first learns what its agents may do.
func awaitAllowed(ctx context.Context, client kubernetes.Interface) error {
	for {
		_, err := client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{Limit: 1})
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the API: %w", errors.Join(context.Cause(ctx), err))
		case <-time.After(again):
		}
	}
}
