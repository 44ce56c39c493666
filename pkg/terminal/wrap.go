package terminal

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Say narrates one line. On a terminal it is broken at its width, but not
// within a command: what stands in backquotes, or after "kubectl" to the end.
func (t *Terminal) Say(format string, args ...any) {
	t.line(t.ErrOut, t.narrates, fmt.Sprintf(format, args...))
}

// Print is Say for a line that is part of a command's result.
func (t *Terminal) Print(format string, args ...any) {
	t.line(t.Out, t.shows, fmt.Sprintf(format, args...))
}

// Tell is Print for a stream that is either of the two.
func (t *Terminal) Tell(to io.Writer, format string, args ...any) {
	t.line(to, t.shows, fmt.Sprintf(format, args...))
}

func (t *Terminal) line(to io.Writer, wrapped bool, text string) {
	if !wrapped || columns(text) <= t.Width {
		fmt.Fprintln(to, text)
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		rest := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(rest)]
		var out strings.Builder
		fill(&out, phrases(rest), indent, indent+"  ", t.Width)
		if out.Len() == 0 {
			out.WriteString("\n")
		}
		fmt.Fprint(to, out.String())
	}
}

// Wrap breaks paragraphs at the terminal's width, with an indent before each
// line. Lines that begin with a space are kept as they are, so that commands
// can be copied, but for those that go on with an item of a list; a list's dash
// begins a paragraph of its own, and a heading's number signs make it bold.
func (t *Terminal) Wrap(text, indent string) string {
	var out strings.Builder
	for block := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n\n") {
		if out.Len() > 0 {
			out.WriteString("\n")
		}
		if block == "" {
			continue
		}
		var words []string
		flush := func() {
			hanging := indent
			if len(words) > 0 && words[0] == "-" {
				hanging += "  "
			}
			fill(&out, words, indent, hanging, t.Width)
			words = nil
		}
		for line := range strings.SplitSeq(block, "\n") {
			if len(words) > 0 && words[0] == "-" && continues(line) {
				words = append(words, strings.Fields(line)...)
				continue
			}
			if line == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "- ") {
				flush()
				if strings.HasPrefix(line, "- ") {
					words = strings.Fields(line)
					continue
				}
				if heading := strings.TrimLeft(line, "#"); heading != line {
					line = t.Bold(strings.TrimSpace(heading))
				}
				out.WriteString(strings.TrimRight(indent+line, " ") + "\n")
				continue
			}
			words = append(words, strings.Fields(line)...)
		}
		flush()
	}
	return out.String()
}

// continues reports whether a line goes on with the item of a list before it: it
// is below the item's first word, and no command.
func continues(line string) bool {
	text, indented := strings.CutPrefix(line, "  ")
	return indented && text != "" && text[0] != ' ' && !strings.HasPrefix(text, "kubectl ")
}

// fill writes words in lines of at most width columns, the first with one
// indent and the others with another.
func fill(out *strings.Builder, words []string, first, hanging string, width int) {
	line, indent := "", first
	for _, word := range measures(words) {
		// A dash that stands alone would be no item of a list any more.
		if line != "" && line != "-" && columns(indent+line+" "+word) > width {
			out.WriteString(indent + line + "\n")
			line, indent = "", hanging
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		out.WriteString(indent + line + "\n")
	}
}

var (
	number = regexp.MustCompile(`^\(?[0-9]+(\.[0-9]+)?$`)
	unit   = regexp.MustCompile(`^(ms|s|min|h|KiB|MiB|GiB)\b`)
)

// measures joins each number to the unit behind it, for a line is not broken
// between them.
func measures(words []string) []string {
	var all []string
	for i, word := range words {
		if i > 0 && unit.MatchString(word) && number.MatchString(words[i-1]) {
			all[len(all)-1] += " " + word
			continue
		}
		all = append(all, word)
	}
	return all
}

// phrase is what a line is not broken within.
var phrase = regexp.MustCompile("[^ `]*`[^`]*`[^ ]*|\\bkubectl [^.;,`]*[^ ]*|[^ ]+")

func phrases(text string) []string { return phrase.FindAllString(text, -1) }

// escape is what colours a text, and takes no column.
var escape = regexp.MustCompile("\x1b\\[[0-9;]*m")

func columns(text string) int { return len([]rune(escape.ReplaceAllString(text, ""))) }
