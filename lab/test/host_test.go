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
	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// A snapshot is what a lab could leave on its host, one line for each thing.
// Other labs that run beside are not looked at.
type snapshot map[string][]string

func takeSnapshot(t *testing.T) snapshot {
	t.Helper()
	s, err := lookAt(map[string]func() ([]string, error){
		"addresses": addresses,
		"cgroups":   cgroups,
		"files":     files,
		"firewall":  firewall,
		"links":     links,
		"mounts":    mounts,
		"processes": processes,
		"routes":    routes,
		"sysctls":   sysctls,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func lookAt(parts map[string]func() ([]string, error)) (snapshot, error) {
	s := snapshot{}
	for what, look := range parts {
		lines, err := look()
		if err != nil {
			return nil, fmt.Errorf("look at %s of the host: %w", what, err)
		}
		slices.Sort(lines)
		s[what] = lines
	}
	return s, nil
}

// lookAtRest looks at what neither belongs to a lab by its name nor changes by
// what others do on the machine meanwhile.
func lookAtRest() (snapshot, error) {
	return lookAt(map[string]func() ([]string, error){"firewall": firewall, "mounts": mounts, "sysctls": sysctls})
}

// clean tells whether nothing is left of all labs of the tests, and the rest of
// the host is as it was before them.
func (s snapshot) clean() error {
	out, err := exec.Command(program(), "gc", "--dry-run").CombinedOutput()
	if err != nil {
		return fmt.Errorf("gc: %w\n%s", err, out)
	}
	if got := string(out); got != "There is nothing to remove.\n" {
		return fmt.Errorf("left behind by the tests:\n%s", got)
	}
	if labs, err := os.ReadDir(filepath.Join(dataDir(), "labs")); len(labs) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("labs left behind by the tests: %v, %w", labs, err)
	}
	after, err := lookAtRest()
	if err != nil {
		return err
	}
	if diff := cmp.Diff(s, after); diff != "" {
		return fmt.Errorf("the host is not as before the tests (-before +after):\n%s", diff)
	}
	return nil
}

// same fails the test if the host is not as it was.
func (s snapshot) same(t *testing.T) {
	t.Helper()
	if diff := cmp.Diff(s, takeSnapshot(t)); diff != "" {
		t.Errorf("the host is not as before (-before +after):\n%s", diff)
	}
}

// foreign tells whether a link belongs to a lab of somebody else, or to the
// lab that other tests share.
func foreign(l netlink.Link) bool {
	alias := l.Attrs().Alias
	return strings.Contains(alias, "/labs/") && filepath.Base(alias) != hostOnly
}

func ownLinks() ([]netlink.Link, error) {
	all, err := netlink.LinkList()
	return slices.DeleteFunc(all, foreign), err
}

func links() ([]string, error) {
	all, err := ownLinks()
	var lines []string
	for _, l := range all {
		lines = append(lines, fmt.Sprintf("%s %s", l.Attrs().Name, l.Attrs().Flags))
	}
	return lines, err
}

func addresses() ([]string, error) {
	all, err := ownLinks()
	var lines []string
	for _, l := range all {
		addrs, err := netlink.AddrList(l, unix.AF_UNSPEC)
		if err != nil {
			return nil, err
		}
		for _, a := range addrs {
			lines = append(lines, l.Attrs().Name+" "+a.String())
		}
	}
	return lines, err
}

func routes() ([]string, error) {
	all, err := ownLinks()
	var lines []string
	for _, l := range all {
		routes, err := netlink.RouteList(l, unix.AF_INET)
		if err != nil {
			return nil, err
		}
		for _, r := range routes {
			lines = append(lines, r.String())
		}
	}
	return lines, err
}

func firewall() ([]string, error) {
	out, err := exec.Command("nft", "list", "ruleset").CombinedOutput()
	return strings.Split(string(out), "\n"), err
}

func mounts() ([]string, error) {
	out, err := os.ReadFile("/proc/self/mountinfo")
	return strings.Split(string(out), "\n"), err
}

func cgroups() ([]string, error) {
	var lines []string
	err := filepath.WalkDir("/sys/fs/cgroup", func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && !d.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), "mastery-") && !strings.Contains(d.Name(), hostOnly) {
			return fs.SkipDir
		}
		lines = append(lines, path)
		return nil
	})
	return lines, err
}

// processes are those that mention the lab that is looked at, in what they
// were called with or in the control group that they are in.
func processes() ([]string, error) {
	dirs, err := filepath.Glob("/proc/[0-9]*")
	var lines []string
	for _, dir := range dirs {
		command, _ := os.ReadFile(dir + "/cmdline")
		group, _ := os.ReadFile(dir + "/cgroup")
		if strings.Contains(string(command)+string(group), hostOnly) {
			lines = append(lines, strings.ReplaceAll(string(command), "\x00", " "))
		}
	}
	return lines, err
}

// files are the names in directories that programs of the lab know of, apart
// from what other programs leave in /tmp.
func files() ([]string, error) {
	var lines []string
	for _, dir := range []string{"/etc", "/opt", "/root/.kube", "/run", "/usr/local", "/var/lib", "/var/log", "/var/run"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			if d.IsDir() && path == "/var/lib/kubectl-mastery-lab" {
				return fs.SkipDir
			}
			lines = append(lines, path)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, pattern := range []string{"*containerd*", "*runc*", "*mastery-lab*", "*notify*"} {
		found, err := filepath.Glob("/tmp/" + pattern)
		if err != nil {
			return nil, err
		}
		lines = append(lines, found...)
	}
	return lines, nil
}

// sysctls are the settings of the whole machine, and those of its own network,
// apart from the few that count what happens.
func sysctls() ([]string, error) {
	counting := []string{
		"/proc/sys/fs", "/proc/sys/kernel/ns_last_pid", "/proc/sys/kernel/pty", "/proc/sys/kernel/random",
		"/proc/sys/net/ipv4/conf", "/proc/sys/net/ipv4/neigh", "/proc/sys/net/ipv6/conf", "/proc/sys/net/ipv6/neigh",
		"/proc/sys/net/netfilter/nf_conntrack_count", "/proc/sys/net/mptcp",
	}
	lines, err := settings("/proc/sys", counting)
	for _, dir := range []string{"/proc/sys/net/ipv4/conf/all", "/proc/sys/net/ipv4/conf/default"} {
		more, moreErr := settings(dir, nil)
		lines, err = append(lines, more...), errors.Join(err, moreErr)
	}
	return lines, err
}

func settings(root string, skip []string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if slices.Contains(skip, path) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		// Some can only be written.
		if value, err := os.ReadFile(path); err == nil {
			lines = append(lines, path+" = "+strings.TrimSpace(string(value)))
		}
		return nil
	})
	return lines, err
}

// loosen gives the host other settings than kubelet wants, so that it would be
// seen if the lab changed them; they are as before after the test.
func loosen(t *testing.T) {
	t.Helper()
	for name, other := range map[string]string{
		"kernel/keys/root_maxbytes": "24000000",
		"kernel/keys/root_maxkeys":  "999999",
		"kernel/panic":              "11",
		"kernel/panic_on_oops":      "0",
		"vm/overcommit_memory":      "0",
	} {
		path := "/proc/sys/" + name
		before, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, []byte(other), 0)
		}
		if err != nil {
			t.Fatalf("set %s: %v", name, err)
		}
		t.Cleanup(func() {
			if err := os.WriteFile(path, before, 0); err != nil {
				t.Errorf("restore %s: %v", name, err)
			}
		})
	}
}
