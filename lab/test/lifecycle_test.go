package test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A status is what programs read of a lab.
type status struct {
	Name, State, Context, Kubeconfig, Server, Version string
	Nodes                                             []struct {
		Name       string
		Pid        int
		Ready      bool
		Components []componentStatus
	}
}

type componentStatus struct {
	Name     string
	Pid      int
	Ready    bool
	Restarts int
}

func statusOf(t *testing.T, name string) status {
	t.Helper()
	r := lab(t, "status", name, "-o", "json")
	var s status
	if err := json.Unmarshal([]byte(r.stdout), &s); err != nil {
		t.Fatalf("status of %s: %v\n%s%s", name, err, r.stdout, r.stderr)
	}
	if ready := s.State == "ready"; ready != (r.code == 0) {
		t.Errorf("status of %s: exit code %d for state %s", name, r.code, s.State)
	}
	return s
}

// admin uses a lab of the test's own, in the namespace default.
func admin(t *testing.T, name string) *cluster {
	return &cluster{t: t, kubeconfig: filepath.Join(dataDir(), "labs", name, "kubeconfig"), namespace: "default"}
}

// parent and first are the pids of the lab's monitor and of its first process.
func monitorAndFirst(t *testing.T, name string) (monitor, first int) {
	t.Helper()
	node := statusOf(t, name).Nodes[0].Pid
	first = parentOf(t, node)
	return parentOf(t, first), first
}

func parentOf(t *testing.T, pid int) int {
	t.Helper()
	out, err := exec.Command("ps", "-o", "ppid=", "-p", fmt.Sprint(pid)).Output()
	if err != nil {
		t.Fatalf("find the parent of %d: %v", pid, err)
	}
	var parent int
	if _, err := fmt.Sscan(string(out), &parent); err != nil {
		t.Fatalf("find the parent of %d: %v", pid, err)
	}
	return parent
}

