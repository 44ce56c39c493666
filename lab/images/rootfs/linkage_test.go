package rootfs

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// program is the least ELF file that names a loader, a path to look for
// libraries, and libraries.
func program(t *testing.T, machine elf.Machine, loader, runpath string, libraries ...string) Node {
	t.Helper()
	const headers, sections = 64 + 56, 3
	strings := []byte{0}
	place := func(s string) uint64 {
		at := uint64(len(strings))
		strings = append(append(strings, s...), 0)
		return at
	}
	var dynamic []elf.Dyn64
	for _, l := range libraries {
		dynamic = append(dynamic, elf.Dyn64{Tag: int64(elf.DT_NEEDED), Val: place(l)})
	}
	if runpath != "" {
		dynamic = append(dynamic, elf.Dyn64{Tag: int64(elf.DT_RUNPATH), Val: place(runpath)})
	}
	dynamic = append(dynamic, elf.Dyn64{})
	loaderAt := place(loader)
	stringsAt := uint64(headers + sections*64)
	dynamicAt := stringsAt + uint64(len(strings))

	header := elf.Header64{
		Type: uint16(elf.ET_DYN), Machine: uint16(machine), Version: 1,
		Ehsize: 64, Phoff: 64, Phentsize: 56, Phnum: 1, Shoff: headers, Shentsize: 64, Shnum: sections,
	}
	copy(header.Ident[:], elf.ELFMAG)
	header.Ident[elf.EI_CLASS], header.Ident[elf.EI_DATA], header.Ident[elf.EI_VERSION] =
		byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)
	interp := elf.Prog64{Type: uint32(elf.PT_INTERP), Off: stringsAt + loaderAt, Filesz: uint64(len(loader)) + 1}
	if loader == "" {
		interp.Type = uint32(elf.PT_NULL)
	}
	var b bytes.Buffer
	for _, part := range []any{
		header, interp,
		elf.Section64{},
		elf.Section64{Type: uint32(elf.SHT_STRTAB), Off: stringsAt, Size: uint64(len(strings))},
		elf.Section64{Type: uint32(elf.SHT_DYNAMIC), Off: dynamicAt, Size: uint64(len(dynamic) * 16), Link: 1, Entsize: 16},
		strings, dynamic,
	} {
		if err := binary.Write(&b, binary.LittleEndian, part); err != nil {
			t.Fatal(err)
		}
	}
	return Node{Mode: 0o755, Data: b.Bytes()}
}

func TestBrokenPrograms(t *testing.T) {
	const amd64Loader, arm64Loader = "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"
	library := step{"usr/lib/x86_64-linux-gnu/libc.so.6", program(t, elf.EM_X86_64, "", "")}
	tests := []struct {
		name, arch string
		steps      []step
		want       []string
	}{
		{"a static program and a script", "amd64", []step{
			{"pause", program(t, elf.EM_X86_64, "", "")}, {"run.sh", file("#!/bin/sh\n")},
		}, nil},
		{"all is there", "amd64", []step{
			library,
			{"lib64", link("usr/lib/x86_64-linux-gnu")},
			{amd64Loader, file("loader")},
			{"usr/bin/app", program(t, elf.EM_X86_64, amd64Loader, "", "libc.so.6")},
		}, nil},
		{"loader and libraries are missing", "amd64", []step{
			library, {"usr/bin/app", program(t, elf.EM_X86_64, amd64Loader, "", "libc.so.6", "libm.so.6", "libz.so.1")},
		}, []string{
			"usr/bin/app needs the loader " + amd64Loader, "usr/bin/app needs libm.so.6", "usr/bin/app needs libz.so.1",
		}},
		{"a library in a directory that the program names", "amd64", []step{
			{"opt/app/lib/liba.so", file("")},
			{"opt/app/bin/app", program(t, elf.EM_X86_64, "", "/nowhere:$ORIGIN/../lib", "liba.so")},
		}, nil},
		{"a link to a library that is not there", "amd64", []step{
			{"usr/lib/liba.so", link("liba.so.1")}, {"app", program(t, elf.EM_X86_64, "", "", "liba.so")},
		}, []string{"app needs liba.so"}},
		{"the other architecture", "arm64", []step{
			{"lib/ld-linux-aarch64.so.1", file("")},
			{"usr/lib/aarch64-linux-gnu/libc.so.6", file("")},
			{"right", program(t, elf.EM_AARCH64, arm64Loader, "", "libc.so.6")},
			{"wrong", program(t, elf.EM_X86_64, "", "")},
		}, []string{"wrong is for EM_X86_64, not for EM_AARCH64"}},
		{"a broken file", "amd64", []step{{"app", file(elf.ELFMAG)}}, []string{"app cannot be read: EOF"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := build(t, test.steps...).BrokenPrograms(test.arch)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("broken (-want +got):\n%s", diff)
			}
		})
	}
	if _, err := New().BrokenPrograms("riscv64"); err == nil {
		t.Error("an architecture that images are not built for: no error")
	}
}
