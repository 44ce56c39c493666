package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const overlayPrefix = "kubeconfig-"

// IsOverlay reports whether a file is a kubeconfig that WriteOverlay has written
// below stateDir.
func IsOverlay(stateDir, file string) bool {
	above := filepath.Dir(filepath.Dir(file))
	return above == filepath.Join(stateDir, "clusters") && strings.HasPrefix(filepath.Base(file), overlayPrefix)
}

// Overlay is the kubeconfig that is kept for a challenge, and where; empty where
// there is none.
func (m *Mirror) Overlay(challenge string) (file string, content []byte, err error) {
	file = filepath.Join(m.Dir, overlayPrefix+challenge)
	content, err = os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, fmt.Errorf("read the kubeconfig of %s: %w", challenge, err)
	}
	return file, content, nil
}

// WriteOverlay keeps a kubeconfig for a challenge, readable by its owner alone.
func (m *Mirror) WriteOverlay(challenge string, content []byte) error {
	if err := os.MkdirAll(m.Dir, 0o700); err != nil {
		return fmt.Errorf("keep a kubeconfig for %s: %w", challenge, err)
	}
	if err := replaceFile(filepath.Join(m.Dir, overlayPrefix+challenge), content); err != nil {
		return fmt.Errorf("keep a kubeconfig for %s: %w", challenge, err)
	}
	return nil
}

// Overlays are the challenges for which a kubeconfig is kept.
func (m *Mirror) Overlays() ([]string, error) {
	files, err := filepath.Glob(filepath.Join(m.Dir, overlayPrefix+"*"))
	if err != nil {
		return nil, err
	}
	var all []string
	for _, file := range files {
		all = append(all, strings.TrimPrefix(filepath.Base(file), overlayPrefix))
	}
	return all, nil
}
