package evidence

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

const (
	rbacPath   = "/apis/rbac.authorization.k8s.io/v1/"
	reviewPath = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
)

// accessAPI answers with a cluster in which bot may read pods.
func accessAPI(review func(http.ResponseWriter, *http.Request)) api {
	return api{
		rbacPath + "roles": answer(200, `{"kind":"RoleList","apiVersion":"rbac.authorization.k8s.io/v1","items":[
			{"metadata":{"namespace":"shop","name":"reads","creationTimestamp":"2026-11-24T12:00:00Z","managedFields":[
				{"manager":"kubectl-edit","time":"2026-11-24T12:05:00Z"}]},
			 "rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"],"resourceNames":["a"]}]},
			{"metadata":{"namespace":"other","name":"stranger"},"rules":[]}]}`),
		rbacPath + "clusterroles": answer(200, `{"kind":"ClusterRoleList","apiVersion":"rbac.authorization.k8s.io/v1","items":[
			{"metadata":{"name":"all","creationTimestamp":"2026-11-24T12:00:00Z","managedFields":[
				{"manager":"clusterrole-aggregation-controller","time":"2026-11-24T12:06:00Z"},{"manager":"kube-controller-manager","time":"2026-11-24T12:07:00Z"}]},
			 "aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"to":"all"}}]},"rules":null},
			{"metadata":{"name":"part","labels":{"to":"all"}},"rules":[{"nonResourceURLs":["/x"],"verbs":["get"]}]}]}`),
		rbacPath + "rolebindings": answer(200, `{"kind":"RoleBindingList","apiVersion":"rbac.authorization.k8s.io/v1","items":[
			{"metadata":{"namespace":"shop","name":"reads"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"reads"},
			 "subjects":[{"kind":"ServiceAccount","namespace":"shop","name":"bot"}]},
			{"metadata":{"namespace":"other","name":"b"},"roleRef":{"kind":"Role","name":"stranger"}}]}`),
		rbacPath + "clusterrolebindings": answer(200, `{"kind":"ClusterRoleBindingList","apiVersion":"rbac.authorization.k8s.io/v1","items":[
			{"metadata":{"name":"all","labels":{"kubernetes.io/bootstrapping":"rbac-defaults"}},"roleRef":{"kind":"ClusterRole","name":"all"},
			 "subjects":[{"kind":"Group","name":"system:authenticated"}]}]}`),
		"/api/v1/serviceaccounts": answer(200, `{"kind":"ServiceAccountList","apiVersion":"v1","items":[
			{"metadata":{"namespace":"shop","name":"bot","creationTimestamp":"2026-11-24T12:00:00Z"}},
			{"metadata":{"namespace":"shop","name":"default"}},
			{"metadata":{"namespace":"shop","name":"gone","deletionTimestamp":"2026-11-24T12:00:00Z"}}]}`),
		"/api/v1/secrets": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("fieldSelector") != "type=kubernetes.io/service-account-token" {
				w.WriteHeader(http.StatusTeapot)
				return
			}
			answer(200, `{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"namespace":"shop","name":"t","annotations":{"kubernetes.io/service-account.name":"bot"}}}]}`)(w, r)
		},
		reviewPath: review,
	}
}

// allow decides as told, and keeps what it was asked.
type allow struct {
	mu    sync.Mutex
	asked []string
	all   bool
}

func (a *allow) review(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	var review struct {
		Spec   map[string]any `json:"spec"`
		Status map[string]any `json:"status"`
	}
	if err := json.Unmarshal(text, &review); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	spec, _ := json.Marshal(review.Spec)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked = append(a.asked, string(spec))
	w.WriteHeader(http.StatusCreated)
	answer, _ := json.Marshal(map[string]any{
		"kind": "SubjectAccessReview", "apiVersion": "authorization.k8s.io/v1", "spec": review.Spec,
		"status": map[string]any{"allowed": a.all, "reason": "because"},
	})
	_, _ = w.Write(answer)
}

