package sandbox

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"golang.org/x/sys/unix"
)

// Empty kills every process of the group but the caller, and waits until all
// are gone.
func (g Group) Empty() error {
	// Processes may fork while we kill; those of a killed first process cannot,
	// so few rounds are enough, and each round ends by events alone.
	for {
		pids, err := g.Processes()
		if err != nil {
			return err
		}
		pids = slices.DeleteFunc(pids, func(pid int) bool { return pid == os.Getpid() })
		if len(pids) == 0 {
			return nil
		}
		for _, pid := range pids {
			if err := Kill(pid, unix.SIGKILL); err != nil {
				return err
			}
		}
	}
}

// Kill sends a signal that ends a process, and returns when it has ended. No
// process is no error.
func Kill(pid int, signal unix.Signal) error {
	fd, err := unix.PidfdOpen(pid, 0)
	if errors.Is(err, unix.ESRCH) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("watch process %d: %w", pid, err)
	}
	defer unix.Close(fd)
	if err := unix.PidfdSendSignal(fd, signal, nil, 0); err != nil && !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("end process %d: %w", pid, err)
	}
	return awaitEnd(fd, pid)
}

// AwaitEnd returns when a process has ended. No process is no error.
func AwaitEnd(pid int) error {
	fd, err := unix.PidfdOpen(pid, 0)
	if errors.Is(err, unix.ESRCH) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("watch process %d: %w", pid, err)
	}
	defer unix.Close(fd)
	return awaitEnd(fd, pid)
}

func awaitEnd(fd, pid int) error {
	for {
		_, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, -1)
		if err == nil {
			return nil
		}
		if !errors.Is(err, unix.EINTR) {
			return fmt.Errorf("wait for process %d: %w", pid, err)
		}
	}
}
