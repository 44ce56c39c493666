package network

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// Names of links inside a lab.
const (
	bridge   = "br0"
	uplink   = "up0"
	nodeLink = "eth0"
)

// ConnectHost makes the one link between the host and the lab whose first
// process is pid, and gives the host its address on it. The link remembers the
// lab that it belongs to.
func ConnectHost(p Plan, lab string, pid int) error {
	veth := netlink.NewVeth(netlink.LinkAttrs{Name: p.HostLink()})
	veth.PeerName = uplink
	veth.PeerNamespace = netlink.NsPid(pid)
	if err := netlink.LinkAdd(veth); err != nil {
		return fmt.Errorf("create link %s: %w", p.HostLink(), err)
	}
	// An alias is not among what a link can be created with.
	if err := netlink.LinkSetAlias(veth, lab); err != nil {
		return fmt.Errorf("label link %s: %w", p.HostLink(), err)
	}
	return configure(p.HostLink(), netip.PrefixFrom(p.Host(), p.Nodes.Bits()))
}

// DisconnectHost removes the link that ConnectHost made for that lab. No link,
// or one of another lab, is no error.
func DisconnectHost(p Plan, lab string) error {
	connected, err := Connected(p)
	if err != nil || connected != lab {
		return err
	}
	return remove(p.HostLink())
}

// Connected returns the lab that a plan's link on the host belongs to; empty if
// there is no such link, or none that a lab has put its name on.
func Connected(p Plan) (lab string, err error) {
	link, err := netlink.LinkByName(p.HostLink())
	if errors.As(err, &netlink.LinkNotFoundError{}) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find link %s: %w", p.HostLink(), err)
	}
	return link.Attrs().Alias, nil
}

// InLab tells whether the host reaches an address through the link of a lab.
func InLab(addr netip.Addr) bool {
	// What has no route is in no lab.
	routes, err := netlink.RouteGet(addr.AsSlice())
	if err != nil || len(routes) == 0 {
		return false
	}
	link, err := netlink.LinkByIndex(routes[0].LinkIndex)
	return err == nil && strings.HasPrefix(link.Attrs().Name, hostLink)
}

// remove deletes a link, and with it its peer. No link is no error.
func remove(name string) error {
	link, err := netlink.LinkByName(name)
	if errors.As(err, &netlink.LinkNotFoundError{}) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find link %s: %w", name, err)
	}
	// The kernel removes a link by itself when the namespace of its peer goes,
	// a moment after its last process: it may be faster than we are.
	if err := netlink.LinkDel(link); err != nil && !errors.Is(err, unix.ENODEV) {
		return fmt.Errorf("delete link %s: %w", name, err)
	}
	return nil
}

// BuildFabric makes the switch that joins host and nodes; to be called in the
// fabric's namespace, after ConnectHost.
func BuildFabric(p Plan) error {
	if err := configure("lo"); err != nil {
		return err
	}
	if err := netlink.LinkAdd(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: bridge}}); err != nil {
		return fmt.Errorf("create bridge: %w", err)
	}
	if err := enslave(uplink); err != nil {
		return err
	}
	// Where the module br_netfilter is loaded, bridged frames would run
	// through our packet rules, which are meant for routed traffic.
	err := os.WriteFile("/proc/sys/net/bridge/bridge-nf-call-iptables", []byte("0"), 0)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("keep bridged frames out of packet rules: %w", err)
	}
	return configure(bridge, netip.PrefixFrom(p.Gateway(), p.Nodes.Bits()))
}

// AttachNode plugs node n, whose first process is pid, into the fabric's
// switch; to be called in the fabric's namespace.
func AttachNode(n, pid int) error {
	name := fmt.Sprintf("node%d", n)
	// That of an earlier process goes some time after it.
	if err := remove(name); err != nil {
		return err
	}
	veth := netlink.NewVeth(netlink.LinkAttrs{Name: name})
	veth.PeerName = nodeLink
	veth.PeerNamespace = netlink.NsPid(pid)
	if err := netlink.LinkAdd(veth); err != nil {
		return fmt.Errorf("create link %s: %w", name, err)
	}
	return enslave(name)
}

// ConfigureNode sets up the links and routes of node n of count; to be called
// in the node's namespace, after AttachNode.
func ConfigureNode(p Plan, n, count int) error {
	if err := configure("lo"); err != nil {
		return err
	}
	if err := configure(nodeLink, netip.PrefixFrom(p.Node(n), p.Nodes.Bits())); err != nil {
		return err
	}
	if err := route(netip.PrefixFrom(netip.IPv4Unspecified(), 0), p.Gateway()); err != nil {
		return err
	}
	for other := range count {
		if other == n {
			continue
		}
		if err := route(p.NodePods(other), p.Node(other)); err != nil {
			return err
		}
	}
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0); err != nil {
		return fmt.Errorf("let the node forward packets: %w", err)
	}
	// On the links that pods will get: what comes from a pod must have its
	// address. With another one it would escape the policies for the pod.
	if err := os.WriteFile("/proc/sys/net/ipv4/conf/default/rp_filter", []byte("1"), 0); err != nil {
		return fmt.Errorf("let the node check where packets come from: %w", err)
	}
	return nil
}

// configure gives a link its addresses and sets it up.
func configure(name string, addrs ...netip.Prefix) error {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return fmt.Errorf("find link %s: %w", name, err)
	}
	for _, a := range addrs {
		if err := netlink.AddrAdd(link, &netlink.Addr{IPNet: ipNet(a)}); err != nil {
			return fmt.Errorf("add address %s to %s: %w", a, name, err)
		}
	}
	if err := netlink.LinkSetUp(link); err != nil {
		return fmt.Errorf("set %s up: %w", name, err)
	}
	return nil
}

func enslave(name string) error {
	master, err := netlink.LinkByName(bridge)
	if err != nil {
		return fmt.Errorf("find bridge: %w", err)
	}
	link, err := netlink.LinkByName(name)
	if err != nil {
		return fmt.Errorf("find link %s: %w", name, err)
	}
	if err := netlink.LinkSetMaster(link, master); err != nil {
		return fmt.Errorf("plug %s into the bridge: %w", name, err)
	}
	return configure(name)
}

func route(dst netip.Prefix, via netip.Addr) error {
	r := &netlink.Route{Dst: ipNet(dst), Gw: via.AsSlice()}
	if err := netlink.RouteAdd(r); err != nil {
		return fmt.Errorf("add route to %s through %s: %w", dst, via, err)
	}
	return nil
}

func ipNet(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), 32)}
}
