package sandbox

import (
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// InNetwork calls do in the network namespace of a process. Sockets that do
// opens stay in that namespace, whoever uses them later.
func InNetwork(pid int, do func() error) error {
	target, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err != nil {
		return fmt.Errorf("enter network of process %d: %w", pid, err)
	}
	defer target.Close()
	result := make(chan error, 1)
	go func() {
		// The thread ends with this goroutine, for it is not unlocked: no other
		// goroutine can find itself in the wrong namespace.
		runtime.LockOSThread()
		if err := unix.Setns(int(target.Fd()), unix.CLONE_NEWNET); err != nil {
			result <- fmt.Errorf("enter network of process %d: %w", pid, err)
			return
		}
		result <- do()
	}()
	return <-result
}
