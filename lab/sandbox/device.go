package sandbox

import (
	"os"

	"golang.org/x/sys/unix"
)

// Devices makes a /dev with what programs expect of any machine.
func (r *Root) Devices() {
	r.Memory("/dev", "755")
	for _, d := range []struct {
		name         string
		major, minor uint32
	}{
		{"null", 1, 3},
		{"zero", 1, 5},
		{"full", 1, 7},
		{"random", 1, 8},
		{"urandom", 1, 9},
		{"kmsg", 1, 11},
		{"tty", 5, 0},
		{"fuse", 10, 229},
	} {
		r.device("/dev/"+d.name, unix.Mkdev(d.major, d.minor))
	}
	r.Symlink("/proc/self/fd", "/dev/fd")
	r.Symlink("/proc/self/fd/0", "/dev/stdin")
	r.Symlink("/proc/self/fd/1", "/dev/stdout")
	r.Symlink("/proc/self/fd/2", "/dev/stderr")
	r.Symlink("pts/ptmx", "/dev/ptmx")
	r.Dir("/dev/pts", 0o755)
	r.mount("devpts", r.path("/dev/pts"), "devpts", unix.MS_NOSUID|unix.MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620")
	r.Dir("/dev/mqueue", 0o755)
	r.mount("mqueue", r.path("/dev/mqueue"), "mqueue", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	r.Memory("/dev/shm", "1777")
}

func (r *Root) device(path string, number uint64) {
	const mode = 0o666
	if r.err != nil {
		return
	}
	r.try("create "+path, unix.Mknod(r.path(path), unix.S_IFCHR|mode, int(number)))
	// The umask applies to mknod, not to chmod.
	r.try("create "+path, os.Chmod(r.path(path), mode))
}
