package cmd

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func ofKubeconfigs() []misfortune {
	use := func(text string) func(*testing.T, *api) {
		return func(t *testing.T, _ *api) { useKubeconfig(t, text) }
	}
	replaced := func(old, with string) func(*testing.T, *api) {
		return use(strings.Replace(kubeconfig("https://127.0.0.1:1"), old, with, 1))
	}
	return []misfortune{
		{"no kubeconfig", "verify", func(t *testing.T, _ *api) { t.Setenv("KUBECONFIG", "") }},
		{"KUBECONFIG names no file", "verify", func(t *testing.T, _ *api) { t.Setenv("KUBECONFIG", filepath.Join(t.TempDir(), "config")) }},
		{"--kubeconfig names no file", "verify --kubeconfig config.yaml", nil},
		{"a kubeconfig without a cluster", "start", use("")},
		{"a kubeconfig that is none", "start", use("apiVersion: v1\nkind: Config\n  clusters: [\n")},
		{"a kubeconfig of another kind", "start", use("apiVersion: v1\nkind: Pod\n")},
		{"no current context", "verify", replaced("current-context: lab", "current-context: ''")},
		{"a current context that is gone", "verify", replaced("current-context: lab", "current-context: kind-kind")},
		{"a context that is not there", "list --context kind", nil},
		{"a cluster that is not there", "verify", replaced("cluster: here", "cluster: there")},
		{"--cluster that is not there", "verify --cluster there", nil},
		{"--user that is not there", "verify --user bob", nil},
		{"a certificate that is not there", "verify", replaced("token: secret", "client-certificate: ada.pem, client-key: ada.key")},
		{"a certificate that is none", "verify", replaced("token: secret", "client-certificate-data: YWRh, client-key-data: YWRh")},
		{"the program that logs in is not there", "verify", replaced("token: secret", "exec: {apiVersion: client.authentication.k8s.io/v1, command: cloud-login, interactiveMode: Never}")},
		{"the program that logs in fails", "verify", replaced("token: secret", "exec: {apiVersion: client.authentication.k8s.io/v1, command: 'false', interactiveMode: Never}")},
		{"a context of production", "verify", use(strings.ReplaceAll(kubeconfig("https://127.0.0.1:1"), "lab", "prod-eu"))},
		{"a cluster of production", "doctor", use(strings.ReplaceAll(kubeconfig("https://127.0.0.1:1"), "here", "payments-prod"))},
	}
}

func ofConnections() []misfortune {
	at := func(server string) func(*testing.T, *api) {
		return func(t *testing.T, _ *api) { useKubeconfig(t, kubeconfig(server)) }
	}
	return []misfortune{
		{"no cluster answers", "verify", at("https://127.0.0.1:1")},
		{"a host that is not there", "verify", at("https://api.nowhere.invalid:6443")},
		{"an address that is none", "verify", at("https://127.0.0.1:port")},
		{"what answers speaks no HTTPS", "verify", func(t *testing.T, a *api) {
			server := httptest.NewServer(a)
			t.Cleanup(server.Close)
			useKubeconfig(t, kubeconfig(strings.Replace(server.URL, "http:", "https:", 1)))
		}},
		{"a certificate of another authority", "verify", func(t *testing.T, a *api) { secure(t, a, time.Hour, "127.0.0.1", false) }},
		{"a certificate that has expired", "verify", func(t *testing.T, a *api) { secure(t, a, -time.Hour, "127.0.0.1", true) }},
		{"a certificate of another host", "verify", func(t *testing.T, a *api) { secure(t, a, time.Hour, "10.0.0.1", true) }},
		{"no answer comes in time", "verify --request-timeout 50ms", func(t *testing.T, a *api) {
			a.instead = func(_ http.ResponseWriter, r *http.Request) bool { <-r.Context().Done(); return true }
		}},
		{"the API goes in the middle of verify", "verify", func(t *testing.T, a *api) {
			a.begin(t, "l1-pod-crash")
			a.baseline("runl1-pod-crash")
			a.instead = breaksOff("/namespaces/mastery-l1-pod-crash/")
		}},
		{"the API goes in the middle of start", "start l1-stay-alive --yes", func(t *testing.T, a *api) { a.instead = breaksOff("/services") }},
		{"the API goes while the record is written", "stop", func(t *testing.T, a *api) {
			a.begin(t, "l1-pod-crash")
			a.instead = func(w http.ResponseWriter, r *http.Request) bool {
				return r.Method == http.MethodPut && breaksOff("/configmaps")(w, r)
			}
		}},
		{"the kinds of the cluster cannot be listed", "start l3-house-rules --yes", answers("GET /apis", http.StatusInternalServerError, metav1.StatusReasonInternalError, "an error on the server has prevented the request from succeeding")},
		{"the API server has a fault", "verify", answers("/kube-system", http.StatusInternalServerError, metav1.StatusReasonInternalError, "an error on the server has prevented the request from succeeding")},
		{"the API server has too much to do", "verify", answers("/kube-system", http.StatusServiceUnavailable, metav1.StatusReasonServiceUnavailable, "the server is currently unable to handle the request")},
	}
}

