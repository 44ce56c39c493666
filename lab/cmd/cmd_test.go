package cmd

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
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
		{[]string{"up", "--timeout", "30"}, exitError, "", "error: --timeout takes a time with its unit, such as 30s or 30m, not \"30\"\n"},
		{[]string{"audit", "--since", "soon"}, exitError, "", "error: --since takes a time with its unit, such as 30s or 5m, not \"soon\"\n"},
		{[]string{"up", "--nodes", "two"}, exitError, "", "error: --nodes takes a whole number, not \"two\"\n"},
		{[]string{"up", "--time-out", "3s"}, exitError, "", "error: unknown flag: --time-out; did you mean --timeout?\n"},
		{[]string{"up", "--foo"}, exitError, "", "error: unknown flag: --foo; see `kubectl mastery lab up --help`\n"},
		{[]string{"list"}, exitError, "", "error: unknown command \"list\" for \"kubectl mastery lab\"; did you mean status?\n"},
		{[]string{"--data-dir", "x", "sttus", "-o", "json"}, exitError, "", "error: unknown command \"sttus\" for \"kubectl mastery lab\"; did you mean status?\n"},
		{[]string{"node", "lst"}, exitError, "", "error: unknown command \"lst\" for \"kubectl mastery lab node\"; did you mean list?\n"},
		{[]string{"node", "qqqqq"}, exitError, "", "error: unknown command \"qqqqq\" for \"kubectl mastery lab node\"; see `kubectl mastery lab node --help`\n"},
		{[]string{"down", "a", "--name", "b"}, exitError, "", "error: name one lab, not both a and b\n"},
		{[]string{"status", "--name", "a"}, exitError, "", "error: there is no lab \"a\" here; create it with `kubectl mastery lab up a`\n"},
		{[]string{"kubectl", "get", "pods"}, exitError, "", "error: there is no lab \"lab\" here; create it with `kubectl mastery lab up`\n"},
		{[]string{"logs", "kubelet"}, exitError, "", "error: there is no lab \"lab\" here; create it with `kubectl mastery lab up`\n"},
	} {
		var out, errOut bytes.Buffer
		code := Main(t.Context(), tt.args, Streams{Out: &out, Err: &errOut})
		if code != tt.code || out.String() != tt.stdout || errOut.String() != tt.stderr {
			t.Errorf("%v: exit code %d, printed %q, said %q", tt.args, code, out.String(), errOut.String())
		}
	}
}

// Commands that only read take the one lab that there is; others offer it.
func TestOnlyLab(t *testing.T) {
	root := state.Root(t.TempDir())
	t.Setenv(dataDirEnv, string(root))
	one := &state.Lab{Name: "one", Nodes: state.NodesOf("one", 2), Without: []string{state.NetworkPolicy}}
	dir := root.Lab(one.Name)
	err := errors.Join(one.Write(dir), os.WriteFile(dir.Log(), []byte("said\n"), 0o644),
		os.MkdirAll(filepath.Dir(dir.Node("mastery-one-worker").Log("kubelet")), 0o755))
	if err != nil {
		t.Fatal(err)
	}
	offer := "error: there is no lab \"lab\" here, only \"one\": use --name one, or create it with `kubectl mastery lab up`\n"
	for _, tt := range []struct {
		args           []string
		code           int
		stdout, stderr string
	}{
		{[]string{"logs", "lab"}, exitOK, "said\n", ""},
		{[]string{"logs", "lab", "--name", "lab"}, exitError, "", offer},
		{[]string{"logs", "kubelet", "--node", "worker"}, exitError, "", "error: lab one has no node \"worker\", only mastery-one-control-plane, mastery-one-worker\n"},
		{[]string{"load", "x.tar"}, exitError, "", offer},
		{[]string{"kubeconfig", "--name", "one"}, exitOK, dir.Kubeconfig() + "\n", ""},
		{[]string{"stop"}, exitError, "", offer},
	} {
		var out, errOut bytes.Buffer
		code := Main(t.Context(), tt.args, Streams{Out: &out, Err: &errOut})
		if code != tt.code || out.String() != tt.stdout || errOut.String() != tt.stderr {
			t.Errorf("%v: exit code %d, printed %q, said %q", tt.args, code, out.String(), errOut.String())
		}
	}
	var out, errOut bytes.Buffer
	if code := Main(t.Context(), []string{"status", "one"}, Streams{Out: &out, Err: &errOut}); code != exitNotSo || errOut.Len() > 0 ||
		!strings.Contains(out.String(), "stopped") || !strings.HasSuffix(out.String(), "\n\nWithout: network-policy\n") {
		t.Errorf("status: exit code %d, printed %q, said %q", code, out.String(), errOut.String())
	}
	out.Reset()
	// A lab that runs has kubectl's own help.
	if code := Main(t.Context(), []string{"kubectl", "--name", "one", "--help"}, Streams{Out: &out, Err: &errOut}); code != exitOK ||
		errOut.String() != "Without a lab that runs, only this can be said: lab one does not run; start it with `kubectl mastery lab up one`.\n\n" ||
		!strings.Contains(out.String(), "kubectl mastery lab kubectl [--name NAME] ARGUMENTS...\n") {
		t.Errorf("help of kubectl: exit code %d, printed %q, said %q", code, out.String(), errOut.String())
	}
}

func TestQuote(t *testing.T) {
	for word, want := range map[string]string{
		"/var/lib/a_b-c.1/kubeconfig": "/var/lib/a_b-c.1/kubeconfig",
		"/with space/kubeconfig":      "'/with space/kubeconfig'",
		"it's $HOME":                  `'it'\''s $HOME'`,
		"~/a":                         "'~/a'",
		"":                            "''",
	} {
		got := quote(word)
		if got != want {
			t.Errorf("%q: got %s, want %s", word, got, want)
		}
		if read, err := exec.Command("sh", "-c", "printf %s "+got).Output(); err != nil || string(read) != word {
			t.Errorf("%s is read as %q, error %v", got, read, err)
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

// TestWrapFlags has a terminal of 60 columns, whose lines end between words.
func TestWrapFlags(t *testing.T) {
	var out strings.Builder
	root := newRoot(Streams{Out: &out, Err: &out})
	wrapFlags(root, 60)
	root.SetArgs([]string{"up", "--help"})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	_, flags, found := strings.Cut(out.String(), "\nFlags:\n")
	if !found {
		t.Fatal(out.String())
	}
	flags, _, _ = strings.Cut(flags, "\nGlobal Flags:") // with a path that is not broken
	for line := range strings.Lines(flags) {
		if len(line) > 61 {
			t.Errorf("%d columns: %s", len(line)-1, line)
		}
	}
}
