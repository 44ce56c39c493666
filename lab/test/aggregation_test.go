package test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/pki"
)

// TestAggregatedAPI serves a part of the cluster's API from this very process: the
// API server reaches it at the host's address, and says for whom it asks.
func TestAggregatedAPI(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	authority, err := pki.NewAuthority("itest")
	if err != nil {
		t.Fatal(err)
	}
	asked := make(chan question, 100)
	at := c.serveGadgets(authority, asked)
	c.apply(fmt.Sprintf(`
apiVersion: v1
kind: Service
metadata: {name: gadgets}
spec: {ports: [{port: 443, targetPort: %[2]d}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: gadgets, labels: {kubernetes.io/service-name: gadgets}}
addressType: IPv4
ports: [{port: %[2]d}]
endpoints: [{addresses: ["%[1]s"]}]
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.itest.example}
spec:
  group: itest.example
  version: v1
  groupPriorityMinimum: 100
  versionPriority: 10
  caBundle: %[4]s
  service: {namespace: %[3]s, name: gadgets}
`, at.Addr(), at.Port(), c.namespace, base64.StdEncoding.EncodeToString(authority.Cert)))
	// One that does not answer is in the way of whoever asks what there is.
	defer c.kubectl("delete", "--ignore-not-found", "apiservice", "v1.itest.example")
	c.waitFor("condition=Available", "apiservice/v1.itest.example")

	as := []string{"--as=alice", "--as-group=testers", "get", "gadgets.itest.example", "-o", "name"}
	c.await("the API server to refuse by itself", func() error {
		if r := c.try(as...); !strings.Contains(r.stderr, `User "alice" cannot list resource "gadgets" in API group "itest.example"`) {
			return r.failure()
		}
		return nil
	})
	if len(asked) > 0 {
		t.Errorf("it was asked for what was refused: %+v", <-asked)
	}
	c.kubectl("create", "role", "gadgets", "--verb=list", "--resource=gadgets.itest.example")
	c.kubectl("create", "rolebinding", "gadgets", "--role=gadgets", "--group=testers")
	c.await("a list of gadgets", func() error {
		return want(c.try(as...).stdout, "gadget.itest.example/one\n")
	})
	wanted := question{Proxy: "front-proxy-client", User: "alice", Groups: []string{"testers", "system:authenticated"}}
	if diff := cmp.Diff(wanted, <-asked); diff != "" {
		t.Errorf("who asked (-want +got):\n%s", diff)
	}
}

// A question is who asked the aggregated API for gadgets.
type question struct {
	// Proxy is the name in the certificate of who brings the question.
	Proxy string
	// User and Groups are in whose name.
	User   string
	Groups []string
}

// serveGadgets serves an API with one gadget at the host's address in the lab, to
// nobody but the cluster's API server.
func (c *cluster) serveGadgets(authority *pki.Authority, asked chan<- question) netip.AddrPort {
	c.t.Helper()
	host := "gadgets." + c.namespace + ".svc"
	pair, err := authority.Issue(pki.Request{Name: host, Hosts: []string{host}})
	if err != nil {
		c.t.Fatal(err)
	}
	cert, err := tls.X509KeyPair(pair.Cert, pair.Key)
	if err != nil {
		c.t.Fatal(err)
	}
	proxies := x509.NewCertPool()
	if !proxies.AppendCertsFromPEM([]byte(c.kubectl("get", "configmap", "extension-apiserver-authentication", "-n", "kube-system",
		"-o", "jsonpath={.data.requestheader-client-ca-file}"))) {
		c.t.Fatal("the cluster does not say who signs the certificate of its proxy")
	}
	addr := netip.MustParseAddr(c.nodeAddress()).As4()
	addr[3] = 1
	listener, err := net.Listen("tcp4", netip.AddrPortFrom(netip.AddrFrom4(addr), 0).String())
	if err != nil {
		c.t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(gadgets(asked))
	server.Listener.Close()
	server.Listener = listener
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: proxies}
	server.StartTLS()
	c.t.Cleanup(server.Close)
	return listener.Addr().(*net.TCPAddr).AddrPort()
}

func gadgets(asked chan<- question) http.Handler {
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, text string) {
		w.Header().Set("Content-Type", "application/json")
		// Who does not listen asks again.
		_, _ = io.WriteString(w, text)
	}
	mux.HandleFunc("/apis/itest.example/v1", func(w http.ResponseWriter, _ *http.Request) {
		say(w, `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"itest.example/v1","resources":[
			{"name":"gadgets","singularName":"gadget","namespaced":true,"kind":"Gadget","verbs":["list"]}]}`)
	})
	mux.HandleFunc("/apis/itest.example/v1/namespaces/{namespace}/gadgets", func(w http.ResponseWriter, r *http.Request) {
		asked <- question{
			Proxy:  r.TLS.PeerCertificates[0].Subject.CommonName,
			User:   r.Header.Get("X-Remote-User"),
			Groups: r.Header.Values("X-Remote-Group"),
		}
		say(w, `{"kind":"GadgetList","apiVersion":"itest.example/v1","metadata":{},"items":[
			{"kind":"Gadget","apiVersion":"itest.example/v1","metadata":{"name":"one","namespace":"`+r.PathValue("namespace")+`"}}]}`)
	})
	return mux
}
