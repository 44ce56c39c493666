package cluster

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/tools/clientcmd"
)

// ErrUnreachable is wrapped by errors that say that no API server answers.
var ErrUnreachable = errors.New("no cluster answers")

// Explain turns an error of the API into one line that a learner can act on.
// The original error stays wrapped.
func Explain(err error) error {
	var operation *net.OpError
	var lookup *net.DNSError
	switch {
	case err == nil || errors.Is(err, context.Canceled):
		return err
	case apierrors.IsUnauthorized(err):
		return fmt.Errorf("the API server does not accept your credentials; log in again (%w)", err)
	case apierrors.IsForbidden(err):
		return fmt.Errorf("you are not allowed to: %w", err)
	case errors.As(err, &operation), errors.As(err, &lookup):
		return fmt.Errorf("%w: %w; check the kube-context, or start a cluster (`kubectl mastery lab up`, kind, minikube)", ErrUnreachable, last(err))
	}
	return err
}

// NoCluster explains a kubeconfig that names no usable cluster.
func NoCluster(err error) error {
	if clientcmd.IsEmptyConfig(err) || strings.Contains(err.Error(), "no configuration has been provided") {
		return fmt.Errorf("%w: your kubeconfig names none; start one (`kubectl mastery lab up`, kind, minikube) or set KUBECONFIG", ErrUnreachable)
	}
	return fmt.Errorf("use kubeconfig: %w", err)
}

// readKubeconfig explains a kubeconfig that cannot be read.
func readKubeconfig(err error) error { return fmt.Errorf("read kubeconfig: %w", err) }

// last is the innermost error, which says what really happened.
func last(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
