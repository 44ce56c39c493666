package main

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestInTurns measures what is compared one after the other, and tidies up after
// what has failed.
func TestInTurns(t *testing.T) {
	var did []string
	note := func(what string, err error) func(context.Context) error {
		return func(context.Context) error { did = append(did, what); return err }
	}
	took, err := inTurns(t.Context(), 2, []turn{{before: note("before", nil), do: note("ours", nil)}, {do: note("theirs", nil), after: note("after", nil)}})
	if err != nil || len(took) != 2 || len(took[0]) != 2 || len(took[1]) != 2 {
		t.Errorf("%v, %v", took, err)
	}
	if got, want := strings.Join(did, " "), "before ours theirs after before ours theirs after"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	did = nil
	broken := errors.New("broken")
	if _, err := inTurns(t.Context(), 2, []turn{{do: note("ours", broken), after: note("after", nil)}, {do: note("theirs", nil)}}); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if got := strings.Join(did, " "); got != "ours after" {
		t.Errorf("after a failure: %s", got)
	}
}
