package sandbox

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
)

// Descriptors that a child finds open.
const (
	releaseFD = 3
	reportFD  = 4
)

// Namespaces are those that every first process gets anew. The cgroup
// namespace is not among them: its root is the group that a process is in when
// the namespace is made, so it comes after the parent has placed the child.
const Namespaces = syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET |
	syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC

// A Child is this same program, run with other arguments. It does nothing
// until it is released, so that its parent can place it in a control group and
// give it links.
type Child struct {
	Pid int
	// Ended gets the status when the child, and with it everything in its
	// namespaces, has ended, and is then closed.
	Ended <-chan syscall.WaitStatus

	release, report *os.File
}

// Start runs a child as the first process of new namespaces. Its output goes
// to log.
//
// The child dies with the thread that started it, so callers lock their
// goroutine to its thread and keep it.
func Start(start process.Starter, log *os.File, args ...string) (*Child, error) {
	return run(start, log, &syscall.SysProcAttr{
		Cloneflags: Namespaces,
		Pdeathsig:  syscall.SIGKILL,
		Setsid:     true,
	}, args)
}

func run(start process.Starter, log *os.File, sys *syscall.SysProcAttr, args []string) (*Child, error) {
	goR, goW, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	defer goR.Close()
	repR, repW, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], errors.Join(err, goW.Close()))
	}
	defer repW.Close()
	null, err := os.Open(os.DevNull)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], errors.Join(err, goW.Close(), repR.Close()))
	}
	defer null.Close()
	pid, ended, err := start("/proc/self/exe", append([]string{os.Args[0]}, args...), &syscall.ProcAttr{
		Env:   os.Environ(),
		Files: []uintptr{null.Fd(), log.Fd(), log.Fd(), goR.Fd(), repW.Fd()},
		Sys:   sys,
	})
	if err != nil {
		return nil, errors.Join(err, goW.Close(), repR.Close())
	}
	return &Child{Pid: pid, Ended: ended, release: goW, report: repR}, nil
}

// Release lets the child begin, and waits until it says that it is ready, or
// why it is not.
func (c *Child) Release() error {
	defer c.report.Close()
	_, err := c.release.WriteString("go")
	if err = errors.Join(err, c.release.Close()); err != nil {
		return fmt.Errorf("release process %d: %w", c.Pid, err)
	}
	said, err := io.ReadAll(c.report)
	if err != nil {
		return fmt.Errorf("wait for process %d: %w", c.Pid, err)
	}
	switch string(said) {
	case ready:
		return nil
	case "":
		return ErrEnded
	default:
		return errors.New(string(said))
	}
}

const ready = "ready"

// ErrEnded says that a child has ended without a word; its log may have one.
var ErrEnded = errors.New("it ended before it was ready")

// Kill kills a child, if it has not ended yet, and does not wait for its end.
func (c *Child) Kill() { _ = syscall.Kill(c.Pid, syscall.SIGKILL) }

// End ends a child, released or not, and returns when it has ended.
func (c *Child) End(signal syscall.Signal) error {
	// One that still waits for its release takes this for the parent's end. It
	// is no error if there is nothing to close any more.
	c.release.Close()
	c.report.Close()
	if err := syscall.Kill(c.Pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("end process %d: %w", c.Pid, err)
	}
	<-c.Ended
	return nil
}

// AwaitRelease is the first thing that a child does: it blocks until its
// parent has finished with it.
func AwaitRelease() error {
	syscall.CloseOnExec(releaseFD)
	syscall.CloseOnExec(reportFD)
	gate := os.NewFile(releaseFD, "release")
	defer gate.Close()
	said, err := io.ReadAll(gate)
	if err != nil {
		return fmt.Errorf("wait for release: %w", err)
	}
	if len(said) == 0 {
		return errors.New("wait for release: the parent has gone")
	}
	return nil
}

// EnterCgroupNamespace makes the control group that the process is in the root
// of what it sees, and runs this program anew with args, as the same process.
// It returns only to report an error.
func EnterCgroupNamespace(args ...string) error {
	// A namespace is joined by one thread; running a program leaves only the
	// thread that does it, so every thread after it is in the namespace.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWCGROUP); err != nil {
		return fmt.Errorf("make a cgroup namespace: %w", err)
	}
	if _, err := unix.FcntlInt(reportFD, unix.F_SETFD, 0); err != nil {
		return fmt.Errorf("keep the report open: %w", err)
	}
	err := unix.Exec("/proc/self/exe", append([]string{os.Args[0]}, args...), os.Environ())
	return fmt.Errorf("run again in the cgroup namespace: %w", err)
}

// Resume is the first thing that a child does after EnterCgroupNamespace.
func Resume() {
	// Nobody that it starts may hold the report open.
	syscall.CloseOnExec(reportFD)
}

// Report tells the waiting parent how the child's start went; nil means that
// it is ready.
func Report(failure error) error {
	f := os.NewFile(reportFD, "report")
	said := ready
	if failure != nil {
		// One line: it is shown to the user.
		said = strings.Join(strings.Fields(failure.Error()), " ")
	}
	_, err := f.WriteString(said)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("report to the parent: %w", err)
	}
	return nil
}
