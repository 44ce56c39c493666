package check

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/cel-go/common/types/ref"
)

// question judges the learner's answer to one question against the one that
// is computed from the cluster as it is now. It never tells the right one.
func (j *Judge) question(name string, l look) finding {
	value, missing, err := j.questions[name].evaluate(l.bound)
	switch {
	case unknown(err) != "":
		return finding{verdict: Unknown, reason: unknown(err)}
	case err != nil:
		return finding{verdict: Broken, reason: fmt.Sprintf("question %s: %v", name, err)}
	case missing != "":
		return finding{verdict: Unknown, reason: "what the question is about is not there: " + missing}
	}
	given, answered := l.ev.Given[name]
	if !answered {
		return finding{verdict: Fail, observed: fmt.Sprintf("not answered yet: kubectl mastery answer %s %s ...", j.challenge.ID(), name)}
	}
	same, ok := equals(value, given)
	switch {
	case !ok:
		return finding{verdict: Broken, reason: fmt.Sprintf("question %s: the answer is a %T", name, value)}
	case same:
		return finding{verdict: Pass, observed: given}
	}
	return finding{verdict: Fail, observed: fmt.Sprintf("you said %s; that is not it", given)}
}

// equals compares a computed answer with what was typed: numbers by value,
// words without regard to case, to quotes and to a kind before a name, lists
// in any order. ok is false where the computed one is of no usable kind.
func equals(computed any, given string) (same, ok bool) {
	switch want := plainValue(computed).(type) {
	case string:
		return sameWord(want, given), true
	case bool:
		typed, known := map[string]bool{"yes": true, "true": true, "y": true, "no": false, "false": false, "n": false}[word(given)]
		return known && typed == want, true
	case int64:
		typed, err := strconv.ParseInt(word(given), 10, 64)
		return err == nil && typed == want, true
	case []any:
		return sameWords(want, given)
	}
	return false, false
}

func sameWords(computed []any, given string) (same, ok bool) {
	wanted := map[string]bool{}
	for _, item := range computed {
		text, isText := plainValue(item).(string)
		if !isText {
			return false, false
		}
		wanted[text] = false
	}
	for _, typed := range strings.FieldsFunc(given, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		found := false
		for want := range wanted {
			if sameWord(want, typed) {
				wanted[want], found = true, true
			}
		}
		if !found {
			return false, true
		}
	}
	for _, named := range wanted {
		if !named {
			return false, true
		}
	}
	return true, true
}

// sameWord compares a word with one that was typed. Who types pod/web where
// the answer is web has said the right thing.
func sameWord(want, typed string) bool {
	want, typed = word(want), word(typed)
	if _, name, found := strings.Cut(typed, "/"); found && !strings.Contains(want, "/") {
		typed = name
	}
	return want == typed
}

// word is a typed word without what people put around it.
func word(text string) string {
	return strings.ToLower(strings.Trim(strings.TrimSpace(text), "\"'`"))
}

// plainValue turns what an expression gave into Go's own types.
func plainValue(value any) any {
	switch v := value.(type) {
	case ref.Val:
		return plainValue(native(v))
	case int:
		return int64(v)
	case []ref.Val:
		items := make([]any, len(v))
		for i := range v {
			items[i] = v[i]
		}
		return items
	case []string:
		items := make([]any, len(v))
		for i := range v {
			items[i] = v[i]
		}
		return items
	}
	return value
}
