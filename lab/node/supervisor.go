package node

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
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
	table *process.Table
	log   *slog.Logger
	// serving and ready tell of each component whether it got there once.
	serving, ready map[string]*mark
	status         *board
}

func newSupervisor(table *process.Table, log *slog.Logger) *supervisor {
	return &supervisor{table: table, log: log, serving: map[string]*mark{}, ready: map[string]*mark{}, status: newBoard(log)}
}

// start lets each component start as soon as those before it are where they
// must be, and returns at once.
func (s *supervisor) start(ctx context.Context, all []component.Component) {
	for _, c := range all {
		s.serving[c.Name], s.ready[c.Name] = newMark(), newMark()
		s.status.add(c.Name)
	}
	for _, c := range all {
		go s.keep(ctx, c)
	}
}

// keep runs a component again and again.
func (s *supervisor) keep(ctx context.Context, c component.Component) {
	before := s.ready
	if c.Held {
		before = s.serving
	}
	if err := await(ctx, before, c.After); err != nil {
		return
	}
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		end, err := s.run(ctx, c)
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
func (s *supervisor) run(ctx context.Context, c component.Component) (string, error) {
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
	files := []uintptr{null.Fd(), out.Fd(), out.Fd()}
	env := append([]string{"PATH=" + programs, "HOME=/root"}, c.Env...)
	if c.Notifies {
		socket, err := listen(c.Name)
		if err != nil {
			return "", err
		}
		defer socket.Close()
		env = append(env, socket.Env())
		go s.follow(ctx, c, socket)
	}
	if c.Held {
		pipe, err := s.hold(ctx, c)
		if err != nil {
			return "", err
		}
		defer pipe.Close()
		env = append(env, component.HoldVariable+"="+strconv.Itoa(len(files)))
		files = append(files, pipe.Fd())
	}
	pid, done, err := s.table.Start(path, c.Argv, &syscall.ProcAttr{
		Dir:   "/",
		Env:   env,
		Files: files,
		Sys:   &syscall.SysProcAttr{Setsid: true},
	})
	if err != nil {
		return "", err
	}
	s.status.started(c.Name, pid)
	s.log.Info("component started", "component", c.Name, "pid", pid)
	if !c.Notifies {
		s.reached(c.Name)
	}
	return process.Describe(<-done), nil
}

// follow waits for what a component says of itself.
func (s *supervisor) follow(ctx context.Context, c component.Component, socket *notify.Socket) {
	if err := socket.Wait(ctx); err != nil {
		return
	}
	if c.HealthyFor != "" {
		s.serving[c.Name].set()
		s.status.serving(c.Name)
		if err := kubeapi.AwaitHealthy(ctx, c.HealthyFor); err != nil {
			return
		}
	}
	s.reached(c.Name)
}

// reached notes that a component is ready.
func (s *supervisor) reached(name string) {
	s.serving[name].set()
	s.ready[name].set()
	s.status.ready(name)
}

// hold returns the end of a pipe that is closed at the other end when what the
// component must wait for is ready, or ctx is done.
func (s *supervisor) hold(ctx context.Context, c component.Component) (*os.File, error) {
	end, other, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	go func() {
		defer other.Close()
		_ = await(ctx, s.ready, c.After)
	}()
	return end, nil
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
