package node

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/notify"
	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
)

const (
	firstPause = 100 * time.Millisecond
	longPause  = 10 * time.Second
	// steadyAfter is how long a component must have run for its next end to
	// count as the first.
	steadyAfter = time.Minute
)

// A supervisor keeps the components of a node running.
type supervisor struct {
	table  *process.Table
	log    *slog.Logger
	ready  map[string]chan struct{}
	status *board
}

func newSupervisor(table *process.Table, log *slog.Logger) *supervisor {
	return &supervisor{table: table, log: log, ready: map[string]chan struct{}{}, status: newBoard(log)}
}

// start lets each component start as soon as those before it are ready, and
// returns at once.
func (s *supervisor) start(ctx context.Context, all []component.Component) {
	for _, c := range all {
		s.ready[c.Name] = make(chan struct{})
		s.status.add(c.Name)
	}
	for _, c := range all {
		go s.keep(ctx, c)
	}
}

// keep runs a component again and again.
func (s *supervisor) keep(ctx context.Context, c component.Component) {
	for _, name := range c.After {
		select {
		case <-s.ready[name]:
		case <-ctx.Done():
			return
		}
	}
	once := sync.OnceFunc(func() { close(s.ready[c.Name]) })
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		end, err := s.run(ctx, c, once)
		if err != nil {
			end = err.Error()
		}
		if time.Since(began) > steadyAfter {
			pause = firstPause
		}
		s.log.Warn("component ended", "component", c.Name, "end", end, "restart in", pause)
		s.status.ended(c.Name, end)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(2*pause, longPause)
	}
}

// run runs a component once, and says how it ended.
func (s *supervisor) run(ctx context.Context, c component.Component, ready func()) (string, error) {
	// What waits for this run to be ready ends with it.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	path, err := exec.LookPath(c.Argv[0])
	if err != nil {
		return "", fmt.Errorf("find program: %w", err)
	}
	out, err := os.OpenFile("/var/log/"+c.Name+".log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return "", fmt.Errorf("open log: %w", err)
	}
	defer out.Close()
	null, err := os.Open(os.DevNull)
	if err != nil {
		return "", fmt.Errorf("open input: %w", err)
	}
	defer null.Close()
	env := append([]string{"PATH=" + programs, "HOME=/root"}, c.Env...)
	if c.Notifies {
		socket, err := listen(c.Name)
		if err != nil {
			return "", err
		}
		defer socket.Close()
		env = append(env, socket.Env())
		go func() {
			err := socket.Wait(ctx)
			if err == nil && c.HealthyFor != "" {
				s.status.serving(c.Name)
				err = kubeapi.AwaitHealthy(ctx, c.HealthyFor)
			}
			if err == nil {
				ready()
				s.status.ready(c.Name)
			}
		}()
	}
	pid, done, err := s.table.Start(path, c.Argv, &syscall.ProcAttr{
		Dir:   "/",
		Env:   env,
		Files: []uintptr{null.Fd(), out.Fd(), out.Fd()},
		Sys:   &syscall.SysProcAttr{Setsid: true},
	})
	if err != nil {
		return "", err
	}
	s.status.started(c.Name, pid)
	s.log.Info("component started", "component", c.Name, "pid", pid)
	if !c.Notifies {
		ready()
		s.status.ready(c.Name)
	}
	return process.Describe(<-done), nil
}

func listen(component string) (*notify.Socket, error) {
	path := filepath.Join("/run/notify", component)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("listen for readiness: %w", err)
	}
	// One of an earlier run may be left.
	if err := os.RemoveAll(path); err != nil {
		return nil, fmt.Errorf("listen for readiness: %w", err)
	}
	return notify.Listen(path)
}
