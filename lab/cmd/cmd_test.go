package cmd

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
)

var update = flag.Bool("update", false, "write what is there as what is wanted")

func TestHelp(t *testing.T) {
	t.Setenv(dataDirEnv, "")
	for _, verb := range []string{"", "up", "stop", "down", "status", "node", "node list", "node stop", "node start", "add", "load", "logs", "audit", "gc", "kubeconfig", "version"} {
		t.Run("lab "+verb, func(t *testing.T) {
			args, file := []string{"--help"}, "lab.golden"
			if verb != "" {
				args, file = append(strings.Fields(verb), "--help"), strings.ReplaceAll(verb, " ", "-")+".golden"
			}
			var out, errOut bytes.Buffer
			if code := Main(t.Context(), args, Streams{Out: &out, Err: &errOut}); code != exitOK || errOut.Len() > 0 {
				t.Errorf("exit code %d, %s", code, errOut.String())
			}
			file = filepath.Join("testdata", file)
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), out.String()); diff != "" {
				t.Errorf("help (-want +got), -update takes it over:\n%s", diff)
			}
		})
	}
}

func TestStatusWithoutLabs(t *testing.T) {
	t.Setenv(dataDirEnv, t.TempDir())
	for _, tt := range []struct {
		args           []string
		code           int
		stdout, stderr string
	}{
		{[]string{"status"}, exitNotSo, "", "There is no lab here; create one with `kubectl mastery lab up`.\n"},
		{[]string{"status", "-o", "json"}, exitNotSo, "[]\n", ""},
		{[]string{"status", "-o", "yaml"}, exitError, "", "error: output \"yaml\": only json is known\n"},
		{[]string{"status", "a"}, exitError, "", "error: there is no lab \"a\" here; create it with `kubectl mastery lab up a`\n"},
		{[]string{"up", "a", "b"}, exitError, "", "error: name one lab, not 2\n"},
		{[]string{"load"}, exitError, "", "error: name one archive, as `docker save` writes it\n"},
		{[]string{"logs"}, exitError, "", "error: name one component, such as kubelet, or lab for the lab itself\n"},
		{[]string{"audit", "-o", "yaml"}, exitError, "", "error: output \"yaml\": only json is known\n"},
		{[]string{"audit", "--verb", "get,read"}, exitError, "", "error: verb \"read\": there are create, delete, deletecollection, get, list, patch, update, watch; and for paths that are no resources, methods of HTTP in small letters\n"},
		{[]string{"audit", "--resource", "Pod"}, exitError, "", "error: resource \"Pod\": name it by its plural in small letters, such as pods, deployments.apps or pods/exec\n"},
		{[]string{"audit", "--since", "-1m"}, exitError, "", "error: --since takes a time that has passed, such as 10m, not -1m0s\n"},
		{[]string{"audit"}, exitError, "", "error: there is no lab \"lab\" here; create it with `kubectl mastery lab up`\n"},
		{[]string{"logs", "kubelet"}, exitError, "", "error: there is no lab \"lab\" here; create it with `kubectl mastery lab up`\n"},
	} {
		var out, errOut bytes.Buffer
		code := Main(t.Context(), tt.args, Streams{Out: &out, Err: &errOut})
		if code != tt.code || out.String() != tt.stdout || errOut.String() != tt.stderr {
			t.Errorf("%v: exit code %d, printed %q, said %q", tt.args, code, out.String(), errOut.String())
		}
	}
}

func TestLeading(t *testing.T) {
	for _, tt := range []struct {
		args       []string
		name, root string
		rest       []string
		fails      bool
	}{
		{args: nil, name: "lab", root: "root"},
		{args: []string{"get", "pods", "--name", "x"}, name: "lab", root: "root", rest: []string{"get", "pods", "--name", "x"}},
		{args: []string{"-n", "x", "get"}, name: "lab", root: "root", rest: []string{"-n", "x", "get"}},
		{args: []string{"--name", "x", "--data-dir=y", "get"}, name: "x", root: "y", rest: []string{"get"}},
		{args: []string{"--name"}, name: "lab", root: "root", fails: true},
	} {
		name, root := lab.DefaultName, "root"
		rest, err := leading(tt.args, map[string]*string{"--name": &name, "--data-dir": &root})
		if (err != nil) != tt.fails || name != tt.name || root != tt.root || !cmp.Equal(rest, tt.rest) {
			t.Errorf("%q: name %q, root %q, rest %q, error %v", tt.args, name, root, rest, err)
		}
	}
}

func TestVersionIn(t *testing.T) {
	for said, want := range map[string]string{
		"Kubernetes v1.37.2\n": "v1.37.2",
		"containerd github.com/containerd/containerd/v2 v2.4.2 abc\n": "v2.4.2",
		"strange\n": "strange",
	} {
		if got := versionIn(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}
