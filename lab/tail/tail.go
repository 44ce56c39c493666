// Package tail reads the end of a file, and what is added to it.
package tail

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/fsnotify/fsnotify"
)

// Copy writes the last lines of a file to out, all of them if lines is
// negative. With follow it goes on with what is added, until ctx is done.
func Copy(ctx context.Context, out io.Writer, path string, lines int, follow bool) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read log: %w", err)
	}
	defer f.Close()
	// Watching begins before reading, so nothing is missed between the two.
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		err = watcher.Add(path)
	}
	if err != nil {
		return fmt.Errorf("watch log: %w", err)
	}
	defer watcher.Close()
	if err := seekLines(f, lines); err != nil {
		return fmt.Errorf("read log: %w", err)
	}
	for {
		if _, err := io.Copy(out, f); err != nil {
			return fmt.Errorf("read log: %w", err)
		}
		if !follow {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-watcher.Errors:
			return fmt.Errorf("watch log: %w", err)
		case <-watcher.Events:
		}
	}
}

// seekLines moves to where the last lines begin.
func seekLines(f *os.File, lines int) error {
	if lines < 0 {
		return nil
	}
	// starts is a ring of where the last lines begin.
	starts := make([]int64, 0, lines+1)
	var at int64
	for r := bufio.NewReader(f); ; {
		line, err := r.ReadBytes('\n')
		if len(line) > 0 {
			starts = append(starts, at)
			at += int64(len(line))
		}
		if len(starts) > lines {
			starts = starts[1:]
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if len(starts) > 0 {
		at = starts[0]
	}
	_, err := f.Seek(at, io.SeekStart)
	return err
}
