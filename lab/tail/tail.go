// Package tail reads the end of a file, and what is added to it.
package tail

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// Copy writes the last lines of a file to out, all of them if lines is
// negative. With follow it goes on with what is added, until ctx is done, also
// when the file is put aside and a new one takes its place.
func Copy(ctx context.Context, out io.Writer, path string, lines int, follow bool) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read log: %w", err)
	}
	// It may be another one by then.
	defer func() { f.Close() }()
	// Watching begins before reading, so nothing is missed between the two. The
	// directory, since the file may be replaced.
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		err = watcher.Add(filepath.Dir(path))
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
		next, err := successor(f, path)
		if err != nil {
			return fmt.Errorf("read log: %w", err)
		}
		if next != nil {
			// What came between the last look and the end of the old one.
			_, err := io.Copy(out, f)
			f.Close()
			f = next
			if err != nil {
				return fmt.Errorf("read log: %w", err)
			}
			continue
		}
		if more, err := await(ctx, watcher, filepath.Base(path)); !more {
			return err
		}
	}
}

// await returns when something has happened to a file in the watched directory; it
// says false when there is nothing to wait for any more.
func await(ctx context.Context, watcher *fsnotify.Watcher, name string) (bool, error) {
	for {
		select {
		case <-ctx.Done():
			return false, nil
		case err := <-watcher.Errors:
			return false, fmt.Errorf("watch log: %w", err)
		case event := <-watcher.Events:
			if filepath.Base(event.Name) == name {
				return true, nil
			}
		}
	}
}

// successor opens the file with that path if it is another one than f; nil if it is
// the same, or not there yet.
func successor(f *os.File, path string) (*os.File, error) {
	own, err := f.Stat()
	if err != nil {
		return nil, err
	}
	there, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && os.SameFile(own, there) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return os.Open(path)
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
