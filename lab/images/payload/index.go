package payload

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// IndexFile is the name of the list of images beside their archives.
const IndexFile = "index.json"

// Entry describes one archive in the list.
type Entry struct {
	// File is the archive's name in the directory of the list.
	File string `json:"file"`
	// Refs are the names under which the image is to be found.
	Refs []string `json:"refs"`
	// Digest is that of the image's configuration, by which container runtimes
	// identify it. It covers all content, uncompressed.
	Digest       string `json:"digest"`
	Architecture string `json:"architecture"`
	// Source lists what the image is made from, as package URLs with versions.
	Source []string `json:"source"`
}

func newEntry(file string, refs []string, img v1.Image, source []string) (Entry, error) {
	digest, err := img.ConfigName()
	if err != nil {
		return Entry{}, fmt.Errorf("describe %s: %w", file, err)
	}
	config, err := img.ConfigFile()
	if err != nil {
		return Entry{}, fmt.Errorf("describe %s: %w", file, err)
	}
	return Entry{File: file, Refs: refs, Digest: digest.String(), Architecture: config.Architecture, Source: source}, nil
}

func (e Entry) write(file string) error {
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("describe %s: %w", e.File, err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("describe %s: %w", e.File, err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return fmt.Errorf("describe %s: %w", e.File, err)
	}
	return nil
}

func readEntry(file string) (Entry, error) {
	var e Entry
	data, err := os.ReadFile(file)
	if err != nil {
		return e, fmt.Errorf("read description: %w", err)
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return e, fmt.Errorf("read description %s: %w", file, err)
	}
	return e, nil
}

// ReadIndex reads the list of images in a directory.
func ReadIndex(dir string) ([]Entry, error) {
	data, err := os.ReadFile(filepath.Join(dir, IndexFile))
	if err != nil {
		return nil, fmt.Errorf("read list of images: %w", err)
	}
	var index []Entry
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, fmt.Errorf("read list of images: %w", err)
	}
	return index, nil
}

// finish writes the list of a directory of images, if it changed, and removes
// archives that are not in it.
func (b Build) finish(dir string, index []Entry) error {
	dir = filepath.Join(b.Out, dir)
	data, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return fmt.Errorf("write list of images: %w", err)
	}
	if _, err := replace(filepath.Join(dir, IndexFile), append(data, '\n')); err != nil {
		return fmt.Errorf("write list of images: %w", err)
	}
	archives, err := filepath.Glob(filepath.Join(dir, "*.tar"))
	if err != nil {
		return err
	}
	for _, archive := range archives {
		if slices.ContainsFunc(index, func(e Entry) bool { return e.File == filepath.Base(archive) }) {
			continue
		}
		if err := os.Remove(archive); err != nil {
			return fmt.Errorf("remove an image that is no more in the list: %w", err)
		}
	}
	return nil
}
