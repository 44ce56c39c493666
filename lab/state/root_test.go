package state

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestLabOf(t *testing.T) {
	const other Root = "/srv/labs"
	for _, tt := range []struct {
		root  Root
		group string
		want  string
		ok    bool
	}{
		{DefaultRoot, DefaultRoot.Lab("a-b").Group(), "a-b", true},
		{DefaultRoot, other.Lab("a").Group(), "", false},
		{DefaultRoot, "mastery-", "", false},
		{DefaultRoot, "user.slice", "", false},
		{other, other.Lab("a-b").Group(), "a-b", true},
		{other, DefaultRoot.Lab("a").Group(), "", false},
		{other, Root("/srv/more").Lab("a").Group(), "", false},
	} {
		name, ok := tt.root.LabOf(tt.group)
		if ok != tt.ok || ok && name != tt.want {
			t.Errorf("%s in %s: lab %q, %t, want %q", tt.group, tt.root, name, ok, tt.want)
		}
	}
}

// awaitWaiter returns when a process waits for a lock. The kernel lists those who
// do with an arrow (see proc_locks(5)), and tells nobody.
func awaitWaiter(t *testing.T, pid int) {
	t.Helper()
	waits := fmt.Sprintf(" WRITE %d ", pid)
	for began := time.Now(); time.Since(began) < 10*time.Second; runtime.Gosched() {
		locks, err := os.ReadFile("/proc/locks")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(locks)) {
			if strings.Contains(line, "-> ") && strings.Contains(line, waits) {
				return
			}
		}
	}
	t.Fatalf("process %d does not wait for a lock", pid)
}

// TestDiscard removes a lock for which a process waits: that one must not end up
// with a file that nobody else finds.
func TestDiscard(t *testing.T) {
	if path := os.Getenv("TEST_WAIT_LOCK"); path != "" {
		fmt.Println("waiting")
		if _, err := WaitLock(path); err != nil {
			t.Fatal(err)
		}
		fmt.Println("locked")
		// It keeps the lock until it is killed, or this test is.
		_, err := io.Copy(io.Discard, os.Stdin)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "a")
	lock, err := TryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	other := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDiscard$")
	other.Env = append(os.Environ(), "TEST_WAIT_LOCK="+path)
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(out)
	if _, err := said.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	awaitWaiter(t, other.Process.Pid)
	if err := lock.Discard(); err != nil {
		t.Error(err)
	}
	if _, err := said.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if _, err := TryLock(path); !errors.Is(err, ErrHeld) {
		t.Errorf("a second lock: error %v", err)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = other.Wait()
}
