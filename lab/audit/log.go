package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/tail"
)

// A Reader writes out what a log has.
type Reader struct {
	Filter Filter
	// JSON writes events as they are in the log, one a line; else there is a line
	// in words for each request, below a heading.
	JSON bool
	// Follow goes on with what is added.
	Follow bool
}

// A Count says what a log had.
type Count struct {
	// Events is how many were read, Matching how many of them were wanted.
	Events, Matching int
	// Broken is how many lines are no events, such as one that was being written
	// when the API server was killed.
	Broken int
}

// Copy writes events of the log with that path, older parts of it first, to out. If
// it follows, it returns when ctx is done.
func (r Reader) Copy(ctx context.Context, out io.Writer, path string) (Count, error) {
	to := &printer{Reader: r, out: out, begun: map[string]bool{}}
	older, err := rotated(path)
	if err != nil {
		return to.count, err
	}
	if err := to.head(); err != nil {
		return to.count, err
	}
	for _, part := range older {
		err := tail.Copy(ctx, to, part, -1, false)
		// The oldest goes when another comes.
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return to.count, err
		}
	}
	return to.count, tail.Copy(ctx, to, path, -1, r.Follow)
}

// rotated returns the older parts of a log, the oldest first. Their names have the
// time at which they were put aside.
func rotated(path string) ([]string, error) {
	ext := filepath.Ext(path)
	older, err := filepath.Glob(strings.TrimSuffix(path, ext) + "-*" + ext)
	if err != nil {
		return nil, fmt.Errorf("find older parts of the audit log: %w", err)
	}
	return older, nil
}

// A printer takes a log in pieces, and writes out the events in it.
type printer struct {
	Reader
	out   io.Writer
	count Count
	// rest is a line that has not come whole.
	rest []byte
	// begun are the requests that last and were written out when they began.
	begun map[string]bool
}

func (p *printer) head() error {
	if p.JSON {
		return nil
	}
	_, err := io.WriteString(p.out, heading())
	return err
}

// Write takes the next piece of the log.
func (p *printer) Write(data []byte) (int, error) {
	p.rest = append(p.rest, data...)
	for {
		end := bytes.IndexByte(p.rest, '\n')
		if end < 0 {
			return len(data), nil
		}
		if err := p.take(p.rest[:end+1]); err != nil {
			return 0, err
		}
		p.rest = p.rest[end+1:]
	}
}

// take looks at one line of the log.
func (p *printer) take(text []byte) error {
	var e Event
	if json.Unmarshal(text, &e) != nil || e.ID == "" {
		p.count.Broken++
		return nil
	}
	p.count.Events++
	if !p.Filter.matches(&e) {
		return nil
	}
	p.count.Matching++
	if p.JSON {
		_, err := p.out.Write(text)
		return err
	}
	if !p.first(&e) {
		return nil
	}
	_, err := io.WriteString(p.out, line(&e))
	return err
}

// first tells whether an event is the first one of its request that has a result:
// people want one line of a request, and that of one that lasts when it begins.
func (p *printer) first(e *Event) bool {
	switch e.Stage {
	case responseStarted:
		p.begun[e.ID] = true
		return true
	case responseComplete, panicked:
		begun := p.begun[e.ID]
		delete(p.begun, e.ID)
		return !begun
	default:
		return false
	}
}
