package payload

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// stamp remembers from what (key) files were made, and how they looked then, so
// that work is done again exactly when its sources or its results changed.
type stamp struct {
	Key   string           `json:"key"`
	Files map[string]state `json:"files"`
}

// state tells a file from a later one at the same place.
type state struct {
	Size     int64 `json:"size"`
	Modified int64 `json:"modified"` // nanoseconds since 1970
}

// fresh tells whether the stamp in file is of this key and the results are
// all as they were left.
func fresh(file, key string, results []string) (bool, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read stamp: %w", err)
	}
	var s stamp
	if err := json.Unmarshal(data, &s); err != nil || s.Key != key || len(s.Files) != len(results) {
		return false, nil // half written or of another time: the work is done again
	}
	for _, result := range results {
		now, err := stateOf(result)
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("look at earlier result: %w", err)
		}
		if s.Files[result] != now {
			return false, nil
		}
	}
	return true, nil
}

// remember writes the stamp of results that were just made.
func remember(file, key string, results []string) error {
	s := stamp{Key: key, Files: map[string]state{}}
	for _, result := range results {
		now, err := stateOf(result)
		if err != nil {
			return fmt.Errorf("look at result: %w", err)
		}
		s.Files[result] = now
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("write stamp: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("write stamp: %w", err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return fmt.Errorf("write stamp: %w", err)
	}
	return nil
}

func stateOf(file string) (state, error) {
	info, err := os.Stat(file)
	if err != nil {
		return state{}, err
	}
	return state{Size: info.Size(), Modified: info.ModTime().UnixNano()}, nil
}
