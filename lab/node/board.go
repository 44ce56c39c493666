package node

import (
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A board keeps what is known of the components, in memory and in the file
// that others read.
type board struct {
	mu   sync.Mutex
	all  []state.Component
	log  *slog.Logger
	path string
}

func newBoard(log *slog.Logger) *board {
	return &board{log: log, path: "/var/" + state.StatusInside}
}

func (b *board) add(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = append(b.all, state.Component{Name: name})
}

func (b *board) started(name string, pid int) {
	b.change(name, func(c *state.Component) {
		c.Pid, c.Since = pid, time.Now().UTC()
	})
}

func (b *board) serving(name string) {
	b.change(name, func(c *state.Component) { c.Serving = true })
}

func (b *board) ready(name string) {
	b.change(name, func(c *state.Component) { c.Serving, c.Ready = true, true })
}

func (b *board) ended(name, how string) {
	b.change(name, func(c *state.Component) {
		*c = state.Component{Name: name, Restarts: c.Restarts + 1, LastEnd: how}
	})
}

func (b *board) change(name string, change func(*state.Component)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.all {
		if b.all[i].Name == name {
			change(&b.all[i])
		}
	}
	data, err := json.Marshal(b.all)
	if err == nil {
		err = state.WriteFile(b.path, data, 0o644)
	}
	if err != nil {
		b.log.Error("cannot tell the state of components", "error", err)
	}
}