// TestLifecycle takes one lab through all that can befall it.
func TestLifecycle(t *testing.T) {
	loosen(t)
	before := takeSnapshot(t)
	takeDown(t, hostOnly)

	if r := lab(t, "status", hostOnly); r.code != 2 {
		t.Errorf("status of a lab that was never made: exit code %d", r.code)
	}
	// As if an earlier up had been killed before the lab was whole. The next one is
	// killed when it is, and the one after it finds it.
	newRemains(t, state.Root(dataDir())).lab(hostOnly, true)
	killed := startUp(t, dataDir(), 1)
	kill(t, killed.cmd.Process.Pid)
	if err := killed.cmd.Wait(); err == nil {
		t.Error("an up that was killed succeeded")
	}
	line := mustLab(t, "up", hostOnly)
	s := statusOf(t, hostOnly)
	if want := "export KUBECONFIG=" + s.Kubeconfig + "\n"; line != want {
		t.Errorf("up printed %q, want %q", line, want)
	}
	if s.State != "ready" || s.Version == "" || s.Context != "mastery-"+hostOnly {
		t.Errorf("status after up: %+v", s)
	}
	c := admin(t, hostOnly)
	c.kubectl("create", "configmap", "kept")
	c.sleeper("p")
	policy := filepath.Join(dataDir(), "labs", hostOnly, "nodes", s.Nodes[0].Name, "etc", "kubernetes", "audit-policy.yaml")
	const changed = "# changed\n"
	appendTo(t, policy, changed)
	monitor, first := monitorAndFirst(t, hostOnly)

	t.Run("up again finds it", func(t *testing.T) {
		mustLab(t, "up", hostOnly)
		if m, f := monitorAndFirst(t, hostOnly); m != monitor || f != first {
			t.Errorf("monitor and first process were %d and %d, are %d and %d", monitor, first, m, f)
		}
	})
	for i, component := range s.Nodes[0].Components {
		t.Run("killed, "+component.Name+" comes back", func(t *testing.T) {
			kill(t, inHost(t, s.Nodes[0].Pid, component.Pid))
			await(t, "all to be ready again", func() error {
				now := statusOf(t, hostOnly)
				if n := now.Nodes[0].Components[i].Restarts; n != 1 {
					return fmt.Errorf("%s was restarted %d times", component.Name, n)
				}
				for _, c := range now.Nodes[0].Components {
					if !c.Ready {
						return fmt.Errorf("%s is not ready", c.Name)
					}
				}
				return want(now.State, "ready")
			})
			admin(t, hostOnly).sleeper("after-" + component.Name)
		})
	}
	t.Run("a Service asked before kube-proxy is there answers later", func(t *testing.T) { testEarly(t) })
	t.Run("an API server that drains is not ready, and up waits for it", func(t *testing.T) { testDraining(t) })
	t.Run("a killed node starts again", func(t *testing.T) {
		kill(t, s.Nodes[0].Pid)
		await(t, "the node", func() error {
			if now := statusOf(t, hostOnly); now.State != "ready" || now.Nodes[0].Pid == s.Nodes[0].Pid {
				return fmt.Errorf("state %s, process %d", now.State, now.Nodes[0].Pid)
			}
			return nil
		})
	})
	t.Run("all of it killed, gc tidies up, and up finds what was in it", func(t *testing.T) {
		others := statusOf(t, sharedLab)
		monitor, first := monitorAndFirst(t, hostOnly)
		kill(t, monitor)
		if err := sandbox.Kill(first, unix.SIGKILL); err != nil {
			t.Error(err)
		}
		group := "control group " + state.Root(dataDir()).Lab(hostOnly).Group() + " of lab " + hostOnly + ", which does not run\n"
		if got := mustLab(t, "gc", "--dry-run"); got != "would remove "+group {
			t.Errorf("gc --dry-run printed %q", got)
		}
		if got := mustLab(t, "gc"); got != "removed "+group {
			t.Errorf("gc printed %q", got)
		}
		before.same(t)
		if r := lab(t, "gc"); r.code != 0 || r.stdout != "" || r.stderr != "There is nothing to remove.\n" {
			t.Errorf("gc of nothing: %+v", r)
		}
		if diff := cmp.Diff(others, statusOf(t, sharedLab)); diff != "" {
			t.Errorf("a running lab (-before +after):\n%s", diff)
		}
		mustLab(t, "up", hostOnly)
		c := admin(t, hostOnly)
		c.kubectl("get", "configmap", "kept")
		c.ready("p")
		if text, err := os.ReadFile(policy); err != nil || !strings.HasSuffix(string(text), changed) {
			t.Errorf("the audit policy is not as it was changed, error %v", err)
		}
	})
	t.Run("killed monitor, then down", func(t *testing.T) {
		monitor, _ := monitorAndFirst(t, hostOnly)
		kill(t, monitor)
		mustLab(t, "down", hostOnly)
		before.same(t)
	})
	t.Run("killed first process, then down", func(t *testing.T) {
		mustLab(t, "up", hostOnly)
		_, first := monitorAndFirst(t, hostOnly)
		kill(t, first)
		mustLab(t, "down", hostOnly)
		before.same(t)
	})
	t.Run("down", func(t *testing.T) {
		mustLab(t, "up", hostOnly)
		admin(t, hostOnly).sleeper("p")
		during := takeSnapshot(t)
		if len(during["processes"]) == 0 || len(during["links"]) == len(before["links"]) || len(during["cgroups"]) == len(before["cgroups"]) {
			t.Errorf("nothing of a running lab is seen, so nothing it left would be: %d processes, %d links, %d cgroups",
				len(during["processes"]), len(during["links"]), len(during["cgroups"]))
		}
		mustLab(t, "down", hostOnly)
		before.same(t)
	})
	t.Run("down of nothing", func(t *testing.T) {
		mustLab(t, "down", hostOnly)
		before.same(t)
	})
}

