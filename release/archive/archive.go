// Package archive packs files so that the same content gives the same bytes:
// entries in the order of their names, no times, no owners, no groups.
//
// Archives hold regular files alone. krew refuses a tar file that has a
// symbolic or hard link in it.
package archive

import (
	"archive/tar"
	"archive/zip"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// An Entry is a file to be packed.
type Entry struct {
	// Name in the archive, with slashes, relative.
	Name string
	// File is where the content is.
	File string
	// Executable entries have mode 0755, others 0644.
	Executable bool
}

// Tree lists the regular files below dir as entries below prefix. A file that
// its owner may execute becomes an executable entry. Links to a file beside
// them are left out and returned by their names in the archive; any other thing
// that is no regular file or directory is an error.
func Tree(dir, prefix string) (entries []Entry, links []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name := prefix + "/" + filepath.ToSlash(below)
		switch info, err := d.Info(); {
		case err != nil:
			return err
		case info.Mode().IsRegular():
			entries = append(entries, Entry{Name: name, File: path, Executable: info.Mode()&0o100 != 0})
			return nil
		case info.Mode().Type() != fs.ModeSymlink:
			return fmt.Errorf("%s is neither a file nor a directory", path)
		}
		target, err := os.Readlink(path)
		if err != nil {
			return err
		}
		if filepath.Base(target) != target {
			return fmt.Errorf("%s leads out of its directory, to %s", path, target)
		}
		links = append(links, name)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list what to pack: %w", err)
	}
	return entries, links, nil
}

// Write packs the entries into the file, as zip if that is the ending of its
// name, else as tar.gz. The file appears complete or not at all.
func Write(file string, entries []Entry) error {
	sorted := slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	for i, e := range sorted {
		if !fs.ValidPath(e.Name) || i > 0 && sorted[i-1].Name == e.Name {
			return fmt.Errorf("pack %s: entry %q is twice in it, or no relative path", filepath.Base(file), e.Name)
		}
	}
	out, err := os.CreateTemp(filepath.Dir(file), ".archive-*")
	if err != nil {
		return fmt.Errorf("pack %s: %w", filepath.Base(file), err)
	}
	defer os.Remove(out.Name())
	pack := tarball
	if strings.HasSuffix(file, ".zip") {
		pack = zipfile
	}
	err = pack(out, sorted)
	if err == nil {
		err = out.Chmod(0o644)
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(out.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", filepath.Base(file), err)
	}
	return nil
}

func (e Entry) mode() fs.FileMode {
	if e.Executable {
		return 0o755
	}
	return 0o644
}

func tarball(out io.Writer, entries []Entry) error {
	squeezed := gzip.NewWriter(out)
	packed := tar.NewWriter(squeezed)
	for _, e := range entries {
		info, err := os.Stat(e.File)
		if err != nil {
			return err
		}
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: e.Name, Size: info.Size(), Mode: int64(e.mode()),
			ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
		}
		if err := packed.WriteHeader(header); err != nil {
			return err
		}
		if err := copyFile(packed, e.File); err != nil {
			return err
		}
	}
	if err := packed.Close(); err != nil {
		return err
	}
	return squeezed.Close()
}

func zipfile(out io.Writer, entries []Entry) error {
	packed := zip.NewWriter(out)
	for _, e := range entries {
		header := &zip.FileHeader{
			Name: e.Name, Method: zip.Deflate,
			// The first day that the format knows.
			Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC),
		}
		header.SetMode(e.mode())
		content, err := packed.CreateHeader(header)
		if err != nil {
			return err
		}
		if err := copyFile(content, e.File); err != nil {
			return err
		}
	}
	return packed.Close()
}

func copyFile(to io.Writer, file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(to, in)
	return err
}
