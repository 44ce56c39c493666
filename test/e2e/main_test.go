// Package e2e tests kubectl mastery as people run it: the built binary, found
// by kubectl on PATH, against real clusters in labs of its own.
package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// useCluster names the variable with the kubeconfig of a cluster that is there
// already; to use it saves the time of booting one.
const useCluster = "KUBECTL_MASTERY_TEST_KUBECONFIG"

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "FAIL:", err)
		code = 1
	}
	os.Exit(code)
}

// run has the tests find the built programs, and their labs a directory that
// is gone afterwards.
func run(m *testing.M) (code int, err error) {
	build, err := filepath.Abs("../../build")
	if err != nil {
		return 0, err
	}
	for _, needed := range []string{"kubectl", "kubectl-mastery", "kubectl-mastery-lab"} {
		if _, err := os.Stat(filepath.Join(build, needed)); err != nil {
			return 0, fmt.Errorf("run `make build` first: %w", err)
		}
	}
	data, err := os.MkdirTemp("/var/tmp", "mastery-e2e-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	for key, value := range map[string]string{
		"PATH":                         build + string(os.PathListSeparator) + os.Getenv("PATH"),
		"KUBECTL_MASTERY_LAB_DATA_DIR": data,
	} {
		if err := os.Setenv(key, value); err != nil {
			return 0, err
		}
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-interrupted
		if err := errors.Join(downAll(data), os.RemoveAll(data)); err != nil {
			fmt.Fprintln(os.Stderr, "interrupted, and something is left:", err)
		}
		os.Exit(1)
	}()
	return m.Run(), nil
}

// downAll takes down the terminals and labs that tests which were cut off have
// left.
func downAll(data string) error {
	var commands []*exec.Cmd
	sockets, err := filepath.Glob(filepath.Join(data, "tmux-*", "*"))
	for _, socket := range sockets {
		commands = append(commands, exec.Command("tmux", "-S", socket, "kill-server"))
	}
	labs, failed := filepath.Glob(filepath.Join(data, "labs", "*"))
	err = errors.Join(err, failed)
	for _, dir := range labs {
		commands = append(commands, exec.Command("kubectl-mastery-lab", "down", filepath.Base(dir)))
	}
	for _, command := range commands {
		if out, failed := command.CombinedOutput(); failed != nil {
			err = errors.Join(err, fmt.Errorf("%w: %s", failed, out))
		}
	}
	return err
}

// cluster gives a test a cluster of its own and returns its kubeconfig; the
// test then runs beside others. Where one cluster is given for all tests, they
// run one after the other.
func cluster(t *testing.T, name string) string {
	t.Helper()
	if given := os.Getenv(useCluster); given != "" {
		return given
	}
	t.Parallel()
	t.Cleanup(func() { lab(t, "down", name) })
	up(t, name)
	return lab(t, "kubeconfig", name)
}

// up boots a lab, whose programs may take more memory than usual and so take an
// eighth less of the processors, which these tests keep busy all the time.
func up(t *testing.T, name string, flags ...string) {
	t.Helper()
	lab(t, append([]string{"up", name, "--gc-percent", "400"}, flags...)...)
}

// lab runs a command of the lab and returns its result.
func lab(t *testing.T, args ...string) string {
	t.Helper()
	var said strings.Builder
	command := exec.Command("kubectl-mastery-lab", args...)
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("kubectl-mastery-lab %v: %v\n%s", args, err, said.String())
	}
	return strings.TrimSpace(string(out))
}
