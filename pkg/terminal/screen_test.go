package terminal

import (
	"fmt"
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericiooptions"
)

// TestScreen shows three versions of a text, with a line that is longer than the
// terminal is wide.
func TestScreen(t *testing.T) {
	versions := []string{"one\ntwo 2\n", "one\ntwo 2\n", "one\ntwo 1\n", "one\n\x1b[32mtwelve columns\x1b[0m\nthree\n", "one\n"}
	for live, want := range map[bool]string{
		false: "one\ntwo 2\n\x1b[32mtwelve columns\x1b[0m\nthree\n",
		true: "one\x1b[K\ntwo 2\x1b[K\n\x1b[2Aone\x1b[K\ntwo 1\x1b[K\n\x1b[J" +
			"\x1b[2Aone\x1b[K\n\x1b[32mtwelve columns\x1b[0m\x1b[K\nthree\x1b[K\n\x1b[J\x1b[4Aone\x1b[K\n\x1b[J",
	} {
		streams, _, out, _ := genericiooptions.NewTestIOStreams()
		terminal := New(streams)
		terminal.live, terminal.columns = live, 10
		screen := terminal.Screen()
		for _, text := range versions {
			screen.Show(text, "")
		}
		if out.String() != want {
			t.Errorf("live %t:\n%q, want\n%q", live, out.String(), want)
		}
	}
}

// TestScreenTooSmall has more lines than the terminal has rows: what is below the
// text is always there, and outcomes are worth more than what explains them.
func TestScreenTooSmall(t *testing.T) {
	const text = "one\n    of many\ntwo\n    of many\nthree\n"
	for _, test := range []struct {
		rows       int
		foot, want string
	}{
		{0, "foot\n", text + "foot\n"},
		{9, "foot\n", text + "foot\n"},
		{8, "foot\n", "one\ntwo\nthree\nfoot\n"},
		{5, "foot\n", "one\ntwo\nthree\nfoot\n"},
		{5, "a foot\nof two\n", "one\n…\na foot\nof two\n"},
		{5, "a long foot\n", "one\n…\na long foot\n"},
		{3, "a foot\nof two\n", "…\na foot\nof two\n"},
		{5, "", "one\ntwo\nthree\n"},
	} {
		streams, _, out, _ := genericiooptions.NewTestIOStreams()
		terminal := New(streams)
		terminal.live, terminal.columns, terminal.rows = true, 10, test.rows
		screen := terminal.Screen()
		screen.Show(text, test.foot)
		if strings.ReplaceAll(out.String(), "\x1b[K", "") != test.want {
			t.Errorf("%d rows, %q:\n%q, want\n%q", test.rows, test.foot, out.String(), test.want)
		}
		out.Reset()
		terminal.rows = 20
		screen.Show("end\n", "")
		if up := fmt.Sprintf("\x1b[%dA", screen.rows(split(test.want))); out.String() != up+"end\x1b[K\n\x1b[J" {
			t.Errorf("%d rows, %q, written over: %q", test.rows, test.foot, out.String())
		}
	}
}
