package cmd

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// misfortune is what goes wrong, and the command that meets it.
type misfortune struct {
	when string
	args string
	// bring brings it about, where it is not in the command itself.
	bring func(t *testing.T, a *api)
}

// TestErrors: all that a learner can meet is one line, in words, that names the
// next step. testdata/errors.txt has them all.
func TestErrors(t *testing.T) {
	var all strings.Builder
	for _, group := range [][]misfortune{ofKubeconfigs(), ofConnections(), ofPermissions(), ofChallenges(), ofRecords(), ofWords()} {
		for _, test := range group {
			t.Run(test.when, func(t *testing.T) {
				a := serve(t)
				t.Chdir(t.TempDir())
				said := regexp.MustCompile(`127\.0\.0\.1:\d+`)
				if test.bring != nil {
					test.bring(t, a)
				}
				code, out, errOut := mastery(t, strings.Fields(test.args)...)
				if code != exitError || out != "" {
					t.Errorf("exit code %d, it prints\n%s", code, out)
				}
				lines := strings.Split(strings.TrimSuffix(errOut, "\n"), "\n")
				line := lines[len(lines)-1]
				if !strings.HasPrefix(line, "error: ") || strings.Count(errOut, "error: ") != 1 {
					t.Errorf("it is not one line:\n%s", errOut)
				}
				if found := jargon.FindString(line); found != "" {
					t.Errorf("%q is no word of a learner's:\n%s", found, line)
				}
				line = said.ReplaceAllString(line, "SERVER")
				line = regexp.MustCompile(`/\S*/TestErrors[^/ ]*/\d+`).ReplaceAllString(line, "DIR")
				fmt.Fprintf(&all, "# %s\n$ kubectl mastery %s\n%s\n\n", test.when, test.args, line)
			})
		}
	}
	golden(t, "errors.txt", all.String())
}

// jargon is of Go, and of its libraries.
var jargon = regexp.MustCompile(`dial tcp|(Get|Post|Put|Patch|Delete) "http|nmarshal|strconv|json:|x509|tls:|EOF|errno|0x[0-9a-f]|%!|exec:|stat /|<nil>`)

// TestTold: what was not explained where it happened is explained at the end.
func TestTold(t *testing.T) {
	refused := &url.Error{Op: "Get", URL: "https://lab:6443/api", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}
	for want, err := range map[string]error{
		"no cluster answers at lab:6443: connection refused; check the kube-context, or start a cluster (`kubectl mastery lab up`, kind, minikube)": fmt.Errorf("look: %w", refused),
		"one; two words": errors.Join(errors.New("one"), errors.New(" two\twords\n\n")),
	} {
		if got := told(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestAnyway: what is lacking is in nobody's way who wants it all the same, and
// what is started already is shown.
func TestAnyway(t *testing.T) {
	a := serve(t)
	t.Chdir(t.TempDir())
	pack(t)
	a.keep("/api/v1/nodes", map[string]any{"kind": "NodeList", "apiVersion": "v1", "metadata": map[string]any{}, "items": []any{}})
	for _, test := range []struct {
		flag string
		code int
	}{{"--yes", exitError}, {"--anyway", exitSolved}, {"--yes", exitSolved}} {
		if code, out, errOut := mastery(t, "start", "l4-two-shops", "--challenges", "pack", "--yes", test.flag); code != test.code {
			t.Errorf("%s: exit code %d\n%s%s", test.flag, code, out, errOut)
		}
	}
}

// TestUnreadableRecordStays: no verb overwrites a record that it does not
// understand, or removes it.
func TestUnreadableRecordStays(t *testing.T) {
	for _, document := range []string{"apiVersion: mastery/v1alpha1\nkind: Record\nchalenges: {}\n", "apiVersion: mastery/v2\nkind: Record\n", "hello\n", ": ["} {
		for _, args := range []string{
			"start l1-pod-crash --yes", "verify", "hint", "answer port 80", "env", "stop", "stop --all", "reset", "uninstall --yes", "progress import record.yaml",
		} {
			a := serve(t)
			t.Chdir(t.TempDir())
			if err := os.WriteFile("record.yaml", []byte("apiVersion: mastery/v1alpha1\nkind: Record\nlearner: ada\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			a.keepRecord(document)
			code, _, errOut := mastery(t, strings.Fields(args)...)
			if code != exitError || !strings.Contains(errOut, "it was left as it is") {
				t.Errorf("%s, %q: exit code %d, %s", args, document, code, errOut)
			}
			after := ""
			a.change(func(document string) string { after = document; return document })
			if after != document {
				t.Errorf("%s: %q became %q", args, document, after)
			}
		}
	}
}
