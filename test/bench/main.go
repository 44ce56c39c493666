// Command bench measures the lab and the plugin on this machine and prints the
// table of docs/performance.md. It boots a lab of its own, several times.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	labName = "bench"
	boots   = 5
	calls   = 10
	idle    = 30 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run of the program.
type bench struct {
	build, kubeconfig string
}

func run(ctx context.Context) (err error) {
	b := &bench{}
	if b.build, err = filepath.Abs("build"); err != nil {
		return err
	}
	data, err := os.MkdirTemp("/var/tmp", "mastery-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	home := filepath.Join(data, "home")
	for key, value := range map[string]string{
		"KUBECTL_MASTERY_LAB_DATA_DIR": data, "HOME": home, "XDG_STATE_HOME": filepath.Join(home, "state"),
		"PATH": b.build + ":" + os.Getenv("PATH"),
	} {
		if err := os.Setenv(key, value); err != nil {
			return err
		}
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err
	}
	fmt.Printf("Load before: %s\n\n| what | median | from | to |\n|---|---|---|---|\n", strings.TrimSpace(string(load)))
	defer func() { err = errors.Join(err, b.lab(context.WithoutCancel(ctx), "down", labName)) }()
	if err := b.boots(ctx); err != nil {
		return err
	}
	if err := b.idle(ctx, data); err != nil {
		return err
	}
	return b.plugin(ctx)
}

func (b *bench) lab(ctx context.Context, args ...string) error {
	out, err := exec.CommandContext(ctx, "kubectl-mastery-lab", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("kubectl-mastery-lab %v: %w\n%s", args, err, out)
	}
	return nil
}

// boots measures `lab up` from nothing. The template of images is made by a
// first boot that does not count.
func (b *bench) boots(ctx context.Context) error {
	var ready, end, pod []float64
	for i := range boots + 1 {
		if err := b.lab(ctx, "down", labName); err != nil && i > 0 {
			return err
		}
		began := time.Now()
		out, err := exec.CommandContext(ctx, "kubectl-mastery-lab", "up", labName).CombinedOutput()
		if err != nil {
			return fmt.Errorf("lab up: %w\n%s", err, out)
		}
		ended := time.Since(began)
		path, err := exec.CommandContext(ctx, "kubectl-mastery-lab", "kubeconfig", labName).Output()
		if err != nil {
			return err
		}
		b.kubeconfig = strings.TrimSpace(string(path))
		if err := os.Setenv("KUBECONFIG", b.kubeconfig); err != nil {
			return err
		}
		if err := firstPod(ctx); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		pod = append(pod, time.Since(began).Seconds())
		end = append(end, ended.Seconds())
		at, err := readyAt(string(out))
		if err != nil {
			return err
		}
		ready = append(ready, at)
	}
	row("from nothing to node Ready, s", "%.1f", ready)
	row("from nothing to the end of `up` (DNS answers), s", "%.1f", end)
	row("from nothing to a pod Running, made after `up`, s", "%.1f", pod)
	return nil
}

// readyAt adds up the steps that `up` prints, until the nodes are Ready.
func readyAt(output string) (float64, error) {
	total := 0.0
	for line := range strings.SplitSeq(output, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[len(fields)-1] != "s" {
			continue
		}
		took, err := strconv.ParseFloat(fields[len(fields)-2], 64)
		if err != nil {
			continue
		}
		total += took
		if strings.Contains(line, "nodes are Ready") {
			return total, nil
		}
	}
	return 0, fmt.Errorf("no step says that the nodes are Ready:\n%s", output)
}

func firstPod(ctx context.Context) error {
	for _, args := range [][]string{
		{"run", "first", "--image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2", "--restart=Never", "--", "sleep", "600"},
		{"wait", "--for=condition=Ready", "pod/first", "--timeout=60s"},
	} {
		if out, err := exec.CommandContext(ctx, "kubectl", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("kubectl %v: %w\n%s", args, err, out)
		}
	}
	return nil
}

// idle measures what the lab takes while nothing happens.
func (b *bench) idle(ctx context.Context, data string) error {
	pids, err := processes(ctx)
	if err != nil {
		return err
	}
	memory := 0.0
	for _, pid := range pids {
		memory += proportional(pid)
	}
	before := cpu(pids)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(idle):
	}
	used := cpu(pids) - before
	row("idle: memory, proportional, MiB", "%.0f", []float64{memory / 1024})
	row("idle: CPU, % of one core", "%.1f", []float64{100 * used / idle.Seconds()})
	size, err := exec.CommandContext(ctx, "du", "-sm", data).Output()
	if err != nil {
		return err
	}
	onDisk, err := strconv.ParseFloat(strings.Fields(string(size))[0], 64)
	if err != nil {
		return err
	}
	row("on disk: a lab with its images, MiB", "%.0f", []float64{onDisk})
	payload, err := exec.CommandContext(ctx, "du", "-sm", filepath.Join(b.build, "mastery-lab")).Output()
	if err != nil {
		return err
	}
	onDisk, err = strconv.ParseFloat(strings.Fields(string(payload))[0], 64)
	if err != nil {
		return err
	}
	row("on disk: the lab's programs and archives, MiB", "%.0f", []float64{onDisk})
	return nil
}

