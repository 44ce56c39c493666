package terminal

import (
	"fmt"
	"strings"
)

// leastColumn is how many columns a cell needs at least to be readable when it is
// broken there.
const leastColumn = 16

// Fit breaks what is longer than the terminal is wide between words, so that the
// columns of a table stay columns: the last cell of a line goes on below itself,
// or, where there is too little room, all of them below their lines. What is read by programs is
// left whole.
func (t *Terminal) Fit(table string) string {
	if !t.live || t.columns < minWidth {
		return table
	}
	header, _, _ := strings.Cut(table, "\n")
	last := len([]rune(header[:strings.LastIndex(strings.TrimRight(header, " "), "  ")+1])) + 1
	var lines [][]rune
	long := false
	for line := range strings.Lines(table) {
		text := []rune(strings.TrimRight(line, " \n"))
		lines = append(lines, text)
		long = long || len(text) > t.columns
	}
	below := long && t.columns-last < leastColumn
	var out strings.Builder
	for _, text := range lines {
		if last <= 1 || len(text) <= last || len(text) <= t.columns && !below {
			out.WriteString(string(text) + "\n")
			continue
		}
		before, cell := strings.TrimRight(string(text[:last]), " "), strings.Fields(string(text[last:]))
		if below {
			out.WriteString(before + "\n")
			fill(&out, cell, Detail, Detail, t.columns)
			continue
		}
		fill(&out, cell, before+strings.Repeat(" ", last-len([]rune(before))), strings.Repeat(" ", last), t.columns)
	}
	return out.String()
}

// Item is a text with a sign before it, which the text goes on beside.
func (t *Terminal) Item(sign, text string) string {
	if !t.shows {
		return sign + " " + text + "\n"
	}
	var out strings.Builder
	fill(&out, append([]string{sign}, phrases(text)...), "", strings.Repeat(" ", columns(sign)+1), t.Width)
	return out.String()
}

// Entry is a name and what there is to say of it, as a line of a list whose names
// are padded to so many columns; what does not fit goes on below the text.
func (t *Terminal) Entry(name string, padding int, text string) string {
	first := fmt.Sprintf("  %-*s ", padding, name)
	hanging := strings.Repeat(" ", len(first))
	if !t.shows {
		return first + text + "\n"
	}
	var out strings.Builder
	fill(&out, phrases(text), hanging, hanging, t.Width)
	return first + strings.TrimPrefix(out.String(), hanging)
}
