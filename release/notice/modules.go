package notice

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"debug/buildinfo"
	"errors"
	"fmt"
	"go/version"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// modules collects what programs are made of.
type modules struct {
	// versions are the paths and versions of modules that others have written.
	versions map[[2]string]bool
	// toolchain is the newest that built a program, such as go1.26.8.
	toolchain string
}

// add reads a file: a Go program, an archive of images that may hold some, or a
// manifest.
func (m *modules) add(file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	switch filepath.Ext(file) {
	case ".tar":
		err = m.addArchive(tar.NewReader(bufio.NewReader(in)))
	case ".yaml":
		err = m.addManifest(bufio.NewReader(in))
	default:
		err = m.addProgram(in)
	}
	if err != nil {
		return fmt.Errorf("find out what %s is made of: %w", file, err)
	}
	return nil
}

// sourceMark begins the first line of a manifest that holds files of a module,
// whose path and version follow. The lab's payload is made so.
const sourceMark = "# Source: pkg:golang/"

func (m *modules) addManifest(manifest *bufio.Reader) error {
	first, err := manifest.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	source, of := strings.CutPrefix(strings.TrimSpace(first), sourceMark)
	if !of {
		return nil
	}
	path, version, found := strings.Cut(source, "@")
	if !found {
		return fmt.Errorf("the first line, %q, names no version", strings.TrimSpace(first))
	}
	m.note(debug.Module{Path: path, Version: version})
	return nil
}

// addArchive looks into an archive as `docker save` makes it: the layers are
// compressed archives in it.
func (m *modules) addArchive(archive *tar.Reader) error {
	return each(archive, func(name string, content io.Reader) error {
		if !strings.HasSuffix(name, ".tar.gz") {
			return nil
		}
		unpacked, err := gzip.NewReader(content)
		if err != nil {
			return err
		}
		return each(tar.NewReader(unpacked), func(_ string, content io.Reader) error {
			head := bufio.NewReader(content)
			if magic, _ := head.Peek(4); string(magic) != "\x7fELF" {
				return nil
			}
			program, err := io.ReadAll(head)
			if err != nil {
				return err
			}
			return m.addProgram(bytes.NewReader(program))
		})
	})
}

func each(archive *tar.Reader, use func(name string, content io.Reader) error) error {
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if err := use(header.Name, archive); err != nil {
			return fmt.Errorf("%s: %w", header.Name, err)
		}
	}
}

// addProgram reads what the Go linker wrote into a program. A program that
// was not made by it has licences of its own kind, and is passed over.
func (m *modules) addProgram(program io.ReaderAt) error {
	info, err := buildinfo.Read(program)
	if err != nil {
		// The package gives no other sign.
		if text := err.Error(); strings.Contains(text, "not a Go executable") || strings.Contains(text, "unrecognized file format") {
			return nil
		}
		return err
	}
	if version.Compare(info.GoVersion, m.toolchain) > 0 {
		m.toolchain = info.GoVersion
	}
	for _, module := range append(info.Deps, &info.Main) {
		for module.Replace != nil {
			module = module.Replace
		}
		m.note(*module)
	}
	return nil
}

func (m *modules) note(module debug.Module) {
	if module.Path == "" || module.Path == own || strings.HasPrefix(module.Path, own+"/") {
		return
	}
	m.versions[[2]string{module.Path, module.Version}] = true
}

// own is the path of this project's modules.
const own = "github.com/kubectl-mastery/kubectl-mastery"