func ofPermissions() []misfortune {
	const expired = "Unauthorized"
	forbids := func(path, verb, resource, group, where string) func(*testing.T, *api) {
		return answers(path, http.StatusForbidden, metav1.StatusReasonForbidden,
			fmt.Sprintf(`%s is forbidden: User "ada" cannot %s resource %q in API group %q %s`, resource, verb, resource, group, where))
	}
	return []misfortune{
		{"credentials that have expired", "verify", answers("/", http.StatusUnauthorized, metav1.StatusReasonUnauthorized, expired)},
		{"credentials that expire in the middle", "start l1-stay-alive --yes", answers("/services", http.StatusUnauthorized, metav1.StatusReasonUnauthorized, expired)},
		{"kube-system may not be read", "verify", forbids("/namespaces/kube-system", "get", "namespaces", "", `in the namespace "kube-system"`)},
		{"who one is may not be asked", "verify", forbids("/selfsubjectreviews", "create", "selfsubjectreviews", "authentication.k8s.io", "at the cluster scope")},
		{"the record may not be read", "verify", forbids("/configmaps/", "get", "configmaps", "", `in the namespace "kubectl-mastery"`)},
		{"the record may not be written", "start l1-stay-alive --yes", forbids("POST /api/v1/namespaces/kubectl-mastery/configmaps", "create", "configmaps", "", `in the namespace "kubectl-mastery"`)},
		{"namespaces may not be made", "start l1-stay-alive --yes", forbids("POST /api/v1/namespaces", "create", "namespaces", "", "at the cluster scope")},
		{"one of the objects may not be made", "start l1-pod-crash --yes", forbids("POST /apis/apps/v1/namespaces/mastery-l1-pod-crash/deployments", "create", "deployments", "apps", `in the namespace "mastery-l1-pod-crash"`)},
		{"a quota is used up", "start l1-stay-alive --yes", answers("/services", http.StatusForbidden, metav1.StatusReasonForbidden, `services "menu" is forbidden: exceeded quota: team-a, requested: services=1, used: services=5, limited: services=5`)},
		{"pods are not admitted, nor labels", "start l1-stay-alive --yes", both(
			answers("POST /api/v1/namespaces/mastery-l1-stay-alive/pods", http.StatusForbidden, metav1.StatusReasonForbidden, `pods "pod" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "pod" must set securityContext.allowPrivilegeEscalation=false)`),
			forbids("PATCH /api/v1/namespaces/mastery-l1-stay-alive", "patch", "namespaces", "", `in the namespace "mastery-l1-stay-alive"`),
		)},
		{"pods are not admitted by a policy", "start l1-stay-alive --yes", answers("POST /api/v1/namespaces/mastery-l1-stay-alive/pods", http.StatusForbidden, metav1.StatusReasonForbidden, `pods "menu" is forbidden: ValidatingAdmissionPolicy 'team' with binding 'team' denied request: every pod needs the label team`)},
		{"a webhook says no", "start l1-stay-alive --yes", answers("POST /api/v1/namespaces/mastery-l1-stay-alive/pods", http.StatusBadRequest, metav1.StatusReasonBadRequest, `admission webhook "policy.acme.com" denied the request: every pod needs the label team`)},
		{"namespaces may not be removed", "stop", func(t *testing.T, a *api) {
			a.begin(t, "l1-pod-crash")
			forbids("DELETE /api/v1/namespaces/mastery-l1-pod-crash", "delete", "namespaces", "", `in the namespace "mastery-l1-pod-crash"`)(t, a)
		}},
	}
}

