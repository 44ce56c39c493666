// Package notify hears from programs that they are ready, by the protocol
// that systemd made common (see sd_notify(3)).
package notify

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
)

// A Socket is where one program says that it is ready.
type Socket struct{ conn *net.UnixConn }

// Listen opens a socket at path.
func Listen(path string) (*Socket, error) {
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		return nil, fmt.Errorf("listen for readiness: %w", err)
	}
	return &Socket{conn: conn}, nil
}

// Env is the environment variable that tells a program of the socket.
func (s *Socket) Env() string { return "NOTIFY_SOCKET=" + s.conn.LocalAddr().String() }

// Close removes the socket, and ends a Wait.
func (s *Socket) Close() error { return s.conn.Close() }

// Wait returns when the program has said that it is ready; with an error when
// ctx is done or the socket is closed before.
func (s *Socket) Wait(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { _ = s.conn.Close() })
	defer stop()
	buf := make([]byte, 4096)
	for {
		n, err := s.conn.Read(buf)
		if err != nil {
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			return fmt.Errorf("wait until it is ready: %w", err)
		}
		if slices.Contains(strings.Split(string(buf[:n]), "\n"), "READY=1") {
			return nil
		}
	}
}
