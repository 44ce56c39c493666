package cmd

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestPreview: what start would create is shown without a cluster's being asked,
// and nothing is remembered of it.
func TestPreview(t *testing.T) {
	a := serve(t)
	var all strings.Builder
	for _, args := range []string{
		"l1-stay-alive --dry-run=client --seed 7", "l4-just-enough --dry-run client -o name --seed 7", "l1-stay-alive --dry-run=client -o json",
		"--dry-run=client -o name --seed 7",
	} {
		code, out, errOut := mastery(t, append([]string{"start"}, strings.Fields(args)...)...)
		if code != 0 {
			t.Errorf("%s: exit code %d", args, code)
		}
		all.WriteString("$ kubectl mastery start " + args + "\n" + out + errOut + "\n")
	}
	golden(t, "dryrun.txt", all.String())
	if len(a.asked) > 0 {
		t.Errorf("the cluster was asked: %q", a.asked)
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_STATE_HOME"), "*")); len(left) > 0 {
		t.Errorf("something is remembered: %q", left)
	}
}

// TestPreviewFollowsTheSeed, and tells of the fault what its objects show.
func TestPreviewFollowsTheSeed(t *testing.T) {
	c := crash(t)
	seen := map[string]bool{}
	for _, seed := range []string{"0", "1", "4", "9", "0"} {
		_, out, errOut := nowhere(t, "start", c.ID(), "--dry-run=client", "--seed", seed)
		seen[out] = true
		for _, f := range c.Spec.Faults {
			if strings.Contains(out+errOut, f.ID) || strings.Contains(out+errOut, f.Sees) {
				t.Errorf("seed %s tells of fault %s", seed, f.ID)
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("four seeds of four faults give %d scenarios", len(seen))
	}
}

// TestTry asks an API server that refuses one thing.
func TestTry(t *testing.T) {
	tests := []struct {
		name, there, refused string
		code                 int
		want                 string
	}{
		{"nothing is there", "", "", 0, "note: of 5 objects the server says only that you may create them, for their namespace is not there yet; they are shown as they would be sent\n" +
			"Nothing was created. These are created by: kubectl mastery start l1-pod-crash --seed 0\n"},
		{"the namespace is there", "mastery-l1-pod-crash", "", 2, "✗ namespace/mastery-l1-pod-crash: namespaces \"mastery-l1-pod-crash\" already exists\n" +
			"error: the server refuses 1 of 6 objects; what you may do here, and what the cluster has, tells `kubectl mastery doctor`\n"},
		{"one is refused", "", "services", 2, "✗ service/shop: the cluster refuses it: services is forbidden; ask whoever runs the cluster, or practise on another one (`kubectl mastery lab up`, kind, minikube)\n" +
			"note: of 4 objects the server says only that you may create them, for their namespace is not there yet; they are shown as they would be sent\n" +
			"error: the server refuses 1 of 6 objects; what you may do here, and what the cluster has, tells `kubectl mastery doctor`\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := serve(t)
			if test.there != "" {
				a.keep("/api/v1/namespaces/"+test.there, map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": test.there}})
			}
			a.instead = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodPost || test.refused == "" || !strings.HasSuffix(r.URL.Path, "/"+test.refused) {
					return false
				}
				refuse(w, http.StatusForbidden, metav1.StatusReasonForbidden, test.refused+" is forbidden", nil)
				return true
			}
			before := len(a.paths("/"))
			code, out, errOut := mastery(t, "start", "l1-pod-crash", "--dry-run=server", "--seed", "0", "-o", "name")
			if code != test.code || errOut != test.want {
				t.Errorf("exit code %d\n%s", code, errOut)
			}
			if test.refused == "" && !strings.HasSuffix(out, "configmap/shop-catalogue\nconfigmap/shop-program\nconfigmap/shop-settings\nservice/shop\ndeployment/shop\n") {
				t.Errorf("it prints\n%s", out)
			}
			if test.refused != "" && strings.Contains(out, "service/shop") {
				t.Errorf("it prints what is refused:\n%s", out)
			}
			if after := a.paths("/"); len(after) != before {
				t.Errorf("something was created: %q", after)
			}
			if left, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_STATE_HOME"), "*")); len(left) > 0 {
				t.Errorf("something is remembered: %q", left)
			}
		})
	}
}

func TestDryRunValues(t *testing.T) {
	for args, want := range map[string]string{
		"--dry-run":                              "error: --dry-run needs a value: client or server\n",
		"--dry-run=":                             "error: --dry-run takes client or server, not \"\"\n",
		"--dry-run l1-pod-crash":                 "error: --dry-run takes client or server, not \"l1-pod-crash\"\n",
		"--dry-run=true":                         "error: --dry-run takes client or server, not \"true\"\n",
		"-o yaml":                                "error: --output is for --dry-run=client or --dry-run=server; leave it out to start a challenge\n",
		"--dry-run=none -o yaml":                 "error: --output is for --dry-run=client or --dry-run=server; leave it out to start a challenge\n",
		"--dry-run=client -o wide":               "error: unknown output \"wide\"; use yaml, json or name\n",
		"l1-pod --dry-run=client":                "error: no such challenge: \"l1-pod\"; `kubectl mastery list` shows all\n",
		"--seed a --dry-run=client":              "error: --seed takes a whole number from 0 on, not \"a\"\n",
		"l1-a l1-b --dry-run=client":             "error: name one challenge, not 2\n",
		"--dry-run=client --challenges /nowhere": "error: --challenges: there is no directory /nowhere\n",
	} {
		if code, out, errOut := nowhere(t, append([]string{"start"}, strings.Fields(args)...)...); code != exitError || out != "" || errOut != want {
			t.Errorf("%q: exit code %d, %s%s", args, code, out, errOut)
		}
	}
}
