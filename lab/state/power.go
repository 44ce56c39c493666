package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// off is the file that says that a node is switched off.
func (d NodeDir) off() string { return filepath.Join(string(d), "off") }

// IsOff tells whether the node is switched off.
func (d NodeDir) IsOff() (bool, error) {
	_, err := os.Stat(d.off())
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at the node's switch: %w", err)
	}
	return true, nil
}

// SwitchOff writes down that the node is not to run. It does not end it.
func (d NodeDir) SwitchOff() error {
	if err := os.WriteFile(d.off(), nil, 0o644); err != nil {
		return fmt.Errorf("switch the node off: %w", err)
	}
	return nil
}

// SwitchOn lets the node run again, and forgets what it said of its components
// before, which would be believed.
func (d NodeDir) SwitchOn() error {
	for _, file := range []string{d.Status(), d.off()} {
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("switch the node on: %w", err)
		}
	}
	return nil
}

// AwaitOn returns when the node is not switched off.
func (d NodeDir) AwaitOn(ctx context.Context) error {
	return watch(ctx, string(d), "the node's switch", func() (bool, error) {
		off, err := d.IsOff()
		return !off, err
	})
}
