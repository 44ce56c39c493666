package rootfs

import (
	"archive/tar"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// AddTar lays the content of a tar stream over the tree. Owners are taken as
// numbers, times are dropped, and a hard link becomes a file of its own.
func (t *Tree) AddTar(r io.Reader) error {
	archive := tar.NewReader(r)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read archive: %w", err)
		}
		n := Node{Mode: h.FileInfo().Mode(), UID: h.Uid, GID: h.Gid}
		switch h.Typeflag {
		case tar.TypeDir:
		case tar.TypeReg:
			if n.Data, err = io.ReadAll(archive); err != nil {
				return fmt.Errorf("read %s: %w", h.Name, err)
			}
		case tar.TypeSymlink:
			n.Target = h.Linkname
		case tar.TypeLink:
			same, _, err := t.Get(h.Linkname)
			if err != nil {
				return fmt.Errorf("link %s: %w", h.Name, err)
			}
			n = *same
		default:
			return fmt.Errorf("read %s: entries of type %q are not for images", h.Name, h.Typeflag)
		}
		if err := t.Put(h.Name, n); err != nil {
			return err
		}
	}
}

// WriteTar writes the tree as an image layer: ordered by path, with owners as
// numbers and all times zero.
func (t *Tree) WriteTar(w io.Writer) error {
	archive := tar.NewWriter(w)
	for _, name := range t.Paths() {
		n := t.nodes[name]
		h := &tar.Header{
			Name: name, Mode: unixMode(n.Mode), Uid: n.UID, Gid: n.GID,
			ModTime: time.Unix(0, 0), Typeflag: tar.TypeReg, Size: int64(len(n.Data)),
		}
		switch n.Mode.Type() {
		case fs.ModeDir:
			h.Typeflag, h.Name = tar.TypeDir, name+"/"
		case fs.ModeSymlink:
			h.Typeflag, h.Linkname = tar.TypeSymlink, n.Target
		}
		if n.BindLowPorts {
			h.PAXRecords = map[string]string{"SCHILY.xattr.security.capability": bindLowPorts()}
		}
		if err := archive.WriteHeader(h); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		if _, err := archive.Write(n.Data); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("write layer: %w", err)
	}
	return nil
}

func unixMode(m fs.FileMode) int64 {
	unix := int64(m.Perm())
	for _, bit := range specialBits() {
		if m&bit.mode != 0 {
			unix |= bit.unix
		}
	}
	return unix
}

// FileMode is the mode that Unix writes as these (octal) digits.
func FileMode(unix int64) fs.FileMode {
	m := fs.FileMode(unix).Perm()
	for _, bit := range specialBits() {
		if unix&bit.unix != 0 {
			m |= bit.mode
		}
	}
	return m
}

// specialBit pairs Go's and Unix's form of a set-id or sticky bit.
type specialBit struct {
	mode fs.FileMode
	unix int64
}

func specialBits() [3]specialBit {
	return [...]specialBit{{fs.ModeSetuid, 0o4000}, {fs.ModeSetgid, 0o2000}, {fs.ModeSticky, 0o1000}}
}

// bindLowPorts is the kernel's form of "cap_net_bind_service=ep" (struct
// vfs_cap_data, revision 2 with the effective bit, in little-endian words).
func bindLowPorts() string {
	const revision2Effective, netBindService = 0x02000001, 10
	var b []byte
	for _, word := range []uint32{revision2Effective, 1 << netBindService, 0, 0, 0} {
		b = binary.LittleEndian.AppendUint32(b, word)
	}
	return string(b)
}
