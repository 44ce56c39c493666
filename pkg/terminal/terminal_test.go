package terminal

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/cli-runtime/pkg/genericiooptions"
)

var update = flag.Bool("update", false, "write golden files anew")

const text = `Release 4.2 of the shop was to open this morning. Its pod starts, dies and
starts again, and customers see an error page.

## What it was

The program said why:
  kubectl -n mastery-l1-pod-crash logs deployment/shop --previous --all-containers
and nobody looked.
- Declare a limit that the program can live with, and measure before you do:
  what it needs when it starts is more than what it needs later.
- Look:
  kubectl -n mastery-l1-pod-crash top pods
- Probe it.

https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/

Prices: Käsekuchen, 9,50 €; Müsli, 4,20 €; Brötchen, 0,60 €; Törtchen, 3 €.
`

func TestWrap(t *testing.T) {
	for _, width := range []int{40, 60, 80} {
		for _, indent := range []string{"", "    "} {
			name := fmt.Sprintf("testdata/wrap-%d-%d.txt", width, len(indent))
			t.Run(name, func(t *testing.T) {
				got := (&Terminal{Width: width}).Wrap(text, indent)
				if *update {
					if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(name)
				if err != nil {
					t.Fatalf("%v (write it with -update)", err)
				}
				if d := cmp.Diff(string(want), got); d != "" {
					t.Error(d)
				}
				for line := range strings.SplitSeq(got, "\n") {
					if n := len([]rune(line)); n > width && strings.Contains(strings.TrimSpace(line), " ") && !strings.HasPrefix(line, indent+" ") {
						t.Errorf("%d columns: %q", n, line)
					}
				}
				if a, b := strings.Fields(strings.ReplaceAll(text, "## ", "")), strings.Fields(got); cmp.Diff(a, b) != "" {
					t.Errorf("words are lost: %s", cmp.Diff(a, b))
				}
			})
		}
	}
}

func TestWrapEdges(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"\n", ""},
		{"one", "one\n"},
		{"one\ntwo", "one two\n"},
		{"one\n\n\n\ntwo", "one\n\n\ntwo\n"},
		{"  kept   as  it is", "  kept   as  it is\n"},
		{"trailing \n\nspace ", "trailing\n\nspace\n"},
		{"it has to be answered for as long as 30 s, or", "it has to be answered for as long as\n30 s, or\n"},
		{"it has to be answered for as long as 30 so", "it has to be answered for as long as 30\nso\n"},
	}
	for _, test := range tests {
		if got := (&Terminal{Width: 40}).Wrap(test.text, ""); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

// TestSay breaks narration on a terminal, and never within a command.
func TestSay(t *testing.T) {
	const command = "kubectl mastery verify l1-pod-crash --context kind-practice"
	tests := []struct{ name, say, want string }{
		{"short", "one two", "one two\n"},
		{"long", "a line that is somewhat too long for forty columns", "a line that is somewhat too long for\n  forty columns\n"},
		{"indented", "  namespace mastery-l1-pod-crash with configmap/shop", "  namespace mastery-l1-pod-crash with\n    configmap/shop\n"},
		{"after an empty line", "\nThe next one is known: " + command, "\nThe next one is known:\n  " + command + "\n"},
		{"in backquotes", "it is not started here; start it with (`" + command + "`), or not", "it is not started here; start it with\n  (`" + command + "`),\n  or not\n"},
		{"two commands", "The next one: kubectl mastery hint. Done? kubectl mastery verify", "The next one: kubectl mastery hint.\n  Done? kubectl mastery verify\n"},
		{"coloured", "\x1b[32m✓\x1b[0m the container is restarted over and", "\x1b[32m✓\x1b[0m the container is restarted over and\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for narrates, want := range map[bool]string{true: test.want, false: test.say + "\n"} {
				var out strings.Builder
				streams := genericiooptions.IOStreams{ErrOut: &out}
				(&Terminal{IOStreams: streams, Width: 40, narrates: narrates}).Say("%s", test.say)
				if d := cmp.Diff(want, out.String()); d != "" {
					t.Errorf("on a terminal: %v (-want +got):\n%s", narrates, d)
				}
			}
		})
	}
}

func TestSigns(t *testing.T) {
	plain, coloured := &Terminal{}, &Terminal{colour: true}
	seen := map[string]bool{}
	for _, mark := range []Mark{Good, Bad, Waiting, Unsure, Later} {
		sign := plain.Sign(mark)
		if sign == "" || seen[sign] || strings.Contains(sign, "\x1b") {
			t.Errorf("mark %d has the sign %q", mark, sign)
		}
		seen[sign] = true
		if got := coloured.Sign(mark); !strings.HasPrefix(got, "\x1b[") || !strings.HasSuffix(got, sign+"\x1b[0m") {
			t.Errorf("mark %d in colour: %q", mark, got)
		}
	}
	if got := plain.Bold("x"); got != "x" {
		t.Errorf("bold without colour: %q", got)
	}
	if got := coloured.Bold("x"); got != "\x1b[1mx\x1b[0m" {
		t.Errorf("bold: %q", got)
	}
}

func TestNotATerminal(t *testing.T) {
	streams, in, out, errOut := genericiooptions.NewTestIOStreams()
	term := New(streams)
	if term.Width != 80 || term.colour || term.Interactive() {
		t.Errorf("width %d, colour %t, interactive %t", term.Width, term.colour, term.Interactive())
	}
	in.WriteString("yes \n\nlast")
	for _, want := range []string{"yes", "no", "last"} {
		if got, err := term.Ask(t.Context(), "Sure? ", "no"); err != nil || got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := term.Ask(t.Context(), "Sure? ", "no"); err == nil {
		t.Error("the input has ended, and nobody says so")
	}
	term.Say("%s of %d", "one", 2)
	if out.Len() > 0 || !strings.HasSuffix(errOut.String(), "one of 2\n") || strings.Count(errOut.String(), "Sure? ") != 4 {
		t.Errorf("out %q, err %q", out.String(), errOut.String())
	}
}

// TestAskEnds asks somebody who does not answer.
func TestAskEnds(t *testing.T) {
	in, silent := io.Pipe()
	defer silent.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	term := New(genericiooptions.IOStreams{In: in, Out: io.Discard, ErrOut: io.Discard})
	if answer, err := term.Ask(ctx, "Sure? ", "no"); !errors.Is(err, context.Canceled) || answer != "" {
		t.Errorf("%q, %v", answer, err)
	}
}
