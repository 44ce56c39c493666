package record_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func TestTidy(t *testing.T) {
	tests := []struct{ name, typed, want, fails string }{
		{"a word", "web", "web", ""},
		{"several", "web, db", "web, db", ""},
		{"white space around and within", "\n web \t\n db\r\n", "web db", ""},
		{"letters of other scripts", "köln 中", "köln 中", ""},
		{"nothing", "", "", "the answer is empty"},
		{"white space alone", " \t\n\u00a0\u2003", "", "the answer is empty"},
		{"as long as can be", strings.Repeat("a", record.MaxAnswer), strings.Repeat("a", record.MaxAnswer), ""},
		{"white space does not count", strings.Repeat(" ", 999) + "a", "a", ""},
		{"too long", strings.Repeat("a", record.MaxAnswer+1), "", "the answer has 257 bytes, more than 256"},
		{"bytes count, not letters", strings.Repeat("ö", 129), "", "the answer has 258 bytes, more than 256"},
		{"colour", "\x1b[31mred", "", "characters that cannot be shown"},
		{"a zero byte", "a\x00b", "", "characters that cannot be shown"},
		{"no UTF-8", "a\xffb", "", "characters that cannot be shown"},
		{"a letter that turns the line round", "a\u202eb", "", "characters that cannot be shown"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := record.Tidy(test.typed)
			if got != test.want || (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	at := time.Date(2026, 11, 24, 12, 0, 0, 123456789, time.UTC)
	r := record.New("ada")
	r.Put("l1-a-b", record.Run{ID: "1", Started: at})
	r.Put("l1-a-b", record.Run{ID: "2", Started: at})
	r.Put("l1-c-d", record.Run{ID: "1", Started: at})
	say := func(value string, at time.Time) {
		t.Helper()
		if err := r.Answer("l1-a-b", "1", "port", value, at); err != nil {
			t.Fatal(err)
		}
	}
	given := func(challenge string, run int) map[string]string { return r.Challenges[challenge].Runs[run].Given() }
	say(" 9090 ", at)
	say("8080", at) // at once, and less as a text
	if d := cmp.Diff(map[string]string{"port": "8080"}, given("l1-a-b", 0)); d != "" {
		t.Errorf("the one given last does not count: %s", d)
	}
	say("7070", at.Add(-time.Hour)) // the clock was put back
	if d := cmp.Diff(map[string]string{"port": "7070"}, given("l1-a-b", 0)); d != "" {
		t.Errorf("the one given last does not count: %s", d)
	}
	if len(given("l1-a-b", 1))+len(given("l1-c-d", 0)) != 0 {
		t.Error("another run has answers")
	}
	// Both copies knew the second answer; one of them went on.
	old := record.New("ada")
	old.Put("l1-a-b", record.Run{ID: "1", Started: at, Answers: map[string]record.Answer{"port": {Value: "8080", At: at}}})
	if got := record.Merge(old, r).Challenges["l1-a-b"].Runs[0].Given()["port"]; got != "7070" {
		t.Errorf("merged with an older copy: %s", got)
	}
	if got := r.Challenges["l1-a-b"].Runs[0].Answers["port"].At; got.Nanosecond()%int(time.Millisecond) != 0 || got.Location() != time.UTC {
		t.Errorf("kept with the moment %s", got)
	}
}

func TestAnswerRefuses(t *testing.T) {
	r := record.New("ada")
	run := record.Run{ID: "1", Answers: map[string]record.Answer{}}
	for i := range record.MaxAnswers {
		run.Answers[fmt.Sprintf("q%d", i)] = record.Answer{Value: "a"}
	}
	r.Put("l1-a-b", run)
	tests := []struct{ challenge, run, question, value, want string }{
		{"l1-a-b", "1", "q0", "another", ""},
		{"l1-a-b", "1", "q0", " ", "the answer is empty"},
		{"l1-a-b", "1", "more", "a", "50 questions are answered in this run, and no more are kept"},
		{"l1-a-b", "2", "q0", "a", "the record has no such run of l1-a-b"},
		{"l1-x-y", "1", "q0", "a", "the record has no such run of l1-x-y"},
	}
	for _, test := range tests {
		err := r.Answer(test.challenge, test.run, test.question, test.value, time.Now())
		if (err != nil) != (test.want != "") || err != nil && err.Error() != test.want {
			t.Errorf("%+v: %v", test, err)
		}
	}
	if len(r.Challenges) != 1 {
		t.Error("a refused answer made a challenge")
	}
}