func accessCollector(t *testing.T, server *httptest.Server, cans ...challenge.Can) *Collector {
	t.Helper()
	c := collector(t, server)
	c.Challenge.Spec.Observe, c.Challenge.Spec.Checks = nil, nil
	for i := range cans {
		c.Challenge.Spec.Checks = append(c.Challenge.Spec.Checks, challenge.Check{Name: string(rune('a' + i)), Can: &cans[i]})
	}
	return c
}

func botMust(counts ...string) challenge.Can {
	return challenge.Can{
		Who: challenge.Subject{ServiceAccount: "bot"}, Counts: counts,
		Must: []challenge.Permission{
			{Verbs: []string{"get"}, Resources: []string{"pods/log"}, Names: []string{"a"}},
			{Verbs: []string{"get"}, NonResourceURLs: []string{"/x"}, ClusterWide: true},
		},
	}
}

func TestAccess(t *testing.T) {
	decides := &allow{all: true}
	server := httptest.NewServer(accessAPI(decides.review))
	defer server.Close()
	c := accessCollector(t, server, botMust(challenge.CountsReadSecrets))
	ev, err := c.Collect(t.Context())
	if err != nil || ev.Access == nil {
		t.Fatalf("%+v, %v", ev.Access, err)
	}
	reviews := ev.Access.Reviews
	ev.Access.Reviews = nil
	text, err := json.MarshalIndent(ev.Access, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"namespaces":{"main":"shop"},
"roles":[{"namespace":"shop","name":"reads","rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["a"]}],"changed":"2026-11-24T12:05:00Z"}],
"clusterRoles":[{"name":"all","gathers":[{"matchLabels":{"to":"all"}}],"changed":"2026-11-24T12:07:00Z"},
 {"name":"part","labels":{"to":"all"},"rules":[{"verbs":["get"],"nonResourceURLs":["/x"]}]}],
"roleBindings":[{"namespace":"shop","name":"reads","roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"reads"},"subjects":[{"kind":"ServiceAccount","name":"bot","namespace":"shop"}]}],
"clusterRoleBindings":[{"name":"all","roleRef":{"apiGroup":"","kind":"ClusterRole","name":"all"},"subjects":[{"kind":"Group","name":"system:authenticated"}],"default":true}],
"accounts":[{"namespace":"shop","name":"bot","changed":"2026-11-24T12:00:00Z"}],
"tokens":[{"namespace":"shop","name":"t","account":"bot"}],
"kinds":[{"resource":"pods","namespaced":true}]}`
	var got, wanted any
	_ = json.Unmarshal(text, &got)
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	utc(got)
	if d := cmp.Diff(wanted, got); d != "" {
		t.Error(d)
	}
	who := `"groups":["system:serviceaccounts","system:serviceaccounts:shop","system:authenticated"],`
	asked := map[string]bool{}
	for _, spec := range decides.asked {
		asked[spec] = true
	}
	for _, spec := range []string{
		`{` + who + `"resourceAttributes":{"group":"","name":"a","namespace":"shop","resource":"pods","subresource":"log","verb":"get"},"user":"system:serviceaccount:shop:bot"}`,
		`{` + who + `"nonResourceAttributes":{"path":"/x","verb":"get"},"user":"system:serviceaccount:shop:bot"}`,
	} {
		if !asked[spec] || len(asked) != 2 || len(reviews) != 2 {
			t.Errorf("%s was not asked, but %v", spec, decides.asked)
		}
	}
	for key, review := range reviews {
		if !review.Allowed || review.Reason != "because" || review.Since.IsZero() {
			t.Errorf("%s: %+v", key, review)
		}
	}
}

// utc makes times comparable whatever the machine's zone.
func utc(value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			if text, ok := inner.(string); ok && key == "changed" {
				if at, err := time.Parse(time.RFC3339, text); err == nil {
					v[key] = at.UTC().Format(time.RFC3339)
				}
			}
			utc(inner)
		}
	case []any:
		for _, inner := range v {
			utc(inner)
		}
	}
}

func TestAccessIsNotAlwaysRead(t *testing.T) {
	decides := &allow{}
	server := httptest.NewServer(accessAPI(decides.review))
	defer server.Close()
	c := accessCollector(t, server)
	if ev, err := c.Collect(t.Context()); err != nil || ev.Access != nil {
		t.Errorf("%+v, %v", ev.Access, err)
	}
	if fresh, err := c.FreshAccess(t.Context()); err != nil || fresh != nil {
		t.Errorf("%v, %v", fresh, err)
	}
	c = accessCollector(t, server, botMust())
	if ev, err := c.Collect(t.Context()); err != nil || ev.Access == nil || ev.Access.Tokens != nil {
		t.Errorf("nobody counts tokens: %+v, %v", ev.Access, err)
	}
	if fresh, err := c.FreshAccess(t.Context()); err != nil || fresh == nil {
		t.Errorf("%v, %v", fresh, err)
	}
	c.StateOnly = true
	if ev, err := c.Collect(t.Context()); err != nil || ev.Access != nil {
		t.Errorf("%+v, %v", ev.Access, err)
	}
}

func TestAccessIsNotReadable(t *testing.T) {
	tests := []struct {
		name, path      string
		answer          func(http.ResponseWriter, *http.Request)
		unread, unasked string
		err             string
	}{
		{"roles", rbacPath + "roles", refuse(403, "Forbidden", "no"), "you may not list roles in all namespaces", "", ""},
		{"bindings", rbacPath + "clusterrolebindings", refuse(403, "Forbidden", "no"), "you may not list clusterrolebindings in all namespaces", "", ""},
		{"accounts", "/api/v1/serviceaccounts", refuse(403, "Forbidden", "no"), "you may not list serviceaccounts in all namespaces", "", ""},
		{"tokens", "/api/v1/secrets", refuse(403, "Forbidden", "no"), "you may not list secrets in all namespaces", "", ""},
		{"no such kind", rbacPath + "rolebindings", refuse(404, "NotFound", "no"), "this cluster has no rolebindings: its API server decides by other means", "", ""},
		{"an error", rbacPath + "roles", refuse(500, "InternalError", "etcd is gone"), "", "", "etcd is gone"},
		{"not a role", rbacPath + "roles", answer(200, `{"kind":"RoleList","apiVersion":"rbac.authorization.k8s.io/v1","items":[{"metadata":{"name":"x"},"rules":"all"}]}`), "", "", "look at access rules"},
		{"not a binding", rbacPath + "rolebindings", answer(200, `{"kind":"RoleBindingList","apiVersion":"rbac.authorization.k8s.io/v1","items":[{"metadata":{"name":"x"},"subjects":"all"}]}`), "", "", "look at access rules"},
		{"no reviews", reviewPath, refuse(403, "Forbidden", "no"), "", "you may not create subjectaccessreviews, by which the API server is asked what others may do", ""},
		{"reviews fail", reviewPath, refuse(500, "InternalError", "etcd is gone"), "", "", "etcd is gone"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			routes := accessAPI((&allow{}).review)
			routes[test.path] = test.answer
			server := httptest.NewServer(routes)
			defer server.Close()
			c := accessCollector(t, server, botMust(challenge.CountsReadSecrets))
			ev, err := c.Collect(t.Context())
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil || ev.Access.Unread != test.unread || ev.Access.Unasked != test.unasked {
				t.Errorf("%+v, %v", ev.Access, err)
			}
			if test.unread != "" {
				if fresh, err := c.FreshAccess(t.Context()); err != nil || fresh != nil {
					t.Errorf("%v, %v", fresh, err)
				}
			}
		})
	}
}

// TestReviewsAreRemembered: a decision counts from the moment on at which it
// was first seen, and anew when it changes.
func TestReviewsAreRemembered(t *testing.T) {
	server := httptest.NewServer(api{})
	defer server.Close()
	c := accessCollector(t, server)
	look := func(allowed bool) time.Time {
		reviews := map[string]check.Review{"x": {Allowed: allowed}}
		c.remember(reviews)
		return reviews["x"].Since
	}
	first := look(true)
	if again := look(true); !again.Equal(first) || first.IsZero() {
		t.Errorf("%s, then %s", first, again)
	}
	turned := look(false)
	if !turned.After(first) {
		t.Errorf("%s, then %s", first, turned)
	}
	if back := look(true); !back.After(turned) {
		t.Errorf("%s, then %s", turned, back)
	}
}
