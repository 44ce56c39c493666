package main

import (
	"fmt"
	"os"
	"strings"
)

// excuses are mutants that change nothing that anybody could see, by their
// description without the line, with the reason.
type excuses struct {
	reasons map[string]string
	used    map[string]bool
}

// readExcuses reads lines of the form "FILE: CONDITION: CHANGE # REASON".
func readExcuses(path string) (*excuses, error) {
	e := &excuses{reasons: map[string]string{}, used: map[string]bool{}}
	if path == "" {
		return e, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		what, reason, found := strings.Cut(line, " # ")
		if !found {
			return nil, fmt.Errorf("%s: %q has no reason", path, line)
		}
		e.reasons[strings.TrimSpace(what)] = reason
	}
	return e, nil
}

func (e *excuses) of(m mutant) (string, bool) {
	what := fmt.Sprintf("%s: %s: %s", m.file, m.text, strings.Join(strings.Fields(m.change), " "))
	reason, ok := e.reasons[what]
	e.used[what] = e.used[what] || ok
	return reason, ok
}

// unused lists the excuses that no survivor needed.
func (e *excuses) unused() []string {
	var names []string
	for what := range e.reasons {
		if !e.used[what] {
			names = append(names, what)
		}
	}
	return names
}
