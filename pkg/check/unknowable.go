package check

import (
	"errors"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// unknowableError says why what an expression asks can't be known from what
// is seen of the cluster. That is no fault of the challenge: the verdict is
// unknown, unless the rest of the expression decides without it.
type unknowableError struct{ why string }

func (e *unknowableError) Error() string { return e.why }

// unknowable is the value of a call whose outcome can't be known.
func unknowable(why string) ref.Val { return types.WrapErr(&unknowableError{why: why}) }

// unknown is why an expression's value can't be known; empty for any other
// error, and for none.
func unknown(err error) string {
	var e *unknowableError
	if errors.As(err, &e) {
		return e.why
	}
	return ""
}
