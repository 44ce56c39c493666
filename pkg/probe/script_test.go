//go:build unix

package probe

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostile is what no part of a script may trip over.
const hostile = "a b'\"`$(touch harm)$HOME;touch harm|&*?\\n%s -z"

// TestScript runs the script with programs that only repeat their arguments,
// and finds in its log what each try was to be asked for.
func TestScript(t *testing.T) {
	directory, programs := t.TempDir(), t.TempDir()
	const repeat = "#!/bin/sh\nfor a; do printf '<%s>' \"$a\"; done\n"
	for name, text := range map[string]string{
		"nc": repeat + "cat\n", "dig": repeat, "timeout": "#!/bin/sh\nshift\nexec \"$@\"\n",
		"curl": repeat + "printf 'said so' >&2\n",
	} {
		if err := os.WriteFile(filepath.Join(programs, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	tries := []Try{
		{TCP: &Target{"shop", 80}, Timeout: 2 * time.Second},
		{DNS: &DNS{Name: hostile}},
		{HTTP: &HTTP{Target: Target{"shop", 443}, Path: "/" + hostile, Headers: map[string]string{"X-A": hostile}, TLS: &TLS{}}},
		{HTTP: &HTTP{Target: Target{"shop", 443}, TLS: &TLS{CA: "secret/a:b"}}},
		{HTTP: &HTTP{Target: Target{"shop", 80}, Path: "/" + hostile, Headers: map[string]string{"X-A": hostile}}},
	}
	arguments := []string{"-c", script, "probe", "MARK", "0.05"}
	for _, try := range tries {
		arguments = append(arguments, try.words("MARK", &files{})...)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	command := exec.CommandContext(ctx, "sh", arguments...)
	command.Dir = directory
	command.Env = []string{"PATH=" + programs + ":" + os.Getenv("PATH"), "HOME=harm"}
	// Its loops outlive it; they end as one group.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
	log, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	first, rounds := map[int]line{}, 0
	for scanner := bufio.NewScanner(log); scanner.Scan() && (len(first) < len(tries) || rounds < 3); {
		l, ours := parse(scanner.Text(), "MARK", len(tries))
		if !ours {
			t.Fatalf("%q", scanner.Text())
		}
		if _, known := first[l.index]; !known {
			first[l.index] = l
		}
		rounds = max(rounds, l.round)
	}
	cancel()
	_ = command.Wait() // it goes on until it is ended
	wants := []string{
		"<-z><-v><-w><2><--><shop><80>",
		"<-r><+search><+noall><+comments><+answer><+tries=1><+time=3><-q><" + hostile + "><-t><A>",
		"<X-A: " + hostile + ">",
		"",
		"<-v><-w><3><--><shop><80>GET " + escaped("/"+hostile) + " HTTP/1.1\r\n",
	}
	for i, want := range wants {
		if !strings.Contains(first[i].body, want) {
			t.Errorf("try %d: %q, want %q", i, first[i].body, want)
		}
	}
	if want := "<https://shop:443" + escaped("/"+hostile) + ">"; !strings.HasSuffix(first[2].body, want) || first[2].note != "said so" {
		t.Errorf("%+v, want %q", first[2], want)
	}
	if want := "\r\nX-A: " + hostile + "\r\n\r\n"; !strings.HasSuffix(first[4].body, want) {
		t.Errorf("%+v, want %q", first[4], want)
	}
	if got := tries[3].result(first[3], "MARK"); got.Cause != BadTLS || !strings.Contains(got.Error, "key b of secret/a is not there") {
		t.Errorf("without its file: %+v", got)
	}
	if _, err := os.Stat(filepath.Join(directory, "harm")); err == nil {
		t.Error("an argument was run")
	}
}
