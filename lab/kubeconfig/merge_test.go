package kubeconfig

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/kubectl-mastery/kubectl-mastery/lab/pki"
)

const mine = `apiVersion: v1
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

func writeAccess(t *testing.T, ca string) string {
	t.Helper()
	data, err := Access{
		Context: "mastery-lab",
		User:    "mastery-lab",
		Server:  "https://10.80.0.11:6443",
		CA:      []byte(ca),
		Client:  pki.Pair{Cert: []byte("cert"), Key: []byte("key")},
	}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "kubeconfig")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMergeAndUnmerge(t *testing.T) {
	from := writeAccess(t, "ca")
	to := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(to, []byte(mine), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := Merge(from, to, os.Getuid(), os.Getgid()); err != nil {
			t.Fatal(err)
		}
	}
	merged, err := clientcmd.LoadFromFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if merged.CurrentContext != "work" || len(merged.Contexts) != 2 || merged.AuthInfos["mastery-lab"] == nil {
		t.Errorf("after merge: current context %q, contexts %v", merged.CurrentContext, merged.Contexts)
	}
	if err := Unmerge(from, to, os.Getuid(), os.Getgid(), false); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mine, string(got)); diff != "" {
		t.Errorf("after unmerge (-before +after):\n%s", diff)
	}
}

// TestMergeIntoNothing makes a kubeconfig, which is gone with what is in it.
func TestMergeIntoNothing(t *testing.T) {
	from := writeAccess(t, "ca")
	to := filepath.Join(t.TempDir(), ".kube", "config")
	for call, want := range []bool{true, false} {
		if made, err := Merge(from, to, os.Getuid(), os.Getgid()); err != nil || made != want {
			t.Fatalf("call %d: made %t, error %v", call, made, err)
		}
	}
	merged, err := clientcmd.LoadFromFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if merged.CurrentContext != "" || merged.Contexts["mastery-lab"] == nil {
		t.Errorf("after merge: current context %q, contexts %v", merged.CurrentContext, merged.Contexts)
	}
	if err := Unmerge(from, to, os.Getuid(), os.Getgid(), true); err != nil {
		t.Fatal(err)
	}
	if there, err := os.ReadDir(filepath.Dir(to)); err != nil || len(there) > 0 {
		t.Errorf("left: %v, error %v", there, err)
	}
	// Nor is it an error that somebody else has removed it.
	if err := Unmerge(from, to, os.Getuid(), os.Getgid(), true); err != nil {
		t.Error(err)
	}
}

// TestUnmergeKeeps leaves a kubeconfig that has got something else, or that was there
// before.
func TestUnmergeKeeps(t *testing.T) {
	for what, tt := range map[string]struct {
		before func(t *testing.T, to string)
		made   bool
	}{
		"was there": {before: func(*testing.T, string) {}},
		"has more": {made: true, before: func(t *testing.T, to string) {
			config, err := clientcmd.LoadFromFile(to)
			if err != nil {
				t.Fatal(err)
			}
			config.Contexts["own"] = &api.Context{Cluster: "own"}
			if err := clientcmd.WriteToFile(*config, to); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(what, func(t *testing.T) {
			from := writeAccess(t, "ca")
			to := filepath.Join(t.TempDir(), "config")
			if _, err := Merge(from, to, os.Getuid(), os.Getgid()); err != nil {
				t.Fatal(err)
			}
			tt.before(t, to)
			if err := Unmerge(from, to, os.Getuid(), os.Getgid(), tt.made); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(to); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestMergeRefusesAnotherCluster(t *testing.T) {
	from := writeAccess(t, "ca")
	to := filepath.Join(t.TempDir(), "config")
	other := strings.ReplaceAll(mine, "work", "mastery-lab")
	if err := os.WriteFile(to, []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Merge(from, to, os.Getuid(), os.Getgid())
	want := "change kubeconfig: " + to + ` has another cluster "mastery-lab" already: rename it there, or give the lab another name`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	// Nor is it taken out.
	if err := Unmerge(from, to, os.Getuid(), os.Getgid(), false); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(to)
	if err != nil || string(got) != other {
		t.Errorf("changed to %s, error %v", got, err)
	}
}

func TestUnmergeOfNothing(t *testing.T) {
	to := filepath.Join(t.TempDir(), "config")
	if err := Unmerge(writeAccess(t, "ca"), to, os.Getuid(), os.Getgid(), false); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(to); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a kubeconfig was made: %v", err)
	}
}