// processes are those of the lab's node and what they started.
func processes(ctx context.Context) ([]int, error) {
	out, err := exec.CommandContext(ctx, "kubectl-mastery-lab", "status", labName, "-o", "json").Output()
	if err != nil {
		return nil, err
	}
	var labs []struct{ Nodes []struct{ PID int } }
	if err := json.Unmarshal(out, &labs); err != nil {
		return nil, err
	}
	var pids []int
	for _, lab := range labs {
		for _, node := range lab.Nodes {
			pids = append(pids, node.PID)
		}
	}
	for i := 0; i < len(pids); i++ {
		children, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pids[i]))
		if err != nil {
			return nil, err
		}
		for _, file := range children {
			text, err := os.ReadFile(file)
			if err != nil {
				continue // the thread is gone
			}
			for word := range strings.FieldsSeq(string(text)) {
				if pid, err := strconv.Atoi(word); err == nil && !slices.Contains(pids, pid) {
					pids = append(pids, pid)
				}
			}
		}
	}
	return pids, nil
}

// proportional is a process's PSS in KiB; 0 for one that is gone.
func proportional(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
			size, _ := strconv.ParseFloat(fields[1], 64)
			return size
		}
	}
	return 0
}

// cpu is the processor time of processes in seconds (see proc(5), stat).
func cpu(pids []int) float64 {
	const ticks = 100
	total := 0.0
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		user, _ := strconv.ParseFloat(fields[11], 64)
		system, _ := strconv.ParseFloat(fields[12], 64)
		total += (user + system) / ticks
	}
	return total
}

// plugin measures the plugin's own commands.
func (b *bench) plugin(ctx context.Context) error {
	time1 := func(name string, want int, args ...string) error {
		var took []float64
		for range calls {
			began := time.Now()
			out, err := exec.CommandContext(ctx, "kubectl-mastery", args...).CombinedOutput()
			took = append(took, time.Since(began).Seconds())
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != want) {
				return fmt.Errorf("kubectl mastery %v: %w\n%s", args, err, out)
			}
		}
		row(name, "%.2f", took)
		return nil
	}
	if err := time1("`kubectl mastery version`, s", 0, "version"); err != nil {
		return err
	}
	if err := time1("`kubectl mastery list`, s", 0, "list"); err != nil {
		return err
	}
	began := time.Now()
	out, err := exec.CommandContext(ctx, "kubectl-mastery", "start", "l1-pod-crash", "--yes", "--seed", "1").CombinedOutput()
	if err != nil {
		return fmt.Errorf("start: %w\n%s", err, out)
	}
	row("`start l1-pod-crash`, until its symptom shows, s", "%.1f", []float64{time.Since(began).Seconds()})
	if err := time1("`verify --no-wait`, not solved, s", 1, "verify", "--no-wait"); err != nil {
		return err
	}
	began = time.Now()
	if out, err = exec.CommandContext(ctx, "kubectl-mastery", "stop").CombinedOutput(); err != nil {
		return fmt.Errorf("stop: %w\n%s", err, out)
	}
	row("`stop`, until nothing is left, s", "%.1f", []float64{time.Since(began).Seconds()})
	info, err := os.Stat(filepath.Join(b.build, "kubectl-mastery"))
	if err != nil {
		return err
	}
	row("the plugin's binary, MiB", "%.1f", []float64{float64(info.Size()) / (1 << 20)})
	return nil
}

// row prints a figure's median and range.
func row(name, format string, values []float64) {
	sorted := slices.Sorted(slices.Values(values))
	cell := func(v float64) string { return fmt.Sprintf(format, v) }
	if len(sorted) == 1 {
		fmt.Printf("| %s | %s | | |\n", name, cell(sorted[0]))
		return
	}
	fmt.Printf("| %s | %s | %s | %s |\n", name, cell(sorted[len(sorted)/2]), cell(sorted[0]), cell(sorted[len(sorted)-1]))
}
