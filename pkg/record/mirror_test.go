package record_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func one(learner, id string) *record.Record {
	r := record.New(learner)
	r.Put("l1-a-b", record.Run{ID: id, Started: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)})
	return r
}

func TestMirror(t *testing.T) {
	state := t.TempDir()
	m := record.NewMirror(state, "uid")
	empty, err := m.Read("ada")
	if err != nil || empty.Learner != "ada" || len(empty.Challenges) != 0 {
		t.Fatalf("without a file: %+v, %v", empty, err)
	}
	for _, id := range []string{"1", "2"} {
		if err := m.Write(one("ada", id)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Write(one("bob", "3")); err != nil {
		t.Fatal(err)
	}
	got, err := m.Read("ada")
	if err != nil {
		t.Fatal(err)
	}
	if d := same(record.Merge(one("ada", "1"), one("ada", "2")), got); d != "" {
		t.Errorf("what was written first is gone:\n%s", d)
	}
	all, err := m.ReadAll()
	if err != nil || len(all.Challenges["l1-a-b"].Runs) != 3 {
		t.Errorf("all: %+v, %v", all, err)
	}
	mirrors, err := record.Mirrors(state)
	if err != nil || len(mirrors) != 1 || mirrors[0].Dir != m.Dir {
		t.Errorf("mirrors: %v, %v", mirrors, err)
	}
}

func TestMirrorIsPrivate(t *testing.T) {
	state := t.TempDir()
	m := record.NewMirror(state, "uid")
	if err := errors.Join(m.Write(one("ada", "1")), m.WriteLocal(record.Local{Learner: "ada"})); err != nil {
		t.Fatal(err)
	}
	want := map[string]os.FileMode{
		m.Dir: 0o700, filepath.Join(m.Dir, record.Name("ada")+".yaml"): 0o600, filepath.Join(m.Dir, "local.json"): 0o600,
	}
	for path, mode := range want {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != mode {
			t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), mode)
		}
	}
	entries, err := os.ReadDir(m.Dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("files are left over: %v, %v", entries, err)
	}
}

// TestMirrorWritesWhole: a reader, or somebody killed in the middle, finds
// the old content or the new, so the file that is there is never written to.
func TestMirrorWritesWhole(t *testing.T) {
	m := record.NewMirror(t.TempDir(), "uid")
	if err := m.Write(one("ada", "1")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(m.Dir, record.Name("ada")+".yaml")
	before, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer before.Close()
	if err := m.Write(one("ada", "2")); err != nil {
		t.Fatal(err)
	}
	now, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	was, err := before.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if os.SameFile(was, now) {
		t.Error("the file was written in place")
	}
	text := make([]byte, was.Size())
	if _, err := before.ReadAt(text, 0); err != nil {
		t.Fatal(err)
	}
	if r, err := record.Parse(text); err != nil || len(r.Challenges["l1-a-b"].Runs) != 1 {
		t.Errorf("the old content is not whole: %v", err)
	}
	// what a killed writer leaves is nobody's record
	if err := os.WriteFile(filepath.Join(m.Dir, ".new-123"), []byte("half a rec"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, err := m.ReadAll(); err != nil || len(all.Challenges["l1-a-b"].Runs) != 2 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestMirrorLeavesWhatItCannotRead(t *testing.T) {
	for name, content := range map[string]string{
		"garbage": "\x00", "newer": "apiVersion: mastery/v9\nkind: Record\n", "edited": "apiVersion: mastery/v1alpha1\nkind: Record\nmine: 1\n", "empty": "",
	} {
		t.Run(name, func(t *testing.T) {
			m := record.NewMirror(t.TempDir(), "uid")
			if err := m.Write(one("bob", "1")); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(m.Dir, record.Name("ada")+".yaml")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := m.Write(one("ada", "2")); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("error does not name the file: %v", err)
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != content {
				t.Errorf("it was changed: %q, %v", got, err)
			}
			all, err := m.ReadAll()
			if err == nil || len(all.Challenges["l1-a-b"].Runs) != 1 {
				t.Errorf("others' records: %+v, %v", all, err)
			}
		})
	}
}

func TestLocal(t *testing.T) {
	m := record.NewMirror(t.TempDir(), "uid")
	if l, err := m.ReadLocal(); err != nil || !reflect.DeepEqual(l, record.Local{}) {
		t.Errorf("without a file: %+v, %v", l, err)
	}
	want := record.Local{Learner: "ada", Agreed: true, Context: "kind", Files: map[string]string{"l1-a-b": "/home/ada/l1-a-b"}}
	if err := m.WriteLocal(want); err != nil {
		t.Fatal(err)
	}
	got, err := m.ReadLocal()
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%s %v", d, err)
	}
	path := filepath.Join(m.Dir, "local.json")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := m.ReadLocal(); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error does not name the file: %v", err)
	}
}

func TestStateDir(t *testing.T) {
	tests := []struct{ xdg, home, want string }{
		{"/state", "/home/ada", "/state/kubectl-mastery"},
		{"", "/home/ada", "/home/ada/.local/state/kubectl-mastery"},
		{"relative", "/home/ada", "/home/ada/.local/state/kubectl-mastery"}, // to be ignored, by the XDG specification
	}
	for _, test := range tests {
		t.Setenv("XDG_STATE_HOME", test.xdg)
		t.Setenv("HOME", test.home)
		if got, err := record.StateDir(); err != nil || got != test.want {
			t.Errorf("%q, %q: %q, %v", test.xdg, test.home, got, err)
		}
	}
	t.Setenv("HOME", "")
	t.Setenv("XDG_STATE_HOME", "")
	if _, err := record.StateDir(); err == nil {
		t.Error("no home, and no error")
	}
}
