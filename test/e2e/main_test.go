// Package e2e tests kubectl mastery as people run it: the built binary, found
// by kubectl on PATH, against a real cluster in a lab of its own.
package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// place is what all tests of this package share, set up once by TestMain.
var place struct {
	build      string
	kubeconfig string
}

const labName = "e2e"

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "FAIL:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if place.build, err = filepath.Abs("../../build"); err != nil {
		return 0, err
	}
	for _, needed := range []string{"kubectl", "kubectl-mastery", "kubectl-mastery-lab"} {
		if _, err := os.Stat(filepath.Join(place.build, needed)); err != nil {
			return 0, fmt.Errorf("run `make build` first: %w", err)
		}
	}
	if err := os.Setenv("PATH", place.build+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		return 0, err
	}
	// A cluster that is there already saves the time of booting one.
	if place.kubeconfig = os.Getenv("KUBECTL_MASTERY_TEST_KUBECONFIG"); place.kubeconfig != "" {
		return m.Run(), nil
	}
	data, err := os.MkdirTemp("/var/tmp", "mastery-e2e-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	if err := os.Chmod(data, 0o755); err != nil {
		return 0, err
	}
	if err := os.Setenv("KUBECTL_MASTERY_LAB_DATA_DIR", data); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, lab("down", labName)) }()
	if err := lab("up", labName); err != nil {
		return 0, err
	}
	path, err := exec.Command("kubectl-mastery-lab", "kubeconfig", labName).Output()
	if err != nil {
		return 0, fmt.Errorf("find the lab's kubeconfig: %w", err)
	}
	place.kubeconfig = string(path[:len(path)-1])
	return m.Run(), nil
}

func lab(args ...string) error {
	if out, err := exec.Command("kubectl-mastery-lab", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("kubectl-mastery-lab %v: %w\n%s", args, err, out)
	}
	return nil
}
