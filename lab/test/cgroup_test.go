package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// TestGroups makes, fills, empties and removes control groups.
func TestGroups(t *testing.T) {
	found, err := sandbox.FindHierarchies()
	if err != nil {
		t.Fatal(err)
	}
	const name = "mastery-itest-groups"
	group := found.Group(name)
	if err := group.Remove(); err != nil || group.Exists() {
		t.Fatalf("a group that is not there: error %v, exists %t", err, group.Exists())
	}
	inner := group.Sub("inner")
	for _, do := range []func() error{group.Create, group.Create, group.Delegate, inner.Create} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	sleeper := exec.Command("sleep", "1000")
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- sleeper.Wait() }()
	if err := inner.Add(sleeper.Process.Pid); err != nil {
		t.Fatal(err)
	}
	if found.Version == 2 {
		delegated(t, name)
	}
	pids, err := group.Processes()
	if err != nil || len(pids) == 0 || pids[0] != sleeper.Process.Pid {
		t.Errorf("processes %v, error %v, want %d", pids, err, sleeper.Process.Pid)
	}
	if err := group.Empty(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil || !strings.Contains(err.Error(), unix.SIGKILL.String()) {
		t.Errorf("the process ended with %v", err)
	}
	if err := group.Remove(); err != nil || group.Exists() {
		t.Errorf("after removal: error %v, exists %t", err, group.Exists())
	}
}

// delegated compares what a group has with what it hands on.
func delegated(t *testing.T, name string) {
	t.Helper()
	var have [2]string
	for i, group := range []string{name, filepath.Join(name, "inner")} {
		data, err := os.ReadFile(filepath.Join("/sys/fs/cgroup", group, "cgroup.controllers"))
		if err != nil {
			t.Fatal(err)
		}
		have[i] = string(data)
	}
	if have[0] != have[1] {
		t.Errorf("the group has the controllers %q, those in it %q", have[0], have[1])
	}
}

// TestGroupsV2 does the same on cgroup v2, which every kernel can mount as
// well, though with few controllers where v1 has them: the root's list is
// covered by one that says otherwise.
func TestGroupsV2(t *testing.T) {
	list := filepath.Join(t.TempDir(), "subtree_control")
	if err := os.WriteFile(list, []byte("cpu memory pids\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const script = `umount --recursive --lazy /sys/fs/cgroup
mount -t cgroup2 none /sys/fs/cgroup && mount --bind "$1" /sys/fs/cgroup/cgroup.subtree_control && shift && exec "$@"`
	cmd := exec.Command("unshare", "--mount", "sh", "-c", script, "sh", list, os.Args[0], "-test.run=^TestGroups$")
	cmd.Env = append(os.Environ(), aloneEnv+"=1")
	if err := runProgram(t, cmd).failure(); err != nil {
		t.Error(err)
	}
}
