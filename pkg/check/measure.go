package check

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"k8s.io/apimachinery/pkg/api/resource"
)

// measure is a number as quantities are written, short enough to be computed
// with, whoever typed it.
var measure = regexp.MustCompile(`^[+-]?[0-9]{1,20}(\.[0-9]{1,9})?([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$`)

// parseMeasure reads a quantity as people type it: 64Mi, 64 MiB, 0.5, 250m.
func parseMeasure(typed string) (q resource.Quantity, ok bool) {
	text := strings.ReplaceAll(unquoted(typed), " ", "")
	if trimmed, bytes := strings.CutSuffix(text, "B"); bytes {
		text = trimmed
	}
	if n := len(text); n > 2 && strings.HasSuffix(text, "i") {
		text = text[:n-2] + strings.ToUpper(text[n-2:n-1]) + "i"
	}
	if !measure.MatchString(text) {
		return q, false
	}
	q, err := resource.ParseQuantity(text)
	return q, err == nil
}

// sameNumber compares a number or quantity with what was typed. What it
// counts may be named after it: 3 pods.
func sameNumber(want resource.Quantity, typed string) bool {
	if q, ok := parseMeasure(typed); ok {
		return q.Cmp(want) == 0
	}
	number, counted, _ := strings.Cut(unquoted(typed), " ")
	if strings.ContainsFunc(counted, func(r rune) bool { return !unicode.IsLetter(r) && r != ' ' }) {
		return false
	}
	q, ok := parseMeasure(number)
	return ok && q.Cmp(want) == 0
}

// samePort compares a number with a port of TCP as kubectl prints it: 80/TCP.
func samePort(want, typed string) bool {
	return portNumber(want) > 0 && strings.TrimSuffix(word(typed), "/tcp") == want
}

// sameSeconds compares a number of seconds with a duration that was typed.
func sameSeconds(want int64, typed string) bool {
	const century = 100 * 365 * 24 * 3600
	return want > -century && want < century && sameDuration(time.Duration(want)*time.Second, typed)
}

// sameDuration compares a duration with one that was typed with its unit:
// 90s, 1m30s, 90 seconds.
func sameDuration(want time.Duration, typed string) bool {
	d, ok := parseSpan(typed)
	return ok && d == want
}

// spans are the units of durations as people write them out, longest first.
var spans = regexp.MustCompile(`(hours?|hrs?|minutes?|mins?|seconds?|secs?)`)

func parseSpan(typed string) (time.Duration, bool) {
	text := spans.ReplaceAllStringFunc(strings.ReplaceAll(word(typed), " ", ""), func(unit string) string { return unit[:1] })
	if strings.TrimRight(text, "0123456789") != text {
		return 0, false // without a unit it is a number
	}
	d, err := time.ParseDuration(text)
	return d, err == nil
}

// sameMeasure compares two texts that are both quantities or both durations.
// Plain numbers are left alone: 4.2 and 4.20 may be two releases.
func sameMeasure(want, typed string) bool {
	if isPlain(want) && isPlain(typed) {
		return false
	}
	if a, ok := parseMeasure(want); ok {
		if b, ok := parseMeasure(typed); ok && a.Cmp(b) == 0 {
			return true
		}
	}
	a, ok := parseSpan(want)
	return ok && sameDuration(a, typed)
}

// isPlain reports whether a text is digits and dots alone.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' })
}
