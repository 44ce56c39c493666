package test

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// TestPull boots a lab without offline images, on a host for which the names
// of public registries mean a registry of this test.
func TestPull(t *testing.T) {
	// An address of documentation, which no network has.
	const mirror = "198.51.100.80"
	if out, err := exec.Command("ip", "address", "add", mirror+"/32", "dev", "lo").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("ip", "address", "del", mirror+"/32", "dev", "lo").CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	listener, err := net.Listen("tcp4", mirror+":80")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	pushAll(t, mirror)

	hosts := filepath.Join(t.TempDir(), "hosts")
	if err := os.WriteFile(hosts, []byte("127.0.0.1 localhost\n"+mirror+" registry.k8s.io\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	up := exec.Command("unshare", "--mount", "sh", "-c", `mount --bind "$1" /etc/hosts && shift && exec "$@"`, "sh", hosts,
		program(), "up", hostOnly, "--pull", "--insecure-registry", "registry.k8s.io")
	takeDown(t, hostOnly)
	if err := runProgram(t, up).failure(); err != nil {
		t.Fatal(err)
	}
	c := admin(t, hostOnly)
	c.sleeper("p")
}

// pushAll puts every image of the payload into a registry, under the path
// that it has in its own.
func pushAll(t *testing.T, to string) {
	t.Helper()
	archives, err := filepath.Glob(filepath.Join(payload(), "images", "*.tar"))
	if err != nil || archives == nil {
		t.Fatalf("find images: %v, %v", archives, err)
	}
	for _, file := range archives {
		manifest, err := tarball.LoadManifest(func() (io.ReadCloser, error) { return os.Open(file) })
		if err != nil {
			t.Fatal(err)
		}
		image, err := tarball.ImageFromPath(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range manifest[0].RepoTags {
			path := strings.TrimPrefix(tag, "registry.k8s.io/")
			if path == tag {
				continue
			}
			ref, err := name.ParseReference(to+":80/"+path, name.Insecure)
			if err != nil {
				t.Fatal(err)
			}
			if err := remote.Write(ref, image, remote.WithTransport(http.DefaultTransport)); err != nil {
				t.Fatal(err)
			}
		}
	}
}
