package cluster

import (
	"context"
	"fmt"
	"io"
	"net/url"
)

// LogRequest says which log to read, and how much of its end.
type LogRequest struct {
	Namespace, Pod, Container string
	// Previous asks for the run before the last restart.
	Previous bool
	Lines    int
}

// maxLog bounds one log in bytes.
const maxLog = 256 << 10

// Logs reads the end of a container's log. A pod that is not there, or a
// container that has not started, is an error of the API's own kind.
func (c *Cluster) Logs(ctx context.Context, l LogRequest) (string, error) {
	query := url.Values{"container": {l.Container}, "tailLines": {fmt.Sprint(l.Lines)}, "limitBytes": {fmt.Sprint(maxLog)}}
	if l.Previous {
		query.Set("previous", "true")
	}
	log, err := c.Log(ctx, l.Namespace, l.Pod, query)
	if err != nil {
		return "", err
	}
	defer log.Close()
	body, err := io.ReadAll(io.LimitReader(log, maxLog))
	if err != nil {
		return "", fmt.Errorf("read the log of pod %s: %w", l.Pod, err)
	}
	return string(body), nil
}
