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

// errLost says that the API was away, and answers again.
var errLost = errors.New("the API was away")

// awaitLoss returns errLost when the API was away, and nil when ctx is done. What
// watches the API by informers asks again more and more seldom while it is away,
// at last each half minute, and would learn of nothing for so long: it is better
// begun anew.
func awaitLoss(ctx context.Context, client kubernetes.Interface) error {
	for {
		watch, err := client.CoreV1().Namespaces().Watch(ctx, metav1.ListOptions{})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			if awaitAllowed(ctx, client) != nil {
				return nil
			}
			return errLost
		}
		for range watch.ResultChan() {
			// Only its end is of interest, which comes every few minutes in any case.
			continue
		}
		watch.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(again):
		}
	}
}

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
