package payload

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/v1/mutate"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/rootfs"
)

// busybox is run out of its image by the image's own loader, on this machine's
// files and network.
type busybox struct{ dir string }

func realBusybox(t *testing.T, m made) busybox {
	t.Helper()
	files := mutate.Extract(m.archive(t, "busybox"))
	defer files.Close()
	tree := rootfs.New()
	if err := tree.AddTar(files); err != nil {
		t.Fatal(err)
	}
	b := busybox{t.TempDir()}
	for _, name := range tree.Paths() {
		if base := filepath.Base(name); strings.Contains(base, ".so") || base == "busybox" || base == "toybox" || base == "nc.openbsd" {
			if n, _, err := tree.Get(name); err == nil && n.Mode.IsRegular() {
				if err := os.WriteFile(filepath.Join(b.dir, base), n.Data, 0o755); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return b
}

func (b busybox) run(ctx context.Context, program string, args ...string) (string, error) {
	loader := "ld-linux-x86-64.so.2"
	if runtime.GOARCH == "arm64" {
		loader = "ld-linux-aarch64.so.1"
	}
	args = append([]string{"--library-path", b.dir, filepath.Join(b.dir, program)}, args...)
	out, err := exec.CommandContext(ctx, filepath.Join(b.dir, loader), args...).CombinedOutput()
	return string(out), err
}

// What is typed into pods all the time, though no one package of Debian has it.
func TestCommandsOfShellImages(t *testing.T) {
	m := realPayload(t)
	toybox, err := realBusybox(t, m).run(t.Context(), "toybox")
	if err != nil {
		t.Fatalf("%v: %s", err, toybox)
	}
	for _, img := range m.set.Images {
		if img.Base != "shell" {
			continue
		}
		files := mutate.Extract(m.archive(t, img.Name))
		t.Cleanup(func() { files.Close() })
		tree := rootfs.New()
		if err := tree.AddTar(files); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{
			"sh", "ls", "cat", "ps", "top", "vi", "wget", "nc", "nslookup", "ping", "ip", "netstat", "id", "env",
			"printenv", "pgrep", "pkill", "kill", "nice", "timeout", "sleep", "hostname", "httpd", "dd", "stat", "tar",
		} {
			if _, _, err := tree.Get("bin/" + command); err != nil {
				t.Errorf("%s has no %s: %v", img.Name, command, err)
			}
		}
		for _, name := range tree.Paths() {
			if tree.At(name).Target == "toybox" && !slices.Contains(strings.Fields(toybox), filepath.Base(name)) {
				t.Errorf("%s: %s leads to toybox, which has no such applet", img.Name, name)
			}
		}
	}
}

func TestBusyboxApplets(t *testing.T) {
	m := realPayload(t)
	said, err := realBusybox(t, m).run(t.Context(), "busybox", "--list")
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	list, err := os.ReadFile(filepath.Join(m.Images, "files/busybox-applets.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Fields(said), strings.Fields(string(list))); diff != "" {
		t.Errorf("applets that busybox has and that are listed (-has +listed):\n%s", diff)
	}
}

// What tutorials type, and what not every build of busybox can do.
func TestBusyboxWorks(t *testing.T) {
	b := realBusybox(t, realPayload(t))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "hello") }))
	defer server.Close()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	port := func(a net.Addr) string { return fmt.Sprint(a.(*net.TCPAddr).Port) }
	tests := []struct {
		args []string
		ok   bool
		says string
	}{
		{[]string{"toybox", "printenv", "HOME"}, true, os.Getenv("HOME") + "\n"},
		{[]string{"busybox", "wget", "-T", "2", "-qO-", server.URL}, true, "hello"},
		{[]string{"busybox", "wget", "--spider", "--timeout=1", server.URL}, true, "remote file exists"},
		{[]string{"busybox", "wget", "-T", "1", "-qO-", "http://" + silent.Addr().String()}, false, "timed out"},
		{[]string{"busybox", "wget", "-T", "2", "-qO-", "http://" + closed.Addr().String()}, false, "Connection refused"},
		{[]string{"nc.openbsd", "-zv", "127.0.0.1", port(silent.Addr())}, true, "succeeded"},
		{[]string{"nc.openbsd", "-zv", "-w", "1", "127.0.0.1", port(closed.Addr())}, false, "Connection refused"},
	}
	for _, test := range tests {
		said, err := b.run(t.Context(), test.args[0], test.args[1:]...)
		if (err == nil) != test.ok || !strings.Contains(said, test.says) {
			t.Errorf("%v: %v, says %q; want success %v and %q", test.args, err, said, test.ok, test.says)
		}
	}
}
