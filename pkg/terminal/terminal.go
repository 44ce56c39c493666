// Package terminal is how things look: marks, colour, wrapping, questions.
// Colour is only used on a terminal and never where NO_COLOR is set.
package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
	"k8s.io/cli-runtime/pkg/genericiooptions"
)

// Terminal writes data to its output and narration to its error stream.
type Terminal struct {
	genericiooptions.IOStreams
	// Width is in columns; texts are wrapped to it.
	Width  int
	colour bool
	// shows and narrates are set where output and narration are read on a
	// terminal: lines are wrapped there, and kept whole for everything else.
	shows, narrates bool
	// live is set where the output can be written over, on so many columns and rows.
	live          bool
	columns, rows int
	input         *bufio.Reader
}

// Bounds on the width that texts are wrapped to: lines that are too long are
// as hard to read as ones that are too short.
const (
	minWidth     = 40
	maxWidth     = 96
	defaultWidth = 80
)

// New looks at the streams: what is not a terminal gets no colour and a width
// of 80 columns.
func New(streams genericiooptions.IOStreams) *Terminal {
	t := &Terminal{IOStreams: streams, Width: defaultWidth, input: bufio.NewReader(streams.In)}
	if file, ok := streams.Out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		if t.measure(); t.columns > 0 {
			t.live = os.Getenv("TERM") != "dumb"
		}
		t.shows = true
		t.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	if file, ok := streams.ErrOut.(*os.File); ok {
		t.narrates = term.IsTerminal(int(file.Fd()))
	}
	return t
}

// measure looks how large the terminal is now, if it tells.
func (t *Terminal) measure() {
	file, ok := t.Out.(*os.File)
	if !ok {
		return
	}
	if width, height, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
		t.Width = min(max(width, minWidth), maxWidth)
		t.columns, t.rows = width, height
	}
}

// Shows reports whether somebody reads the output on a terminal.
func (t *Terminal) Shows() bool { return t.shows }

// Interactive reports whether somebody can be asked.
func (t *Terminal) Interactive() bool {
	file, ok := t.In.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Ask asks a question and returns the answer without its line end, or
// fallback where it is empty. It does not wait for an answer once ctx is done.
func (t *Terminal) Ask(ctx context.Context, question, fallback string) (string, error) {
	fmt.Fprint(t.ErrOut, question)
	var answer string
	read := make(chan error, 1)
	go func() {
		var err error
		answer, err = t.input.ReadString('\n')
		read <- err
	}()
	var err error
	select {
	case err = <-read:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if err != nil && (!errors.Is(err, io.EOF) || answer == "") {
		fmt.Fprintln(t.ErrOut)
		return "", fmt.Errorf("read your answer: %w", err)
	}
	if answer = strings.TrimSpace(answer); answer == "" {
		return fallback, nil
	}
	return answer, nil
}

// Mark is the sign before a status line.
type Mark int

// The marks, each with a sign that also tells without colour.
const (
	Good Mark = iota
	Bad
	Waiting
	Unsure
	Later
)

// Sign is the mark as it is printed.
func (t *Terminal) Sign(m Mark) string {
	signs := map[Mark]string{Good: "✓", Bad: "✗", Waiting: "…", Unsure: "?", Later: "·"}
	colours := map[Mark]string{Good: "32", Bad: "31", Waiting: "33", Unsure: "35", Later: "2"}
	if !t.colour {
		return signs[m]
	}
	return "\x1b[" + colours[m] + "m" + signs[m] + "\x1b[0m"
}

// Bold sets a text apart on a terminal.
func (t *Terminal) Bold(s string) string {
	if !t.colour {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

// Sized is a terminal of so many columns, without colour, that nobody answers:
// what is written to streams is laid out for it.
func Sized(streams genericiooptions.IOStreams, columns int) *Terminal {
	t := New(streams)
	t.Width, t.columns = min(max(columns, minWidth), maxWidth), columns
	t.shows, t.narrates, t.live = true, true, true
	return t
}