// testEarly takes kube-proxy's rules away and lets a pod ask a Service, as it
// happens where pods start before kube-proxy does.
func testEarly(t *testing.T) {
	c := admin(t, hostOnly).with(t)
	node := statusOf(t, hostOnly).Nodes[0]
	at := slices.IndexFunc(node.Components, func(c componentStatus) bool { return c.Name == "kube-proxy" })
	proxy := inHost(t, node.Pid, node.Components[at].Pid)
	if err := unix.Kill(proxy, unix.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("nsenter", "--target", fmt.Sprint(node.Pid), "--net", "nft", "delete table ip kube-proxy").CombinedOutput()
	if err != nil {
		t.Fatalf("take the rules away: %v %s", err, out)
	}
	address := c.kubectl("get", "service", "kubernetes", "-o", "jsonpath={.spec.clusterIP}")
	asking := c.command(t.Context(), "exec", "p", "--", "nc", "-z", "-w", "30", address, "443")
	var said strings.Builder
	asking.Stdout, asking.Stderr = &said, &said
	if err := asking.Start(); err != nil {
		t.Fatal(err)
	}
	c.await("the pod to ask", func() error {
		// State 02 is a connection that has no answer.
		if tcp := c.kubectl("exec", "p", "--", "cat", "/proc/net/tcp"); !strings.Contains(tcp, ":01BB 02 ") {
			return fmt.Errorf("it does not:\n%s", tcp)
		}
		return nil
	})
	kill(t, proxy)
	if err := asking.Wait(); err != nil {
		t.Errorf("%v %s", err, said.String())
	}
}

// testDraining lets the API server end in order, which takes a minute: connections
// are open, and no others are accepted.
func testDraining(t *testing.T) {
	node := statusOf(t, hostOnly).Nodes[0]
	at := slices.IndexFunc(node.Components, func(c componentStatus) bool { return c.Name == "kube-apiserver" })
	server := inHost(t, node.Pid, node.Components[at].Pid)
	if err := unix.Kill(server, unix.SIGTERM); err != nil {
		t.Fatal(err)
	}
	await(t, "the API server to refuse", func() error {
		if r := admin(t, hostOnly).try("get", "--raw", "/readyz"); r.code == 0 {
			return errors.New("it says that it is ready")
		}
		return nil
	})
	s := statusOf(t, hostOnly)
	if c := s.Nodes[0].Components[at]; s.State != "starting" || c.Ready || c.Pid != node.Components[at].Pid {
		t.Errorf("state %s, API server %+v", s.State, c)
	}
	up := exec.CommandContext(t.Context(), program(), "up", hostOnly, "--timeout=60s")
	var said strings.Builder
	up.Stderr = &said
	if err := up.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "up to be at work", func() error {
		if pid, err := state.Holder(state.Root(dataDir()).CommandLock(hostOnly)); pid != up.Process.Pid {
			return fmt.Errorf("its lock is held by %d, error %v", pid, err)
		}
		return nil
	})
	// Nobody waits for the whole minute.
	kill(t, server)
	if err := up.Wait(); err != nil {
		t.Errorf("up: %v\n%s", err, said.String())
	}
}

func kill(t *testing.T, pid int) {
	t.Helper()
	if err := unix.Kill(pid, unix.SIGKILL); err != nil {
		t.Fatalf("kill %d: %v", pid, err)
	}
}

// inHost is the pid on the host of a process that a node knows by another.
func inHost(t *testing.T, node, pid int) int {
	t.Helper()
	out, err := exec.Command("ps", "-o", "pid=", "--ppid", fmt.Sprint(node)).Output()
	if err != nil {
		t.Fatalf("list children of %d: %v", node, err)
	}
	for child := range strings.FieldsSeq(string(out)) {
		line, err := exec.Command("grep", "NSpid", "/proc/"+child+"/status").Output()
		if fields := strings.Fields(string(line)); err == nil && fields[len(fields)-1] == fmt.Sprint(pid) {
			found, err := strconv.Atoi(child)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
	}
	t.Fatalf("node %d has no process %d", node, pid)
	return 0
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}
