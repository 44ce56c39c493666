package cmd

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// TestHelp shows what each command says of itself.
func TestHelp(t *testing.T) {
	var got strings.Builder
	var show func(words []string, c *cobra.Command)
	show = func(words []string, c *cobra.Command) {
		code, out, errOut := nowhere(t, append(words, "--help")...)
		if code != 0 || errOut != "" {
			t.Errorf("%v: exit code %d, %s", words, code, errOut)
		}
		fmt.Fprintf(&got, "$ kubectl mastery %s\n%s\n", strings.Join(append(words, "--help"), " "), out)
		for _, line := range strings.Split(out, "\n") {
			if len(line) > 100 && !strings.HasPrefix(line, "  ") {
				t.Errorf("%v: too long: %q", words, line)
			}
		}
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() && sub.Name() != "lab" { // a program of its own
				show(append(words[:len(words):len(words)], sub.Name()), sub)
			}
		}
	}
	streams, _, _, _ := genericiooptions.NewTestIOStreams()
	show(nil, newRoot(terminal.New(streams)))
	const file = "testdata/help.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("help (-want +got), -update takes it over:\n%s", diff)
	}
}
