package kubeapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

const (
	// answerAgain is the pause before something is asked again of which nothing
	// tells when its answer changes.
	answerAgain = 200 * time.Millisecond
	// answerWithin bounds one answer: what is asked may be led to a pod that is
	// no more.
	answerWithin = 2 * time.Second
)

// A PendingError says what was still waited for when the time was up.
type PendingError struct{ What, Why string }

func (e *PendingError) Error() string { return e.What + ": " + e.Why }

// AwaitAnswer returns when the API has a good answer at path; one that is a
// list must have something in it. If ctx is done before, the error is a
// PendingError.
func (c *Client) AwaitAnswer(ctx context.Context, path string) error {
	return c.again(ctx, path, func(ctx context.Context) error {
		body, err := c.do(ctx, http.MethodGet, path, "", nil)
		if err != nil {
			return err
		}
		defer body.Close()
		var list struct{ Items *[]json.RawMessage }
		// What is no JSON is no list.
		if json.NewDecoder(body).Decode(&list) == nil && list.Items != nil && len(*list.Items) == 0 {
			return errors.New("the list is empty")
		}
		return nil
	})
}

// again asks until there is no error, or ctx is done; what is asked for is for
// errors.
func (c *Client) again(ctx context.Context, what string, ask func(context.Context) error) error {
	last := errors.New("it was not asked")
	for {
		asking, cancel := context.WithTimeoutCause(ctx, answerWithin, fmt.Errorf("no answer within %s", answerWithin))
		err := ask(asking)
		cancel()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return &PendingError{what, last.Error()}
		}
		last = err
		select {
		case <-ctx.Done():
			return &PendingError{what, last.Error()}
		case <-time.After(answerAgain):
		}
	}
}
