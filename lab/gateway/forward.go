package gateway

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
)

// dialFor bounds how long a connection to the world may take.
const dialFor = 30 * time.Second

// forward joins a redirected connection with one to where it was going.
func (g *Gateway) forward(ctx context.Context, in *net.TCPConn) {
	defer in.Close()
	to, err := originalDestination(in)
	if err == nil {
		err = g.refuses(to.Addr())
	}
	if err != nil {
		g.log.Warn("gateway refuses", "from", in.RemoteAddr(), "error", err)
		reset(in)
		return
	}
	dialer := net.Dialer{Timeout: dialFor}
	c, err := dialer.DialContext(ctx, "tcp4", to.String())
	if err != nil {
		g.log.Info("gateway cannot connect", "from", in.RemoteAddr(), "error", err)
		reset(in)
		return
	}
	out := c.(*net.TCPConn)
	defer out.Close()
	stop := context.AfterFunc(ctx, func() {
		reset(in)
		reset(out)
	})
	defer stop()
	var both sync.WaitGroup
	both.Go(func() { pour(out, in) })
	both.Go(func() { pour(in, out) })
	both.Wait()
}

// refuses tells why nothing is to be dialled at an address.
func (g *Gateway) refuses(a netip.Addr) error {
	if g.plan.Nodes.Contains(a) || g.plan.Pods.Contains(a) || g.plan.Services.Contains(a) {
		// Somebody talks to the gateway's own port: dialling it would come back
		// here for ever.
		return fmt.Errorf("%s is inside of the lab", a)
	}
	if network.InLab(a) {
		// The host gets there; labs do not know of one another.
		return fmt.Errorf("%s is inside of another lab", a)
	}
	return nil
}

// pour copies one direction and passes its end on; a broken one ends both.
func pour(to, from *net.TCPConn) {
	if _, err := io.Copy(to, from); err != nil && !errors.Is(err, net.ErrClosed) {
		reset(to)
		reset(from)
		return
	}
	to.CloseWrite()
}

// reset closes a connection as a refused one is closed.
func reset(c *net.TCPConn) {
	// If it does not heed this, it is closed as usual.
	_ = c.SetLinger(0)
	_ = c.Close()
}

// originalDestination is where a connection was going before it was redirected.
func originalDestination(c *net.TCPConn) (netip.AddrPort, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("find original destination: %w", err)
	}
	var found *unix.IPv6Mreq
	var errno error
	err = raw.Control(func(fd uintptr) {
		// The answer is a sockaddr_in; this is the call of the library that
		// returns enough bytes for one.
		found, errno = unix.GetsockoptIPv6Mreq(int(fd), unix.SOL_IP, unix.SO_ORIGINAL_DST)
	})
	if err = errors.Join(err, errno); err != nil {
		return netip.AddrPort{}, fmt.Errorf("find original destination: %w", err)
	}
	// Family, port in network order, address.
	b := found.Multiaddr
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte(b[4:8])), binary.BigEndian.Uint16(b[2:4])), nil
}
