package cluster

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

func TestLog(t *testing.T) {
	c := connect(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.RequestURI() {
		case "/api/v1/namespaces/ns/pods/good/log?container=probe&follow=true":
			fmt.Fprint(w, "one\ntwo\n")
		case "/api/v1/namespaces/ns/pods/forbidden/log?":
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"Forbidden","code":403}`)
		default:
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprint(w, "a proxy on the way")
		}
	}))
	log, err := c.Log(t.Context(), "ns", "good", url.Values{"container": {"probe"}, "follow": {"true"}})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(log); err != nil || string(text) != "one\ntwo\n" {
		t.Errorf("%q, %v", text, err)
	}
	if err := log.Close(); err != nil {
		t.Error(err)
	}
	if _, err := c.Log(t.Context(), "ns", "forbidden", nil); !apierrors.IsForbidden(err) {
		t.Errorf("forbidden: %v", err)
	}
	if _, err := c.Log(t.Context(), "ns", "other", nil); err == nil || !strings.Contains(err.Error(), "a proxy on the way") {
		t.Errorf("not the API server: %v", err)
	}
}
