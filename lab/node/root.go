package node

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// machineSettings are those of the whole host that kubelet insists on having
// at these values. It is shown files that say so, and the host keeps its own.
func machineSettings() map[string]string {
	return map[string]string{
		"kernel/keys/root_maxbytes": "25000000",
		"kernel/keys/root_maxkeys":  "1000000",
		"kernel/panic":              "10",
		"kernel/panic_on_oops":      "1",
		"vm/overcommit_memory":      "1",
		"vm/panic_on_oom":           "0",
	}
}

// ownGroup is the control group of the node's own processes, beside those of
// the pods: on cgroup v2 a group that has groups below has no process.
const ownGroup = "system"

// enterRoot makes the node's file system, and leaves the host's.
func enterRoot(o Options, lab *state.Lab, plan network.Plan, config component.Node) error {
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		return err
	}
	dir := o.Dir.Node(o.Name)
	if err := prepareDisk(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(o.Dir.Volumes(), 0o700); err != nil {
		return fmt.Errorf("prepare the directory of volumes: %w", err)
	}
	r := sandbox.NewRoot(dir.Mount())
	// The system is the host's, except for what is peculiar to a machine.
	r.BindSame("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
	r.BindSame("/etc/alternatives", "/etc/ca-certificates", "/etc/ethertypes", "/etc/ld.so.cache",
		"/etc/localtime", "/etc/os-release", "/etc/pki", "/etc/protocols", "/etc/services", "/etc/ssl")
	r.File("/etc/group", "root:x:0:\nnogroup:x:65534:\n")
	r.File("/etc/hostname", o.Name+"\n")
	r.File("/etc/hosts", hosts(lab, plan))
	r.File("/etc/machine-id", machineID(lab, o.Name)+"\n")
	r.File("/etc/nsswitch.conf", "hosts: files dns\n")
	r.File("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n")
	r.File("/etc/resolv.conf", fmt.Sprintf("nameserver %s\n", plan.Gateway()))
	r.BindReadOnly(filepath.Join(o.Payload, "bin"), "/opt/mastery-lab/bin")
	r.BindReadOnly(filepath.Join(o.Payload, "bin", "cni"), "/opt/cni/bin")
	// The multi-call program gets its names here: krew unpacks no archive that
	// holds links, so an installed payload may have none.
	r.Dir(names, 0o755)
	for _, program := range component.KubernetesPrograms() {
		r.Symlink("/opt/mastery-lab/bin/kube", filepath.Join(names, program))
	}
	r.Bind(dir.Kubernetes(), "/etc/kubernetes")
	r.Bind(dir.Home(), "/root")
	r.Bind(dir.Var(), "/var")
	r.Bind(o.Dir.Volumes(), component.Volumes)
	r.Dir("/mnt", 0o755)
	r.Memory("/tmp", "1777")
	r.Memory("/run", "755")
	r.Devices()
	r.Kernel(machineSettings())
	r.Mount("cgroup", groups.MountInside)
	files, err := config.Files()
	if err != nil {
		return err
	}
	for path, content := range files {
		r.File(path, content)
	}
	editable, err := config.Editable()
	if err != nil {
		return err
	}
	for path, content := range editable {
		r.Default(path, content)
	}
	if err := r.Enter(); err != nil {
		return err
	}
	return moveInside(groups)
}

// moveInside puts the node's processes beside those of the pods.
func moveInside(groups *sandbox.Hierarchies) error {
	own := groups.Group(ownGroup)
	if err := own.Create(); err != nil {
		return err
	}
	if err := own.Add(os.Getpid()); err != nil {
		return err
	}
	return groups.Group("").Delegate()
}

// prepareDisk makes the directories that a node's disk starts with.
func prepareDisk(dir state.NodeDir) error {
	for path, mode := range map[string]os.FileMode{
		dir.Home(): 0o700,
		filepath.Join(dir.Kubernetes(), "manifests"): 0o755,
		filepath.Join(dir.Var(), "lib"):              0o755,
		filepath.Join(dir.Var(), "log"):              0o755,
		filepath.Join(dir.Var(), "tmp"):              0o777 | os.ModeSticky,
		filepath.Dir(dir.Status()):                   0o755,
	} {
		if err := errors.Join(os.MkdirAll(path, 0o755), os.Chmod(path, mode)); err != nil {
			return fmt.Errorf("prepare the node's disk: %w", err)
		}
	}
	err := os.Symlink("../run", filepath.Join(dir.Var(), "run"))
	if err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("prepare the node's disk: %w", err)
	}
	return nil
}

func hosts(lab *state.Lab, plan network.Plan) string {
	var b strings.Builder
	b.WriteString("127.0.0.1 localhost\n")
	for _, n := range lab.Nodes {
		fmt.Fprintf(&b, "%s %s\n", plan.Node(n.Number), n.Name)
	}
	return b.String()
}

// machineID is the same at each start, and no other node's.
func machineID(lab *state.Lab, node string) string {
	sum := sha256.Sum256([]byte(lab.Created.String() + node))
	return fmt.Sprintf("%x", sum[:16])
}
