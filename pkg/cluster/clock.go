package cluster

import (
	"net/http"
	"sync"
	"time"
)

// clock learns the API server's time from the Date header of its answers.
type clock struct {
	mu    sync.Mutex
	known bool
	ahead time.Duration
}

func (c *clock) wrap(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		response, err := next.RoundTrip(request)
		if err == nil {
			c.learn(response.Header.Get("Date"), time.Now())
		}
		return response, err
	})
}

// learn keeps the largest difference seen: the header is cut to a second, so
// the true time is up to a second later, never earlier.
func (c *clock) learn(header string, local time.Time) {
	server, err := http.ParseTime(header)
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if ahead := server.Sub(local); !c.known || ahead > c.ahead {
		c.known, c.ahead = true, ahead
	}
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }
