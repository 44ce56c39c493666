package main

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestCount(t *testing.T) {
	for _, test := range []struct {
		name string
		// events are "ACTION TEST", in the order in which go test prints them;
		// without a test they are about the package, which is p if none is named.
		events []string
		want   tally
		says   string
	}{
		{name: "nothing"},
		{name: "passed", events: []string{"pass TestA", "pass TestB", "pass"}, want: tally{passed: 2}},
		{name: "subtests count, their parents do not", events: []string{"run TestA", "pass TestA/one", "pass TestA/two/deep", "pass TestA/two", "pass TestA", "pass"}, want: tally{passed: 2}},
		{name: "a failed subtest", events: []string{"pass TestA/one", "fail TestA/two", "fail TestA", "fail"}, want: tally{passed: 1, failed: 1}, says: "FAIL p TestA/two"},
		{name: "a parent that fails by itself", events: []string{"pass TestA/one", "fail TestA", "fail"}, want: tally{passed: 1, failed: 1}, says: "FAIL p TestA"},
		{name: "a package that fails outside of tests", events: []string{"pass TestA", "fail"}, want: tally{passed: 1, failed: 1}, says: "FAIL p"},
		{name: "another package fails outside of tests", events: []string{"fail TestA", "fail", "fail  q"}, want: tally{failed: 2}, says: "FAIL q"},
		{name: "a subtest that never ended", events: []string{"run TestA/one", "fail TestA", "fail"}, want: tally{failed: 1}},
		{name: "skipped", events: []string{"skip TestA", "pass"}, want: tally{skipped: 1}, says: "SKIP p TestA"},
		{name: "a package without tests", events: []string{"skip"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var events strings.Builder
			for _, e := range test.events {
				word := append(strings.Split(e, " "), "", "")
				fmt.Fprintf(&events, "{\"Action\":%q,\"Package\":%q,\"Test\":%q}\n", word[0], cmp.Or(word[2], "p"), word[1])
			}
			var out strings.Builder
			got := count(strings.NewReader(events.String()), &out)
			if len(got.failures) != got.failed {
				t.Errorf("%d failed, and of them it keeps %q", got.failed, got.failures)
			}
			got.failures = nil
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			if !strings.Contains(out.String(), test.says) {
				t.Errorf("it says %q", out.String())
			}
		})
	}
}

func TestAttributesAreSaid(t *testing.T) {
	var out strings.Builder
	count(strings.NewReader(`{"Action":"attr","Package":"p","Test":"TestA/l1-a-b","Key":"proofs","Value":"2 of 2 cases"}`+"\n"), &out)
	if want := "     p TestA/l1-a-b proofs: 2 of 2 cases\n"; out.String() != want {
		t.Errorf("it says %q, want %q", out.String(), want)
	}
}

func TestFailureKeepsItsEnd(t *testing.T) {
	var lines strings.Builder
	for i := range 100 {
		fmt.Fprintln(&lines, "line", i)
	}
	var got tally
	got.fail("p TestA", lines.String())
	if end := got.failures[0]; !strings.HasPrefix(end, "FAIL p TestA\nline 88\n") || !strings.HasSuffix(end, "\nline 99\n") {
		t.Errorf("kept %q", end)
	}
}
