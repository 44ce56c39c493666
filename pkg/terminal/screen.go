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

// Show shows a version, of whole lines: a text, and what stands below it even
// where the text is too long.
func (s *Screen) Show(text, foot string) {
	if s.terminal.live {
		s.terminal.measure() // people make windows smaller while they look on
	}
	lines := s.fitting(split(text), split(foot))
	before := s.lines
	if slices.Equal(lines, before) {
		return
	}
	s.lines = lines
	if s.terminal.live {
		// Up, each line over what was there, and clear what is left below. To clear
		// all of it first would flicker, and some terminals keep what is cleared.
		var frame strings.Builder
		if rows := s.rows(before); rows > 0 {
			fmt.Fprintf(&frame, "\x1b[%dA", rows)
		}
		for _, line := range lines {
			frame.WriteString(line + "\x1b[K\n")
		}
		if len(before) > 0 {
			frame.WriteString("\x1b[J")
		}
		fmt.Fprint(s.terminal.Out, frame.String())
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

// split are the lines of a text, none of an empty one.
func split(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// Detail is how what only explains a line is indented: where a screen is too
// small, such lines go first.
const Detail = "    "

// fitting leaves out what is too long for the terminal, so that it can be
// written over: first the details, and then the end of the text.
func (s *Screen) fitting(text, foot []string) []string {
	fits := func(parts ...[]string) bool {
		return !s.terminal.live || s.terminal.rows == 0 || s.rows(slices.Concat(parts...)) < s.terminal.rows
	}
	if fits(text, foot) {
		return slices.Concat(text, foot)
	}
	kept := slices.DeleteFunc(slices.Clone(text), func(line string) bool { return strings.HasPrefix(line, Detail) })
	if fits(kept, foot) {
		return append(kept, foot...)
	}
	more := []string{"…"}
	for len(kept) > 0 && !fits(kept, more, foot) {
		kept = kept[:len(kept)-1]
	}
	return slices.Concat(kept, more, foot)
}

// rows are how many rows of the terminal lines take: long ones are broken there.
func (s *Screen) rows(lines []string) int {
	rows := 0
	for _, line := range lines {
		rows += max(1, (columns(line)+s.terminal.columns-1)/s.terminal.columns)
	}
	return rows
}
