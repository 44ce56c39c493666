package e2e

import (
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

const trapDir = "../traps"

// proven is a line of `author prove` about one case: its mark, the challenge
// where there are several, the fault where there are any, the proof, the verdict
// and the time.
var proven = regexp.MustCompile(`(?m)^\S+ +\d+/\d+ (?:(l\d-\S+) +)?(?:\S+ +)?((?:right|wrong|unfinished|unknown)/\S+) +(\S+) +(\d+ s)$`)

// cleaning is the time that is kept of a test's own: what it has started is to be
// taken down before go test ends it, for that leaves everything.
const cleaning = 3 * time.Minute

// prove runs `kubectl mastery author prove` and returns what it said. Its exit
// code is left to who reads that.
func prove(t *testing.T, kubeconfig string, args ...string) string {
	t.Helper()
	ctx := t.Context()
	if deadline, bounded := t.Deadline(); bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-cleaning))
		defer cancel()
	}
	signalled, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	command := exec.CommandContext(signalled, "kubectl", append([]string{"mastery", "author", "prove"}, args...)...)
	// As the labs are, see up.
	command.Env = append(os.Environ(), "KUBECONFIG="+kubeconfig, "HOME="+t.TempDir(), "GOGC=400")
	command.Cancel = func() error {
		if ctx.Err() == nil {
			// The labs go down under its hands, see run: it would try for minutes to
			// remove what it has made there.
			return command.Process.Kill()
		}
		return command.Process.Signal(os.Interrupt)
	}
	command.WaitDelay = cleaning / 2
	out, err := command.CombinedOutput()
	switch {
	case command.ProcessState == nil:
		t.Fatal(err)
	case ctx.Err() != nil:
		t.Fatalf("not done in the time that there was, %d proofs are\n%s", len(proven.FindAll(out, -1)), complaints(string(out)))
	}
	return string(out)
}

// challengeProofs is what became of one challenge.
type challengeProofs struct {
	Name  string `xml:"name,attr"`
	Cases []struct {
		Name    string `xml:"name,attr"`
		Failure *struct {
			Message string `xml:"message,attr"`
		} `xml:"failure"`
	} `xml:"testcase"`
}

// proveAll proves all challenges of a directory, each as a subtest that fails
// for each case that does not go as it must, and returns all that was said.
func proveAll(t *testing.T, kubeconfig, dir string, args ...string) string {
	t.Helper()
	challenges, err := filepath.Glob(filepath.Join(dir, "*", "challenge.yaml"))
	if err != nil || len(challenges) == 0 {
		t.Fatalf("no challenges in %s: %v", dir, err)
	}
	junit := filepath.Join(t.TempDir(), "junit.xml")
	said := prove(t, kubeconfig, append([]string{"--challenges", dir, "--junit", junit}, args...)...)
	text, err := os.ReadFile(junit)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	var all struct {
		Challenges []challengeProofs `xml:"testsuite"`
	}
	if err := xml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Challenges) != len(challenges) {
		t.Fatalf("%d challenges of %d were proven\n%s", len(all.Challenges), len(challenges), said)
	}
	for _, one := range all.Challenges {
		t.Run(one.Name, func(t *testing.T) {
			for _, line := range closing(said, one.Name) {
				t.Attr("proofs", line)
			}
			if len(one.Cases) < 2 {
				t.Errorf("only %d cases", len(one.Cases))
			}
			for _, c := range one.Cases {
				if c.Failure != nil {
					t.Errorf("%s: %s", c.Name, c.Failure.Message)
				}
			}
		})
	}
	if want := fmt.Sprintf("%d of %d challenges are proven", len(challenges), len(challenges)); !strings.Contains(said, want) {
		t.Errorf("it does not say %q, but\n%s", want, complaints(said))
	}
	return said
}

// complaints is what was said beside cases that went as they must.
func complaints(said string) string {
	var lines []string
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "✓") && !strings.HasPrefix(line, "    mutant, on the cluster: ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// closing are the lines that sum up a challenge.
func closing(said, challenge string) []string {
	var lines []string
	for line := range strings.Lines(said) {
		if rest, ok := strings.CutPrefix(line, challenge+": "); ok {
			lines = append(lines, strings.TrimSpace(rest))
		}
	}
	return lines
}
