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

// start runs pause, after the shell that becomes it has started a child of its
// own, and returns the child's process id.
func start(t *testing.T, child string) (pause *exec.Cmd, childID string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pause = exec.CommandContext(t.Context(), "sh", "-c", child+` & echo $! >&3; exec 3>&-; exec "$0"`, self)
	pause.Env = append(os.Environ(), asPause+"=1")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	pause.ExtraFiles = []*os.File{w}
	if err := pause.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, err := fmt.Fscan(r, &childID); err != nil {
		t.Fatal(err)
	}
	return pause, childID
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

func TestEndsQuietly(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			pause, id := start(t, "true")
			awaitCollected(t, id)
			if err := pause.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			if err := pause.Wait(); err != nil {
				t.Errorf("it ended with %v, want exit code 0", err)
			}
		})
	}
}

func TestCollectsChildren(t *testing.T) {
	for name, child := range map[string]string{"ended before it began": "true", "ended later": "sleep 0.3"} {
		t.Run(name, func(t *testing.T) {
			pause, id := start(t, child)
			awaitCollected(t, id)
			if err := pause.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = pause.Wait() // killed, as it should be: without collecting, the child would still be there
		})
	}
}
