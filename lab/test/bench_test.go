package test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const benchLab = "ibench"

// idleFor is how long a lab is watched that has nothing to do.
const idleFor = 30 * time.Second

// BenchmarkLab boots a lab from nothing, runs a pod, and looks at what the lab
// needs when it has nothing to do. All figures but the last three are seconds
// since up was called.
func BenchmarkLab(b *testing.B) {
	// It has had the images unpacked, which is done once for all labs.
	if err := exec.Command(program(), "down", sharedLab).Run(); err != nil {
		b.Fatal(err)
	}
	var ready, up, pod, memory, cpu, disk float64
	for b.Loop() {
		began := time.Now()
		out, err := exec.Command(program(), "up", benchLab).CombinedOutput()
		if err != nil {
			b.Fatalf("up: %v\n%s", err, out)
		}
		up += time.Since(began).Seconds()
		ready += untilReady(b, string(out))
		kubectl := []string{"--kubeconfig", filepath.Join(dataDir(), "labs", benchLab, "kubeconfig")}
		for _, args := range [][]string{
			{"run", "p", "--image=" + busybox, "--", "sleep", "100000"},
			{"wait", "--for=condition=Ready", "pod/p", "--timeout=60s"},
		} {
			if out, err := exec.Command(kubectlProgram(), append(kubectl, args...)...).CombinedOutput(); err != nil {
				b.Fatalf("%v: %v\n%s", args, err, out)
			}
		}
		pod += time.Since(began).Seconds()
		processes := processesOf(b, benchLab)
		before := cpuSeconds(b, processes)
		time.Sleep(idleFor)
		cpu += 100 * (cpuSeconds(b, processes) - before) / idleFor.Seconds()
		memory += proportional(b, processes)
		disk += used(b, filepath.Join(dataDir(), "labs", benchLab))
		if out, err := exec.Command(program(), "down", benchLab).CombinedOutput(); err != nil {
			b.Fatalf("down: %v\n%s", err, out)
		}
	}
	n := float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ready/n, "s-to-node-ready")
	b.ReportMetric(up/n, "s-to-end-of-up")
	b.ReportMetric(pod/n, "s-to-first-pod")
	b.ReportMetric(memory/n, "MiB-idle")
	b.ReportMetric(cpu/n, "%core-idle")
	b.ReportMetric(disk/n, "MiB-on-disk")
}

var stepTime = regexp.MustCompile(`✓ (.*?) +([0-9.]+) s`)

// untilReady adds up the steps of up until the nodes are Ready.
func untilReady(b *testing.B, said string) float64 {
	b.Helper()
	var sum float64
	for _, match := range stepTime.FindAllStringSubmatch(said, -1) {
		seconds, err := strconv.ParseFloat(match[2], 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += seconds
		if match[1] == "nodes are Ready" {
			return sum
		}
	}
	b.Fatalf("no node was Ready:\n%s", said)
	return 0
}

// processesOf returns the /proc directories of all processes of a lab: those
// that were called with its directory, and all in its control group.
func processesOf(b *testing.B, lab string) []string {
	b.Helper()
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		b.Fatal(err)
	}
	var own []string
	for _, dir := range dirs {
		command, _ := os.ReadFile(dir + "/cmdline")
		group, _ := os.ReadFile(dir + "/cgroup")
		if strings.Contains(string(command), "/labs/"+lab) || strings.Contains(string(group), "mastery-"+lab+"-") {
			own = append(own, dir)
		}
	}
	return own
}

// proportional is the memory of processes in MiB, with a fair share of what
// they have in common with others.
func proportional(b *testing.B, processes []string) float64 {
	b.Helper()
	var sum float64
	for _, dir := range processes {
		data, err := os.ReadFile(dir + "/smaps_rollup")
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			var kib float64
			if n, _ := fmt.Sscanf(line, "Pss: %f kB", &kib); n == 1 {
				sum += kib / 1024
			}
		}
	}
	return sum
}

// cpuSeconds is how much CPU time processes have used since they began.
func cpuSeconds(b *testing.B, processes []string) float64 {
	b.Helper()
	const ticks = 100 // a second, on every Linux that we know
	var sum float64
	for _, dir := range processes {
		data, err := os.ReadFile(dir + "/stat")
		if err != nil {
			continue
		}
		fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
		for _, f := range fields[11:13] {
			n, err := strconv.ParseFloat(f, 64)
			if err != nil {
				b.Fatal(err)
			}
			sum += n / ticks
		}
	}
	return sum
}

// used is how many MiB a directory has on disk that no other shares.
func used(b *testing.B, dir string) float64 {
	b.Helper()
	var blocks int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		if stat := info.Sys().(*syscall.Stat_t); d.IsDir() || stat.Nlink == 1 {
			blocks += stat.Blocks
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return float64(blocks) / 2048
}
