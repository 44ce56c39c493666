// Package image keeps the offline images: it imports them once into a
// template of containerd's store, and gives each node a copy that shares the
// files.
package image

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An Index lists the archives of a payload.
type Index struct {
	// Digest names this very set of archives.
	Digest string
	Images []Archive
	dir    string
}

// An Archive is one image in a file.
type Archive struct {
	File   string   `json:"file"`
	Refs   []string `json:"refs"`
	Digest string   `json:"digest"`
}

// ReadIndex reads the index of a directory of archives.
func ReadIndex(dir string) (*Index, error) {
	data, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err != nil {
		return nil, fmt.Errorf("read list of images: %w", err)
	}
	index := &Index{dir: dir}
	if err := json.Unmarshal(data, &index.Images); err != nil {
		return nil, fmt.Errorf("read list of images %s: %w", filepath.Join(dir, "index.json"), err)
	}
	sum := sha256.Sum256(data)
	index.Digest = hex.EncodeToString(sum[:8])
	return index, nil
}

// Refs returns the names of all images, sorted.
func (i *Index) Refs() []string {
	var refs []string
	for _, a := range i.Images {
		refs = append(refs, a.Refs...)
	}
	slices.Sort(refs)
	return refs
}

// Find returns the full name of the image with that repository.
func (i *Index) Find(repository string) (string, error) {
	for _, ref := range i.Refs() {
		if strings.HasPrefix(ref, repository+":") {
			return ref, nil
		}
	}
	return "", fmt.Errorf("the payload lists no image %s", repository)
}

// Size is how many bytes the archives have together.
func (i *Index) Size() (int64, error) {
	var size int64
	var errs error
	for _, path := range i.paths() {
		info, err := os.Stat(path)
		if err != nil {
			errs = errors.Join(errs, fmt.Errorf("look at image: %w", err))
			continue
		}
		size += info.Size()
	}
	return size, errs
}

func (i *Index) paths() []string {
	var paths []string
	for _, a := range i.Images {
		paths = append(paths, filepath.Join(i.dir, a.File))
	}
	return paths
}
