package gateway

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

const (
	// maxUDP is the largest answer that the nameservers may send by UDP.
	maxUDP = 65535
	// askFor bounds how long one nameserver may take.
	askFor = 3 * time.Second
	// hostsTTL is for how many seconds an entry of the host's file may be kept.
	hostsTTL = 5
)

// A relay answers from the host's own file of names, and passes all else to
// the host's nameservers as it came, so that answers are theirs to the byte.
type relay struct {
	// host is how the lab reaches the host.
	host netip.Addr
}

func (g *Gateway) serveUDP(ctx context.Context, r *relay) {
	buf := make([]byte, maxUDP)
	for {
		n, from, err := g.udp.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) || ctx.Err() != nil {
			return
		}
		if err != nil {
			g.log.Warn("gateway cannot read a query", "error", err)
			continue
		}
		query := append([]byte(nil), buf[:n]...)
		go func() {
			answer, err := r.answer(ctx, "udp", query)
			if err == nil {
				_, err = g.udp.WriteToUDPAddrPort(answer, from)
			}
			if err != nil {
				g.log.Info("gateway cannot answer a query", "from", from, "error", err)
			}
		}()
	}
}

// serveTCP answers one query after the other; each has its length before it.
func (r *relay) serveTCP(ctx context.Context, c *net.TCPConn) {
	defer c.Close()
	for {
		if err := c.SetDeadline(time.Now().Add(2 * askFor)); err != nil {
			return
		}
		query, err := readFramed(c)
		if err != nil {
			return
		}
		answer, err := r.answer(ctx, "tcp", query)
		if err != nil {
			return
		}
		if err := writeFramed(c, answer); err != nil {
			return
		}
	}
}

// answer returns the answer to a query, or a refusal if no nameserver gives one.
func (r *relay) answer(ctx context.Context, by string, query []byte) ([]byte, error) {
	var p dnsmessage.Parser
	header, err := p.Start(query)
	if err != nil {
		return nil, fmt.Errorf("read query: %w", err)
	}
	question, err := p.Question()
	if err != nil {
		return nil, fmt.Errorf("read query: %w", err)
	}
	if addrs := r.fromFile(ctx, question); addrs != nil {
		return pack(header, question, dnsmessage.RCodeSuccess, addrs)
	}
	servers, err := nameservers("/etc/resolv.conf")
	if err != nil {
		return nil, err
	}
	for _, s := range servers {
		if answer, err := ask(ctx, by, s, query); err == nil {
			return answer, nil
		}
	}
	return pack(header, question, dnsmessage.RCodeServerFailure, nil)
}

// fromFile looks a name up in the host's own file. The addresses may be none
// that the question asks for; nil says that the file does not have the name.
func (r *relay) fromFile(ctx context.Context, q dnsmessage.Question) []netip.Addr {
	if q.Type != dnsmessage.TypeA && q.Type != dnsmessage.TypeAAAA {
		return nil
	}
	// A resolver that reaches no nameserver has nothing but the file.
	file := net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("not here")
	}}
	addrs, err := file.LookupNetIP(ctx, "ip", strings.TrimSuffix(q.Name.String(), "."))
	if err != nil {
		return nil
	}
	for i, a := range addrs {
		addrs[i] = a.Unmap()
		// The host's loopback is the asker's own in the lab; many hosts give
		// themselves such an address.
		if a.IsLoopback() {
			addrs[i] = r.host
		}
	}
	return addrs
}

// pack makes an answer with those of the addresses that the question asks for.
func pack(asked dnsmessage.Header, q dnsmessage.Question, code dnsmessage.RCode, addrs []netip.Addr) ([]byte, error) {
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{
		ID:                 asked.ID,
		Response:           true,
		OpCode:             asked.OpCode,
		RecursionDesired:   asked.RecursionDesired,
		RecursionAvailable: true,
		RCode:              code,
	})
	err := errors.Join(b.StartQuestions(), b.Question(q), b.StartAnswers())
	head := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: hostsTTL}
	for _, a := range addrs {
		switch {
		case a.Is4() && q.Type == dnsmessage.TypeA:
			err = errors.Join(err, b.AResource(head, dnsmessage.AResource{A: a.As4()}))
		case a.Is6() && q.Type == dnsmessage.TypeAAAA:
			err = errors.Join(err, b.AAAAResource(head, dnsmessage.AAAAResource{AAAA: a.As16()}))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("write answer: %w", err)
	}
	return b.Finish()
}

// ask passes a query to a nameserver.
func ask(ctx context.Context, by string, server netip.AddrPort, query []byte) ([]byte, error) {
	dialer := net.Dialer{Timeout: askFor}
	c, err := dialer.DialContext(ctx, by, server.String())
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", server, err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(askFor)); err != nil {
		return nil, fmt.Errorf("ask %s: %w", server, err)
	}
	var answer []byte
	if by == "tcp" {
		if err = writeFramed(c, query); err == nil {
			answer, err = readFramed(c)
		}
	} else if _, err = c.Write(query); err == nil {
		answer = make([]byte, maxUDP)
		var n int
		n, err = c.Read(answer)
		answer = answer[:n]
	}
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", server, err)
	}
	return answer, nil
}

// nameservers reads the host's resolver configuration: it is read for each
// query, since laptops change networks.
func nameservers(file string) ([]netip.AddrPort, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("find nameservers: %w", err)
	}
	var servers []netip.AddrPort
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "nameserver" {
			continue
		}
		if a, err := netip.ParseAddr(fields[1]); err == nil {
			servers = append(servers, netip.AddrPortFrom(a, 53))
		}
	}
	return servers, nil
}

func readFramed(r io.Reader) ([]byte, error) {
	var size uint16
	if err := binary.Read(r, binary.BigEndian, &size); err != nil {
		return nil, err
	}
	data := make([]byte, size)
	_, err := io.ReadFull(r, data)
	return data, err
}

func writeFramed(w io.Writer, data []byte) error {
	_, err := w.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(data))), data...))
	return err
}
