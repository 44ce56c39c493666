package audit

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Entries of a log, as an API server writes them, shortened.
const (
	list      = `{"level":"Metadata","auditID":"1","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods?limit=500","verb":"list","user":{"username":"kubernetes-admin"},"userAgent":"kubectl","objectRef":{"resource":"pods","namespace":"shop","apiVersion":"v1"},"responseStatus":{"code":200},"requestReceivedTimestamp":"2026-01-02T03:04:05.000001Z"}` + "\n"
	secret    = `{"level":"Metadata","auditID":"2","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/secrets/db","verb":"get","user":{"username":"kubernetes-admin"},"impersonatedUser":{"username":"system:serviceaccount:shop:web"},"objectRef":{"resource":"secrets","namespace":"shop","name":"db"},"responseStatus":{"code":200},"requestReceivedTimestamp":"2026-01-02T03:04:06.000001Z"}` + "\n"
	execBegin = `{"level":"Metadata","auditID":"3","stage":"ResponseStarted","requestURI":"/api/v1/namespaces/shop/pods/web/exec?command=sh&command=-c&command=cat+%2Fetc%2Fpasswd&container=c","verb":"get","user":{"username":"eve"},"userAgent":"kubectl/v1\u001b[2J\n","objectRef":{"resource":"pods","namespace":"shop","name":"web","subresource":"exec"},"responseStatus":{"code":101},"requestReceivedTimestamp":"2026-01-02T03:04:07.000001Z"}` + "\n"
	execEnd   = `{"level":"Metadata","auditID":"3","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods/web/exec?command=sh&command=-c&command=cat+%2Fetc%2Fpasswd&container=c","verb":"get","user":{"username":"eve"},"userAgent":"kubectl/v1","objectRef":{"resource":"pods","namespace":"shop","name":"web","subresource":"exec"},"responseStatus":{"code":101},"requestReceivedTimestamp":"2026-01-02T03:04:07.000001Z"}` + "\n"
	forbidden = `{"level":"RequestResponse","auditID":"4","stage":"ResponseComplete","requestURI":"/apis/rbac.authorization.k8s.io/v1/clusterroles","verb":"create","user":{"username":"eve"},"objectRef":{"resource":"clusterroles","name":"all","apiGroup":"rbac.authorization.k8s.io"},"responseStatus":{"code":403,"message":"clusterroles is forbidden:\n no"},"requestReceivedTimestamp":"2026-01-02T03:04:08.000001Z"}` + "\n"
	anonymous = `{"level":"Metadata","auditID":"5","stage":"ResponseComplete","requestURI":"/logs?x=y","verb":"get","user":{},"responseStatus":{"code":401,"reason":"Unauthorized"},"requestReceivedTimestamp":"2026-01-02T03:04:09.000001Z"}` + "\n"
	early     = `{"level":"Metadata","auditID":"6","stage":"RequestReceived","requestURI":"/logs","verb":"get","user":{"username":"eve"},"requestReceivedTimestamp":"2026-01-02T03:04:10.000001Z"}` + "\n"
	torn      = `{"level":"Metadata","auditID":"7",` + "\n"
)

// write makes a log with two older parts.
func write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"audit-2026-01-02T03-04-05.100.log": list,
		"audit-2026-01-02T03-04-06.100.log": secret + execBegin,
		"audit.log":                         execEnd + torn + forbidden + anonymous + early,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "audit.log")
}

func TestLines(t *testing.T) {
	var out strings.Builder
	count, err := Reader{}.Copy(t.Context(), &out, write(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `TIME                  USER                          VERB    RESOURCE              NAMESPACE/NAME                    CODE
2026-01-02T03:04:05Z  kubernetes-admin              list    pods                  shop/*                            200
2026-01-02T03:04:06Z  system:serviceaccount:shop:web  get     secrets               shop/db                           200   impersonated by kubernetes-admin
2026-01-02T03:04:07Z  eve                           get     pods/exec             shop/web                          101   command "sh -c cat /etc/passwd"; from kubectl/v1�[2J�
2026-01-02T03:04:08Z  eve                           create  clusterroles.rbac.authorization.k8s.io  all                               403   clusterroles is forbidden: no
2026-01-02T03:04:09Z  -                             get     /logs                 -                                 401   Unauthorized
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Count{Events: 7, Matching: 7, Broken: 1}, count); diff != "" {
		t.Errorf("count (-want +got):\n%s", diff)
	}
}

func TestJSON(t *testing.T) {
	var out strings.Builder
	if _, err := (Reader{JSON: true}).Copy(t.Context(), &out, write(t)); err != nil {
		t.Fatal(err)
	}
	want := list + secret + execBegin + execEnd + forbidden + anonymous + early
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestFilter(t *testing.T) {
	log := write(t)
	for _, tt := range []struct {
		name   string
		filter Filter
		want   string
	}{
		{"user who impersonates", Filter{User: "kubernetes-admin"}, list + secret},
		{"user impersonated", Filter{User: "system:serviceaccount:shop:web"}, secret},
		{"verbs", Filter{Verbs: []string{"list", "create"}}, list + forbidden},
		{"resource and its subresources", Filter{Resource: "pods"}, list + execBegin + execEnd},
		{"subresource", Filter{Resource: "pods/exec"}, execBegin + execEnd},
		{"resource without its group", Filter{Resource: "clusterroles"}, forbidden},
		{"resource with its group", Filter{Resource: "clusterroles.rbac.authorization.k8s.io"}, forbidden},
		{"resource with another group", Filter{Resource: "clusterroles.example.org"}, ""},
		{"namespace", Filter{Namespace: "shop"}, list + secret + execBegin + execEnd},
		{"all of it", Filter{Namespace: "shop", Verbs: []string{"get"}, User: "eve", Resource: "pods"}, execBegin + execEnd},
		{"since", Filter{Since: time.Date(2026, 1, 2, 3, 4, 9, 0, time.UTC)}, anonymous + early},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.filter.Check(); err != nil {
				t.Error(err)
			}
			var out strings.Builder
			if _, err := (Reader{Filter: tt.filter, JSON: true}).Copy(t.Context(), &out, log); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, out.String()); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	for _, f := range []Filter{{Verbs: []string{"get", "read"}}, {Resource: "Pods"}} {
		if err := f.Check(); err == nil {
			t.Errorf("%+v is taken", f)
		}
	}
}

// TestFollow lets an event come in two pieces, the second one after the first was
// read.
func TestFollow(t *testing.T) {
	log := write(t)
	ctx, cancel := context.WithCancel(t.Context())
	lines := make(chan string, 10)
	done := make(chan error, 1)
	go func() {
		_, err := Reader{JSON: true, Follow: true, Filter: Filter{Verbs: []string{"list"}}}.Copy(ctx, chanWriter(lines), log)
		done <- err
	}()
	if got := <-lines; got != list {
		t.Errorf("got %s", got)
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, piece := range []string{list[:50], list[50:]} {
		if _, err := f.WriteString(piece); err != nil {
			t.Fatal(err)
		}
	}
	if got := <-lines; got != list {
		t.Errorf("got %s", got)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

type chanWriter chan string

func (w chanWriter) Write(data []byte) (int, error) {
	w <- string(data)
	return len(data), nil
}
