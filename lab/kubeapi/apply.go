package kubeapi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"k8s.io/apimachinery/pkg/util/yaml"
	sigsyaml "sigs.k8s.io/yaml"
)

// Manager is the field manager of what the lab puts into its cluster.
const Manager = "kubectl-mastery-lab"

// pluralOf is how the API names a kind that the lab applies.
func pluralOf(kind string) (string, error) {
	switch kind {
	case "ClusterRole", "ClusterRoleBinding", "ConfigMap", "Deployment", "Role", "RoleBinding", "Service", "ServiceAccount":
		return strings.ToLower(kind) + "s", nil
	case "StorageClass":
		return "storageclasses", nil
	default:
		return "", fmt.Errorf("kind %q is not among those that the lab applies", kind)
	}
}

// Apply puts the objects of a manifest into the cluster, in their order, as
// `kubectl apply --server-side` does.
func (c *Client) Apply(ctx context.Context, manifest string) error {
	docs := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(manifest)))
	for {
		doc, err := docs.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read manifest: %w", err)
		}
		list, name, err := place(doc)
		if err != nil {
			return err
		}
		query := url.Values{"fieldManager": {Manager}, "force": {"true"}}
		if err := c.send(ctx, http.MethodPatch, list+"/"+name+"?"+query.Encode(), "application/apply-patch+yaml", doc); err != nil {
			return err
		}
	}
}

// Create puts a new object, given as JSON, into the cluster, in the name of a
// field manager.
func (c *Client) Create(ctx context.Context, object []byte, manager string) error {
	list, _, err := place(object)
	if err != nil {
		return err
	}
	query := url.Values{"fieldManager": {manager}}
	return c.send(ctx, http.MethodPost, list+"?"+query.Encode(), "application/json", object)
}

// place is where the API has the object of a document: the path of the list
// that it is in, and its name there.
func place(doc []byte) (list, name string, err error) {
	var object struct {
		APIVersion string
		Kind       string
		Metadata   struct{ Name, Namespace string }
	}
	if err := sigsyaml.Unmarshal(doc, &object); err != nil {
		return "", "", fmt.Errorf("read manifest: %w", err)
	}
	plural, err := pluralOf(object.Kind)
	if err != nil {
		return "", "", fmt.Errorf("read manifest: %w", err)
	}
	var b strings.Builder
	if strings.Contains(object.APIVersion, "/") {
		b.WriteString("/apis/")
	} else {
		b.WriteString("/api/")
	}
	b.WriteString(object.APIVersion)
	if ns := object.Metadata.Namespace; ns != "" {
		b.WriteString("/namespaces/" + ns)
	}
	b.WriteString("/" + plural)
	return b.String(), object.Metadata.Name, nil
}
