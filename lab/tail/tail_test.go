package tail

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, []byte("one\ntwo\nthree\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for lines, want := range map[int]string{
		-1: "one\ntwo\nthree\n",
		0:  "",
		1:  "three\n",
		3:  "one\ntwo\nthree\n",
		9:  "one\ntwo\nthree\n",
	} {
		var out strings.Builder
		if err := Copy(t.Context(), &out, path, lines, false); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("last %d lines: got %q, want %q", lines, out.String(), want)
		}
	}
}

func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, []byte("one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- Copy(ctx, write, path, -1, true) }()
	expect := func(want string) {
		t.Helper()
		got := make([]byte, len(want))
		if _, err := io.ReadFull(read, got); err != nil || string(got) != want {
			t.Fatalf("got %q, error %v, want %q", got, err, want)
		}
	}
	expect("one\n")
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("two\n"); err != nil {
		t.Fatal(err)
	}
	expect("two\n")
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("last of the old\n"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("first of the new\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	expect("last of the old\nfirst of the new\n")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
