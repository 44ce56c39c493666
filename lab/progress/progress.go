// Package progress shows the steps of long work, each with its time.
package progress

import (
	"fmt"
	"io"
	"time"
)

// Steps writes one line for each step.
type Steps struct {
	out io.Writer
	// live tells that out is a terminal, where a line can be written again.
	live  bool
	began time.Time
}

// NewSteps returns steps that are written to out, and whose whole time counts
// from now.
func NewSteps(out io.Writer, live bool) *Steps {
	return &Steps{out: out, live: live, began: time.Now()}
}

// Do runs one step. The text says what is so when the step is done.
func (s *Steps) Do(text string, step func() error) error {
	if s.live {
		fmt.Fprintf(s.out, " • %s ...", text)
	}
	began := time.Now()
	err := step()
	mark := "✓"
	if err != nil {
		mark = "✗"
	}
	if s.live {
		fmt.Fprint(s.out, "\r\x1b[K")
	}
	fmt.Fprintf(s.out, " %s %-44s %6.1f s\n", mark, text, time.Since(began).Seconds())
	return err
}

// Say writes a line that is no step.
func (s *Steps) Say(format string, args ...any) { fmt.Fprintf(s.out, format+"\n", args...) }

// Total is the time since the first step began.
func (s *Steps) Total() time.Duration { return time.Since(s.began) }
