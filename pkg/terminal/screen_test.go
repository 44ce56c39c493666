package terminal

import (
	"testing"

	"k8s.io/cli-runtime/pkg/genericiooptions"
)

// TestScreen shows three versions of a text, with a line that is longer than the
// terminal is wide.
func TestScreen(t *testing.T) {
	versions := []string{"one\ntwo 2\n", "one\ntwo 2\n", "one\ntwo 1\n", "one\n\x1b[32mtwelve columns\x1b[0m\nthree\n", "one\n"}
	for live, want := range map[bool]string{
		false: "one\ntwo 2\n\x1b[32mtwelve columns\x1b[0m\nthree\n",
		true:  "one\ntwo 2\n\x1b[2A\x1b[Jone\ntwo 1\n\x1b[2A\x1b[Jone\n\x1b[32mtwelve columns\x1b[0m\nthree\n\x1b[4A\x1b[Jone\n",
	} {
		streams, _, out, _ := genericiooptions.NewTestIOStreams()
		terminal := New(streams)
		terminal.live, terminal.columns = live, 10
		screen := terminal.Screen()
		for _, text := range versions {
			screen.Show(text)
		}
		if out.String() != want {
			t.Errorf("live %t:\n%q, want\n%q", live, out.String(), want)
		}
	}
}

// TestScreenTooSmall has more lines than the terminal has rows.
func TestScreenTooSmall(t *testing.T) {
	streams, _, out, _ := genericiooptions.NewTestIOStreams()
	terminal := New(streams)
	terminal.live, terminal.columns, terminal.rows = true, 10, 5
	screen := terminal.Screen()
	screen.Show("one\ntwo\nthree\nfour\nfive\nsix\n")
	screen.Show("one\ntwo\nthree\nfour\n")
	if want := "one\ntwo\n…\nsix\n\x1b[4A\x1b[Jone\ntwo\nthree\nfour\n"; out.String() != want {
		t.Errorf("%q, want\n%q", out.String(), want)
	}
}
