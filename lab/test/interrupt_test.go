package test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestInterrupt presses ctrl-c at every step of up.
func TestInterrupt(t *testing.T) {
	loosen(t)
	before := takeSnapshot(t)
	for steps := range 6 {
		t.Run(fmt.Sprintf("after %d steps", steps), func(t *testing.T) {
			interrupt(t, dataDir(), steps)
			before.same(t)
			if r := lab(t, "status", hostOnly); r.code != 2 || !strings.Contains(r.stderr, "no lab") {
				t.Errorf("the lab is still known: exit code %d, %s", r.code, r.stderr)
			}
		})
	}
	t.Run("while images are unpacked", func(t *testing.T) {
		data := t.TempDir()
		interrupt(t, data, 0)
		before.same(t)
		left, err := filepath.Glob(filepath.Join(data, "templates", "*"))
		if err != nil || left != nil {
			t.Errorf("left behind: %q, error %v", left, err)
		}
	})
}

// interrupt starts a lab, and interrupts that when so many steps are done.
func interrupt(t *testing.T, data string, steps int) {
	t.Helper()
	up := startUp(t, data, steps)
	if err := unix.Kill(-up.cmd.Process.Pid, unix.SIGINT); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(up.said)
	if err != nil {
		t.Fatal(err)
	}
	up.heard.Write(rest)
	if err := up.cmd.Wait(); err == nil {
		t.Errorf("up succeeded though it was interrupted:\n%s", up.heard.String())
	}
	if lines := strings.Split(strings.TrimSpace(up.heard.String()), "\n"); !strings.HasPrefix(lines[len(lines)-1], "error: interrupt") {
		t.Errorf("the last line is %q", lines[len(lines)-1])
	}
}

// An unfinishedUp is at work.
type unfinishedUp struct {
	cmd   *exec.Cmd
	said  *bufio.Reader
	heard strings.Builder
}

// startUp starts a lab, and returns when so many steps are done.
func startUp(t *testing.T, data string, steps int) *unfinishedUp {
	t.Helper()
	lock := filepath.Join(data, "locks", hostOnly)
	if err := os.RemoveAll(lock); err != nil {
		t.Fatal(err)
	}
	up := &unfinishedUp{cmd: exec.Command(program(), "up", hostOnly, "--data-dir", data)}
	// A terminal sends ctrl-c to all processes of a job.
	up.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stderr, err := up.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := up.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	up.said = bufio.NewReader(stderr)
	if steps == 0 {
		// Nothing is said before the first step; its lock tells that it works.
		await(t, "the beginning", func() error {
			_, err := os.Stat(lock)
			return err
		})
	}
	for range steps {
		line, err := up.said.ReadString('\n')
		up.heard.WriteString(line)
		if err != nil {
			t.Fatalf("up ended by itself: %v\n%s", err, up.heard.String())
		}
	}
	return up
}
