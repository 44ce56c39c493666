package payload

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/debian"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// The tests in this file look at the payload as "make payload" left it.

// made is that payload's builder and what it reads.
type made struct {
	Build
	set        image.Set
	components []component.Component
	piles      []pile
	// index lists the images of all piles.
	index []Entry
}

func realPayload(t *testing.T) made {
	t.Helper()
	top, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	m := made{Build: Build{
		Components: filepath.Join(top, "lab/components"), Images: filepath.Join(top, "lab/images"),
		Addons: filepath.Join(top, "lab/addons"),
		Out:    filepath.Join(top, "build/mastery-lab"), Cache: filepath.Join(top, "build/cache/lab"), Arch: runtime.GOARCH,
	}}
	if m.set, err = image.Load(filepath.Join(m.Images, "images.yaml")); err != nil {
		t.Fatal(err)
	}
	if m.components, err = component.Load(m.Components); err != nil {
		t.Fatal(err)
	}
	addons, err := addon.Load(m.Addons)
	if err != nil {
		t.Fatal(err)
	}
	if m.piles, err = pilesOf(&m.set, addons); err != nil {
		t.Fatal(err)
	}
	for _, p := range m.piles {
		index, err := ReadIndex(filepath.Join(m.Out, p.dir))
		if err != nil {
			t.Fatalf("%v: run make payload before its tests", err)
		}
		m.index = append(m.index, index...)
	}
	return m
}

// file is the archive of an image.
func (m made) file(t *testing.T, name string) string {
	t.Helper()
	for _, p := range m.piles {
		if slices.ContainsFunc(p.images, func(img image.Image) bool { return img.Name == name }) {
			return filepath.Join(m.Out, p.dir, name+".tar")
		}
	}
	t.Fatalf("no image %q is defined", name)
	return ""
}

func (m made) archive(t *testing.T, name string) v1.Image {
	t.Helper()
	img, err := tarball.ImageFromPath(m.file(t, name), nil)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestEveryImageIsThere(t *testing.T) {
	m := realPayload(t)
	// How upstream's images of these names are run.
	path := []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
	ports := func(ports ...string) map[string]struct{} {
		set := map[string]struct{}{}
		for _, p := range ports {
			set[p] = struct{}{}
		}
		return set
	}
	want := map[string]v1.Config{
		"registry.k8s.io/pause:3.10.2": {
			Entrypoint: []string{"/pause"}, User: "65535:65535", WorkingDir: "/", Env: path,
		},
		"registry.k8s.io/coredns/coredns:v1.15.0": {
			Entrypoint: []string{"/coredns"}, User: "65532:65532", WorkingDir: "/", Env: path,
			ExposedPorts: ports("53/tcp", "53/udp"),
		},
		"registry.k8s.io/e2e-test-images/busybox:1.37.0-2": {Cmd: []string{"sh"}, Env: path},
		"registry.k8s.io/e2e-test-images/agnhost:2.66.1": {
			Entrypoint: []string{"/agnhost"}, Cmd: []string{"pause"}, Env: path,
			ExposedPorts: ports("80/tcp", "8080/tcp", "8081/tcp", "9376/tcp", "5000/tcp"),
		},
		"registry.k8s.io/e2e-test-images/nginx:1.27.0-2": {
			Entrypoint: []string{"/docker-entrypoint.sh"}, Cmd: []string{"nginx", "-g", "daemon off;"},
			Env: path, StopSignal: "SIGQUIT", ExposedPorts: ports("80/tcp"),
		},
		"registry.k8s.io/metrics-server/metrics-server:v0.9.0": {
			Entrypoint: []string{"/metrics-server"}, User: "65534", WorkingDir: "/", Env: path,
		},
		"registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1": {
			Entrypoint: []string{"/kube-state-metrics", "--port=8080", "--telemetry-port=8081"}, User: "nobody",
			WorkingDir: "/", Env: path, ExposedPorts: ports("8080/tcp", "8081/tcp"),
		},
	}
	for _, img := range m.set.Images {
		at := slices.IndexFunc(m.index, func(e Entry) bool { return e.File == img.Name+".tar" })
		if at < 0 {
			t.Errorf("%s is not in the list of the payload: run make payload", img.Name)
			continue
		}
		file := m.file(t, img.Name)
		manifest, err := tarball.LoadManifest(func() (io.ReadCloser, error) { return os.Open(file) })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(img.Refs, manifest[0].RepoTags); diff != "" {
			t.Errorf("%s: names (-want +got):\n%s", img.Name, diff)
		}
		built := m.archive(t, img.Name)
		if id, err := built.ConfigName(); err != nil || id.String() != m.index[at].Digest {
			t.Errorf("%s: is %v (%v), listed as %s", img.Name, id, err, m.index[at].Digest)
		}
		config, err := built.ConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		if got := config.OS + "/" + config.Architecture; got != "linux/"+m.Arch || m.index[at].Architecture != m.Arch {
			t.Errorf("%s: for %s, listed for %s; want %s", img.Name, got, m.index[at].Architecture, m.Arch)
		}
		for _, ref := range img.Refs {
			if diff := cmp.Diff(want[ref], config.Config); diff != "" {
				t.Errorf("%s: config (-want +got):\n%s", ref, diff)
			}
			delete(want, ref)
		}
	}
	for ref := range want {
		t.Errorf("%s is in no image", ref)
	}
}

// The files of images belong to root, unless images.yaml says otherwise, and
// nothing tells when or by whom they were made.
func TestFilesCarryNothingOfTheBuilder(t *testing.T) {
	m := realPayload(t)
	for _, img := range m.set.Images {
		owned := map[string]bool{}
		for _, d := range img.Content.Directories {
			owned[d.Path+"/"] = d.UID != 0 || d.GID != 0
		}
		files := mutate.Extract(m.archive(t, img.Name))
		t.Cleanup(func() { files.Close() })
		for r := tar.NewReader(files); ; {
			h, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if h.ModTime.Unix() != 0 || h.Uname != "" || h.Gname != "" || (h.Uid|h.Gid != 0 && !owned[h.Name]) {
				t.Errorf("%s: %s is of %d:%d %q %q and of %v", img.Name, h.Name, h.Uid, h.Gid, h.Uname, h.Gname, h.ModTime)
			}
		}
	}
}

func TestImagesBuiltAgainAreTheSame(t *testing.T) {
	m := realPayload(t)
	from := m.shelf(t)
	for _, img := range m.set.Images {
		built, err := m.set.Build(t.Context(), img, m.Arch, from.sources())
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), img.Name+".tar")
		if err := image.Write(file, built, img.Refs); err != nil {
			t.Fatal(err)
		}
		again, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, err := os.ReadFile(m.file(t, img.Name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Errorf("%s: built again it is another archive", img.Name)
		}
	}
}

