package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// givenUp is after how many restarts a component that is not ready is taken to
// be broken.
const givenUp = 5

// AwaitServing returns when a component of the node serves.
func (d NodeDir) AwaitServing(ctx context.Context, name string) error {
	// What is ready serves; a lab that an older release started says only that.
	return d.await(ctx, func(c Component) bool { return (c.Serving || c.Ready) && c.Name == name })
}

// AwaitReady returns when a component of the node is ready.
func (d NodeDir) AwaitReady(ctx context.Context, name string) error {
	return d.await(ctx, func(c Component) bool { return c.Ready && c.Name == name })
}

func (d NodeDir) await(ctx context.Context, reached func(Component) bool) error {
	// The directory, since the file is replaced at each change. A node that has
	// just been started by an up that was killed may not have made it yet.
	dir := filepath.Dir(d.Status())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("watch components: %w", err)
	}
	return watch(ctx, dir, "components", func() (bool, error) {
		all, err := d.Components()
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, err
		}
		for _, c := range all {
			if reached(c) {
				return true, nil
			}
			if c.Restarts >= givenUp && !c.Ready {
				return false, fmt.Errorf("%s keeps ending (%s): see its log with logs %s", c.Name, c.LastEnd, c.Name)
			}
		}
		return false, nil
	})
}

// watch looks now, and whenever something in a directory has changed, until
// look says true or fails, or ctx is done. What is watched is for errors.
func watch(ctx context.Context, dir, what string, look func() (bool, error)) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", what, err)
	}
	defer watcher.Close()
	if err := watcher.Add(dir); err != nil {
		return fmt.Errorf("watch %s: %w", what, err)
	}
	for {
		if done, err := look(); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case err := <-watcher.Errors:
			return fmt.Errorf("watch %s: %w", what, err)
		case <-watcher.Events:
		}
	}
}
