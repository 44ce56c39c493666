package preflight

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// TryCommand is the hidden command that runs Try.
const TryCommand = "try-kernel"

// kernel tries what nodes need of the kernel, in namespaces that vanish again:
// what a kernel can do is not to be read anywhere.
func (c Check) kernel() error {
	if err := os.MkdirAll(c.Data, 0o755); err != nil {
		return fmt.Errorf("create data directory: %w", err)
	}
	dir, err := os.MkdirTemp(c.Data, ".try-")
	if err != nil {
		return fmt.Errorf("write to data directory: %w", err)
	}
	defer os.RemoveAll(dir)
	// The child dies with the thread that starts it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	child, err := sandbox.Start(process.Start, os.Stderr, TryCommand, "--dir", dir)
	if err != nil {
		return fmt.Errorf("this machine lets nobody make namespaces, not even root (%w): use a real or virtual machine", err)
	}
	err = child.Release()
	<-child.Ended
	return err
}

// Try does once what nodes do often; dir is on the disk that they will use.
func Try(dir string) error {
	const advice = "use a machine whose kernel can, or load the module"
	for _, t := range []struct {
		what string
		do   func() error
	}{
		{"keep mounts apart", func() error { return unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "") }},
		{"mount overlayfs", func() error { return tryOverlay(dir) }},
		{"make a bridge", func() error {
			return netlink.LinkAdd(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: "br0"}})
		}},
		{"make a veth link", func() error {
			veth := netlink.NewVeth(netlink.LinkAttrs{Name: "a0"})
			veth.PeerName = "b0"
			return netlink.LinkAdd(veth)
		}},
		{"use nftables", tryRules},
	} {
		if err := t.do(); err != nil {
			return fmt.Errorf("this machine cannot %s (%w): %s", t.what, err, advice)
		}
	}
	return nil
}

func tryOverlay(dir string) error {
	var errs [4]error
	for i, name := range []string{"lower", "upper", "work", "merged"} {
		errs[i] = os.Mkdir(filepath.Join(dir, name), 0o755)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	options := fmt.Sprintf("lowerdir=%[1]s/lower,upperdir=%[1]s/upper,workdir=%[1]s/work", dir)
	return unix.Mount("overlay", filepath.Join(dir, "merged"), "overlay", 0, options)
}

// tryRules applies the rules of a fabric and of a node.
func tryRules() error {
	plan, err := network.PlanFor(0)
	if err != nil {
		return err
	}
	return network.ApplyRules(network.FabricRules(plan, 1) + network.NodeRules(plan))
}
