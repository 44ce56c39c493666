package policy

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// eachFew calls do with all spans among a few numbers, up to three at once.
func eachFew(do func([]span)) {
	const numbers = 6
	var all []span
	for first := range uint64(numbers) {
		for last := first; last < numbers; last++ {
			all = append(all, span{first, last})
		}
	}
	for _, a := range all {
		do([]span{a})
		for _, b := range all {
			do([]span{a, b})
			for _, c := range all {
				do([]span{a, b, c})
			}
		}
	}
}

// spansOf is what union should make of spans, and without of the first of them
// with the others: by looking at each number.
func spansOf(holds func(number uint64) bool) []span {
	var found []span
	for number := range uint64(8) {
		switch end := len(found) - 1; {
		case !holds(number):
		case number > 0 && holds(number-1):
			found[end].last = number
		default:
			found = append(found, span{number, number})
		}
	}
	return found
}

func in(number uint64, spans []span) bool {
	for _, s := range spans {
		if s.first <= number && number <= s.last {
			return true
		}
	}
	return false
}

func TestSpans(t *testing.T) {
	eachFew(func(spans []span) {
		given := fmt.Sprint(spans)
		want := spansOf(func(number uint64) bool { return in(number, spans) })
		if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(union(spans))); diff != "" {
			t.Fatalf("union of %v (-want +got):\n%s", spans, diff)
		}
		first, others := spans[0], spans[1:]
		want = spansOf(func(number uint64) bool { return in(number, spans[:1]) && !in(number, others) })
		if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(first.without(others))); diff != "" {
			t.Fatalf("%v without %v (-want +got):\n%s", first, others, diff)
		}
		if after := fmt.Sprint(spans); after != given {
			t.Fatalf("%s has become %s", given, after)
		}
	})
}

func TestSpanOfBlock(t *testing.T) {
	for cidr, want := range map[string]string{
		"0.0.0.0/0":          "0.0.0.0 255.255.255.255 true",
		"10.80.0.7/24":       "10.80.0.0 10.80.0.255 true",
		"255.255.255.255/32": "255.255.255.255 255.255.255.255 true",
		"::/0":               "0.0.0.0 0.0.0.0 false",
		"10.80.0.7":          "0.0.0.0 0.0.0.0 false",
	} {
		s, ok := spanOfBlock(cidr)
		if got := fmt.Sprint(addrOf(s.first), " ", addrOf(s.last), " ", ok); got != want {
			t.Errorf("%s: %s, want %s", cidr, got, want)
		}
	}
}
