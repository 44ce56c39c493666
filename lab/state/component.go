package state

import (
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// A Component is what a node's first process knows of one of its programs.
type Component struct {
	Name string `json:"name"`
	// Pid is its process in the node; 0 if it does not run.
	Pid int `json:"pid,omitempty"`
	// Serving tells that it runs and has said that it serves.
	Serving bool `json:"serving"`
	// Ready tells that it serves, and is healthy as far as that can be asked.
	Ready bool `json:"ready"`
	// Since is when it was started last.
	Since time.Time `json:"since,omitzero"`
	// Restarts counts how often it had to be started again.
	Restarts int `json:"restarts"`
	// LastEnd says how it ended the last time; empty if it never did.
	LastEnd string `json:"lastEnd,omitempty"`
}

// Components returns what the node's first process last said of its
// components. It says nothing of whether the node still runs.
func (d NodeDir) Components() ([]Component, error) {
	data, err := os.ReadFile(d.Status())
	if err != nil {
		return nil, fmt.Errorf("read state of components: %w", err)
	}
	var all []Component
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("read state of components from %s: %w", d.Status(), err)
	}
	return all, nil
}
