package rootfs

import (
	"bytes"
	"debug/elf"
	"fmt"
	"path"
	"slices"
	"strings"
)

// platform is what an architecture's programs need to know.
type platform struct {
	machine elf.Machine
	// libraries are where the loader of Debian's C library looks without being told.
	libraries []string
}

func platformOf(arch string) (platform, error) {
	switch arch {
	case "amd64":
		return platform{elf.EM_X86_64, []string{"usr/lib/x86_64-linux-gnu", "usr/lib", "usr/lib64"}}, nil
	case "arm64":
		return platform{elf.EM_AARCH64, []string{"usr/lib/aarch64-linux-gnu", "usr/lib"}}, nil
	default:
		return platform{}, fmt.Errorf("images are built for amd64 and arm64, not for %q", arch)
	}
}

// BrokenPrograms says for each program and library of the tree what it lacks to
// be loaded on the architecture: its loader, libraries, or that it is for
// another machine. Without this a forgotten package shows only when the program
// is first run.
func (t *Tree) BrokenPrograms(arch string) ([]string, error) {
	on, err := platformOf(arch)
	if err != nil {
		return nil, err
	}
	var broken []string
	for _, name := range t.Paths() {
		n := t.nodes[name]
		if !n.Mode.IsRegular() || !bytes.HasPrefix(n.Data, []byte(elf.ELFMAG)) {
			continue
		}
		for _, lack := range t.lacks(name, n, on) {
			broken = append(broken, name+" "+lack)
		}
	}
	return broken, nil
}

func (t *Tree) lacks(name string, n *Node, on platform) []string {
	file, err := elf.NewFile(bytes.NewReader(n.Data))
	if err != nil {
		return []string{fmt.Sprintf("cannot be read: %v", err)}
	}
	var lacks []string
	if file.Machine != on.machine {
		lacks = append(lacks, fmt.Sprintf("is for %v, not for %v", file.Machine, on.machine))
	}
	for _, p := range file.Progs {
		if p.Type != elf.PT_INTERP {
			continue
		}
		loader := make([]byte, p.Filesz)
		if _, err := p.ReadAt(loader, 0); err != nil {
			lacks = append(lacks, fmt.Sprintf("cannot be read: %v", err))
		} else if at := string(bytes.TrimRight(loader, "\x00")); !t.leadsToFile(at) {
			lacks = append(lacks, "needs the loader "+at)
		}
	}
	libraries, err := file.ImportedLibraries()
	if err != nil {
		return append(lacks, fmt.Sprintf("cannot be read: %v", err))
	}
	dirs := on.libraries
	for _, tag := range []elf.DynTag{elf.DT_RUNPATH, elf.DT_RPATH} {
		paths, err := file.DynString(tag)
		if err != nil {
			continue // not a dynamic file
		}
		for _, list := range paths {
			for dir := range strings.SplitSeq(list, ":") {
				dirs = append(slices.Clip(dirs), strings.ReplaceAll(dir, "$ORIGIN", path.Dir(name)))
			}
		}
	}
	for _, library := range libraries {
		if !t.anyLeadsToFile(dirs, library) {
			lacks = append(lacks, "needs "+library)
		}
	}
	return lacks
}

func (t *Tree) anyLeadsToFile(dirs []string, name string) bool {
	for _, dir := range dirs {
		if t.leadsToFile(path.Join(dir, name)) {
			return true
		}
	}
	return false
}

func (t *Tree) leadsToFile(name string) bool {
	n, _, err := t.Get(name)
	return err == nil && n.Mode.IsRegular()
}
