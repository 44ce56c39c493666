package e2e

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

const trapDir = "../traps"

// proven is a line of `author prove` about one case.
var proven = regexp.MustCompile(`(?m)^\S+ +\d+/\d+ ((?:right|wrong|unfinished)/\S+) +(\S+) +(\d+ s)$`)

// prove runs the proofs of the challenge in dir, without its mutants.
func prove(t *testing.T, kubeconfig, dir string, args ...string) (string, error) {
	t.Helper()
	args = append([]string{"mastery", "author", "prove", dir, "--mutants=false"}, args...)
	command := exec.Command("kubectl", args...)
	command.Env = append(os.Environ(), "KUBECONFIG="+kubeconfig, "HOME="+t.TempDir())
	out, err := command.CombinedOutput()
	return string(out), err
}
