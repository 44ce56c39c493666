package cluster

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/cli-runtime/pkg/genericclioptions"
)

func TestExplain(t *testing.T) {
	resource := schema.GroupResource{Resource: "pods"}
	refused := &url.Error{Op: "Get", URL: "https://x", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}
	tests := []struct {
		name        string
		err         error
		unreachable bool
		says        string
	}{
		{"nothing", nil, false, ""},
		{"interrupted", context.Canceled, false, "context canceled"},
		{"interrupted on the way", &url.Error{Op: "Get", URL: "https://x", Err: context.Canceled}, false, "context canceled"},
		{"unauthorized", apierrors.NewUnauthorized("no"), false, "the API server does not know you: your login"},
		{"forbidden", apierrors.NewForbidden(resource, "x", errors.New("no")), false, "the cluster refuses it: pods"},
		{"not found", apierrors.NewNotFound(resource, "x"), false, `pods "x" not found`},
		{"refused", refused, true, "no cluster answers at x: connection refused; check the kube-context, or start a cluster"},
		{"refused, wrapped", fmt.Errorf("list pods: %w", refused), true, "connection refused"},
		{"no such host", &url.Error{Op: "Get", URL: "https://x", Err: &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x"}}}, true, "no cluster answers: host x is not found; check the server"},
		{"a watch that broke off", apierrors.NewInternalError(errors.New("unable to decode an event from the watch stream: http2: client connection lost")), true, "the API server has ended the connection; if it is starting anew, try again in a moment"},
		{"explained before", fmt.Errorf("list pods: %w", Explain(refused)), true, "list pods: no cluster answers at x: connection refused"},
		{"our own time limit, on the way", &url.Error{Op: "Get", URL: "https://x", Err: context.DeadlineExceeded}, false, "no answer came in time; try again in a moment"},
		{"a time limit on requests", &url.Error{Op: "Get", URL: "https://x?timeout=1s", Err: context.DeadlineExceeded}, true, "no cluster answers at x in time"},
		{"forbidden in one namespace", apierrors.NewForbidden(resource, "x", errors.New(`User "ada" cannot list resource "pods" in API group "" in the namespace "shop"`)), false, "you are not allowed to list pods in namespace shop, as ada; ask"},
		{"forbidden everywhere", apierrors.NewForbidden(resource, "x", errors.New(`User "system:serviceaccount:a:b" cannot create resource "pods/exec" in API group "x.io" at the cluster scope: RBAC: role "y" not found`)), false, "you are not allowed to create pods/exec.x.io in the whole cluster, as system:serviceaccount:a:b; ask"},
		{"a quota", apierrors.NewForbidden(resource, "x", errors.New("exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2")), false, "quota allows no more: q, requested: pods=1, used: pods=2, limited: pods=2; ask"},
		{"our own time limit", context.DeadlineExceeded, false, "deadline exceeded"},
		{"an unknown certificate", &url.Error{Op: "Get", URL: "https://x", Err: x509.UnknownAuthorityError{}}, false, "certificate"},
		{"something else", errors.New("else"), false, "else"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Explain(test.err)
			if test.err == nil {
				if got != nil {
					t.Fatalf("%v", got)
				}
				return
			}
			if errors.Is(test.err, context.DeadlineExceeded) != errors.Is(got, context.DeadlineExceeded) {
				t.Errorf("the time limit is lost: %v", got)
			}
			if errors.Is(got, ErrUnreachable) != test.unreachable || !strings.Contains(got.Error(), test.says) {
				t.Errorf("%v; unreachable: %t", got, errors.Is(got, ErrUnreachable))
			}
			if strings.Contains(got.Error(), "\n") {
				t.Errorf("several lines: %v", got)
			}
			if apierrors.ReasonForError(test.err) != apierrors.ReasonForError(got) {
				t.Errorf("the original error is lost: %v", got)
			}
		})
	}
}

func TestClock(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	header := func(after time.Duration) string { return noon.Add(after).UTC().Format(http.TimeFormat) }
	tests := []struct {
		name  string
		learn func(*clock)
		ahead time.Duration
	}{
		{"nothing known", func(*clock) {}, 0},
		{"no header", func(c *clock) { c.learn("", noon) }, 0},
		{"no date", func(c *clock) { c.learn("yesterday", noon) }, 0},
		{"ahead", func(c *clock) { c.learn(header(time.Hour), noon) }, time.Hour},
		{"behind", func(c *clock) { c.learn(header(-time.Hour), noon) }, -time.Hour},
		{"the header is cut to seconds", func(c *clock) {
			c.learn(header(0), noon.Add(900*time.Millisecond))
			c.learn(header(time.Second), noon.Add(1100*time.Millisecond))
			c.learn(header(1*time.Second), noon.Add(1900*time.Millisecond))
		}, -100 * time.Millisecond},
		{"a slow answer teaches nothing", func(c *clock) {
			c.learn(header(0), noon)
			c.learn(header(0), noon.Add(30*time.Second))
		}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := &clock{}
			test.learn(c)
			if c.ahead != test.ahead {
				t.Errorf("ahead by %s, want %s", c.ahead, test.ahead)
			}
		})
	}
	t.Run("from answers", func(t *testing.T) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		}))
		defer server.Close()
		c := &clock{}
		client := &http.Client{Transport: c.wrap(http.DefaultTransport)}
		response, err := client.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if ahead := time.Until(c.now()); ahead < 59*time.Minute || ahead > 61*time.Minute {
			t.Errorf("ahead by %s", ahead)
		}
	})
}

