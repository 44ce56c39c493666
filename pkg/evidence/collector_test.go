package evidence

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericclioptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// api answers as an API server does: by path, an empty list where nothing
// else is said.
type api map[string]func(http.ResponseWriter, *http.Request)

func (a api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if answer, ok := a[r.URL.Path]; ok {
		answer(w, r)
		return
	}
	discovery := map[string]string{
		"/api":    `{"kind":"APIVersions","versions":["v1"]}`,
		"/apis":   `{"kind":"APIGroupList","apiVersion":"v1","groups":[]}`,
		"/api/v1": `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[{"name":"pods","kind":"Pod","namespaced":true,"verbs":["list"]}]}`,
	}
	if text, ok := discovery[r.URL.Path]; ok {
		fmt.Fprint(w, text)
		return
	}
	if !strings.Contains(r.URL.Path, "/namespaces/shop/") {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	fmt.Fprint(w, `{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}`)
}

func refuse(code int, reason, message string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":%q,"message":%q,"code":%d}`, reason, message, code)
	}
}

func answer(code int, body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

func collector(t *testing.T, server *httptest.Server) *Collector {
	t.Helper()
	t.Setenv("KUBECONFIG", "/dev/null")
	t.Setenv("HOME", t.TempDir())
	flags := genericclioptions.NewConfigFlags(true)
	*flags.APIServer, *flags.CacheDir = server.URL, t.TempDir()
	c, err := cluster.Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	one := &challenge.Challenge{Spec: challenge.Spec{
		Observe: map[string]challenge.Watch{
			"shop":    {Backs: "service/shop"},
			"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true},
			"secrets": {APIVersion: "v1", Kind: "Secret", All: true},
			"route":   {APIVersion: "gateway.networking.k8s.io/v1", Kind: "HTTPRoute", Name: "shop"},
			"grant":   {APIVersion: "gateway.networking.k8s.io/v1", Kind: "ReferenceGrant", All: true},
		},
		Checks: []challenge.Check{{Name: "answers", HTTP: &challenge.HTTP{To: "service/shop:80", Via: challenge.ViaAPIServer}}},
	}}
	return &Collector{Cluster: c, Challenge: one, Namespaces: map[string]string{"main": "shop"}}
}

func answered(status int64, body string) check.Answer {
	return check.Answer{Value: map[string]any{"status": status, "body": body}}
}

func TestCollect(t *testing.T) {
	server := httptest.NewServer(api{
		"/api/v1/namespaces/shop/secrets":                 refuse(403, "Forbidden", "no"),
		"/api/v1/namespaces/shop/configmaps":              answer(200, `{"kind":"ConfigMapList","apiVersion":"v1","items":[{"metadata":{"name":"c"}}]}`),
		"/api/v1/namespaces/shop/services/shop:80/proxy/": answer(200, "open"),
	})
	defer server.Close()
	c := collector(t, server)
	for range 20 { // kinds that are not there are found out while others are listed
		ev, err := c.Collect(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if o := ev.Objects["secrets"]; o.Unread != "you may not list secrets in namespace shop" {
			t.Errorf("secrets: %+v", o)
		}
		if o := ev.Objects["configs"]; o.Unread != "" || namesOf(o.Items) != "c" {
			t.Errorf("configs: %+v", o)
		}
		if o := ev.Objects["route"]; !o.Missing() {
			t.Errorf("route: %+v", o)
		}
		if o := ev.Objects["shop"]; !o.Missing() {
			t.Errorf("shop: %+v", o)
		}
		if got := ev.Answers["answers"]; !reflect.DeepEqual(got, answered(200, "open")) {
			t.Errorf("response: %+v", got)
		}
		if ev.At.IsZero() {
			t.Error("no moment")
		}
	}
	c.StateOnly = true
	if ev, err := c.Collect(t.Context()); err != nil || len(ev.Answers) != 0 {
		t.Errorf("state only: %+v, %v", ev.Answers, err)
	}
}

func TestCollectFails(t *testing.T) {
	t.Run("nobody answers", func(t *testing.T) {
		server := httptest.NewServer(api{})
		c := collector(t, server)
		c.Challenge.Spec.Observe = map[string]challenge.Watch{"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true}}
		server.Close()
		if _, err := c.Collect(t.Context()); !errors.Is(err, cluster.ErrUnreachable) {
			t.Errorf("%v", err)
		}
	})
	t.Run("the server has an error", func(t *testing.T) {
		server := httptest.NewServer(api{"/api/v1/namespaces/shop/configmaps": refuse(500, "InternalError", "etcd is gone")})
		defer server.Close()
		if _, err := collector(t, server).Collect(t.Context()); err == nil || !strings.Contains(err.Error(), "etcd is gone") {
			t.Errorf("%v", err)
		}
	})
}

func TestRequest(t *testing.T) {
	tests := []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request)
		want   check.Answer
	}{
		{"an answer", answer(200, "open"), answered(200, "open")},
		{"an error of the shop's own", answer(500, "oops"), answered(500, "oops")},
		{"no endpoints", refuse(503, "ServiceUnavailable", `no endpoints available for service "shop"`), check.Answer{Value: map[string]any{"error": `no endpoints available for service "shop"`}}},
		{"no Service", refuse(404, "NotFound", `services "shop" not found`), check.Answer{Value: map[string]any{"error": `services "shop" not found`}}},
		{"may not ask", refuse(403, "Forbidden", "services/proxy is forbidden"), check.Answer{Unasked: "you may not reach Services through the API server: services/proxy is forbidden"}},
		{
			"nobody listens", answer(503, "error trying to reach service: dial tcp 10.0.0.1:8080: connect: connection refused"),
			check.Answer{Value: map[string]any{"error": "no connection to service/shop:80: dial tcp 10.0.0.1:8080: connect: connection refused"}},
		},
		{
			"a page that speaks of it", answer(200, "error trying to reach service: is what we explain here"),
			answered(200, "error trying to reach service: is what we explain here"),
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(api{"/api/v1/namespaces/shop/services/shop:80/proxy/": test.answer})
			defer server.Close()
			got, err := collector(t, server).request(t.Context(), &challenge.HTTP{To: "service/shop:80"})
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("%+v, %v; want %+v", got, err, test.want)
			}
		})
	}
}

// TestRequestWithoutAnAnswer: a target that takes the connection and says
// nothing is a fact about the target, not a fault of the cluster.
func TestRequestWithoutAnAnswer(t *testing.T) {
	server := httptest.NewServer(api{"/api/v1/namespaces/shop/services/shop:80/proxy/": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	defer server.Close()
	got, err := collector(t, server).request(t.Context(), &challenge.HTTP{To: "service/shop:80"})
	if err != nil || got.Value["error"] == "" {
		t.Errorf("%+v, %v", got, err)
	}
}
