package audit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// layout is wide enough for what is usual. Columns cannot be fitted to what they
// hold: lines are written as they come.
const layout = "%-20s  %-28s  %-6s  %-20s  %-32s  %-4s  %s"

// heading is above the lines.
func heading() string {
	return row("TIME", "USER", "VERB", "RESOURCE", "NAMESPACE/NAME", "CODE", "")
}

// line is an event in words.
func line(e *Event) string {
	return row(
		e.RequestReceivedTimestamp.UTC().Format(time.RFC3339),
		orDash(e.as()),
		e.Verb,
		e.resource(),
		e.object(),
		strconv.Itoa(e.Status.Code),
		strings.Join(details(e), "; "),
	)
}

func row(columns ...any) string {
	return printable(strings.TrimRight(fmt.Sprintf(layout, columns...), " ")) + "\n"
}

// printable replaces what a terminal would not print but obey: who asks chooses
// much of what is in the log.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}

// details are what is worth knowing beyond the columns.
func details(e *Event) []string {
	var all []string
	if e.ImpersonatedUser != nil {
		all = append(all, "impersonated by "+e.User.Name)
	}
	if command := e.command(); command != "" {
		all = append(all, "command "+strconv.Quote(command))
	}
	if e.entering() && e.UserAgent != "" {
		all = append(all, "from "+e.UserAgent)
	}
	if e.Status.Code >= 400 {
		why := e.Status.Message
		if why == "" {
			why = e.Status.Reason
		}
		all = append(all, strings.Join(strings.Fields(why), " "))
	}
	return all
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
