package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/cel-go/common/types/ref"
	"k8s.io/apimachinery/pkg/api/resource"
	apiservercel "k8s.io/apiserver/pkg/cel"
)

// equals compares a computed answer with what was typed, by what it means and
// not by how it is written: numbers, quantities and durations by value, words
// without regard to case, to quotes and to a kind before a name, lists in any
// order. ok is false where the computed one is of no usable kind.
func equals(computed any, given string) (same, ok bool) {
	switch want := plainValue(computed).(type) {
	case []any:
		return sameList(want, given)
	default:
		return sameScalar(want, given)
	}
}

// sameScalar compares with anything but a list.
func sameScalar(computed any, given string) (same, ok bool) {
	switch want := computed.(type) {
	case string:
		return sameText(want, given), true
	case bool:
		return sameBool(want, word(given)), true
	case int64:
		return sameNumber(*resource.NewQuantity(want, resource.DecimalSI), given) || sameSeconds(want, given) || samePort(strconv.FormatInt(want, 10), given), true
	case float64:
		number, err := strconv.ParseFloat(unquoted(given), 64)
		return err == nil && number == want, true
	case resource.Quantity:
		return sameNumber(want, given), true
	case time.Duration:
		seconds, err := strconv.ParseFloat(unquoted(given), 64)
		return sameDuration(want, given) || err == nil && seconds == want.Seconds(), true
	case time.Time:
		typed, err := time.Parse(time.RFC3339, strings.ToUpper(word(given)))
		return err == nil && typed.Equal(want.Truncate(time.Second)), true
	}
	return false, false
}

func sameBool(want bool, typed string) bool {
	if want {
		return slices.Contains([]string{"yes", "true", "y"}, typed)
	}
	return slices.Contains([]string{"no", "false", "n"}, typed)
}

// sameList compares with a list whose order and repetitions say nothing.
func sameList(computed []any, given string) (same, ok bool) {
	for i := range computed {
		computed[i] = plainValue(computed[i])
		if _, usable := sameScalar(computed[i], ""); !usable {
			return false, false
		}
	}
	if len(computed) == 0 {
		typed := strings.TrimSpace(given)
		return typed == "[]" || isNone(strings.Trim(typed, "[]")), true
	}
	// An item may have spaces within.
	return sameItems(computed, items(given, " ,;")) || sameItems(computed, items(given, ",;")), true
}

// sameItems reports whether what was typed names each item and nothing else.
func sameItems(computed []any, typed []string) bool {
	named := make([]bool, len(computed))
	for _, item := range typed {
		found := false
		for i, want := range computed {
			if same, _ := sameScalar(want, item); same {
				named[i], found = true, true
			}
		}
		if !found {
			return false
		}
	}
	return !slices.Contains(named, false)
}

// items are the parts of a typed list, as people write them and as kubectl
// prints them.
func items(given, between string) []string {
	given = strings.Trim(strings.Join(strings.Fields(given), " "), "[]")
	parts := strings.FieldsFunc(given, func(r rune) bool { return strings.ContainsRune(between, r) })
	return slices.DeleteFunc(parts, func(part string) bool { return word(part) == "" || word(part) == "and" })
}

func isNone(typed string) bool {
	return slices.Contains([]string{"none", "<none>", "nothing"}, word(typed))
}

// sameText compares a text with one that was typed.
func sameText(want, typed string) bool {
	if want == "" {
		return isNone(typed)
	}
	exact := unquoted(want)
	typed = unquoted(typed)
	image, _ := sameImage(strings.ToLower(exact), strings.ToLower(typed)) // what only a registry knows is not the same
	return sameObject(strings.ToLower(exact), strings.ToLower(typed)) || image || sameMeasure(exact, typed) || samePort(exact, typed)
}

// unquoted is a typed text in one line, without the quotes around it.
func unquoted(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.TrimSpace(strings.Trim(text, "\"'`"))
}

// word is a typed word without what people put around it.
func word(text string) string { return strings.ToLower(unquoted(text)) }

// plainValue turns what an expression gave into Go's own types.
func plainValue(value any) any {
	switch v := value.(type) {
	case apiservercel.Quantity:
		return *v.Quantity
	case *resource.Quantity:
		return *v
	case ref.Val:
		return plainValue(native(v))
	case int:
		return int64(v)
	case uint64:
		return int64(min(v, math.MaxInt64))
	case []ref.Val:
		return plainList(v)
	case []string:
		return plainList(v)
	case []any:
		return slices.Clone(v)
	}
	return value
}

func plainList[T any](list []T) []any {
	plain := make([]any, len(list))
	for i := range list {
		plain[i] = list[i]
	}
	return plain
}
