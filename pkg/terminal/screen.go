package terminal

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
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
	lines := s.fitting(strings.Split(strings.TrimSuffix(text, "\n"), "\n"))
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
		if !slices.ContainsFunc(before, func(one string) bool { return Alike(one, line) }) {
			fmt.Fprintln(s.terminal.Out, line)
		}
	}
}

// Alike reports whether two lines differ in their numbers only, as those do that
// count seconds.
func Alike(a, b string) bool {
	withoutDigits := func(line string) string {
		return strings.Map(func(letter rune) rune {
			if unicode.IsDigit(letter) {
				return -1
			}
			return letter
		}, line)
	}
	return withoutDigits(a) == withoutDigits(b)
}

// fitting leaves out the middle of what is too long for the terminal, so that it
// can be written over.
func (s *Screen) fitting(lines []string) []string {
	height := s.terminal.rows
	if !s.terminal.live || height == 0 || s.rows(lines) < height {
		return lines
	}
	last := lines[len(lines)-1]
	kept := slices.Clone(lines[:len(lines)-1])
	for len(kept) > 0 && s.rows(kept)+1+s.rows([]string{last}) >= height {
		kept = kept[:len(kept)-1]
	}
	return append(kept, "…", last)
}

// rows are how many rows of the terminal lines take: long ones are broken there.
func (s *Screen) rows(lines []string) int {
	rows := 0
	for _, line := range lines {
		rows += max(1, (columns(line)+s.terminal.columns-1)/s.terminal.columns)
	}
	return rows
}
