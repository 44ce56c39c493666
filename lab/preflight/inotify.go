package preflight

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// How many inotify instances the programs of a control plane and of each
// further node open, and some for what pods and others do.
const (
	controlPlaneWatches = 24
	workerWatches       = 14
)

// inotify tries whether a lab of so many nodes gets the inotify instances that
// it needs: each user of a machine, root as well, has only so many of them for
// all that runs, and a program that gets none ends.
func (c Check) inotify() error {
	var opened []int
	defer func() {
		for _, fd := range opened {
			_ = unix.Close(fd)
		}
	}()
	for range controlPlaneWatches + workerWatches*(c.Nodes-1) {
		fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
		if errors.Is(err, unix.EMFILE) {
			return fmt.Errorf("too few inotify instances are left on this machine for another %s (%s may be open): as root, run: sysctl fs.inotify.max_user_instances=1024", labOf(c.Nodes), limit())
		}
		if err != nil {
			return fmt.Errorf("this machine has no inotify: %w", err)
		}
		opened = append(opened, fd)
	}
	return nil
}

func labOf(nodes int) string {
	if nodes == 1 {
		return "lab"
	}
	return fmt.Sprintf("lab of %d nodes", nodes)
}

// limit is how many instances the machine allows.
func limit() string {
	data, err := os.ReadFile("/proc/sys/fs/inotify/max_user_instances")
	if err != nil {
		return "few"
	}
	return strings.TrimSpace(string(data))
}
