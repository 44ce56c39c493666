package lab

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
)

// bootstrapPolicy reads the roles and bindings that the API server gives to a
// new cluster, each as JSON.
func (m Machine) bootstrapPolicy() ([][]byte, error) {
	data, err := os.ReadFile(filepath.Join(m.Payload, "bootstrap-policy.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("read the cluster's first roles: %w", err)
	}
	return bytes.Split(bytes.TrimSpace(data), []byte("\n")), nil
}

// createAll makes objects that the API server would make by itself. An API
// server that serves waits a second before it writes its policy, object by
// object, and is not healthy before it has; the controllers do nothing until
// then. Made here, during that second and several at a time, they are there
// when it looks. What cannot be made is left to it.
func createAll(ctx context.Context, client *kubeapi.Client, objects [][]byte) {
	var group errgroup.Group
	group.SetLimit(4)
	for _, object := range objects {
		group.Go(func() error {
			// As the API server names itself when it writes them.
			_ = client.Create(ctx, object, "kube-apiserver")
			return nil
		})
	}
	_ = group.Wait()
}
