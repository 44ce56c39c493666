package cmd

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// odd is a path with all that means something to a shell.
const odd = "/a b/it's \"$HOME\" `x` \\ ‘c’;#&|<>(){}*?[]~!%\n/ü"

// TestExporter: a shell gets the path as it is, whatever is in it.
func TestExporter(t *testing.T) {
	for shell, want := range map[string]string{
		"bash":       "export KUBECONFIG='/a b/it'\\''s \"$HOME\" `x` \\ ‘c’;#&|<>(){}*?[]~!%\n/ü'",
		"fish":       "set -gx KUBECONFIG '/a b/it\\'s \"$HOME\" `x` \\\\ ‘c’;#&|<>(){}*?[]~!%\n/ü'",
		"powershell": "$env:KUBECONFIG = '/a b/it''s \"$HOME\" `x` \\ ‘‘c’’;#&|<>(){}*?[]~!%\n/ü'",
	} {
		export, err := exporter(shell)
		if err != nil {
			t.Fatal(err)
		}
		if got := export(odd); got != want {
			t.Errorf("%s: %s\nwant %s", shell, got, want)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	for _, shell := range []string{"sh", "bash", "zsh", "fish"} {
		program, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		export, err := exporter(shell)
		if err != nil {
			t.Fatal(err)
		}
		script := "eval \"$(cat)\"; printf %s \"$KUBECONFIG\""
		if shell == "fish" {
			script = "cat | source; printf %s \"$KUBECONFIG\""
		}
		command := exec.Command(program, "-c", script)
		command.Stdin = strings.NewReader(export(odd) + "\n")
		if out, err := command.Output(); err != nil || string(out) != odd {
			t.Errorf("%s has %q, %v", shell, out, err)
		}
	}
}

// begin notes challenges as started, the last one last, as start would have.
func (a *api) begin(t *testing.T, ids ...string) {
	t.Helper()
	r := record.New("ada")
	for i, id := range ids {
		c, err := challenge.Load(challenges.FS, id)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 11, 24, 12, i, 0, 0, time.UTC)
		r.Put(id, record.Run{ID: "run" + id, Fault: draw(c, 0), Digest: c.Digest, Cluster: "uid", Namespaces: namespaces(c), Started: at, Ready: at})
		for _, name := range namespaces(c) {
			a.keep("/api/v1/namespaces/"+name, map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{
				"name": name, "uid": name, "annotations": map[string]any{"kubectl-mastery/run": "run" + id},
			}})
		}
	}
	document, err := r.Format()
	if err != nil {
		t.Fatal(err)
	}
	a.keepRecord(string(document))
}

// keepRecord puts a document where ada's record is.
func (a *api) keepRecord(document string) {
	a.keep("/api/v1/namespaces/kubectl-mastery", map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{
		"name": "kubectl-mastery", "labels": map[string]any{"app.kubernetes.io/managed-by": "kubectl-mastery"},
	}})
	a.keep("/api/v1/namespaces/kubectl-mastery/configmaps/"+record.Name("ada"), map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": record.Name("ada"), "namespace": "kubectl-mastery"},
		"data": map[string]any{"record.yaml": document},
	})
}

