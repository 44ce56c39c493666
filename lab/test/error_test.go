package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestErrors breaks what a lab needs, one thing at a time. Each time there is
// one line that says what to do, and the host is as before.
func TestErrors(t *testing.T) {
	before := takeSnapshot(t)
	empty := t.TempDir()
	noArchive, err := filepath.Abs("error_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		// around runs the program, given as "$@", in a mount namespace of its own
		// that holds what is broken.
		around string
		args   []string
		want   string
	}{
		{
			name:   "not root",
			around: `setpriv --reuid=65534 --clear-groups "$@"`,
			args:   []string{"up", hostOnly},
			want:   "the lab needs root: run it with sudo",
		},
		{
			name:   "down, not root",
			around: `setpriv --reuid=65534 --clear-groups "$@"`,
			args:   []string{"down", sharedLab},
			want:   "the lab needs root: run it with sudo",
		},
		{
			name:   "no runc and no nft",
			around: `for p in runc nft; do mount --bind /dev/null "$(command -v $p)"; done; "$@"`,
			args:   []string{"up", hostOnly},
			want:   "missing on this machine: runc, nft; as root, run: apt-get install runc nftables",
		},
		{
			name:   "no programs of the lab",
			around: `KUBECTL_MASTERY_LAB_PAYLOAD=` + empty + ` "$@"`,
			args:   []string{"up", hostOnly},
			want:   "the lab's programs are not complete, bin/containerd is missing in " + empty + ": install the lab again, or build it with make",
		},
		{
			name:   "no space",
			around: `mount -t tmpfs -o size=64m none ` + empty + ` && "$@"`,
			args:   []string{"up", hostOnly, "--pull", "--data-dir", empty},
			want:   "too little space for " + empty + ": 64 MiB are free, 1024 MiB are needed; make room, or choose another place with --data-dir",
		},
		{
			name:   "no place to write",
			around: `mount -t tmpfs -o size=2g,ro none ` + empty + ` && "$@"`,
			args:   []string{"up", hostOnly, "--data-dir", empty},
			want:   "lock: mkdir " + empty + "/locks: read-only file system",
		},
		{
			name:   "no namespaces",
			around: `setpriv --bounding-set=-sys_admin "$@"`,
			args:   []string{"up", hostOnly},
			want:   "this machine lets nobody make namespaces, not even root (start /proc/self/exe: operation not permitted): use a real or virtual machine",
		},
		{
			name:   "no links",
			around: `setpriv --bounding-set=-net_admin "$@"`,
			args:   []string{"up", hostOnly},
			want:   "this machine cannot make a bridge (operation not permitted): use a machine whose kernel can, or load the module",
		},
		{
			name:   "no cgroup controllers",
			around: `umount --recursive --lazy /sys/fs/cgroup && "$@"`,
			args:   []string{"up", hostOnly},
			want:   "the cgroup controller cpu is not mounted below /sys/fs/cgroup: mount it, or start the machine with cgroup v2",
		},
		{
			name:   "cgroup v2 that hands out no controllers",
			around: `umount --recursive --lazy /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup && mount --bind /dev/null /sys/fs/cgroup/cgroup.subtree_control && "$@"`,
			args:   []string{"up", hostOnly},
			want:   "the host does not let control groups use all controllers: as root, run: echo +cpu +memory +pids > /sys/fs/cgroup/cgroup.subtree_control",
		},
		{
			name:   "addresses taken",
			around: `unshare --net sh -c 'ip link set lo up; ip address add 10.80.77.1/16 dev lo; exec "$@"' sh "$@"`,
			args:   []string{"up", hostOnly},
			want:   "no address range is free for another lab: address 10.80.77.1/16 on lo overlaps 10.80.",
		},
		{
			// Both limits are told by the same error.
			name:   "no inotify instances",
			around: `ulimit -n 40; "$@"`,
			args:   []string{"up", hostOnly, "--nodes", "3"},
			want:   "too few inotify instances are left on this machine for another lab of 3 nodes (",
		},
		{
			name: "no such name",
			args: []string{"up", "Not_a_name"},
			want: `lab name "Not_a_name": use 1 to 32 small letters, digits and dashes, with a letter or digit at both ends`,
		},
		{
			name: "no such lab",
			args: []string{"kubeconfig", "nobody"},
			want: `there is no lab "nobody" here, only `,
		},
		{
			name: "no such add-on",
			args: []string{"up", hostOnly, "--with", "metrics-server,nothing"},
			want: `there is no add-on "nothing", only gateway-api, kube-state-metrics, metrics-server`,
		},
		{
			name: "an add-on for no lab",
			args: []string{"add", "metrics-server", "--name", "nobody"},
			want: `there is no lab "nobody" here, only `,
		},
		{
			name: "no such log",
			args: []string{"logs", "--name", sharedLab, "docker"},
			want: `no log of "docker" on node mastery-itest-control-plane: there are containerd, etcd, kube-apiserver, kube-controller-manager, kube-proxy, kube-scheduler, kubelet, lab, mastery-agent`,
		},
		{
			name: "no registry",
			args: []string{"up", hostOnly, "--insecure-registry", "http://registry.example:5000"},
			want: "--insecure-registry http://registry.example:5000: give HOST or HOST:PORT, such as registry.example:5000",
		},
		{
			name: "no domain",
			args: []string{"up", hostOnly, "--domain", "corp_example"},
			want: "--domain corp_example: give a DNS name, such as corp.example",
		},
		{
			name: "another domain",
			args: []string{"up", sharedLab, "--domain", "corp.example"},
			want: "lab itest has the domain cluster.local; to have it with another, remove it first with `kubectl mastery lab down itest`",
		},
		{
			name: "no such standard",
			args: []string{"up", hostOnly, "--pod-security", "strict"},
			want: `--pod-security takes baseline or restricted, not "strict"`,
		},
		{
			name: "another standard",
			args: []string{"up", sharedLab, "--pod-security", "baseline"},
			want: "lab itest was made without --pod-security baseline; to have it so, remove it first with `kubectl mastery lab down itest`",
		},
		{
			name: "no such part",
			args: []string{"up", hostOnly, "--without", "kubelet"},
			want: "--without kubelet: the lab can only do without network-policy",
		},
		{
			name: "a part that is there",
			args: []string{"up", sharedLab, "--without", "network-policy"},
			want: "lab itest has network-policy; to have it without, remove it first with `kubectl mastery lab down itest`",
		},
		{
			name: "offline images that are there",
			args: []string{"up", sharedLab, "--pull"},
			want: "lab itest was made with the offline images; to have it with --pull, remove it first with `kubectl mastery lab down itest`",
		},
		{
			name: "no image archive",
			args: []string{"load", "--name", sharedLab, noArchive},
			want: noArchive + " is no image archive: `docker save -o FILE IMAGE` writes one",
		},
		{
			name: "no such command",
			args: []string{"qqqqq"},
			want: `unknown command "qqqqq" for "kubectl mastery lab"`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			around := tt.around
			if around == "" {
				around = `"$@"`
			}
			cmd := exec.Command("unshare", append([]string{"--mount", "sh", "-c", around, "sh", program()}, tt.args...)...)
			r := runProgram(t, cmd)
			if got := strings.TrimSpace(r.stderr); r.code != 2 || !strings.HasPrefix(got, "error: "+tt.want) || strings.Contains(got, "\n") {
				t.Errorf("exit code %d, want 2\n got: %s\nwant: error: %s", r.code, got, tt.want)
			}
			if r.stdout != "" {
				t.Errorf("printed %q", r.stdout)
			}
			before.same(t)
			if _, err := os.Stat(filepath.Join(dataDir(), "labs", hostOnly)); err == nil {
				t.Error("the lab's directory is there")
			}
		})
	}
}
