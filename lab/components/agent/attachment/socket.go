package attachment

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Socket is where a node's agent is asked.
const Socket = "/run/mastery-agent/agent.sock"

// again is the pause before an agent that does not listen is asked anew: a
// socket that is not there yet has no way of telling when it will be.
const again = 20 * time.Millisecond

// Ask tells the agent that the attachment of a sandbox has come or gone, and
// returns when the agent has done what follows. One that does not listen yet is
// waited for, until ctx is done.
func Ask(ctx context.Context, socket, sandbox string) error {
	for {
		err := ask(ctx, socket, sandbox)
		if err == nil || errors.As(err, new(refusal)) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("ask the node's agent: %w", errors.Join(context.Cause(ctx), err))
		case <-time.After(again):
		}
	}
}

// A refusal is an answer, and not a good one.
type refusal string

func (r refusal) Error() string { return "the node's agent: " + string(r) }

func ask(ctx context.Context, socket, sandbox string) error {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", socket)
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	if _, err := fmt.Fprintln(conn, sandbox); err != nil {
		return err
	}
	answer, err := io.ReadAll(conn)
	switch {
	case err != nil:
		return err
	case len(answer) == 0:
		return io.ErrUnexpectedEOF
	case string(answer) != good:
		return refusal(answer)
	}
	return nil
}

// good is the answer of an agent that has done what was asked.
const good = "ok"

// Serve answers at the socket until ctx is done: each time by calling look with
// the sandbox that is asked for.
func Serve(ctx context.Context, socket string, log *slog.Logger, look func(ctx context.Context, sandbox string) error) error {
	if err := os.MkdirAll(filepath.Dir(socket), 0o700); err != nil {
		return fmt.Errorf("listen for the network plugin: %w", err)
	}
	// One of an earlier run may be left.
	if err := os.RemoveAll(socket); err != nil {
		return fmt.Errorf("listen for the network plugin: %w", err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return fmt.Errorf("listen for the network plugin: %w", err)
	}
	defer listener.Close()
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	defer stop()
	for {
		conn, err := listener.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("listen for the network plugin: %w", err)
		}
		go func() {
			defer conn.Close()
			if err := answer(ctx, conn, look); err != nil {
				log.Warn("cannot answer the network plugin", "error", err)
			}
		}()
	}
}

func answer(ctx context.Context, conn net.Conn, look func(context.Context, string) error) error {
	question, err := bufio.NewReader(io.LimitReader(conn, 1<<10)).ReadString('\n')
	if err != nil {
		return err
	}
	text := good
	if err := look(ctx, strings.TrimSpace(question)); err != nil {
		text = err.Error()
	}
	_, err = io.WriteString(conn, text)
	return err
}
