package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// TestScripts runs each script of testdata as one learner, with a home of
// their own and no challenge started. They share a cluster, on which a
// challenge can be started once, so they run one after the other.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	kubeconfig := cluster(t, "scripts")
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".txtar"), func(t *testing.T) { testscript.Run(t, learner(t, kubeconfig, script)) })
	}
}

// learner is how a script is run.
func learner(t *testing.T, kubeconfig, script string) testscript.Params {
	return testscript.Params{
		Files: []string{script},
		Setup: func(env *testscript.Env) error {
			env.Setenv("KUBECONFIG", kubeconfig)
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
			if err := name(kubeconfig, env.WorkDir); err != nil {
				return err
			}
			env.Values["snapshots"] = map[string]author.Snapshot{}
			env.Defer(func() {
				out, err := exec.Command("kubectl", "--kubeconfig", kubeconfig, "delete", "namespace", "--ignore-not-found",
					"mastery-l1-pod-crash", "mastery-l1-scavenger-hunt", "mastery-l1-manifest-repair", "kubectl-mastery").CombinedOutput()
				if err != nil {
					t.Errorf("clean up: %v: %s", err, out)
				}
			})
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"snapshot": snapshot,
			"residue":  residue,
			"killed":   killed,
			"code":     code,
			"fault":    fault,
		},
		RequireUniqueNames: true,
	}
}

// name gives a script a learner's name of its own on the shared cluster, as if
// it had been asked for before.
func name(kubeconfig, work string) error {
	uid, err := exec.Command("kubectl", "--kubeconfig", kubeconfig, "get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}").Output()
	if err != nil {
		return err
	}
	mirror := record.NewMirror(filepath.Join(work, "state", "kubectl-mastery"), string(uid))
	return mirror.WriteLocal(record.Local{Learner: filepath.Base(work)})
}

// snapshot NAME keeps the set of all objects of the cluster.
func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: snapshot NAME")
	}
	ts.Value("snapshots").(map[string]author.Snapshot)[args[0]] = take(ts)
}

// residue NAME fails where the cluster holds what was not in the snapshot,
// but for the learner's record.
func residue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: residue NAME")
	}
	before := ts.Value("snapshots").(map[string]author.Snapshot)[args[0]]
	for _, object := range take(ts).Since(before) {
		if !strings.Contains(object, " kubectl-mastery/") && !strings.Contains(object, "namespaces /kubectl-mastery ") {
			ts.Fatalf("left behind: %s", object)
		}
		if strings.Contains(object, "/run-") {
			ts.Fatalf("left behind: %s", object)
		}
	}
}

func take(ts *testscript.TestScript) author.Snapshot {
	s, err := objects(context.Background(), ts.Getenv("KUBECONFIG"))
	ts.Check(err)
	return s
}

// objects are all objects of a cluster.
func objects(ctx context.Context, kubeconfig string) (author.Snapshot, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 200, 400
	disco, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	dyn, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	return author.TakeSnapshot(ctx, disco, dyn)
}

// killed TEXT COMMAND... runs a command and kills it with SIGKILL as soon as
// it has printed TEXT.
func killed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: killed TEXT COMMAND...")
	}
	command := exec.Command(args[1], args[2:]...)
	command.Dir = ts.MkAbs(".")
	command.Env = append(os.Environ(), "KUBECONFIG="+ts.Getenv("KUBECONFIG"), "HOME="+ts.Getenv("HOME"), "XDG_STATE_HOME="+ts.Getenv("XDG_STATE_HOME"))
	// kubectl replaces itself by the plugin; a group of its own catches both.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	pipe, err := command.StderrPipe()
	ts.Check(err)
	ts.Check(command.Start())
	seen := ""
	buffer := make([]byte, 4096)
	for !strings.Contains(seen, args[0]) {
		n, err := pipe.Read(buffer)
		seen += string(buffer[:n])
		if err != nil {
			ts.Fatalf("%q was never printed: %s", args[0], seen)
		}
	}
	ts.Check(syscall.Kill(-command.Process.Pid, syscall.SIGKILL))
	_ = command.Wait() // it was killed
	ts.Logf("killed after: %s", seen)
}

// code N COMMAND... runs a command that must end with exit code N; stdout and
// stderr are then as after exec.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if want := args[0]; want != strconv.Itoa(got) {
		ts.Fatalf("exit code %d, not %s", got, want)
	}
}

// fault VARIABLE puts the id of the fault that was drawn last into a variable.
func fault(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fault VARIABLE")
	}
	ts.Check(ts.Exec("kubectl", "mastery", "progress", "-o", "json"))
	var progress struct {
		Record struct {
			Challenges map[string]struct {
				Runs []struct {
					Fault   string
					Started time.Time
				}
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &progress))
	runs := progress.Record.Challenges["l1-pod-crash"].Runs
	if len(runs) == 0 {
		ts.Fatalf("the record holds no run")
	}
	ts.Setenv(args[0], runs[len(runs)-1].Fault)
}
