package attachment

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestStore(t *testing.T) {
	s := Store(filepath.Join(t.TempDir(), "pods"))
	if all, err := s.All(); err != nil || len(all) != 0 {
		t.Fatalf("an empty store has %v, %v", all, err)
	}
	a := Attachment{Sandbox: "1", Namespace: "ns", Name: "a", UID: "u", Addr: netip.MustParseAddr("10.0.0.1")}
	b := Attachment{Sandbox: "2", Namespace: "ns", Name: "b", Addr: netip.MustParseAddr("10.0.0.2")}
	for _, at := range []Attachment{a, b, a} {
		if err := s.Put(at); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.All()
	if diff := cmp.Diff([]Attachment{a, b}, all, cmpopts.EquateComparable(netip.Addr{})); err != nil || diff != "" {
		t.Errorf("%v, attachments (-want +got):\n%s", err, diff)
	}
	for _, sandbox := range []string{"1", "1", "3"} {
		if err := s.Remove(sandbox); err != nil {
			t.Errorf("remove %s: %v", sandbox, err)
		}
	}
	if all, err := s.All(); err != nil || len(all) != 1 || all[0].Sandbox != "2" {
		t.Errorf("after the removal: %v, %v", all, err)
	}
}

func TestAsk(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "run", "agent.sock")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	// Asked before it listens.
	early := make(chan error, 1)
	go func() { early <- Ask(ctx, socket, "good") }()
	serving, end := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() {
		served <- Serve(serving, socket, slog.New(slog.DiscardHandler), func(_ context.Context, sandbox string) error {
			if sandbox != "good" {
				return errors.New("no " + sandbox)
			}
			return nil
		})
	}()
	if err := <-early; err != nil {
		t.Errorf("asked before it listens: %v", err)
	}
	if err := Ask(ctx, socket, "bad"); err == nil || err.Error() != "the node's agent: no bad" {
		t.Errorf("a refusal: %v", err)
	}
	end()
	if err := <-served; err != nil {
		t.Errorf("end of serving: %v", err)
	}
	short, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	if err := Ask(short, socket, "good"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("nobody listens: %v", err)
	}
}