// overlays are the files that env has written.
func overlays(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(os.Getenv("XDG_STATE_HOME"), "kubectl-mastery", "clusters", "uid", "kubeconfig-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestEnv goes from env to stop: the learner's own kubeconfig stays as it is,
// and all commands go on as before.
func TestEnv(t *testing.T) {
	a := serve(t)
	a.begin(t, "l1-stay-alive", "l1-pod-crash")
	mine := os.Getenv("KUBECONFIG")
	before, err := os.ReadFile(mine)
	if err != nil {
		t.Fatal(err)
	}
	code, out, errOut := mastery(t, "env")
	files := overlays(t)
	if len(files) != 1 {
		t.Fatalf("it wrote %q\n%s", files, errOut)
	}
	list := func(overlay string) string { return overlay + string(os.PathListSeparator) + mine }
	said := "l1-pod-crash, the one started last\n" +
		"In a shell that runs this, kubectl acts in namespace mastery-l1-pod-crash of context lab, until `kubectl mastery stop l1-pod-crash`.\n"
	if code != 0 || out != "export KUBECONFIG='"+list(files[0])+"'\n" || errOut != said {
		t.Errorf("exit code %d\n%s%s", code, out, errOut)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}

	// There, the next challenge's own takes its place.
	t.Setenv("KUBECONFIG", list(files[0]))
	code, out, errOut = mastery(t, "env", "l1-stay-alive", "--shell", "fish")
	files = overlays(t)
	if code != 0 || len(files) != 2 || out != "set -gx KUBECONFIG '"+list(files[1])+"'\n" {
		t.Errorf("exit code %d\n%s%s", code, out, errOut)
	}
	t.Setenv("KUBECONFIG", list(files[1]))
	if _, out, _ = mastery(t); !strings.HasPrefix(out, "Your cluster: context lab (http://") {
		t.Errorf("the context is another one:\n%s", out)
	}

	// What others have put there is no more for stop to remove.
	text, err := os.ReadFile(files[1])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[1], []byte(strings.Replace(string(text), "users: null", "users: [{name: new, user: {token: t}}]", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"l1-pod-crash", "l1-stay-alive"} {
		if code, _, errOut = mastery(t, "stop", id); code != 0 {
			t.Errorf("stop %s: exit code %d\n%s", id, code, errOut)
		}
	}
	if !strings.Contains(errOut, "note: "+files[1]+" stays, for it holds clusters or users that something has added there") {
		t.Errorf("stop says\n%s", errOut)
	}
	if left := overlays(t); !slices.Equal(left, files[1:]) {
		t.Errorf("left: %q", left)
	}
	if after, err := os.ReadFile(mine); err != nil || string(after) != string(before) {
		t.Errorf("the learner's own is changed to\n%s%v", after, err)
	}
}

// TestEnvRuns a command, whose exit code it hands on.
func TestEnvRuns(t *testing.T) {
	a := serve(t)
	a.begin(t, "l1-pod-crash")
	mine := os.Getenv("KUBECONFIG")
	t.Setenv("SHELL", "/bin/sh")
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"env", "--", "sh", "-c", "echo $KUBECONFIG; exit 7"}, 7, "kubeconfig-l1-pod-crash:" + mine + "\n"},
		{[]string{"env", "l1-pod-crash", "--", "echo", "-n", "--help"}, 0, "--help"},
		{[]string{"env", "--"}, 0, ""}, // a shell, which has nothing to read
	} {
		if code, out, errOut := mastery(t, test.args...); code != test.code || !strings.HasSuffix(out, test.want) {
			t.Errorf("%q: exit code %d\n%s%s", test.args, code, out, errOut)
		}
	}
	if code, _, _ := mastery(t, "uninstall", "--yes"); code != 0 || len(overlays(t)) > 0 {
		t.Errorf("uninstall: exit code %d, left %q", code, overlays(t))
	}
}

func TestEnvErrors(t *testing.T) {
	a := serve(t)
	a.begin(t, "l1-pod-crash")
	mine := os.Getenv("KUBECONFIG")
	for args, want := range map[string]string{
		"l1-pod-crash l1-stay-alive": "error: name one challenge, not 2\n",
		"kubectl get pods":           "error: name one challenge, not 3; a command goes after --: kubectl mastery env -- kubectl get pods\n",
		"l1-stay-alive":              "error: l1-stay-alive is not started here; start it with `kubectl mastery start l1-stay-alive`\n",
		"--shell tcsh":               "error: --shell takes bash, zsh, sh, fish or powershell, not \"tcsh\"\n",
		"--as bob --token x":         "error: --as, --token cannot be kept for later commands; put it into a context of your kubeconfig, and name that with --context\n",
		"-- no-such-program":         "error: there is no program \"no-such-program\" on your PATH\n",
	} {
		if code, out, errOut := mastery(t, append([]string{"env"}, strings.Fields(args)...)...); code != exitError || out != "" || errOut != want {
			t.Errorf("%s: exit code %d, %s%s", args, code, out, errOut)
		}
	}
	t.Setenv("SHELL", "")
	if _, _, errOut := mastery(t, "env", "--"); errOut != "error: SHELL names no shell; name the command to run: kubectl mastery env -- COMMAND\n" {
		t.Errorf("no shell: %s", errOut)
	}
	t.Setenv("XDG_STATE_HOME", filepath.Join(t.TempDir(), "a:b"))
	if code, _, errOut := mastery(t, "env"); code != exitError || !strings.HasPrefix(errOut, "error: KUBECONFIG cannot hold a path with ':' in it, as ") {
		t.Errorf("a directory with a colon: exit code %d, %s", code, errOut)
	}
	if after, err := os.ReadFile(mine); err != nil || !strings.Contains(string(after), "current-context: lab") {
		t.Errorf("%s%v", after, err)
	}
}
