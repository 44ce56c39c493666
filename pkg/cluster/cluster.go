// Package cluster is the edge to the API server: clients, identity, the
// cluster's clock, and the guard against the wrong cluster. It reads the
// kubeconfig and never writes it; what it adds to it, an overlay, is a file of
// its own.
package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

// Cluster gives access to one cluster through one kube-context. It is safe
// for concurrent use.
type Cluster struct {
	// Context and Server tell the user which cluster is meant. Where the
	// context is of an overlay, Context is the one that it was made of.
	Context, Server string
	Dynamic         dynamic.Interface

	// entry is the name of the cluster in the kubeconfig.
	entry  string
	flags  *genericclioptions.ConfigFlags
	mapper func() (meta.RESTMapper, error)
	http   *http.Client
	base   *url.URL
	clock  *clock
}

// Connect prepares access to the cluster that the flags and the kubeconfig
// name. It does not talk to it yet.
func Connect(flags *genericclioptions.ConfigFlags) (*Cluster, error) {
	raw, name, err := readKubeconfig(flags)
	if err != nil {
		return nil, err
	}
	entry := ""
	if context := raw.Contexts[name]; context != nil {
		entry = context.Cluster
	}
	if flags.ClusterName != nil && *flags.ClusterName != "" {
		entry = *flags.ClusterName
	}
	if entry != "" && raw.Clusters[entry] == nil && *flags.APIServer == "" {
		return nil, noEntry(entry, name, flags)
	}
	config, err := flags.ToRESTConfig()
	if err != nil && *flags.APIServer == "" && raw.Clusters[entry] == nil {
		return nil, noKubeconfig(raw, flags)
	}
	if err != nil {
		return nil, unusable(err, flags)
	}
	if config.Host == nowhere && *flags.APIServer == "" && raw.Clusters[entry] == nil {
		return nil, noKubeconfig(raw, flags)
	}
	ticks := &clock{}
	config = rest.CopyConfig(config)
	config.Wrap(ticks.wrap)
	// One person's command asks in bursts, and API servers share their time out
	// fairly by themselves; a limit here would only print that it waits.
	config.QPS = -1
	config.WarningHandler = rest.NoWarnings{}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, unusable(err, flags)
	}
	dyn, err := dynamic.NewForConfigAndClient(config, client)
	if err != nil {
		return nil, unusable(err, flags)
	}
	base, _, err := rest.DefaultServerUrlFor(config)
	if err != nil {
		return nil, unusable(err, flags)
	}
	return &Cluster{
		Context: originOf(&raw, name), Server: config.Host, Dynamic: dyn, entry: entry,
		flags: flags, mapper: sync.OnceValues(flags.ToRESTMapper), http: client, base: base, clock: ticks,
	}, nil
}

// Mapping finds the resource of a kind, by cached discovery where it can.
func (c *Cluster) Mapping(gvk schema.GroupVersionKind) (*meta.RESTMapping, error) {
	if resource, ok := builtin(gvk); ok {
		return resource, nil
	}
	mapper, err := c.mapper()
	if err != nil {
		return nil, Explain(err)
	}
	mapping, err := mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
	return mapping, Explain(err)
}

// Resource gives access to the objects of a kind in a namespace, or to the
// cluster-scoped ones where the kind has no namespaces.
func (c *Cluster) Resource(gvk schema.GroupVersionKind, namespace string) (dynamic.ResourceInterface, error) {
	mapping, err := c.Mapping(gvk)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		return c.Dynamic.Resource(mapping.Resource), nil
	}
	return c.Dynamic.Resource(mapping.Resource).Namespace(namespace), nil
}

// Now is the present moment by the cluster's clock, to a second; the local
// clock until the first answer came.
func (c *Cluster) Now() time.Time { return c.clock.now() }

// UID identifies the cluster: it is the UID of namespace kube-system.
func (c *Cluster) UID(ctx context.Context) (string, error) {
	ns, err := c.Dynamic.Resource(Core("namespaces")).Get(ctx, metav1.NamespaceSystem, metav1.GetOptions{})
	if err != nil {
		var said explained
		if err = Explain(err); !errors.As(err, &said) {
			err = fmt.Errorf("read namespace kube-system: %w", err)
		}
		return "", err
	}
	return string(ns.GetUID()), nil
}

// Version is the API server's release, such as "v1.37.2".
func (c *Cluster) Version(ctx context.Context) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(c.base.String(), "/")+"/version", nil)
	if err != nil {
		return "", err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return "", Explain(err)
	}
	defer response.Body.Close()
	var said struct {
		GitVersion string `json:"gitVersion"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxBody)).Decode(&said); err != nil || said.GitVersion == "" {
		return "", fmt.Errorf("the API server does not say its version: it answers %q", response.Status)
	}
	return said.GitVersion, nil
}

// Identity is who the API server takes us for.
func (c *Cluster) Identity(ctx context.Context) (user string, groups []string, err error) {
	review := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview",
	}}
	resource := schema.GroupVersionResource{Group: "authentication.k8s.io", Version: "v1", Resource: "selfsubjectreviews"}
	answer, err := c.Dynamic.Resource(resource).Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		return "", nil, fmt.Errorf("ask the API server who you are: %w", Explain(err))
	}
	user, _, _ = unstructured.NestedString(answer.Object, "status", "userInfo", "username")
	groups, _, _ = unstructured.NestedStringSlice(answer.Object, "status", "userInfo", "groups")
	return user, groups, nil
}

// Core is a resource of the API's core group, version v1, such as
// "namespaces".
func Core(resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Version: "v1", Resource: resource}
}