// shelf is what the payload's images were made from.
func (m made) shelf(t *testing.T) shelf {
	t.Helper()
	archive := debian.Archive{Release: m.set.Release, Arch: m.Arch, Dir: filepath.Join(m.Cache, m.Arch, "debian")}
	var names []string
	for _, img := range m.set.Images {
		names = append(names, m.set.Packages(img)...)
	}
	packages, err := archive.Packages(t.Context(), names, false)
	if err != nil {
		t.Fatal(err)
	}
	found := programs{}
	for _, c := range m.components {
		for _, p := range c.Programs {
			found[p.Name] = program{file: m.place(p)}
		}
	}
	return shelf{archive: archive, packages: packages, programs: found, files: os.DirFS(m.Images)}
}

// A forgotten package must not show only when a learner runs the program.
func TestForgottenPackageFailsTheBuild(t *testing.T) {
	m := realPayload(t)
	at := slices.IndexFunc(m.set.Images, func(img image.Image) bool { return img.Name == "busybox" })
	img := m.set.Images[at]
	img.Content.Packages = []string{"netcat-openbsd"}
	_, err := m.set.Build(t.Context(), img, m.Arch, m.shelf(t).sources())
	if err == nil || !strings.Contains(err.Error(), "usr/bin/nc.openbsd needs libbsd.so.0") {
		t.Errorf("error %v, want the missing library named", err)
	}
}

// The names that the images go by are those of the Kubernetes that the lab runs.
func TestTagsAreThoseOfUpstream(t *testing.T) {
	m := realPayload(t)
	sources := func(module string) string {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", module)
		cmd.Dir = filepath.Join(m.Components, "kubernetes")
		if strings.Contains(module, "containerd") {
			cmd.Dir = filepath.Join(m.Components, "containerd")
		}
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	kubernetes, containerd := sources("k8s.io/kubernetes"), sources("github.com/containerd/containerd/v2")
	tests := []struct{ ref, file, want string }{
		{"registry.k8s.io/e2e-test-images/agnhost:", kubernetes + "/test/images/agnhost/VERSION", "%s"},
		{"registry.k8s.io/e2e-test-images/nginx:", kubernetes + "/test/images/nginx/VERSION", "%s"},
		// busybox/VERSION is ahead of what is published and used.
		{"registry.k8s.io/e2e-test-images/busybox:", kubernetes + "/test/utils/image/manifest.go", `"busybox", "%s"}`},
		{"registry.k8s.io/pause:", kubernetes + "/cmd/kubeadm/app/constants/constants.go", `PauseVersion = "%s"`},
		{"registry.k8s.io/pause:", containerd + "/internal/cri/config/config.go", `DefaultSandboxImage = "registry.k8s.io/pause:%s"`},
	}
	for _, test := range tests {
		data, err := os.ReadFile(test.file)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, entry := range m.index {
			for _, ref := range entry.Refs {
				if tag, ok := strings.CutPrefix(ref, test.ref); ok {
					found = strings.Contains(string(data), fmt.Sprintf(test.want, tag))
				}
			}
		}
		if !found {
			t.Errorf("no image %s with the tag that %s has", test.ref, test.file)
		}
	}
}

func TestProgramsSayTheirVersion(t *testing.T) {
	m := realPayload(t)
	versions := map[string]string{}
	for _, c := range m.components {
		versions[c.Name] = c.Version
	}
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"bin/kubelet", "--version"}, "Kubernetes " + versions["kubernetes"] + "\n"},
		{[]string{"bin/kube-apiserver", "--version"}, "Kubernetes " + versions["kubernetes"] + "\n"},
		{[]string{"bin/kubectl", "version", "--client"}, "Client Version: " + versions["kubernetes"] + "\n"},
		{[]string{"bin/containerd", "--version"}, " " + versions["containerd"] + " "},
		{[]string{"bin/cni/ptp"}, "CNI ptp plugin " + versions["cni"] + "\n"},
	}
	for _, test := range tests {
		out, err := exec.CommandContext(t.Context(), filepath.Join(m.Out, test.args[0]), test.args[1:]...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), test.want) {
			t.Errorf("%v says %q (%v), want %q in it", test.args, out, err, test.want)
		}
	}
}
