package guide

import (
	"fmt"
	"html"
	"strings"
)

// The terminal that is drawn.
const (
	columns, rows = 80, 24
	// cell is how wide a letter of the font is taken to be, and line how high a
	// line is, in pixels.
	cell, line = 8.43, 18.0
	margin     = 16.0
)

// A page is what fills the terminal for a while.
type page struct {
	lines []string
	// seconds is how long there is to read it.
	seconds int
}

// pages break a text into what fits on the terminal, at most so many pages. The
// last of several is scrolled only as far as it has to be.
func pages(text string, most int) []page {
	var lines []string
	for one := range strings.Lines(text) {
		letters := []rune(strings.TrimRight(one, "\n"))
		for len(letters) > columns { // as a terminal breaks them
			lines, letters = append(lines, string(letters[:columns])), letters[columns:]
		}
		lines = append(lines, string(letters))
	}
	var all []page
	for at := 0; at < len(lines) && len(all) < most; at += rows {
		from := max(0, min(at, len(lines)-rows))
		to := min(from+rows, len(lines))
		all = append(all, page{lines: lines[from:to], seconds: 2 + (to-at)/3})
	}
	return all
}

// draw is an SVG image that shows one page after the other, and begins anew.
// What does not move pictures shows the last page.
func draw(title string, all []page) string {
	total := 0
	for _, p := range all {
		total += p.seconds
	}
	width, height := 2*margin+columns*cell, 2*margin+rows*line
	out := &strings.Builder{}
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(out, "<title>%s</title>\n<style>\n", html.EscapeString(title))
	fmt.Fprint(out, "text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d0d4da; white-space: pre }\n"+
		".typed { fill: #fff; font-weight: bold } .good { fill: #5fd787 } .bad { fill: #ff8787 } .waiting { fill: #ffd75f }\n")
	began := 0
	for i, p := range all {
		visible := "hidden"
		if i == len(all)-1 {
			visible = "visible"
		}
		at := func(second int) float64 { return 100 * float64(second) / float64(total) }
		fmt.Fprintf(out, "#p%d { visibility: %s; animation: p%d %ds step-end infinite }\n", i, visible, i, total)
		fmt.Fprintf(out, "@keyframes p%d { 0%% { visibility: hidden } %.2f%% { visibility: visible } %.2f%% { visibility: hidden } }\n", i, at(began), at(began+p.seconds))
		began += p.seconds
	}
	fmt.Fprint(out, "@media (prefers-reduced-motion) { g { animation: none !important } }\n</style>\n")
	fmt.Fprintf(out, `<rect width="%.0f" height="%.0f" rx="8" fill="#1b1f24"/>`+"\n", width, height)
	for i, p := range all {
		fmt.Fprintf(out, `<g id="p%d">`+"\n", i)
		for n, text := range p.lines {
			if text != "" {
				fmt.Fprintf(out, `<text x="%.0f" y="%.0f" xml:space="preserve">%s</text>`+"\n", margin, margin+line*(float64(n)+0.75), styled(text))
			}
		}
		fmt.Fprint(out, "</g>\n")
	}
	fmt.Fprint(out, "</svg>\n")
	return out.String()
}

// styled is a line with what stands out in it: a command, or the sign of a verdict.
func styled(text string) string {
	for sign, class := range map[string]string{"✓": "good", "✗": "bad", "…": "waiting"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return fmt.Sprintf("<tspan class=%q>%s</tspan>%s", class, sign, html.EscapeString(rest))
		}
	}
	if strings.HasPrefix(text, "$ ") {
		return `<tspan class="typed">` + html.EscapeString(text) + "</tspan>"
	}
	return html.EscapeString(text)
}
