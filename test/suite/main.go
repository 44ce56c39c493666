// Command suite runs all tests of the repository one after the other and ends
// with one line that counts them. It stops at nothing: each suite runs, and
// the exit code is 1 where anything failed.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// suite is one run of go test.
type suite struct {
	name     string
	dir      string
	args     []string
	packages []string
	// without leaves out the packages whose path contains it.
	without string
}

// stages are run one after the other. Each is some lists of suites: the lists
// run beside each other, and what is in one list in its order. The lab's tests
// on a cluster wait much and compute little, so the units have room beside
// them; both suites with clusters at once would be too much for two cores.
func stages() [][][]suite {
	return [][][]suite{{{
		{name: "plugin, units", dir: ".", packages: []string{"./pkg/...", "./challenges/...", "./release/...", "./test/suite/...", "./test/bench/...", "./test/traps/...", "./test/guide/..."}},
		{name: "images, units", dir: "lab/images", packages: []string{"./..."}},
		{name: "pause, units", dir: "lab/components/pause", packages: []string{"./..."}},
		{name: "agent, units", dir: "lab/components/agent", packages: []string{"./..."}},
		{name: "lab, units", dir: "lab", packages: []string{"./..."}, without: "/test"},
	}, {
		{name: "lab, on a real cluster", dir: "lab", packages: []string{"./test/..."}, args: []string{"-count=1", "-timeout=30m", "-parallel=4"}},
	}}, {{
		{name: "plugin, on a real cluster", dir: ".", packages: []string{"./test/e2e/..."}, args: []string{"-count=1", "-timeout=82m", "-parallel=2"}},
	}}}
}

// event is what go test -json prints, as far as it is of interest here.
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Elapsed float64
	// Key and Value are an attribute that a test has given itself.
	Key, Value string
}

// tally counts tests, and packages that fail outside any test.
type tally struct {
	passed, failed, skipped int
	// failures are what failed, each with the end of what it printed.
	failures []string
}

func (t *tally) add(other tally) {
	t.passed += other.passed
	t.failed += other.failed
	t.skipped += other.skipped
	t.failures = append(t.failures, other.failures...)
}

// fail counts a failure. Its end is kept to be said again where the run ends:
// often that is all of a log that is shown.
func (t *tally) fail(name, output string) {
	const kept = 12 // lines
	lines := strings.Split(strings.TrimRight(output, "\n"), "\n")
	t.failed++
	t.failures = append(t.failures, "FAIL "+name+"\n"+strings.Join(lines[max(0, len(lines)-kept):], "\n")+"\n")
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Stdout)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, out io.Writer) int {
	out = &shared{out: out}
	var total tally
	for _, lists := range stages() {
		tallies := make([]tally, len(lists))
		var beside sync.WaitGroup
		for i, list := range lists {
			beside.Go(func() { tallies[i] = inOrder(ctx, list, out) })
		}
		beside.Wait()
		for _, t := range tallies {
			total.add(t)
		}
	}
	if ctx.Err() != nil {
		fmt.Fprintln(out, "interrupted")
		total.failed++
	}
	// A skipped test proves nothing, so it must not look like a success.
	total.failed += total.skipped
	for _, failure := range total.failures {
		fmt.Fprint(out, failure)
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", total.passed, total.failed)
	if total.failed > 0 || total.passed == 0 {
		return 1
	}
	return 0
}

// inOrder runs suites one after the other.
func inOrder(ctx context.Context, list []suite, out io.Writer) tally {
	var total tally
	for _, s := range list {
		if ctx.Err() != nil {
			break
		}
		began := time.Now()
		fmt.Fprintf(out, "=== %s\n", s.name)
		t, err := s.run(ctx, out)
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", s.name, err)
			t.fail(s.name, err.Error())
		}
		fmt.Fprintf(out, "--- %s: %d passed, %d failed, %d skipped, %.0f s\n", s.name, t.passed, t.failed, t.skipped, time.Since(began).Seconds())
		total.add(t)
	}
	return total
}

// shared is a writer for suites that run beside each other: what is written at
// once stays together.
type shared struct {
	mu  sync.Mutex
	out io.Writer
}

func (s *shared) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(data)
}

// run runs go test and prints the output of what failed, and of nothing else
// but the slow tests' names.
func (s suite) run(ctx context.Context, out io.Writer) (tally, error) {
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return tally{}, err
	}
	packages, err := s.list(ctx)
	if err != nil {
		return tally{}, err
	}
	args := append([]string{"test", "-json"}, s.args...)
	command := exec.CommandContext(ctx, "go", append(args, packages...)...)
	command.Dir, command.Stderr = dir, out
	// The go command leaves it to the terminal to interrupt tests, so all of them
	// are told, and what they have started.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
	command.WaitDelay = 5 * time.Minute // tests take down their clusters
	pipe, err := command.StdoutPipe()
	if err != nil {
		return tally{}, err
	}
	if err := command.Start(); err != nil {
		return tally{}, err
	}
	t := count(pipe, out)
	if err := command.Wait(); err != nil && t.failed == 0 {
		return t, err
	}
	return t, nil
}

// list resolves the suite's patterns to packages.
func (s suite) list(ctx context.Context) ([]string, error) {
	command := exec.CommandContext(ctx, "go", append([]string{"list"}, s.packages...)...)
	command.Dir, command.Stderr = s.dir, os.Stderr
	listed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("list packages: %w", err)
	}
	var packages []string
	for name := range strings.FieldsSeq(string(listed)) {
		if s.without == "" || !strings.Contains(name, s.without) {
			packages = append(packages, name)
		}
	}
	return packages, nil
}

// count reads the events of go test -json. A test with subtests is one that
// is counted by them, unless it fails by itself.
func count(events io.Reader, out io.Writer) tally {
	const slow = 5.0 // seconds; long tests are named so that nobody wonders
	var t tally
	output := map[string]string{}
	// parents are tests with subtests, and whether one of those failed.
	parents := map[string]bool{}
	failedIn := map[string]bool{} // packages with a failed test
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(out, lines.Text()) // what the compiler says is no event
			continue
		}
		key := e.Package + " " + e.Test
		for up, found := e.parent(); found; up, found = up.parent() {
			parents[up.Package+" "+up.Test] = parents[up.Package+" "+up.Test] || e.Action == "fail"
		}
		subtestFailed, isParent := parents[key]
		switch e.Action {
		case "attr":
			fmt.Fprintf(out, "     %s %s: %s\n", key, e.Key, e.Value)
		case "output", "build-output":
			output[key] += e.Output
		case "fail":
			if e.Test == "" && failedIn[e.Package] {
				continue // the package fails because its tests did
			}
			failedIn[e.Package] = true
			said := output[key]
			if e.Test == "" {
				said += output[" "]
			}
			fmt.Fprintf(out, "FAIL %s\n%s", key, said)
			if !subtestFailed {
				t.fail(key, said)
			}
		case "pass":
			if e.Test == "" || isParent {
				continue
			}
			t.passed++
			if e.Elapsed >= slow {
				fmt.Fprintf(out, "ok   %s (%.0f s)\n", key, e.Elapsed)
			}
		case "skip":
			if e.Test != "" {
				t.skipped++
				fmt.Fprintf(out, "SKIP %s\n%s", key, output[key])
			}
		}
	}
	return t
}

// parent is the test that the event's test is a subtest of.
func (e event) parent() (event, bool) {
	i := strings.LastIndex(e.Test, "/")
	if i < 0 {
		return event{}, false
	}
	return event{Package: e.Package, Test: e.Test[:i]}, true
}
