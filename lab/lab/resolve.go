package lab

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// askAgain is how long a query may stay without an answer, or without the
// right one, before it is sent anew: UDP tells of no loss.
const askAgain = 100 * time.Millisecond

// awaitName asks a name server, from the network of a process, until it gives
// that address for a name.
func awaitName(ctx context.Context, pid int, server netip.Addr, name string, want netip.Addr) error {
	for {
		err := askFrom(pid, server, name, want)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("resolve %s: %w", name, errors.Join(context.Cause(ctx), err))
		case <-time.After(askAgain):
		}
	}
}

// askFrom asks once, by a socket of its own: the kernel would keep sending the
// packets of an earlier one where the Service was not yet known.
func askFrom(pid int, server netip.Addr, name string, want netip.Addr) error {
	var conn *net.UDPConn
	err := sandbox.InNetwork(pid, func() error {
		var err error
		conn, err = net.DialUDP("udp4", nil, net.UDPAddrFromAddrPort(netip.AddrPortFrom(server, 53)))
		return err
	})
	if err != nil {
		return err
	}
	defer conn.Close()
	query, err := newQuery(name)
	if err != nil {
		return err
	}
	if err := conn.SetDeadline(time.Now().Add(askAgain)); err != nil {
		return err
	}
	if _, err := conn.Write(query); err != nil {
		return err
	}
	buf := make([]byte, 4096)
	n, err := conn.Read(buf)
	if err != nil {
		return err
	}
	var answer dnsmessage.Message
	if err := answer.Unpack(buf[:n]); err != nil {
		return err
	}
	for _, r := range answer.Answers {
		if a, ok := r.Body.(*dnsmessage.AResource); ok && netip.AddrFrom4(a.A) == want {
			return nil
		}
	}
	return fmt.Errorf("the answer, %s, does not have %s", answer.RCode, want)
}

func newQuery(name string) ([]byte, error) {
	parsed, err := dnsmessage.NewName(name)
	if err != nil {
		return nil, err
	}
	var id [2]byte
	if _, err := rand.Read(id[:]); err != nil {
		return nil, err
	}
	query := dnsmessage.Message{
		Header: dnsmessage.Header{ID: binary.BigEndian.Uint16(id[:]), RecursionDesired: true},
		Questions: []dnsmessage.Question{
			{Name: parsed, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET},
		},
	}
	return query.Pack()
}
