package terminal

import (
	"fmt"
	"slices"
	"strings"
)

// Screen is a text that changes while it is shown. On a terminal each version
// takes the place of the one before; elsewhere its new lines are printed.
type Screen struct {
	terminal *Terminal
	lines    []string
}

// Screen begins below what was printed.
func (t *Terminal) Screen() *Screen { return &Screen{terminal: t} }

// Show shows a version, of whole lines.
func (s *Screen) Show(text string) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	before := s.lines
	if slices.Equal(lines, before) {
		return
	}
	s.lines = lines
	if s.terminal.live {
		if rows := s.rows(before); rows > 0 {
			fmt.Fprintf(s.terminal.Out, "\x1b[%dA\x1b[J", rows) // up, and clear from there
		}
		fmt.Fprintln(s.terminal.Out, strings.Join(lines, "\n"))
		return
	}
	for _, line := range lines {
		if !slices.Contains(before, line) {
			fmt.Fprintln(s.terminal.Out, line)
		}
	}
}

// rows are how many rows of the terminal lines take: long ones are broken there.
func (s *Screen) rows(lines []string) int {
	rows := 0
	for _, line := range lines {
		rows += max(1, (columns(line)+s.terminal.columns-1)/s.terminal.columns)
	}
	return rows
}
