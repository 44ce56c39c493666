package state

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A Root is the data directory: all labs, and what they share.
type Root string

// DefaultRoot is the data directory of a machine.
const DefaultRoot Root = "/var/lib/kubectl-mastery-lab"

// Lab is the directory of the lab with that name, which need not exist.
func (r Root) Lab(name string) Dir { return Dir(filepath.Join(string(r), "labs", name)) }

// Templates is where the contents of nodes are kept that were prepared once.
func (r Root) Templates() string { return filepath.Join(string(r), "templates") }

// Labs returns the labs of this data directory, sorted by name, and what is wrong
// with those whose description is damaged, by name. A directory that describes no
// lab, such as one being created, is left out.
func (r Root) Labs() ([]*Lab, map[string]*DamagedError, error) {
	names, err := r.Names()
	if err != nil {
		return nil, nil, err
	}
	var labs []*Lab
	damaged := map[string]*DamagedError{}
	for _, name := range names {
		lab, err := Read(r.Lab(name))
		if damage, ok := errors.AsType[*DamagedError](err); ok {
			damaged[name] = damage
			continue
		}
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		labs = append(labs, lab)
	}
	return labs, damaged, nil
}

// mark is what tells the control groups of this data directory's labs from those
// of others; empty for the usual one.
func (r Root) mark() string {
	if r == DefaultRoot {
		return ""
	}
	sum := sha256.Sum256([]byte(r))
	return "-" + hex.EncodeToString(sum[:4])
}

// LabOf returns the name of the lab of this data directory that a control group
// belongs to. A name that a lab of another data directory may have gives none.
func (r Root) LabOf(group string) (string, bool) {
	name, ok := strings.CutPrefix(group, Title(""))
	if !ok {
		return "", false
	}
	if r == DefaultRoot {
		return name, CheckName(name) == nil && !marked.MatchString(name)
	}
	name, ok = strings.CutSuffix(name, r.mark())
	return name, ok && CheckName(name) == nil
}

var marked = regexp.MustCompile(`-[0-9a-f]{8}$`)

// Names returns the names of the directories that labs have here, sorted:
// those of labs being made, and of what is left of a lab, are among them.
func (r Root) Names() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(string(r), "labs"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list labs: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && CheckName(e.Name()) == nil {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// CommandLock is held by whoever creates, starts or removes the lab with that
// name.
func (r Root) CommandLock(name string) string {
	return filepath.Join(string(r), "locks", name)
}

// Lock is held while something is chosen or made that labs share.
func (r Root) Lock() string { return filepath.Join(string(r), "lock") }
