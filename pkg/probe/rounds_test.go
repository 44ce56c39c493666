package probe

import (
	"strings"
	"testing"
)

// TestRounds takes rounds as they come from the log, of which one comes twice.
func TestRounds(t *testing.T) {
	var each []string
	p := &Probe{
		mark: "m", changed: make(chan struct{}, 1), outcomes: map[string]Outcome{},
		tries:   []Try{{Key: "a", TCP: &Target{Host: "h", Port: 1}}, {Key: "b", TCP: &Target{Host: "h", Port: 2}}},
		options: Options{Each: func(key string, r Result) { each = append(each, key+" "+r.Error) }},
	}
	for _, l := range []line{
		{index: 0, round: 1, code: 1, note: "one"}, {index: 1, round: 1, code: 1, note: "other"},
		{index: 0, round: 2, code: 1, note: "two"}, {index: 0, round: 2, code: 1, note: "two"},
		{index: 0, round: 3, code: 1, note: "three"}, {index: 0, round: 4, code: 1, note: "four"},
		{index: 0, round: 5, code: 1, note: "five"}, {index: 0, round: 6, code: 1, note: "six"},
	} {
		p.take(l, 0)
	}
	if got := strings.Join(each, ", "); got != "a one, b other, a two, a three, a four, a five, a six" {
		t.Errorf("each: %s", got)
	}
	outcomes, _, _ := p.Latest()
	var before []string
	for _, r := range outcomes["a"].Before {
		before = append(before, r.Error)
	}
	if got := strings.Join(before, ", "); got != "five, four, three, two" || outcomes["a"].Error != "six" || outcomes["a"].Alike != 6 {
		t.Errorf("before: %s; %+v", got, outcomes["a"])
	}
	if len(outcomes["b"].Before) != 0 || outcomes["b"].Alike != 1 {
		t.Errorf("%+v", outcomes["b"])
	}
}
