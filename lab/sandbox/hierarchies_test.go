package sandbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mountinfo = `25 22 0:22 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
26 25 0:23 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct
27 25 0:24 / /sys/fs/cgroup/memory rw,nosuid shared:10 - cgroup cgroup rw,memory
28 25 0:25 / /sys/fs/cgroup/systemd rw,nosuid shared:11 - cgroup cgroup rw,xattr,release_agent=/bin/x,name=systemd
29 25 0:26 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
30 22 0:27 / /elsewhere/pids rw,relatime - cgroup cgroup rw,pids
`

const ownGroups = `5:pids:/
4:memory:/user.slice
3:cpu,cpuacct:/user.slice
1:name=systemd:/user.slice/session-1.scope
0::/
`

func TestParseV1(t *testing.T) {
	want := []hierarchy{
		{dir: "memory", controllers: "memory"},
		{dir: "cpu,cpuacct", controllers: "cpu,cpuacct"},
		{dir: "systemd", controllers: "name=systemd"},
	}
	got := parseV1(mountinfo, ownGroups)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(hierarchy{})); diff != "" {
		t.Errorf("hierarchies (-want +got):\n%s", diff)
	}
	err := (&Hierarchies{Version: 1, mounts: got}).checkMounted()
	const missing = "the cgroup controller cpuset is not mounted below /sys/fs/cgroup: mount it, or start the machine with cgroup v2"
	if err == nil || err.Error() != missing {
		t.Errorf("got %v, want %s", err, missing)
	}
}
