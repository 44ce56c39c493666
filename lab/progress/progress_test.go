package progress

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSteps(t *testing.T) {
	run := func(live bool) string {
		var out strings.Builder
		s := NewSteps(&out, live)
		s.Say("Lab %s begins.", "a")
		if err := s.Do("one thing is done", func() error { return nil }); err != nil {
			t.Errorf("got %v", err)
		}
		if err := s.Do("another is done", func() error { return errors.New("no") }); err == nil {
			t.Error("the error is lost")
		}
		return regexp.MustCompile(`\d+\.\d s`).ReplaceAllString(out.String(), "T s")
	}
	plain := "Lab a begins.\n" +
		" ✓ one thing is done                               T s\n" +
		" ✗ another is done                                 T s\n"
	if diff := cmp.Diff(plain, run(false)); diff != "" {
		t.Errorf("in a file (-want +got):\n%s", diff)
	}
	live := "Lab a begins.\n" +
		" • one thing is done ...\r\x1b[K ✓ one thing is done                               T s\n" +
		" • another is done ...\r\x1b[K ✗ another is done                                 T s\n"
	if diff := cmp.Diff(live, run(true)); diff != "" {
		t.Errorf("on a terminal (-want +got):\n%s", diff)
	}
}
