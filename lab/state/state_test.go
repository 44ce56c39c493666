package state

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCheckName(t *testing.T) {
	for name, good := range map[string]bool{
		"lab":                               true,
		"a":                                 true,
		"a-1":                               true,
		"abcdefghijklmnopqrstuvwxyz012345":  true,
		"":                                  false,
		"-a":                                false,
		"a-":                                false,
		"A":                                 false,
		"a.b":                               false,
		"../a":                              false,
		"abcdefghijklmnopqrstuvwxyz0123456": false,
	} {
		if err := CheckName(name); (err == nil) != good {
			t.Errorf("name %q: error %v, want good %t", name, err, good)
		}
	}
}

func TestNodesOf(t *testing.T) {
	want := []Node{
		{Name: "mastery-lab-control-plane", ControlPlane: true},
		{Name: "mastery-lab-worker", Number: 1},
		{Name: "mastery-lab-worker2", Number: 2},
	}
	if diff := cmp.Diff(want, NodesOf("lab", 3)); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
}

func TestWriteAndRead(t *testing.T) {
	root := Root(t.TempDir())
	want := &Lab{Name: "a", Index: 3, Created: time.Unix(0, 0).UTC(), Nodes: NodesOf("a", 1)}
	if err := want.Write(root.Lab("a")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(string(root.Lab("half-made")), 0o755); err != nil {
		t.Fatal(err)
	}
	got, damaged, err := root.Labs()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]*Lab{want}, got); diff != "" || len(damaged) > 0 {
		t.Errorf("damaged %v, labs (-want +got):\n%s", damaged, diff)
	}
	if _, err := Read(root.Lab("b")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a lab that is not there: error %v", err)
	}
}

// A damaged description is told from one that is not there, and hides no other lab.
func TestDamaged(t *testing.T) {
	root := Root(t.TempDir())
	whole := &Lab{Name: "whole", Nodes: NodesOf("whole", 2)}
	if err := whole.Write(root.Lab("whole")); err != nil {
		t.Fatal(err)
	}
	dir := root.Lab("a")
	for content, want := range map[string]string{
		"":                  "unexpected end of JSON input",
		"\x00\x00":          "invalid character '\\x00' looking for beginning of value",
		`{"name": "a", "no`: "unexpected end of JSON input",
		`{"name": "a"}`:     "it has no nodes",
		`{"name": "b", "nodes": [{"name": "mastery-b-control-plane", "controlPlane": true}]}`:              `it describes a lab "b"`,
		`{"name": "a", "nodes": [{"name": "../../etc", "controlPlane": true}]}`:                            "its nodes are not those of a lab",
		`{"name": "a", "index": 99, "nodes": [{"name": "mastery-a-control-plane", "controlPlane": true}]}`: "lab index 99 is not between 0 and 11",
	} {
		if err := os.MkdirAll(string(dir), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir.spec(), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Read(dir)
		if damage, ok := errors.AsType[*DamagedError](err); !ok || damage.Path != dir.spec() || damage.Reason.Error() != want {
			t.Errorf("%q: error %v, want %s", content, err, want)
		}
		labs, damaged, err := root.Labs()
		if err != nil || len(labs) != 1 || labs[0].Name != "whole" || len(damaged) != 1 || damaged["a"] == nil {
			t.Errorf("%q: labs %v, damaged %v, error %v", content, labs, damaged, err)
		}
	}
}

func TestGroup(t *testing.T) {
	usual, other := DefaultRoot.Lab("lab").Group(), Root("/srv/labs").Lab("lab").Group()
	if usual != "mastery-lab" || other == usual {
		t.Errorf("groups are %q and %q", usual, other)
	}
}

// TestLock takes a lock in a process of its own: a process never refuses
// itself.
func TestLock(t *testing.T) {
	if path := os.Getenv("TEST_LOCK"); path != "" {
		if _, err := TryLock(path); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stdout.WriteString("locked\n"); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(os.Stdin); err != nil {
			t.Fatal(err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "locks", "a")
	if pid, err := Holder(path); pid != 0 || err != nil {
		t.Errorf("holder of no file: %d, error %v", pid, err)
	}
	other := exec.Command(os.Args[0], "-test.run=^TestLock$")
	other.Env = append(os.Environ(), "TEST_LOCK="+path)
	stdin, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if pid, err := Holder(path); pid != other.Process.Pid || err != nil {
		t.Errorf("holder: %d, error %v, want %d", pid, err, other.Process.Pid)
	}
	if _, err := TryLock(path); !errors.Is(err, ErrHeld) {
		t.Errorf("lock of another: error %v", err)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(stdin.Close(), other.Wait()); err == nil {
		t.Error("it was not killed")
	}
	if pid, err := Holder(path); pid != 0 || err != nil {
		t.Errorf("holder after its end: %d, error %v", pid, err)
	}
	lock, err := TryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Unlock(); err != nil {
		t.Error(err)
	}
}

func TestAwaitReady(t *testing.T) {
	for _, tt := range []struct {
		name   string
		states []string
		want   string
	}{
		{
			name:   "ready at last",
			states: []string{`[{"name":"a","serving":true}]`, `[{"name":"a","serving":true,"ready":true}]`},
		},
		{
			name:   "another is broken",
			states: []string{`[{"name":"a"},{"name":"b","restarts":5,"lastEnd":"exit status 1"}]`},
			want:   "b keeps ending (exit status 1): see its log with logs b",
		},
		{
			name: "nothing comes",
			want: "too late",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := NodeDir(t.TempDir())
			if err := os.MkdirAll(filepath.Dir(dir.Status()), 0o755); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2*time.Second, errors.New("too late"))
			defer cancel()
			result := make(chan error, 1)
			go func() { result <- dir.AwaitReady(ctx, "a") }()
			for _, s := range tt.states {
				if err := WriteFile(dir.Status(), []byte(s), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			err := <-result
			if (err == nil) != (tt.want == "") || err != nil && err.Error() != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestSetAddon(t *testing.T) {
	l := &Lab{}
	for _, a := range []Addon{{"b", "1"}, {"a", ""}, {"b", "2"}} {
		l.SetAddon(a)
	}
	if diff := cmp.Diff([]Addon{{"a", ""}, {"b", "2"}}, l.Addons); diff != "" {
		t.Errorf("add-ons (-want +got):\n%s", diff)
	}
	if a, has := l.Addon("b"); !has || a.Images != "2" {
		t.Errorf("b is %+v, %t", a, has)
	}
	if _, has := l.Addon("c"); has {
		t.Error("c was never added")
	}
}
