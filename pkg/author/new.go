package author

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// templates hold challenges that work, in layers: common is under all of them.
//
//go:embed template
var templates embed.FS

// layers are the directories of templates that a new challenge of a type is
// made of, the later ones over the earlier; none where challenges of that type
// cannot be judged yet.
func layers(t challenge.Type) []string {
	switch t {
	case challenge.Troubleshoot:
		return []string{"common", "troubleshoot"}
	case challenge.Build, challenge.Optimize, challenge.Review:
		return []string{"common", "build"}
	case challenge.Project:
		return []string{"common", "build", "project"}
	case challenge.Navigate, challenge.Audit:
		return []string{"common", "navigate"}
	}
	return nil
}

// NewTypes are the types of which New makes challenges.
func NewTypes() []string {
	var names []string
	for _, t := range challenge.Types() {
		if layers(t) != nil {
			names = append(names, string(t))
		}
	}
	return names
}

// New makes the directory of a challenge below dir, and lists its files. It
// covers the given item of the curriculum. What is there already is left alone.
func New(dir, id string, t challenge.Type, covers string) ([]string, error) {
	level, err := challenge.LevelOf(id)
	if err != nil {
		return nil, err
	}
	if layers(t) == nil {
		return nil, fmt.Errorf("no challenge of type %q can be made: take one of %s", t, strings.Join(NewTypes(), ", "))
	}
	target := filepath.Join(dir, id)
	if _, err := os.Lstat(target); err == nil {
		return nil, fmt.Errorf("%s is there already, and is left as it is: take another id, or remove it", target)
	}
	values := strings.NewReplacer("@ID@", id, "@LEVEL@", fmt.Sprint(level), "@TYPE@", string(t), "@COVERS@", covers)
	files := map[string]string{}
	var names []string
	for _, layer := range layers(t) {
		top := path.Join("template", layer)
		err := fs.WalkDir(templates, top, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := templates.ReadFile(name)
			name = strings.TrimPrefix(name, top+"/")
			if _, ok := files[name]; !ok {
				names = append(names, name)
			}
			files[name] = values.Replace(string(text))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	for i, name := range names {
		names[i] = filepath.Join(target, filepath.FromSlash(name))
		if err := put(names[i], files[name]); err != nil {
			return nil, errors.Join(err, os.RemoveAll(target)) // all of it was made just now
		}
	}
	return names, nil
}

func put(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}
