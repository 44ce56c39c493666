package terminal

import (
	"fmt"
	"strings"
)

// Cut ends what is longer than the terminal is wide with an ellipsis, so that the
// lines of a table stay lines. What is read by programs is left whole.
func (t *Terminal) Cut(table string) string {
	if !t.live || t.columns < minWidth {
		return table
	}
	var out strings.Builder
	for line := range strings.Lines(table) {
		text := []rune(strings.TrimRight(line, " \n"))
		if len(text) > t.columns {
			text = append([]rune(strings.TrimRight(string(text[:t.columns-1]), " ")), '…')
		}
		out.WriteString(string(text) + "\n")
	}
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
