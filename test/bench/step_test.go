package main

import (
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSteps reads what `up` prints, in pieces as they come.
func TestSteps(t *testing.T) {
	var clock time.Duration
	s := &stepper{since: func() time.Duration { return clock }, read: upStep}
	for _, said := range []struct {
		after time.Duration
		text  string
	}{
		{80 * time.Millisecond, " ✓ certificates made, images linked                0.1 s\n ✓ nam"},
		{70 * time.Millisecond, "espaces, links and nodes started             0.2 s\n"},
		{2 * time.Second, " ✓ nodes are Ready                               2.0 s"},
		{time.Millisecond, "\n ✗ pods can be made                              1.0 s\nerror: of 3.1 s\n"},
		{time.Second, " ✓ DNS answers                                  10.6 s\nThe lab is ready after 7.4 s. To use it:\n"},
	} {
		clock += said.after
		if _, err := io.WriteString(s, said.text); err != nil {
			t.Fatal(err)
		}
	}
	want := []step{
		{"certificates made, images linked", 80 * time.Millisecond},
		{"namespaces, links and nodes started", 150 * time.Millisecond},
		{"nodes are Ready", 2151 * time.Millisecond},
		{"DNS answers", 3151 * time.Millisecond},
	}
	if diff := cmp.Diff(want, s.steps, cmp.AllowUnexported(step{})); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	took := map[string]float64{
		"certificates made, images linked": 0.08, "namespaces, links and nodes started": 0.07,
		"nodes are Ready": 2.001, "DNS answers": 1,
	}
	if diff := cmp.Diff(took, s.took()); diff != "" {
		t.Errorf("what each took (-want +got):\n%s", diff)
	}
	if at, err := s.reached(nodesReady); err != nil || at != 2.151 {
		t.Errorf("nodes are Ready: %v, %v", at, err)
	}
	if _, err := s.reached(podsMade); err == nil {
		t.Error("a step that failed is reached")
	}
}

// TestFollow shows that a program's failure comes with its words.
func TestFollow(t *testing.T) {
	s, err := follow(command(t.Context(), "sh", "-c", "echo one; echo two >&2"), bareStep)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, at := range s.steps {
		texts = append(texts, at.text)
	}
	if diff := cmp.Diff([]string{"one", "two"}, texts); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	_, err = follow(command(t.Context(), "sh", "-c", "echo why; exit 3"), bareStep)
	if want := "[sh -c echo why; exit 3]: exit status 3\nwhy\n"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
