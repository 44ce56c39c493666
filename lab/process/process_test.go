package process

import (
	"syscall"
	"testing"
)

func TestStart(t *testing.T) { try(t, Start) }

// TestTable reaps as a first process does: children that somebody waits for,
// among others. It comes last, since it would reap those of other tests too.
func TestTable(t *testing.T) {
	table := NewTable()
	go table.Reap(t.Context())
	try(t, table.Start)
}

func try(t *testing.T, start Starter) {
	t.Helper()
	for script, want := range map[string]string{
		"exit 3":                  "exit status 3",
		"kill -9 $$":              "killed by killed",
		"(sleep 0.1; exit 1) & :": "exit status 0",
	} {
		_, done, err := start("/bin/sh", []string{"sh", "-c", script}, &syscall.ProcAttr{})
		if err != nil {
			t.Fatal(err)
		}
		if got := Describe(<-done); got != want {
			t.Errorf("%s: %s, want %s", script, got, want)
		}
	}
	if _, _, err := start("/no/such/program", []string{"x"}, &syscall.ProcAttr{}); err == nil {
		t.Error("a program that is not there was started")
	}
}