func ofChallenges() []misfortune {
	started := func(ids ...string) func(*testing.T, *api) {
		return func(t *testing.T, a *api) { a.begin(t, ids...) }
	}
	there := func(meta map[string]any) func(*testing.T, *api) {
		return func(_ *testing.T, a *api) {
			meta["name"] = "mastery-l1-pod-crash"
			a.keep("/api/v1/namespaces/mastery-l1-pod-crash", map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": meta})
		}
	}
	return []misfortune{
		{"nothing is started", "verify", nil},
		{"it is not started", "hint l1-stay-alive", started("l1-pod-crash")},
		{"it is not started, to be stopped", "stop l1-stay-alive", started("l1-pod-crash")},
		{"it is started, and would be tried", "start l1-pod-crash --dry-run=server", started("l1-pod-crash")},
		{"several are started, to be stopped", "stop", started("l1-pod-crash", "l1-stay-alive")},
		{"several are started, to be begun anew", "reset", started("l1-pod-crash", "l1-stay-alive")},
		{"it is started on another cluster", "verify", func(t *testing.T, _ *api) { elsewhereStarted(t, "kind-kind") }},
		{"it was started on a cluster that is gone", "verify", func(t *testing.T, _ *api) { elsewhereStarted(t, "lab") }},
		{"its start was cut off", "verify", func(t *testing.T, a *api) {
			a.begin(t, "l1-pod-crash")
			a.change(func(document string) string {
				return regexp.MustCompile(`\n +ready: \S+`).ReplaceAllString(document, "")
			})
		}},
		{"its baseline is gone", "verify", started("l1-pod-crash")},
		{"it is of somebody's challenges", "verify", func(t *testing.T, a *api) {
			a.begin(t, "l1-pod-crash")
			a.change(func(document string) string { return strings.ReplaceAll(document, "l1-pod-crash:", "l1-their-own:") })
		}},
		{"its namespace is still being removed", "start l1-pod-crash --yes", there(map[string]any{"deletionTimestamp": "2026-11-24T12:00:00Z", "labels": map[string]any{"app.kubernetes.io/managed-by": "kubectl-mastery"}})},
		{"its namespace is left over", "start l1-pod-crash --yes", there(map[string]any{"labels": map[string]any{"app.kubernetes.io/managed-by": "kubectl-mastery"}})},
		{"its namespace is somebody else's", "start l1-pod-crash --yes", there(map[string]any{})},
		{"the namespace of records is still being removed", "start l1-pod-crash --yes", answers("/kubectl-mastery/configmaps", http.StatusForbidden, metav1.StatusReasonForbidden,
			`configmaps "progress" is forbidden: unable to create new content in namespace kubectl-mastery because it is being terminated`)},
		{"the cluster lacks what it requires", "start l4-two-shops --yes --challenges pack", func(t *testing.T, a *api) {
			pack(t)
			a.instead = func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/api/v1/nodes" {
					w.Header().Set("Content-Type", "application/json")
					fmt.Fprint(w, `{"apiVersion":"v1","kind":"NodeList","items":[{"apiVersion":"v1","kind":"Node","metadata":{"name":"one"}}]}`)
				}
				return r.URL.Path == "/api/v1/nodes"
			}
		}},
		{"nobody can be asked", "start l1-pod-crash", nil},
		{"nobody can be asked, to remove", "uninstall", started("l1-pod-crash")},
		{"there is no other fault", "reset --new-fault", started("l1-stay-alive")},
		{"it asks nothing", "answer l1-pod-crash port 80", started("l1-pod-crash")},
		{"it has no such question", "answer prot 80", started("l1-scavenger-hunt")},
		{"the answer is empty", "answer port", started("l1-scavenger-hunt")},
	}
}

func ofRecords() []misfortune {
	recorded := func(document string) func(*testing.T, *api) {
		return func(_ *testing.T, a *api) { a.keepRecord(document) }
	}
	file := func(text string) func(*testing.T, *api) {
		return func(t *testing.T, _ *api) {
			if err := os.WriteFile("record.yaml", []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return []misfortune{
		{"the record was edited, and is no YAML", "verify", recorded("apiVersion: mastery/v1alpha1\nkind: Record\n learner: [ada\n")},
		{"the record was edited, and has an unknown field", "start l1-pod-crash --yes", recorded("apiVersion: mastery/v1alpha1\nkind: Record\nlearner: ada\nchalenges: {}\n")},
		{"the record was edited, and is something else", "list", recorded("hello\n")},
		{"the record is of a newer program", "verify", recorded("apiVersion: mastery/v2\nkind: Record\n")},
		{"what is imported is not there", "progress import none.yaml", nil},
		{"what is imported is a directory", "progress import .", nil},
		{"what is imported is no record", "progress import record.yaml", file("apiVersion: v1\nkind: ConfigMap\n")},
		{"what is imported is of a newer program", "progress import record.yaml", file("apiVersion: mastery/v2\nkind: Record\n")},
		{"what is imported is too large", "progress import record.yaml", file(strings.Repeat("# hello\n", 200_000))},
		{"nothing is named to import", "progress import", nil},
		{"what this machine remembers cannot be read", "verify", func(t *testing.T, _ *api) {
			dir := filepath.Join(os.Getenv("XDG_STATE_HOME"), "kubectl-mastery", "clusters", "uid")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "local.json"), []byte("{"), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	}
}

func ofWords() []misfortune {
	var all []misfortune
	for _, args := range []string{
		"strat", "frobnicate", "start l1-pod-crahs", "show l9-nothing-like-it", "start l1-a l1-b", "show", "verify --nowait", "verify --frob",
		"start --seed", "start --seed five", "start --seed -1", "list --level 9", "list --level one", "list --type trubleshoot", "list --state done", "list -o xml",
		"verify -o xml", "verify --watch --no-wait", "stop --all l1-pod-crash", "start --dry-run", "start --dry-run=yes", "start -o yaml",
		"start -n shop", "env --shell tcsh", "env --token x", "images l1-pod", "version now", "list --challenges nowhere", "verify --request-timeout soon",
	} {
		all = append(all, misfortune{"what is typed", args, nil})
	}
	return all
}
