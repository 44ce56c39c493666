// Package gateway lets a lab reach the world through its host without any
// change to the host: TCP that leaves the lab is accepted inside the lab's
// network and dialled anew from the host's, and names are resolved as the
// host resolves them.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
)

// Port is where redirected connections arrive in the lab's network.
const Port = 15001

// A Gateway is the set of sockets in a lab's network.
type Gateway struct {
	plan network.Plan
	log  *slog.Logger
	tcp  *net.TCPListener
	udp  *net.UDPConn
	dns  *net.TCPListener
}

// Listen opens the sockets; to be called in the lab's network namespace.
func Listen(plan network.Plan, log *slog.Logger) (*Gateway, error) {
	g := &Gateway{plan: plan, log: log}
	var errs [3]error
	g.tcp, errs[0] = net.ListenTCP("tcp4", net.TCPAddrFromAddrPort(netip.AddrPortFrom(plan.Gateway(), Port)))
	g.udp, errs[1] = net.ListenUDP("udp4", net.UDPAddrFromAddrPort(netip.AddrPortFrom(plan.Gateway(), 53)))
	g.dns, errs[2] = net.ListenTCP("tcp4", net.TCPAddrFromAddrPort(netip.AddrPortFrom(plan.Gateway(), 53)))
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("open gateway: %w", err)
	}
	return g, nil
}

// Serve works until ctx is done; to be called in the host's network namespace.
func (g *Gateway) Serve(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() {
		// Those who read from them see the end.
		_ = g.tcp.Close()
		_ = g.udp.Close()
		_ = g.dns.Close()
	})
	defer stop()
	relay := &relay{host: g.plan.Host()}
	go g.serveUDP(ctx, relay)
	go accept(ctx, g.log, g.dns, func(c *net.TCPConn) { relay.serveTCP(ctx, c) })
	accept(ctx, g.log, g.tcp, func(c *net.TCPConn) { g.forward(ctx, c) })
}

// accept gives each connection to its own goroutine until the listener is
// closed.
func accept(ctx context.Context, log *slog.Logger, l *net.TCPListener, serve func(*net.TCPConn)) {
	for {
		c, err := l.AcceptTCP()
		if errors.Is(err, net.ErrClosed) || ctx.Err() != nil {
			return
		}
		if err != nil {
			log.Warn("gateway cannot accept", "on", l.Addr(), "error", err)
			continue
		}
		go serve(c)
	}
}
