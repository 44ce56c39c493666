package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseProcess(t *testing.T) {
	const times = " S 12 7 7 0 -1 4194560 5 6 0 0 150 50 20 30 20 0 1 0 100 1 1\n"
	for _, tt := range []struct {
		name, stat, cmdline string
		want                process
	}{
		{"a component", "34 (kube)" + times, "kubelet\x00--config=/a\x00", process{34, 12, "kubelet", 2.5}},
		{"with its path", "34 (containerd-shim)" + times, "/opt/bin/containerd-shim-runc-v2\x00-id\x00", process{34, 12, "containerd-shim-runc-v2", 2.5}},
		{"a name that looks like more", "34 (a) S 1 (b)" + times, "x\x00", process{34, 12, "x", 2.5}},
		{"the lab's own", "34 (kubectl-mastery)" + times, "kubectl-mastery-lab\x00monitor\x00", process{34, 12, labsOwn, 2.5}},
		{"ended", "34 (runc)" + times, "", process{34, 12, "runc", 2.5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parseProcess(tt.stat, tt.cmdline)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(process{})); diff != "" {
				t.Errorf("process (-want +got):\n%s", diff)
			}
		})
	}
	for _, stat := range []string{"", "34 kube S 1", "34 (kube) S 1 2 3"} {
		if got, err := parseProcess(stat, ""); err == nil {
			t.Errorf("%q is %v", stat, got)
		}
	}
}

// TestBelow looks at this test's own process and a child of it.
func TestBelow(t *testing.T) {
	child := exec.CommandContext(t.Context(), "sleep", "60")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = child.Process.Kill()
		_ = child.Wait()
	})
	all, err := below(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if all[0].pid != os.Getpid() {
		t.Errorf("the first of %v is not %d", all, os.Getpid())
	}
	if p, found := find(all, os.Getpid(), "sleep"); !found || p.pid != child.Process.Pid {
		t.Errorf("found %v, want %d, in %v", p, child.Process.Pid, all)
	}
	if memory := proportional(os.Getpid()); memory < 1 || memory > 1000 {
		t.Errorf("this test takes %v MiB", memory)
	}
}

func TestBetween(t *testing.T) {
	before := []process{{1, 0, "etcd", 1}, {2, 0, "runc", 5}, {3, 0, "kubelet", 1}}
	after := []process{{1, 0, "etcd", 1.5}, {3, 0, "kubelet", 1}, {4, 0, "kubelet", 2}, {5, 0, "runc", 1}}
	want := map[string]float64{"etcd": 0.5, "kubelet": 2, "runc": 0}
	if diff := cmp.Diff(want, between(before, after)); diff != "" {
		t.Errorf("between (-want +got):\n%s", diff)
	}
}
