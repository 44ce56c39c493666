package image

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// Names returns the names that an archive gives to its images, as containerd will
// know them. The error says what is wrong with the archive.
func Names(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open image archive: %w", err)
	}
	defer f.Close()
	lists, err := listsIn(f)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("%s is not whole: make it, or copy it, once more", path)
	case err != nil || lists.docker == nil && lists.oci == nil:
		return nil, fmt.Errorf("%s is no image archive: `docker save -o FILE IMAGE` writes one", path)
	}
	return lists.names()
}

// lists are the files of an archive that name its images: Docker's own, and that of
// the Open Container Initiative. Newer archives have both.
type lists struct{ docker, oci []byte }

// listsIn reads the whole archive, so that one that is cut short is found out.
func listsIn(f *os.File) (lists, error) {
	var found lists
	content := io.Reader(f)
	// A file that begins otherwise keeps its seeks, which spare us its layers.
	start := make([]byte, 2)
	if n, err := f.ReadAt(start, 0); n == len(start) && bytes.Equal(start, []byte{0x1f, 0x8b}) {
		zipped, err := gzip.NewReader(bufio.NewReader(f))
		if err != nil {
			return found, err
		}
		content = zipped
	} else if err != nil && !errors.Is(err, io.EOF) {
		return found, err
	}
	for files := tar.NewReader(content); ; {
		file, err := files.Next()
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return found, err
		}
		switch strings.TrimPrefix(file.Name, "./") {
		case "manifest.json":
			found.docker, err = io.ReadAll(files)
		case "index.json":
			found.oci, err = io.ReadAll(files)
		}
		if err != nil {
			return found, err
		}
	}
}

func (l lists) names() ([]string, error) {
	var docker []struct{ RepoTags []string }
	var oci struct {
		Manifests []struct{ Annotations map[string]string }
	}
	for list, into := range map[*[]byte]any{&l.docker: &docker, &l.oci: &oci} {
		if *list == nil {
			continue
		}
		if err := json.Unmarshal(*list, into); err != nil {
			return nil, fmt.Errorf("read what an image archive lists: %w", err)
		}
	}
	var names []string
	for _, image := range docker {
		for _, tag := range image.RepoTags {
			names = append(names, full(tag))
		}
	}
	for _, image := range oci.Manifests {
		if name := image.Annotations["io.containerd.image.name"]; name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// full is the whole of a name that may leave out where its image comes from.
func full(name string) string {
	host, _, has := strings.Cut(name, "/")
	switch {
	case !has:
		return "docker.io/library/" + name
	case strings.ContainsAny(host, ".:") || host == "localhost":
		return name
	default:
		return "docker.io/" + name
	}
}

// Compare tells which images an import has brought, and which were there before, by
// the digests of all that there were before and after it. names are those that the
// archive has; containerd may have made up others.
func Compare(names []string, before, after map[string]string) (loaded, same []string) {
	for name, digest := range after {
		named := !strings.HasPrefix(name, "sha256:") && !strings.Contains(name, "@")
		switch {
		case named && before[name] != digest:
			loaded = append(loaded, name)
		case slices.Contains(names, name):
			same = append(same, name)
		}
	}
	slices.Sort(loaded)
	slices.Sort(same)
	return loaded, same
}
