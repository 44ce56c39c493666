package e2e

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestTerminal is the whole way of somebody at a terminal, from the first look
// to the last: questions are answered, the outcomes are watched in one half of
// it, and mended in the other. The guide shows what it saw.
func TestTerminal(t *testing.T) {
	kubeconfig := cluster(t, "terminal")
	before, err := objects(t.Context(), kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	one, left := newTerminal(t, kubeconfig)
	screens := map[string]string{}
	see := func(name, screen string, says ...string) {
		t.Helper()
		screens[name] = screen
		for _, text := range says {
			if !strings.Contains(screen, text) {
				t.Errorf("%s does not say %q:\n%s", name, text, screen)
			}
		}
		for _, line := range strings.Split(screen, "\n")[1:] { // below what was typed
			if len([]rune(line)) > 80 && strings.Contains(strings.TrimLeft(line, "- "), " ") && !strings.HasPrefix(line, "  kubectl") { // addresses and commands are kept whole
				t.Errorf("%s: wider than the terminal: %s", name, line)
			}
		}
	}

	see("welcome", left.run("kubectl mastery"), "Become good at Kubernetes", "\nNext: ")
	// Seed 0 is a memory limit that is too low.
	see("start", left.run("kubectl mastery start l1-pod-crash --seed 0", answer{"]:", "ada"}, answer{"[y/N]:", "y"}),
		"\nDone?   kubectl mastery verify\n")
	see("pods", left.run("kubectl -n mastery-l1-pod-crash get pods"), "\nshop-")
	see("hint", left.run("kubectl mastery hint"), "Hint 1 for l1-pod-crash")
	see("not solved", left.run("kubectl mastery verify"), "✗ The shop answers", "Not solved yet: ")

	watch := "kubectl mastery verify --watch"
	left.idle()
	left.write(watch)
	left.awaitText("Go on in another terminal")
	right := left.split()
	see("mend", right.run(fix(t)), "resource requirements updated")
	left.await("what it waits for, in half the rows", func(string) bool {
		rows := left.rows()
		return strings.HasPrefix(rows[0], "✓ The shop answers") && strings.Contains(strings.Join(rows, " "), "Waiting: everything holds")
	})
	left.awaitText("Solved: ")
	right.idle()
	right.write("exit")
	all := left.done(watch)
	see("solved", prompt+" "+watch+"\n"+all[strings.LastIndex(all, "✓ The shop answers"):], "✓ The shop answers", "\nSolved: The shop that never opens\n", "\nWhat it was\n", "https://kubernetes.io/docs/")

	left.run("kubectl mastery start l1-scavenger-hunt") // agreed to already
	see("answer", left.run("kubectl mastery answer port 8080"), "port is 8080", "1 of 10 answered")
	see("several", left.run("kubectl mastery"), "Started: l1-scavenger-hunt", "Solved, and still in the cluster: l1-pod-crash")
	see("progress", left.run("kubectl mastery progress"), "Level 1  Foundation Builder", "1 of ")
	see("stop", left.run("kubectl mastery stop --all"), "l1-pod-crash is stopped; nothing of it is left", "l1-scavenger-hunt is stopped")
	see("uninstall", left.run("kubectl mastery uninstall", answer{"[y/N]:", "y"}), "nothing of yours is left")
	after, err := objects(t.Context(), kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	for _, object := range after.Since(before) {
		t.Errorf("left behind: %s", object)
	}
	if panes := one.tmux("list-panes"); strings.Count(panes, "\n") > 0 {
		t.Errorf("more than one shell is left: %s", panes)
	}
	holdGuide(t, screens)
}

// fix is the proof that mends the fault, as somebody types it.
func fix(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("../../challenges/l1-pod-crash/proof/right/raise-limit.sh")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(script)), "\n")
	about, command := lines[:len(lines)-1], lines[len(lines)-1]
	comment := func(line string) bool { return strings.HasPrefix(line, "#") }
	if !slices.Contains(about, "# faults: cedar") || slices.ContainsFunc(about, func(line string) bool { return !comment(line) }) || comment(command) {
		t.Fatalf("raise-limit.sh is not the one line that the fault wants: %s", script)
	}
	return strings.ReplaceAll(command, `"$NS_MAIN"`, "mastery-l1-pod-crash")
}
