package sandbox

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestGroup makes, fills, empties and removes groups, on what this machine
// has mounted, and on cgroup v2, which every kernel can mount as well.
func TestGroup(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("control groups need root: run these tests as root")
	}
	if os.Getenv("TEST_GROUP_V2") != "" {
		testGroup(t, &Hierarchies{Version: 2, mounts: []hierarchy{{}}}, "mastery-unit-v2")
		return
	}
	found, err := FindHierarchies()
	if err != nil {
		t.Fatal(err)
	}
	testGroup(t, found, "mastery-unit")
	const mount = `umount --recursive --lazy /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup && exec "$@"`
	again := exec.Command("unshare", "--mount", "sh", "-c", mount, "sh", os.Args[0], "-test.run=^TestGroup$", "-test.v")
	again.Env = append(os.Environ(), "TEST_GROUP_V2=1")
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("on cgroup v2: %v\n%s", err, out)
	}
}

func testGroup(t *testing.T, all *Hierarchies, name string) {
	group := all.Group(name)
	if err := group.Remove(); err != nil || group.Exists() {
		t.Fatalf("a group that is not there: error %v, exists %t", err, group.Exists())
	}
	inner := group.Sub("inner")
	for _, do := range []func() error{group.Create, group.Create, group.Delegate, inner.Create} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	defer group.Remove()
	sleeper := exec.Command("sleep", "1000")
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- sleeper.Wait() }()
	if err := inner.Add(sleeper.Process.Pid); err != nil {
		t.Fatal(err)
	}
	if all.Version == 2 {
		checkDelegation(t, name)
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

// checkDelegation compares what the group has with what it hands on.
func checkDelegation(t *testing.T, name string) {
	t.Helper()
	var have [2]string
	for i, f := range []string{name + "/cgroup.controllers", name + "/inner/cgroup.controllers"} {
		data, err := os.ReadFile(filepath.Join(cgroupRoot, f))
		if err != nil {
			t.Fatal(err)
		}
		have[i] = string(data)
	}
	if have[0] != have[1] {
		t.Errorf("the group has the controllers %q, those in it %q", have[0], have[1])
	}
}
