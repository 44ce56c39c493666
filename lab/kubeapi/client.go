// Package kubeapi asks the API of a lab's cluster for the few things that the
// lab itself must know: a full client would cost every process of the lab
// more than it needs.
package kubeapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// A Client speaks to one API server.
type Client struct {
	server string
	http   *http.Client
	kinds  kinds
}

// New returns a client with the access that a kubeconfig file gives.
func New(kubeconfig string) (*Client, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("read kubeconfig: %w", err)
	}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, fmt.Errorf("read kubeconfig: %w", err)
	}
	return &Client{server: config.Host, http: client}, nil
}

// A StatusError is a refusal by the API server.
type StatusError struct {
	Code    int
	Message string
}

func (e *StatusError) Error() string { return fmt.Sprintf("%s (%d)", e.Message, e.Code) }

// NotFound tells whether the API server said that a thing is not there.
func NotFound(err error) bool {
	var status *StatusError
	return errors.As(err, &status) && status.Code == http.StatusNotFound
}

// Get reads the object at path into a value.
func (c *Client) Get(ctx context.Context, path string, into any) error {
	body, err := c.do(ctx, http.MethodGet, path, "", nil)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := json.NewDecoder(body).Decode(into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// Merge changes the object at path by a JSON merge patch.
func (c *Client) Merge(ctx context.Context, path string, patch any) error {
	data, err := json.Marshal(patch)
	if err != nil {
		return fmt.Errorf("change %s: %w", path, err)
	}
	return c.send(ctx, http.MethodPatch, path, "application/merge-patch+json", data)
}

func (c *Client) send(ctx context.Context, method, path, kind string, data []byte) error {
	body, err := c.do(ctx, method, path, kind, data)
	if err != nil {
		return err
	}
	return body.Close()
}

// do returns the body of a good answer.
func (c *Client) do(ctx context.Context, method, path, kind string, data []byte) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.server+path, bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", path, err)
	}
	request.Header.Set("Accept", "application/json")
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	return c.answer(request, path)
}

// answer sends a request and returns the body of a good answer.
func (c *Client) answer(request *http.Request, path string) (io.ReadCloser, error) {
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", path, err)
	}
	if response.StatusCode < 300 {
		return response.Body, nil
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<16))
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", path, err)
	}
	refusal := &StatusError{Code: response.StatusCode}
	var status struct{ Message string }
	if json.Unmarshal(text, &status) == nil {
		refusal.Message = status.Message
	}
	if refusal.Message == "" {
		refusal.Message = string(bytes.TrimSpace(text))
	}
	return nil, fmt.Errorf("ask for %s: %w", path, refusal)
}

// watchAgain is the pause before a watch that has ended begins anew: an API
// server that has just started ends them early.
const watchAgain = 100 * time.Millisecond

// Until watches the list at path, filtered by query, and hands every state of
// every object in it to done, until that returns true or ctx is done. A
// deleted object is not handed over.
func (c *Client) Until(ctx context.Context, path string, query url.Values, done func(object json.RawMessage) (bool, error)) error {
	full := maps.Clone(query)
	full.Set("watch", "1")
	for {
		finished, err := c.watch(ctx, path+"?"+full.Encode(), done)
		if finished {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), err)
		case <-time.After(watchAgain):
		}
	}
}

// watch is one connection of Until; it says whether the whole is finished.
func (c *Client) watch(ctx context.Context, path string, done func(json.RawMessage) (bool, error)) (bool, error) {
	body, err := c.do(ctx, http.MethodGet, path, "", nil)
	if err != nil {
		return false, err
	}
	defer body.Close()
	for events := json.NewDecoder(body); ; {
		var event struct {
			Type   string
			Object json.RawMessage
		}
		if err := events.Decode(&event); err != nil {
			return false, err
		}
		if event.Type != "ADDED" && event.Type != "MODIFIED" {
			continue
		}
		ok, err := done(event.Object)
		if ok || err != nil {
			return true, err
		}
	}
}
