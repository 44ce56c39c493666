package capability

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// api is an API server without a network: lists in YAML by resource, and what
// may not be done.
type api struct {
	lists   map[string]string
	refused map[string]int // the status code of a resource's list
	denied  []string
	version string
}

func (a api) RoundTrip(r *http.Request) (*http.Response, error) {
	resource := path.Base(r.URL.Path)
	answer := func(code int, body string) (*http.Response, error) {
		return &http.Response{StatusCode: code, Status: fmt.Sprint(code), Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
	switch {
	case resource == "version":
		return answer(http.StatusOK, a.version)
	case r.Method == http.MethodPost:
		var review struct {
			Spec struct {
				ResourceAttributes struct{ Verb, Group, Resource, Subresource string }
			}
		}
		if err := json.NewDecoder(r.Body).Decode(&review); err != nil {
			return nil, err
		}
		asked := review.Spec.ResourceAttributes
		right := access{asked.Verb, asked.Group, asked.Resource, asked.Subresource}.String()
		return answer(http.StatusCreated, fmt.Sprintf(`{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","status":{"allowed":%t}}`, !slices.Contains(a.denied, right)))
	case a.refused[r.URL.Path] != 0:
		code := a.refused[r.URL.Path]
		reason := map[int]string{403: "Forbidden", 404: "NotFound", 503: "ServiceUnavailable"}[code]
		return answer(code, fmt.Sprintf(`{"kind":"Status","apiVersion":"v1","status":"Failure","reason":%q,"code":%d}`, reason, code))
	}
	items, err := yaml.YAMLToJSON([]byte("[" + a.lists[r.URL.Path] + "]"))
	if err != nil {
		return nil, err
	}
	return answer(http.StatusOK, fmt.Sprintf(`{"kind":"List","apiVersion":"v1","items":%s}`, items))
}

func connect(t *testing.T, a api) *cluster.Cluster {
	t.Helper()
	t.Setenv("KUBECONFIG", os.DevNull)
	flags := genericclioptions.NewConfigFlags(true).WithWrapConfigFn(func(c *rest.Config) *rest.Config {
		c.Transport = a
		return c
	})
	*flags.APIServer, *flags.CacheDir = "http://api", t.TempDir()
	c, err := cluster.Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	nodes   = "/api/v1/nodes"
	classes = "/apis/storage.k8s.io/v1/storageclasses"
	usage   = "/apis/metrics.k8s.io/v1beta1/nodes"
	doors   = "/apis/networking.k8s.io/v1/ingressclasses"
	gates   = "/apis/gateway.networking.k8s.io/v1/gatewayclasses"
	web     = "/api/v1/services"
	ready   = "status: {conditions: [{type: MemoryPressure, status: 'False'}, {type: Ready, status: 'True'}]}"
)

func TestLook(t *testing.T) {
	version := `{"gitVersion":"v1.37.2"}`
	tests := []struct {
		name    string
		api     api
		network string
		want    map[string]string // state and words by requirement
	}{
		{"all is there", api{version: version, lists: map[string]string{
			nodes:   "{kind: Node, apiVersion: v1, " + ready + "}, {kind: Node, apiVersion: v1, " + ready + "}",
			classes: "{kind: StorageClass, apiVersion: storage.k8s.io/v1, metadata: {name: fast}}, {kind: StorageClass, apiVersion: storage.k8s.io/v1, metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}}",
			doors:   "{kind: IngressClass, apiVersion: networking.k8s.io/v1, metadata: {name: nginx}}",
			web: "{kind: Service, apiVersion: v1, metadata: {name: a, namespace: b}, spec: {type: ClusterIP}}, " +
				"{kind: Service, apiVersion: v1, metadata: {name: web, namespace: shop, creationTimestamp: '2020-01-01T00:00:00Z'}, spec: {type: LoadBalancer}}, " +
				"{kind: Service, apiVersion: v1, metadata: {name: api, namespace: shop}, spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 10.0.0.1}]}}}",
		}}, check.Enforces, map[string]string{
			challenge.TwoNodes: "there: 2 of 2 nodes take pods", challenge.DefaultStorageClass: "there: the default StorageClass is standard",
			challenge.MetricsAPI: "there: the metrics API answers", challenge.NetworkPolicy: "there: NetworkPolicies are enforced",
			challenge.OwnCluster: "unknown: whether the cluster is yours alone cannot be seen; you may drain its nodes", challenge.SecondCluster: "unknown: whether you have a second cluster cannot be seen from here",
			challenge.Ingress: "there: there is IngressClass nginx", challenge.LoadBalancer: "there: Services of type LoadBalancer get an address, as shop/api has one",
			challenge.PodSecurity: "there: namespaces enforce the Pod Security Standard that they are labelled with",
		}},
		{"nothing is there", api{version: `{"gitVersion":"v1.24.0"}`, denied: []string{"create pods/eviction"}, refused: map[string]int{usage: 404, gates: 404}, lists: map[string]string{
			nodes:   "{kind: Node, apiVersion: v1, " + ready + "}, {kind: Node, apiVersion: v1, spec: {unschedulable: true}, " + ready + "}, {kind: Node, apiVersion: v1, metadata: {labels: {kubernetes.io/os: windows}}, " + ready + "}",
			classes: "{kind: StorageClass, apiVersion: storage.k8s.io/v1, metadata: {name: fast}}",
			web:     "{kind: Service, apiVersion: v1, metadata: {name: web, namespace: shop, creationTimestamp: '2020-01-01T00:00:00Z'}, spec: {type: LoadBalancer}}",
		}}, check.EnforcesNot, map[string]string{
			challenge.TwoNodes: "missing: 1 of 3 nodes take pods; 1 that run no Linux do so as well, and pods of challenges cannot start there: taint them", challenge.DefaultStorageClass: "missing: of 1 StorageClasses none is the default",
			challenge.MetricsAPI: "missing: there is no metrics API", challenge.NetworkPolicy: "missing: NetworkPolicies are accepted, and nothing enforces them",
			challenge.OwnCluster: "missing: you may not drain nodes", challenge.SecondCluster: "unknown: whether you have a second cluster cannot be seen from here",
			challenge.Ingress: "missing: there is neither an IngressClass nor a GatewayClass", challenge.PodSecurity: "missing: Pod Security comes with Kubernetes 1.25",
			challenge.LoadBalancer: "missing: Service shop/web of type LoadBalancer waits for an address, and gets none",
		}},
		{"nothing may be read", api{version: version, refused: map[string]int{nodes: 403, classes: 403, usage: 403, doors: 403, web: 403}}, "", map[string]string{
			challenge.TwoNodes: "unknown: you may not read nodes", challenge.DefaultStorageClass: "unknown: you may not read StorageClasses",
			challenge.MetricsAPI: "there: the metrics API answers", challenge.NetworkPolicy: "unknown: whether NetworkPolicies are enforced, only trying tells",
			challenge.OwnCluster: "unknown: whether the cluster is yours alone cannot be seen; you may drain its nodes", challenge.SecondCluster: "unknown: whether you have a second cluster cannot be seen from here",
			challenge.Ingress: "unknown: you may not read IngressClasses", challenge.LoadBalancer: "unknown: you may not read Services",
			challenge.PodSecurity: "there: namespaces enforce the Pod Security Standard that they are labelled with",
		}},
		{"a gateway is there, and services are new", api{version: `{"gitVersion":"unheard of"}`, refused: map[string]int{nodes: 403, classes: 403, usage: 403}, lists: map[string]string{
			gates: "{kind: GatewayClass, apiVersion: gateway.networking.k8s.io/v1, metadata: {name: envoy}}",
			web:   "{kind: Service, apiVersion: v1, metadata: {name: web, namespace: shop, creationTimestamp: '2999-01-01T00:00:00Z'}, spec: {type: LoadBalancer}}",
		}}, "", map[string]string{
			challenge.TwoNodes: "unknown: you may not read nodes", challenge.DefaultStorageClass: "unknown: you may not read StorageClasses",
			challenge.MetricsAPI: "there: the metrics API answers", challenge.NetworkPolicy: "unknown: whether NetworkPolicies are enforced, only trying tells",
			challenge.OwnCluster: "unknown: whether the cluster is yours alone cannot be seen; you may drain its nodes", challenge.SecondCluster: "unknown: whether you have a second cluster cannot be seen from here",
			challenge.Ingress: "there: there is GatewayClass envoy", challenge.LoadBalancer: "unknown: whether Services of type LoadBalancer get an address: there is none that would tell",
			challenge.PodSecurity: "unknown: whether Pod Security is enforced: the version of the cluster is unheard of",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := Look(t.Context(), connect(t, test.api), test.network)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, f := range r.Findings {
				got[f.Name] = fmt.Sprintf("%s: %s", f.State, f.Says)
			}
			if d := cmp.Diff(test.want, got); d != "" || !strings.Contains(test.api.version, `"`+r.Version+`"`) {
				t.Errorf("version %s, findings (-want +got):\n%s", r.Version, d)
			}
			for name := range challenge.Requirements() {
				if got[name] == "" || Advice(name) == "" {
					t.Errorf("nothing is said of %s", name)
				}
			}
		})
	}
	t.Run("the metrics API is down", func(t *testing.T) {
		r, err := Look(t.Context(), connect(t, api{version: version, refused: map[string]int{usage: 503}}), "")
		if err != nil || r.Of(challenge.MetricsAPI) != (Finding{challenge.MetricsAPI, Missing, "the metrics API does not answer"}) {
			t.Errorf("%+v, %v", r, err)
		}
	})
	t.Run("something else answers", func(t *testing.T) {
		if _, err := Look(t.Context(), connect(t, api{version: "<html>"}), ""); err == nil || !strings.Contains(err.Error(), "does not say its version") {
			t.Error(err)
		}
	})
}

func TestPermissions(t *testing.T) {
	r, err := Look(t.Context(), connect(t, api{version: `{"gitVersion":"v1"}`, denied: []string{"create namespaces", "create apps/deployments", "create deployments.apps", "get pods/log"}}), "")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, p := range r.Permissions {
		if len(p.Lacks) > 0 {
			got[p.What] = p.Lacks
		}
	}
	want := map[string][]string{
		"make namespaces for challenges, and remove them": {"create namespaces"},
		"make what challenges are made of":                {"create deployments.apps"},
		"ask from inside, with pods of its own":           {"get pods/log"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("lacks (-want +got):\n%s", d)
	}
}

func TestTakesPods(t *testing.T) {
	for node, want := range map[string]bool{
		"{" + ready + "}": true,
		"{status: {conditions: [{type: Ready, status: 'False'}]}}":                                           false,
		"{status: {conditions: [{type: Ready, status: Unknown}, {type: MemoryPressure, status: 'True'}]}}":   false,
		"{spec: {unschedulable: true}, " + ready + "}":                                                       false,
		"{spec: {taints: [{key: a, effect: NoSchedule}]}, " + ready + "}":                                    false,
		"{spec: {taints: [{key: a, effect: PreferNoSchedule}]}, " + ready + "}":                              true,
		"{spec: {taints: [{key: a, effect: PreferNoSchedule}, {key: b, effect: NoExecute}]}, " + ready + "}": false,
		"{}": false,
	} {
		var object map[string]any
		if err := yaml.Unmarshal([]byte(node), &object); err != nil {
			t.Fatal(err)
		}
		if got := takesPods(unstructured.Unstructured{Object: object}); got != want {
			t.Errorf("%s: %t", node, got)
		}
	}
}

func TestRuns(t *testing.T) {
	r := &Report{Findings: []Finding{{Name: "a", State: There}, {Name: "b", State: Missing}, {Name: "c", State: Unknown}}}
	missing, unknown := r.Runs(&challenge.Challenge{Spec: challenge.Spec{Requires: []string{"a", "b", "c", "d"}}})
	if d := cmp.Diff([][]string{{"b"}, {"c", "d"}}, [][]string{missing, unknown}); d != "" {
		t.Error(d)
	}
}
