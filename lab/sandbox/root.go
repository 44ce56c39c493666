package sandbox

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// A Root is a file system that is put together from mounts and files before
// the process moves into it. After a first error its methods do nothing, and
// Enter returns that error.
type Root struct {
	dir string
	err error
}

// NewRoot begins an empty root at dir, in memory. The process must be in a
// mount namespace of its own; what it mounts from now on stays there.
func NewRoot(dir string) *Root {
	r := &Root{dir: dir}
	r.try("keep mounts from the host", isolate())
	r.try("create root", os.MkdirAll(dir, 0o755))
	r.mount("tmpfs", dir, "tmpfs", 0, "mode=755")
	return r
}

// PrivateMounts is for processes that keep the host's root: what they mount is
// not seen by the host, and /proc shows their own namespaces.
func PrivateMounts() error {
	if err := isolate(); err != nil {
		return fmt.Errorf("keep mounts from the host: %w", err)
	}
	const flags = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	if err := unix.Mount("proc", "/proc", "proc", flags, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	return nil
}

func isolate() error { return unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "") }

func (r *Root) try(what string, err error) {
	if r.err == nil && err != nil {
		r.err = fmt.Errorf("%s: %w", what, err)
	}
}

func (r *Root) mount(source, target, kind string, flags uintptr, data string) {
	if r.err == nil {
		r.try("mount "+target, unix.Mount(source, target, kind, flags, data))
	}
}

func (r *Root) path(inside string) string { return filepath.Join(r.dir, inside) }

// Dir makes a directory.
func (r *Root) Dir(path string, mode os.FileMode) {
	if r.err == nil {
		r.try("create "+path, errors.Join(os.MkdirAll(r.path(path), mode), os.Chmod(r.path(path), mode)))
	}
}

// File writes a file, and the directories above it.
func (r *Root) File(path, content string) {
	r.Dir(filepath.Dir(path), 0o755)
	if r.err == nil {
		r.try("write "+path, os.WriteFile(r.path(path), []byte(content), 0o644))
	}
}

// Default writes a file that is not there yet.
func (r *Root) Default(path, content string) {
	if r.err != nil {
		return
	}
	_, err := os.Stat(r.path(path))
	switch {
	case errors.Is(err, os.ErrNotExist):
		r.File(path, content)
	case err != nil:
		r.try("look for "+path, err)
	}
}

// Symlink makes a link to target.
func (r *Root) Symlink(target, path string) {
	if r.err == nil {
		r.try("link "+path, os.Symlink(target, r.path(path)))
	}
}

// Bind shows a file or directory of the host.
func (r *Root) Bind(source, path string) {
	if r.err != nil {
		return
	}
	info, err := os.Stat(source)
	if err != nil {
		r.try("bind "+path, err)
		return
	}
	if info.IsDir() {
		r.try("create "+path, os.MkdirAll(r.path(path), 0o755))
	} else if _, err := os.Stat(r.path(path)); err != nil {
		r.File(path, "")
	}
	r.mount(source, r.path(path), "", unix.MS_BIND, "")
}

// BindReadOnly shows a file or directory of the host that cannot be changed
// through it.
func (r *Root) BindReadOnly(source, path string) {
	r.Bind(source, path)
	r.readOnly(path)
}

func (r *Root) readOnly(path string) {
	r.mount("", r.path(path), "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
}

// BindSame shows top-level directories of the host read-only where they are,
// or copies the links that stand for them; those that do not exist are left
// out.
func (r *Root) BindSame(paths ...string) {
	for _, p := range paths {
		info, err := os.Lstat(p)
		switch {
		case errors.Is(err, os.ErrNotExist):
		case err != nil:
			r.try("bind "+p, err)
		case info.Mode()&os.ModeSymlink != 0:
			target, err := os.Readlink(p)
			r.try("bind "+p, err)
			r.Dir(filepath.Dir(p), 0o755)
			r.Symlink(target, p)
		default:
			r.BindReadOnly(p, p)
		}
	}
}

// Memory mounts a file system in memory.
func (r *Root) Memory(path, mode string) {
	r.Dir(path, 0o755)
	r.mount("tmpfs", r.path(path), "tmpfs", unix.MS_NOSUID, "mode="+mode)
}

// Kernel mounts /proc and /sys of the process's namespaces. Only settings of
// the network can be changed through /proc/sys, for only they belong to a
// namespace; the files in shown stand in for settings of the whole machine
// that a program insists on writing: key is the name below /proc/sys.
func (r *Root) Kernel(shown map[string]string) {
	r.Dir("/proc", 0o555)
	r.mount("proc", r.path("/proc"), "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	// Each bind shows the plain proc again, so the order of the two matters and
	// the second is not under the first's read-only flag: flags go with a mount.
	r.Bind(r.path("/proc/sys"), "/proc/sys")
	r.Bind(r.path("/proc/sys/net"), "/proc/sys/net")
	r.readOnly("/proc/sys")
	for name, value := range shown {
		file := filepath.Join("/run/sysctl", name)
		r.File(file, value+"\n")
		r.Bind(r.path(file), filepath.Join("/proc/sys", name))
	}
	r.Dir("/sys", 0o555)
	r.mount("sysfs", r.path("/sys"), "sysfs", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	r.readOnly("/sys")
}

// Enter makes the root the only one that the process sees. Mounts made later
// propagate among the process's children, as kubelet and containerd expect.
func (r *Root) Enter() error {
	const old = "/.host"
	r.Dir(old, 0o700)
	if r.err != nil {
		return r.err
	}
	r.try("enter root", unix.PivotRoot(r.dir, r.path(old)))
	r.try("enter root", os.Chdir("/"))
	r.try("leave the host's root", unix.Unmount(old, unix.MNT_DETACH))
	r.try("leave the host's root", os.Remove(old))
	r.try("share mounts", unix.Mount("", "/", "", unix.MS_REC|unix.MS_SHARED, ""))
	return r.err
}

// Mount lets others mount something in the root, whose place they are given.
func (r *Root) Mount(what string, do func(root string) error) {
	if r.err == nil {
		r.try("mount "+what, do(r.dir))
	}
}
