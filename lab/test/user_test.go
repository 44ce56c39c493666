package test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is a user that every machine has.
const nobody = 65534

// A user calls the lab by sudo, and has a kubeconfig already.
type user struct{ config string }

const ownConfig = `apiVersion: v1
clusters:
- cluster:
    server: https://work.example:6443
  name: work
contexts:
- context:
    cluster: work
    user: me
  name: work
current-context: work
kind: Config
users:
- name: me
  user:
    token: secret
`

func newUser(t *testing.T) user {
	t.Helper()
	// Not t.TempDir, which others may not walk into.
	dir := filepath.Join(dataDir(), "user")
	err := os.Mkdir(dir, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "config"), []byte(ownConfig), 0o600)
	}
	for _, path := range []string{dir, filepath.Join(dir, "config")} {
		if err == nil {
			err = os.Chown(path, nobody, nobody)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return user{config: filepath.Join(dir, "config")}
}

// sudo is the environment that sudo makes.
func (u user) sudo() []string {
	return []string{fmt.Sprintf("SUDO_UID=%d", nobody), fmt.Sprintf("SUDO_GID=%d", nobody), "KUBECONFIG=" + u.config}
}

// kubectl runs kubectl as the user.
func (u user) kubectl(t *testing.T, args ...string) result {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), kubectlProgram(), args...)
	cmd.Env = []string{"HOME=/nonexistent"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	return runProgram(t, cmd)
}

// canUse checks that the lab's kubeconfig and the context in the user's own
// are the user's, and that nothing else has changed for them.
func (u user) canUse(t *testing.T, kubeconfig string) {
	t.Helper()
	for _, path := range []string{kubeconfig, u.config} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner != nobody || info.Mode().Perm() != 0o600 {
			t.Errorf("%s belongs to user %d with mode %o", path, owner, info.Mode().Perm())
		}
	}
	context := "--context=mastery-" + hostOnly
	for _, args := range [][]string{{"--kubeconfig", kubeconfig}, {"--kubeconfig", u.config, context}} {
		if err := u.kubectl(t, append(args, "get", "nodes")...).failure(); err != nil {
			t.Errorf("get nodes with %v: %v", args, err)
		}
	}
	if got := u.kubectl(t, "--kubeconfig", u.config, "config", "current-context").stdout; got != "work\n" {
		t.Errorf("current context: got %q, want work", got)
	}
}

func (u user) asBefore(t *testing.T) {
	t.Helper()
	got, err := os.ReadFile(u.config)
	if err != nil || string(got) != ownConfig {
		t.Errorf("the user's kubeconfig is\n%s\nerror %v", got, err)
	}
}
