package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// asPause makes the test binary be the program that it tests.
const asPause = "BE_PAUSE"

func TestMain(m *testing.M) {
	if os.Getenv(asPause) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// start runs pause as the successor of a shell that has begun a child, which
// ends with endChild, and returns the child's process id. The child is pause's
// to collect: it ends when the shell is no more.
func start(t *testing.T) (pause *exec.Cmd, childID string, endChild func()) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tellRead, tell := pipe(t)
	lifeRead, life := pipe(t)
	pause = exec.CommandContext(t.Context(), "sh", "-c", `cat <&4 & echo $! >&3; exec 3>&- 4<&-; exec "$0"`, self)
	pause.Env = append(os.Environ(), asPause+"=1")
	pause.ExtraFiles = []*os.File{tell, lifeRead}
	if err := pause.Start(); err != nil {
		t.Fatal(err)
	}
	tell.Close()
	if _, err := fmt.Fscan(tellRead, &childID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the shell has become pause", func() bool {
		program, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pause.Process.Pid))
		return err == nil && program == self
	})
	return pause, childID, func() { life.Close() }
}

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		w.Close()
	})
	return r, w
}

// eventually asks until it is so; there is no event to wait for.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(20 * time.Second); !so(); {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("not within 20 s: %s", what)
		}
	}
}

// awaitCollected waits until pause has collected its child; it listens to
// signals before it does that.
func awaitCollected(t *testing.T, id string) {
	t.Helper()
	eventually(t, "the child is collected", func() bool {
		_, err := os.Stat(filepath.Join("/proc", id))
		return errors.Is(err, os.ErrNotExist)
	})
}

func TestCollectsChildrenAndEndsQuietly(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			pause, child, endChild := start(t)
			endChild()
			awaitCollected(t, child)
			if err := pause.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			if err := pause.Wait(); err != nil {
				t.Errorf("it ended with %v, want exit code 0", err)
			}
		})
	}
}