// connect gives access to a server as a kubeconfig would.
func connect(t *testing.T, handler http.Handler) *Cluster {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	t.Setenv("KUBECONFIG", "/dev/null")
	t.Setenv("HOME", t.TempDir())
	flags := genericclioptions.NewConfigFlags(true)
	*flags.APIServer = server.URL
	*flags.CacheDir = t.TempDir()
	c, err := Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestServiceGet(t *testing.T) {
	const status = `{"kind":"Status","apiVersion":"v1","status":"Failure","message":%q,"reason":%q,"code":%d}`
	const path = "/api/v1/namespaces/ns/services/shop:80/proxy"
	answers := map[string]func(http.ResponseWriter){
		"/ok": func(w http.ResponseWriter) { fmt.Fprint(w, "hello") },
		"/missing": func(w http.ResponseWriter) {
			w.WriteHeader(404)
			fmt.Fprint(w, "no such page")
		},
		"/forbidden": func(w http.ResponseWriter) {
			w.WriteHeader(403)
			fmt.Fprintf(w, status, "services is forbidden", "Forbidden", 403)
		},
		"/own-403": func(w http.ResponseWriter) {
			w.WriteHeader(403)
			fmt.Fprint(w, "<html>no</html>")
		},
		"/no-endpoints": func(w http.ResponseWriter) {
			w.WriteHeader(503)
			fmt.Fprintf(w, status, `no endpoints available for service "shop"`, "ServiceUnavailable", 503)
		},
		"/elsewhere": func(w http.ResponseWriter) {
			w.Header().Set("Location", "/ok")
			w.WriteHeader(302)
		},
		"/endless":     func(w http.ResponseWriter) { fmt.Fprint(w, strings.Repeat("x", 1<<20)) },
		"/a%20b?q=1&r": func(w http.ResponseWriter) { fmt.Fprint(w, "odd path") },
	}
	c := connect(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer, ok := answers[strings.TrimPrefix(r.URL.RequestURI(), path)]; ok {
			answer(w)
			return
		}
		w.WriteHeader(500)
		fmt.Fprint(w, "unexpected "+r.URL.RequestURI())
	}))
	tests := []struct {
		path string
		want Answer
	}{
		{"/ok", Answer{Status: 200, Body: "hello"}},
		{"/missing", Answer{Status: 404, Body: "no such page"}},
		{"/forbidden", Answer{Status: 403, Refusal: "services is forbidden", Forbidden: true}},
		{"/own-403", Answer{Status: 403, Body: "<html>no</html>"}},
		{"/no-endpoints", Answer{Status: 503, Refusal: `no endpoints available for service "shop"`}},
		{"/elsewhere", Answer{Status: 302}},
		{"/a%20b?q=1&r", Answer{Status: 200, Body: "odd path"}},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			got, err := c.ServiceGet(t.Context(), "ns", "shop", "80", test.path)
			if err != nil {
				t.Fatal(err)
			}
			if test.want.Refusal != "" {
				got.Body = ""
			}
			if got != test.want {
				t.Errorf("%+v, want %+v", got, test.want)
			}
		})
	}
	if got, err := c.ServiceGet(t.Context(), "ns", "shop", "80", "/endless"); err != nil || len(got.Body) != 64<<10 {
		t.Errorf("an endless body: %d bytes, %v", len(got.Body), err)
	}
}

func TestBuiltin(t *testing.T) {
	tests := []struct{ group, kind, resource string }{
		{"", "ConfigMap", "configmaps"},
		{"", "Namespace", "namespaces"},
		{"", "ReplicationController", "replicationcontrollers"},
		{"apps", "StatefulSet", "statefulsets"},
		{"batch", "CronJob", "cronjobs"},
		{"discovery.k8s.io", "EndpointSlice", "endpointslices"},
		{"", "Deployment", ""},
		{"apps", "Pod", ""},
		{"", "Node", ""},
		{"networking.k8s.io", "NetworkPolicy", ""},
	}
	for _, test := range tests {
		mapping, ok := builtin(schema.GroupVersionKind{Group: test.group, Version: "v1", Kind: test.kind})
		if ok != (test.resource != "") || ok && mapping.Resource.Resource != test.resource {
			t.Errorf("%s/%s: %v %t", test.group, test.kind, mapping, ok)
		}
		if ok && (mapping.Scope.Name() == meta.RESTScopeNameRoot) != (test.kind == "Namespace") {
			t.Errorf("%s has scope %s", test.kind, mapping.Scope.Name())
		}
	}
	if _, ok := builtin(schema.GroupVersionKind{Version: "v2", Kind: "Pod"}); ok {
		t.Error("a version that does not exist is known")
	}
}

// TestMappingAtOnce asks from many goroutines, as watching does; the race
// detector judges.
func TestMappingAtOnce(t *testing.T) {
	c := connect(t, http.NotFoundHandler())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := c.Mapping(schema.GroupVersionKind{Group: "x.io", Version: "v1", Kind: "X"}); err == nil {
				t.Error("a kind that is not there is found")
			}
		})
	}
	group.Wait()
}

func TestNoCluster(t *testing.T) {
	t.Setenv("KUBECONFIG", "/dev/null")
	t.Setenv("HOME", t.TempDir())
	_, err := Connect(genericclioptions.NewConfigFlags(true))
	if err == nil {
		c, _ := Connect(genericclioptions.NewConfigFlags(true))
		_, err = c.UID(t.Context()) // the default server on this machine
	}
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("%v", err)
	}
}
