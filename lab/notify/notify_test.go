package notify

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

func TestWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "socket")
	s, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if want := "NOTIFY_SOCKET=" + path; s.Env() != want {
		t.Errorf("environment %q, want %q", s.Env(), want)
	}
	program, err := net.Dial("unixgram", strings.TrimPrefix(s.Env(), "NOTIFY_SOCKET="))
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	for _, say := range []string{"STATUS=NOTREADY=1\n", "STATUS=here\nREADY=1\n"} {
		if _, err := program.Write([]byte(say)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("after its end: error %v", err)
	}
}
