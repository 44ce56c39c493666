package test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// TestCollect makes, in a data directory of its own, what labs leave that were
// killed, beside what is not to be touched.
func TestCollect(t *testing.T) {
	t.Parallel()
	root, other := state.Root(t.TempDir()), state.Root(t.TempDir())
	lost := newRemains(t, root)
	lost.file("labs/half/nodes/n/kept")
	lost.lab("unfinished", true)
	lost.file("labs/damaged/lab.json", "labs/damaged/nodes/n/kept")
	lost.file("templates/.next/kept", "templates/.log-1", "templates/whole/kept", "locks/gone", "locks/damaged", "locks/stopped", "locks/half")
	lost.lab("stopped", false)
	lost.lab("busy", true)
	// The test itself holds it until it ends: a lock that nobody refers to is
	// closed with its file, whenever memory is collected.
	held, err := state.TryLock(root.CommandLock("busy"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := held.Unlock(); err != nil {
			t.Error(err)
		}
	})
	damaged, ghost, stopped := root.Lab("damaged"), root.Lab("ghost"), root.Lab("stopped")
	lost.group(damaged, "fabric").run(damaged)
	lost.group(ghost, "fabric").run(ghost)
	lost.group(stopped, "fabric")
	notOurs := []sandbox.Group{
		lost.group(other.Lab("ghost"), "fabric").Group,
		lost.group(root.Lab("no-lab"), "").Group,
		lost.group(root.Lab("not-ours"), "fabric").run(other.Lab("not-ours")).Group,
	}
	before := lost.files()
	// Links of ours and of another's, in a network that nobody else is in.
	const links = `
ip link add mastery-lab10 type veth peer name peer10 && ip link set mastery-lab10 alias "$1" &&
ip link add mastery-lab11 type veth peer name peer11 && ip link set mastery-lab11 alias "$2" && shift 2 && "$@"
code=$?; ip -o link | grep -o 'mastery-lab[0-9]*' | sort -u; exit $code`
	gc := func(args ...string) result {
		args = append([]string{program(), "gc", "--data-dir", string(root)}, args...)
		return runProgram(t, exec.CommandContext(t.Context(), "unshare",
			append([]string{"--net", "sh", "-c", links, "sh", string(ghost), string(other.Lab("ghost"))}, args...)...))
	}
	what := func(done string) string {
		var b strings.Builder
		for _, line := range []string{
			"control group " + damaged.Group() + " of lab damaged, whose record is damaged",
			fmt.Sprintf("directory %s/labs/damaged of a lab whose record is damaged", root),
			fmt.Sprintf("lock %s/locks/damaged of a lab that is gone", root),
			"control group " + ghost.Group() + " of lab ghost, which is gone",
			"link mastery-lab10 of lab ghost, which is gone",
			fmt.Sprintf("lock %s/locks/gone of a lab that is gone", root),
			fmt.Sprintf("directory %s/labs/half of a lab that is not whole", root),
			fmt.Sprintf("lock %s/locks/half of a lab that is gone", root),
			"control group " + stopped.Group() + " of lab stopped, which does not run",
			fmt.Sprintf("directory %s/labs/unfinished of a lab that is not whole", root),
			fmt.Sprintf("unfinished image template %s/templates/.log-1", root),
			fmt.Sprintf("unfinished image template %s/templates/.next", root),
		} {
			fmt.Fprintln(&b, done, line)
		}
		return b.String()
	}
	const busy = "A command is at work on lab busy, which was left alone.\n"

	r := gc("--dry-run")
	if diff := cmp.Diff(result{stdout: what("would remove") + "mastery-lab10\nmastery-lab11\n", stderr: busy}, r, cmp.AllowUnexported(result{})); diff != "" {
		t.Errorf("dry run (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, lost.files()); diff != "" {
		t.Errorf("a dry run changes something (-before +after):\n%s", diff)
	}
	r = gc()
	if diff := cmp.Diff(result{stdout: what("removed") + "mastery-lab11\n", stderr: busy}, r, cmp.AllowUnexported(result{})); diff != "" {
		t.Errorf("collection (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"labs/busy/lab.json", "labs/stopped/lab.json", "locks/busy", "locks/stopped", "templates/whole/kept",
	}, slices.DeleteFunc(lost.files(), func(f string) bool { return f == "lock" })); diff != "" {
		t.Errorf("files after it (-want +got):\n%s", diff)
	}
	for _, dir := range []state.Dir{damaged, ghost, stopped} {
		if lost.groups.Lab(dir.Group()).Exists() {
			t.Errorf("group %s is still there", dir.Group())
		}
	}
	for i, group := range notOurs {
		if !group.Exists() {
			t.Errorf("group %d, which is not ours, is gone", i)
		}
	}
	// Nothing is left, and no link was made.
	r = lab(t, "gc", "--data-dir", string(root))
	if diff := cmp.Diff(result{stderr: busy + "There is nothing to remove.\n"}, r, cmp.AllowUnexported(result{})); diff != "" {
		t.Errorf("second collection (-want +got):\n%s", diff)
	}
}

// remains are what labs leave in a data directory, and control groups.
type remains struct {
	t      *testing.T
	root   state.Root
	groups *sandbox.Hierarchies
}

func newRemains(t *testing.T, root state.Root) *remains {
	t.Helper()
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		t.Fatal(err)
	}
	return &remains{t: t, root: root, groups: groups}
}

// file makes files below the data directory.
func (r *remains) file(names ...string) {
	r.t.Helper()
	for _, name := range names {
		path := filepath.Join(string(r.root), name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o644)); err != nil {
			r.t.Fatal(err)
		}
	}
}

// lab describes a lab.
func (r *remains) lab(name string, unfinished bool) {
	r.t.Helper()
	lab := &state.Lab{Name: name, Nodes: state.NodesOf(name, 1), Unfinished: unfinished}
	if err := lab.Write(r.root.Lab(name)); err != nil {
		r.t.Fatal(err)
	}
}

// files are the names of all files of the data directory.
func (r *remains) files() []string {
	r.t.Helper()
	var names []string
	err := filepath.WalkDir(string(r.root), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(string(r.root), path)
		names = append(names, name)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return names
}

// A leftGroup is a control group that is gone with the test.
type leftGroup struct {
	t *testing.T
	sandbox.Group
}

// group makes the control group of a lab, with another one in it.
func (r *remains) group(dir state.Dir, sub string) leftGroup {
	r.t.Helper()
	group := r.groups.Lab(dir.Group())
	err := group.Create()
	if err == nil && sub != "" {
		err = group.Sub(sub).Create()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		if err := errors.Join(group.Empty(), group.Remove()); err != nil {
			r.t.Error(err)
		}
	})
	return leftGroup{t: r.t, Group: group}
}

// run runs a process in the group that has a lab's directory among its arguments.
func (g leftGroup) run(dir state.Dir) leftGroup {
	g.t.Helper()
	cmd := exec.Command("sh", "-c", "sleep 1000; true", "--dir", string(dir))
	err := cmd.Start()
	if err == nil {
		// It is killed with its group.
		go func() { _ = cmd.Wait() }()
		err = g.Sub("fabric").Add(cmd.Process.Pid)
	}
	if err != nil {
		g.t.Fatal(err)
	}
	return g
}
