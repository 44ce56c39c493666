package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"time"
)

// Steps of a start that others are compared with.
const (
	nodesReady = "nodes are Ready"
	podsMade   = "pods can be made"
)

// A step is something that a start has reached.
type step struct {
	text string
	// at is the time since the start began.
	at time.Duration
}

// A stepper reads what a starting program prints, and keeps the times at which
// its steps came: they are finer than those that the program prints, and count
// from before its own beginning.
type stepper struct {
	// since is the time since the start began.
	since func() time.Duration
	// read finds the step that a line tells of; false if it tells of none.
	read func(line string) (string, bool)

	steps  []step
	output bytes.Buffer
	begun  []byte
}

// Write takes what the program prints; it never fails.
func (s *stepper) Write(data []byte) (int, error) {
	s.output.Write(data)
	s.begun = append(s.begun, data...)
	for {
		line, rest, found := bytes.Cut(s.begun, []byte("\n"))
		if !found {
			return len(data), nil
		}
		s.begun = rest
		if text, ok := s.read(string(line)); ok {
			s.steps = append(s.steps, step{text: text, at: s.since()})
		}
	}
}

// reached is when a step came, in seconds.
func (s *stepper) reached(text string) (float64, error) {
	for _, at := range s.steps {
		if at.text == text {
			return at.at.Seconds(), nil
		}
	}
	return 0, fmt.Errorf("no step says that %s:\n%s", text, &s.output)
}

// took is how long each step took after the one before it, in seconds, by its text.
func (s *stepper) took() map[string]float64 {
	each := map[string]float64{}
	before := time.Duration(0)
	for _, at := range s.steps {
		each[at.text] += (at.at - before).Seconds()
		before = at.at
	}
	return each
}

// follow runs a program and returns its steps.
func follow(c *exec.Cmd, read func(line string) (string, bool)) (*stepper, error) {
	began := time.Now()
	s := &stepper{since: func() time.Duration { return time.Since(began) }, read: read}
	c.Stdout, c.Stderr = s, s
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("%v: %w\n%s", c.Args, err, &s.output)
	}
	return s, nil
}

// stepLine is a line of `up` for a step that is done, with the time it took.
var stepLine = regexp.MustCompile(`^ ✓ (.*?) +\d+\.\d s$`)

// upStep reads a line of `up`.
func upStep(line string) (string, bool) {
	found := stepLine.FindStringSubmatch(line)
	if found == nil {
		return "", false
	}
	return found[1], true
}

// bareStep reads a line of bare.sh, which prints nothing but steps.
func bareStep(line string) (string, bool) { return line, true }
