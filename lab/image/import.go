package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/notify"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// importConfig leaves out what serves Kubernetes: images alone are wanted.
const importConfig = `version = 3
root = %q
state = "/run/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime", "io.containerd.nri.v1.nri"]
`

// atOnce is how many archives are unpacked at the same time.
const atOnce = 2

// Import fills dir, the store of a containerd that runs just for it, with all
// archives of the payload. The process must be the first of its namespaces.
func Import(ctx context.Context, payload, dir string) error {
	index, err := ReadIndex(filepath.Join(payload, "images"))
	if err != nil {
		return err
	}
	if err := sandbox.PrivateMounts(); err != nil {
		return err
	}
	if err := unix.Mount("tmpfs", "/run", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=755"); err != nil {
		return fmt.Errorf("mount /run: %w", err)
	}
	const config = "/run/containerd.toml"
	if err := os.WriteFile(config, fmt.Appendf(nil, importConfig, dir), 0o600); err != nil {
		return fmt.Errorf("configure containerd: %w", err)
	}
	ready, err := notify.Listen("/run/notify.sock")
	if err != nil {
		return err
	}
	defer ready.Close()
	daemon := exec.CommandContext(ctx, filepath.Join(payload, "bin", "containerd"), "--config", config)
	daemon.Env = append(os.Environ(), ready.Env())
	daemon.Stdout, daemon.Stderr = os.Stdout, os.Stderr
	if err := daemon.Start(); err != nil {
		return fmt.Errorf("start containerd: %w", err)
	}
	err = ready.Wait(ctx)
	if err == nil {
		err = index.Load(ctx, payload, defaultSocket)
	}
	// It must end in order: its databases are copied.
	return errors.Join(err, daemon.Process.Signal(unix.SIGTERM), ended(daemon.Wait()))
}

const defaultSocket = "/run/containerd/containerd.sock"

// ended takes the signal that we sent for an orderly end.
func ended(err error) error {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signal() == unix.SIGTERM {
			return nil
		}
	}
	return err
}

// Load imports all archives into the containerd that listens on the socket.
func (i *Index) Load(ctx context.Context, payload, socket string) error {
	group, loading := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, archive := range i.paths() {
		group.Go(func() error { return load(loading, payload, socket, archive) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	known, err := listed(ctx, payload, socket)
	if err != nil {
		return err
	}
	return pin(ctx, payload, socket, known, i.Refs())
}

// pin makes images known by their digests as well, as a pull from a registry
// would: pods may ask for either.
func pin(ctx context.Context, payload, socket string, known map[string]string, names []string) error {
	for _, name := range names {
		digest := known[name]
		if digest == "" || strings.Contains(name, "@") {
			continue
		}
		pinned := repository(name) + "@" + digest
		if known[pinned] != "" {
			continue
		}
		if _, err := ctr(ctx, payload, socket, "images", "tag", "--force", name, pinned); err != nil {
			return fmt.Errorf("name image %s by its digest: %w", name, err)
		}
	}
	return nil
}

// repository is the name of an image without its tag.
func repository(name string) string {
	if colon := strings.LastIndex(name, ":"); colon > strings.LastIndex(name, "/") {
		return name[:colon]
	}
	return name
}

// load imports an archive into the containerd that listens on the socket.
func load(ctx context.Context, payload, socket, archive string) error {
	if _, err := ctr(ctx, payload, socket, "images", "import", "--snapshotter", "overlayfs", archive); err != nil {
		return fmt.Errorf("load image %s: %w", archive, err)
	}
	return nil
}

// LoadNamed imports an archive, whose images have these names, and tells which
// images that has brought and which were there before.
func LoadNamed(ctx context.Context, payload, socket, archive string, names []string) (loaded, same []string, err error) {
	before, err := listed(ctx, payload, socket)
	if err != nil {
		return nil, nil, err
	}
	if err := load(ctx, payload, socket, archive); err != nil {
		return nil, nil, err
	}
	after, err := listed(ctx, payload, socket)
	if err != nil {
		return nil, nil, err
	}
	if err := pin(ctx, payload, socket, after, names); err != nil {
		return nil, nil, err
	}
	loaded, same = Compare(names, before, after)
	return loaded, same, nil
}

// listed are the digests of all images by their names.
func listed(ctx context.Context, payload, socket string) (map[string]string, error) {
	said, err := ctr(ctx, payload, socket, "images", "list")
	if err != nil {
		return nil, fmt.Errorf("list images: %w", err)
	}
	return digests(said), nil
}

// digests finds the digest of each image in a list of ctr's: a name, a type and a
// digest are first in each line below the heading.
func digests(said string) map[string]string {
	found := map[string]string{}
	for line := range strings.Lines(said) {
		if fields := strings.Fields(line); len(fields) > 2 && strings.HasPrefix(fields[2], "sha256:") {
			found[fields[0]] = fields[2]
		}
	}
	return found
}

// List returns the names of the images that the containerd on the socket has.
func List(ctx context.Context, payload, socket string) ([]string, error) {
	said, err := ctr(ctx, payload, socket, "images", "list", "--quiet")
	if err != nil {
		return nil, fmt.Errorf("list images: %w", err)
	}
	return strings.Fields(said), nil
}

// ctr runs containerd's own client in the namespace that Kubernetes uses.
func ctr(ctx context.Context, payload, socket string, args ...string) (string, error) {
	args = append([]string{"--address", socket, "--namespace", "k8s.io"}, args...)
	cmd := exec.CommandContext(ctx, filepath.Join(payload, "bin", "ctr"), args...)
	// A ctrl-c is for us to hear, and to end it for.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		if said := reason(errOut.String()); said != "" {
			err = errors.New(said)
		}
		return "", err
	}
	return out.String(), nil
}

// reason is what ctr says of a failure, in one line and without its log.
func reason(said string) string {
	var lines []string
	for line := range strings.Lines(said) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "ctr: ")
		if line != "" && !strings.HasPrefix(line, "time=") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "; ")
}
