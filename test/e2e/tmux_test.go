package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// seen bounds how long a test waits for something to show on a terminal.
const seen = 2 * time.Minute

// prompt is that of the shells in a terminal. What they run is over once it
// stands alone in the last line.
const prompt = "$"

// terminal is a terminal of 80 columns and 24 rows, as somebody sits at one: a
// tmux server of its own, which ends with the test.
type terminal struct {
	t      *testing.T
	server []string
	env    []string
}

// pane is one of the shells that a terminal shows.
type pane struct {
	*terminal
	id string
}

// newTerminal starts a shell in a terminal, with a home of its own.
func newTerminal(t *testing.T, kubeconfig string) (*terminal, *pane) {
	t.Helper()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "tmux.conf"), []byte("set -g status off\nset -g history-limit 5000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// In a directory of its own nothing is beside the plugin that somebody has put
	// there, such as the link for completion.
	bin, plugin := filepath.Join(home, "bin"), "kubectl-mastery"
	program, err := exec.LookPath(plugin)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(program, filepath.Join(bin, plugin)); err != nil {
		t.Fatal(err)
	}
	one := &terminal{t: t, server: []string{"-u", "-L", "mastery", "-f", filepath.Join(home, "tmux.conf")}, env: []string{
		"HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "TMUX_TMPDIR=" + os.Getenv("KUBECTL_MASTERY_LAB_DATA_DIR"),
		"KUBECONFIG=" + kubeconfig, "PATH=" + bin + ":" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "SHELL=/bin/sh", "PS1=" + prompt + " ", "TERM=xterm",
	}}
	id := one.tmux("new-session", "-d", "-x", "80", "-y", "24", "-P", "-F", "#{pane_id}", "sh")
	t.Cleanup(func() { one.tmux("kill-server") })
	return one, &pane{one, id}
}

// tmux runs a command of tmux and returns what it prints.
func (one *terminal) tmux(args ...string) string {
	one.t.Helper()
	command := exec.Command("tmux", append(one.server, args...)...)
	command.Env = one.env
	out, err := command.CombinedOutput()
	if err != nil {
		one.t.Fatalf("tmux %v: %v: %s", args, err, out)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// split opens another shell below a pane, which gets half of its rows.
func (p *pane) split() *pane {
	p.t.Helper()
	return &pane{p.terminal, p.tmux("split-window", "-v", "-t", p.id, "-P", "-F", "#{pane_id}", "sh")}
}

// write types a text, sees it, and types the enter key.
func (p *pane) write(text string) {
	p.t.Helper()
	p.tmux("send-keys", "-t", p.id, "-l", text)
	p.await(text, func(all string) bool { return strings.HasSuffix(all, text) })
	p.tmux("send-keys", "-t", p.id, "Enter")
}

// all is all that the pane has shown so far, and still shows or has scrolled
// away. Lines that the terminal had to break are whole.
func (p *pane) all() string {
	p.t.Helper()
	lines := strings.Split(p.tmux("capture-pane", "-p", "-J", "-t", p.id, "-S", "-"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// rows are what the pane shows now.
func (p *pane) rows() []string {
	p.t.Helper()
	return strings.Split(p.tmux("capture-pane", "-p", "-t", p.id), "\n")
}

// await returns all that the pane has shown once that is as it should be.
func (p *pane) await(what string, is func(all string) bool) string {
	p.t.Helper()
	deadline := time.Now().Add(seen)
	for tick := time.NewTicker(50 * time.Millisecond); ; <-tick.C {
		all := p.all()
		if is(all) {
			return all
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s was not seen within %s:\n%s", what, seen, all)
		}
	}
}

// awaitText waits for a text on the terminal.
func (p *pane) awaitText(text string) {
	p.t.Helper()
	p.await(text, func(all string) bool { return strings.Contains(all, text) })
}

// run types a command, gives the answers that its questions are waiting for,
// and returns what stands from the command to the next prompt.
func (p *pane) run(command string, answers ...answer) string {
	p.t.Helper()
	p.idle()
	p.write(command)
	for _, one := range answers {
		p.await(one.question, func(all string) bool { return strings.HasSuffix(all, one.question) })
		p.write(one.text)
	}
	return p.done(command)
}

// answer is what is typed once a question shows.
type answer struct{ question, text string }

// idle waits for the prompt.
func (p *pane) idle() {
	p.t.Helper()
	p.await("the prompt", func(all string) bool { return strings.HasSuffix("\n"+all, "\n"+prompt) })
}

// done returns what stands from a command, typed last, to the next prompt.
func (p *pane) done(command string) string {
	p.t.Helper()
	typed := "\n" + prompt + " " + command + "\n"
	screen := ""
	p.await("the end of "+command, func(all string) bool {
		all = "\n" + all
		at := strings.LastIndex(all, typed)
		text, ended := strings.CutSuffix(all[max(at, 0):], "\n"+prompt)
		screen = strings.TrimPrefix(text, "\n") + "\n"
		return at >= 0 && ended
	})
	return screen
}
