package network

import (
	"errors"
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// ErrNoFreePlan says that every plan is in use, by a lab or by the host.
var ErrNoFreePlan = errors.New("no address range is free for another lab")

// FreePlan returns the first plan that is not reserved and that clashes with
// no address or route of the host.
func FreePlan(reserved map[int]bool) (Plan, error) {
	var reasons error
	for i := range Plans {
		if reserved[i] {
			continue
		}
		plan, err := PlanFor(i)
		if err != nil {
			return Plan{}, err
		}
		err = plan.CheckFree()
		if err == nil {
			return plan, nil
		}
		if reasons == nil {
			reasons = err
		}
	}
	if reasons == nil {
		return Plan{}, fmt.Errorf("%w: %d labs exist; remove one with down", ErrNoFreePlan, Plans)
	}
	return Plan{}, fmt.Errorf("%w: %w", ErrNoFreePlan, reasons)
}

// CheckFree tells whether the host uses any range of the plan, and for what.
//
// Wider routes than ours are no clash: ours is the more specific one, so a VPN
// that claims all of 10.0.0.0/8 does not forbid a lab.
func (p Plan) CheckFree() error {
	links, err := netlink.LinkList()
	if err != nil {
		return fmt.Errorf("list network links: %w", err)
	}
	names := map[int]string{}
	for _, l := range links {
		names[l.Attrs().Index] = l.Attrs().Name
	}
	addrs, err := netlink.AddrList(nil, unix.AF_INET)
	if err != nil {
		return fmt.Errorf("list addresses: %w", err)
	}
	for _, a := range addrs {
		ones, _ := a.Mask.Size()
		ip, ok := netip.AddrFromSlice(a.IP.To4())
		if !ok {
			continue
		}
		if used := netip.PrefixFrom(ip, ones); p.overlaps(used.Masked()) {
			return fmt.Errorf("address %s on %s overlaps %s", used, names[a.LinkIndex], p.ranges())
		}
	}
	routes, err := netlink.RouteList(nil, unix.AF_INET)
	if err != nil {
		return fmt.Errorf("list routes: %w", err)
	}
	for _, r := range routes {
		if r.Dst == nil {
			continue
		}
		ones, _ := r.Dst.Mask.Size()
		ip, ok := netip.AddrFromSlice(r.Dst.IP.To4())
		if !ok {
			continue
		}
		if used := netip.PrefixFrom(ip, ones); p.covers(used) {
			return fmt.Errorf("route %s through %s overlaps %s", used, names[r.LinkIndex], p.ranges())
		}
	}
	return nil
}

func (p Plan) ranges() string {
	return fmt.Sprintf("%s, %s or %s", p.Nodes, p.Pods, p.Services)
}

func (p Plan) overlaps(q netip.Prefix) bool {
	return p.Nodes.Overlaps(q) || p.Pods.Overlaps(q) || p.Services.Overlaps(q)
}

func (p Plan) covers(q netip.Prefix) bool {
	for _, r := range []netip.Prefix{p.Nodes, p.Pods, p.Services} {
		if q.Bits() >= r.Bits() && r.Contains(q.Addr()) {
			return true
		}
	}
	return false
}
