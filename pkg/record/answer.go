package record

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds on what a learner answers in one run.
const (
	MaxAnswer  = 256 // bytes
	MaxAnswers = 50
)

// Answer is what a learner said to a question.
type Answer struct {
	Value string    `yaml:"value"`
	At    time.Time `yaml:"at"`
}

// Tidy is an answer as it is kept: in one line, and of letters that can be
// shown. What cannot be kept is an error that says why.
func Tidy(typed string) (string, error) {
	value := strings.Join(strings.Fields(typed), " ")
	switch {
	case value == "":
		return "", errors.New("the answer is empty")
	case len(value) > MaxAnswer:
		return "", fmt.Errorf("the answer has %d bytes, more than %d", len(value), MaxAnswer)
	case !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", errors.New("the answer holds characters that cannot be shown")
	}
	return value, nil
}

// Answer keeps an answer in a run that the record knows. It counts as later
// than the one that it takes the place of, whatever the clocks say.
func (r *Record) Answer(challenge, run, question, value string, at time.Time) error {
	value, err := Tidy(value)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(r.Challenges[challenge].Runs, func(known Run) bool { return known.ID == run })
	if i < 0 {
		return fmt.Errorf("the record has no such run of %s", challenge)
	}
	known := r.Challenges[challenge].Runs[i]
	before, answered := known.Answers[question]
	if !answered && len(known.Answers) >= MaxAnswers {
		return fmt.Errorf("%d questions are answered in this run, and no more are kept", MaxAnswers)
	}
	at = at.UTC().Truncate(time.Millisecond)
	if !at.After(before.At) {
		at = before.At.Add(time.Millisecond)
	}
	known.Answers = mergeAnswers(known.Answers, map[string]Answer{question: {Value: value, At: at}})
	r.Put(challenge, known)
	return nil
}

// Given are the answers of a run, by the question's name.
func (r Run) Given() map[string]string {
	given := map[string]string{}
	for question, answer := range r.Answers {
		given[question] = answer.Value
	}
	return given
}

// mergeAnswers keeps the later answer to each question; of two at one moment
// the one that is greater as a text, so that the order does not matter.
func mergeAnswers(a, b map[string]Answer) map[string]Answer {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	merged := maps.Clone(a)
	if merged == nil {
		merged = map[string]Answer{}
	}
	for question, answer := range b {
		known, ok := merged[question]
		if later := cmp.Or(answer.At.Compare(known.At), strings.Compare(answer.Value, known.Value)); !ok || later > 0 {
			merged[question] = answer
		}
	}
	return merged
}

// newest keeps the latest answers up to the bound: a record that somebody has
// written into may hold more.
func newest(answers map[string]Answer) map[string]Answer {
	if len(answers) <= MaxAnswers {
		return answers
	}
	questions := slices.SortedFunc(maps.Keys(answers), func(a, b string) int {
		return cmp.Or(answers[b].At.Compare(answers[a].At), strings.Compare(a, b))
	})
	kept := map[string]Answer{}
	for _, question := range questions[:MaxAnswers] {
		kept[question] = answers[question]
	}
	return kept
}
