package terminal

import (
	"testing"

	"k8s.io/cli-runtime/pkg/genericiooptions"
)

// TestScreen shows three versions of a text, with a line that is longer than the
// terminal is wide.
func TestScreen(t *testing.T) {
	versions := []string{"one\ntwo\n", "one\ntwo\n", "one\n\x1b[32mtwelve columns\x1b[0m\nthree\n", "one\n"}
	for live, want := range map[bool]string{
		false: "one\ntwo\n\x1b[32mtwelve columns\x1b[0m\nthree\n",
		true:  "one\ntwo\n\x1b[2A\x1b[Jone\n\x1b[32mtwelve columns\x1b[0m\nthree\n\x1b[4A\x1b[Jone\n",
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
