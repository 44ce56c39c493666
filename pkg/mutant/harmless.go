package mutant

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// HarmlessFile says, in a challenge's directory, which mutants may pass.
const HarmlessFile = "proof/harmless.yaml"

// Harmless declares that mutants take nothing of what the story asks for.
type Harmless struct {
	// Mutants are their names, such as "delete configmap/notes".
	Mutants []string `yaml:"mutants"`
	// Proofs are the right proofs after which it is so, such as "right/by-hand";
	// all of them where there are none.
	Proofs []string `yaml:"proofs,omitempty"`
	Reason string   `yaml:"reason"`
}

// ReadHarmless reads what the challenge in fsys declares harmless; nothing where
// it has no such file. Proofs are those that there are.
func ReadHarmless(fsys fs.FS, proofs []string) ([]Harmless, error) {
	text, err := fs.ReadFile(fsys, HarmlessFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var declared []Harmless
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&declared); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", HarmlessFile, err)
	}
	seen := map[string][]string{} // the proofs of each mutant
	for i, h := range declared {
		switch {
		case len(h.Mutants) == 0:
			return nil, fmt.Errorf("%s: entry %d names no mutants", HarmlessFile, i+1)
		case strings.TrimSpace(h.Reason) == "":
			return nil, fmt.Errorf("%s: %q has no reason", HarmlessFile, h.Mutants[0])
		}
		for _, proof := range h.Proofs {
			if !slices.Contains(proofs, proof) {
				return nil, fmt.Errorf("%s: %q: there is no proof %q", HarmlessFile, h.Mutants[0], proof)
			}
		}
		for _, name := range h.Mutants {
			before, again := seen[name]
			common := slices.ContainsFunc(h.Proofs, func(proof string) bool { return slices.Contains(before, proof) })
			if again && (common || len(before) == 0 || len(h.Proofs) == 0) {
				return nil, fmt.Errorf("%s: %q is there twice", HarmlessFile, name)
			}
			seen[name] = append(before, h.Proofs...)
		}
	}
	return declared, nil
}

// after are the proofs of a declaration; one without a name stands for all.
func (h Harmless) after() []string {
	if len(h.Proofs) == 0 {
		return []string{""}
	}
	return h.Proofs
}

// Covers reports whether a mutant may pass after a proof.
func (h Harmless) Covers(mutant, proof string) bool {
	return slices.Contains(h.Mutants, mutant) && (len(h.Proofs) == 0 || slices.Contains(h.Proofs, proof))
}
