package balancer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// An Interface is a network interface of this node as a Link.
type Interface struct{ link netlink.Link }

// NewInterface finds an interface by its name.
func NewInterface(name string) (*Interface, error) {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return nil, fmt.Errorf("find interface %s: %w", name, err)
	}
	return &Interface{link: link}, nil
}

// Addresses returns the interface's IPv4 addresses.
func (i *Interface) Addresses() ([]netip.Addr, error) {
	list, err := netlink.AddrList(i.link, netlink.FAMILY_V4)
	if err != nil {
		return nil, fmt.Errorf("list addresses: %w", err)
	}
	var all []netip.Addr
	for _, a := range list {
		if addr, ok := netip.AddrFromSlice(a.IP.To4()); ok {
			all = append(all, addr)
		}
	}
	return all, nil
}

// Add gives the interface an address, and sends a gratuitous ARP request:
// neighbours that know the address of another node forget that.
func (i *Interface) Add(addr netip.Addr) error {
	err := netlink.AddrAdd(i.link, only(addr))
	if err != nil && !errors.Is(err, unix.EEXIST) {
		return fmt.Errorf("add address %s: %w", addr, err)
	}
	if err := i.tell(addr); err != nil {
		return fmt.Errorf("tell neighbours of %s: %w", addr, err)
	}
	return nil
}

// Remove takes an address from the interface.
func (i *Interface) Remove(addr netip.Addr) error {
	err := netlink.AddrDel(i.link, only(addr))
	if err != nil && !errors.Is(err, unix.EADDRNOTAVAIL) {
		return fmt.Errorf("remove address %s: %w", addr, err)
	}
	return nil
}

// only is an address without a network around it: the node's own address stays
// the one that it speaks with.
func only(addr netip.Addr) *netlink.Addr {
	return &netlink.Addr{IPNet: &net.IPNet{IP: addr.AsSlice(), Mask: net.CIDRMask(32, 32)}}
}

// tell broadcasts who has an address.
func (i *Interface) tell(addr netip.Addr) error {
	attrs := i.link.Attrs()
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("open packet socket: %w", err)
	}
	defer unix.Close(fd)
	to := &unix.SockaddrLinklayer{
		Protocol: networkOrder(unix.ETH_P_ARP),
		Ifindex:  attrs.Index,
		Halen:    6,
		Addr:     [8]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
	}
	return unix.Sendto(fd, gratuitous(attrs.HardwareAddr, addr), 0, to)
}

// gratuitous is an ARP request for an address by its owner (RFC 5227, section 3).
func gratuitous(hardware net.HardwareAddr, addr netip.Addr) []byte {
	ip := addr.As4()
	// Ethernet, IPv4, their lengths, and the operation.
	packet := []byte{0, 1, 0x08, 0x00, 6, 4, 0, 1}
	packet = append(packet, hardware...)
	packet = append(packet, ip[:]...)
	packet = append(packet, make([]byte, 6)...)
	return append(packet, ip[:]...)
}

// networkOrder swaps the bytes of a number where the machine does not have them
// as the network does.
func networkOrder(n uint16) uint16 {
	b := [2]byte{byte(n >> 8), byte(n)}
	return binary.NativeEndian.Uint16(b[:])
}
