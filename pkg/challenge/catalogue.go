package challenge

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"sync"
)

// Catalogue gives access to the challenges in a file system, one directory
// each. It loads a challenge only when it is asked for it.
type Catalogue struct {
	fsys fs.FS
	ids  []string
}

// NewCatalogue finds the challenges in fsys: each directory at its top that
// holds a challenge.yaml.
func NewCatalogue(fsys fs.FS) (*Catalogue, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read challenges: %w", err)
	}
	c := &Catalogue{fsys: fsys}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		if _, err := fs.Stat(fsys, entry.Name()+"/challenge.yaml"); err == nil {
			c.ids = append(c.ids, entry.Name())
		}
	}
	sort.Strings(c.ids)
	return c, nil
}

// IDs lists the challenges' ids in order.
func (c *Catalogue) IDs() []string { return append([]string(nil), c.ids...) }

// Get loads one challenge. For an unknown id the error wraps ErrNotFound and
// suggests the nearest id.
func (c *Catalogue) Get(id string) (*Challenge, error) {
	if slices.Contains(c.ids, id) {
		return Load(c.fsys, id)
	}
	if near := Nearest(id, c.ids); near != "" {
		return nil, fmt.Errorf("%w: %q; did you mean %q? `kubectl mastery list` shows all", ErrNotFound, id, near)
	}
	return nil, fmt.Errorf("%w: %q; `kubectl mastery list` shows all", ErrNotFound, id)
}

// All loads every challenge, ordered by level and then by id. They are loaded
// beside each other: `list` does little else.
func (c *Catalogue) All() ([]*Challenge, error) {
	all, errs := make([]*Challenge, len(c.ids)), make([]error, len(c.ids))
	var loading sync.WaitGroup
	for i, id := range c.ids {
		loading.Go(func() { all[i], errs[i] = Load(c.fsys, id) })
	}
	loading.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Spec.Level < all[j].Spec.Level })
	return all, nil
}

// Nearest returns the candidate with the smallest edit distance to word, or
// nothing where more than a third of the letters differ.
func Nearest(word string, candidates []string) string { return within(word, candidates, len(word)/3) }

// within is Nearest for words that differ in at most so many letters.
func within(word string, candidates []string, letters int) string {
	best, bestDistance := "", letters+1
	for _, candidate := range candidates {
		if d := distance(word, candidate); d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(diagonal+cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
