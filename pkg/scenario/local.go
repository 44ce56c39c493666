package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// load copies scenario, faults and before into memory and holds every kustomization to
// local files and a bounded amount of work, before kustomize sees any of it.
func load(memory filesys.FileSystem, fsys fs.FS) error {
	built := bases{}
	for _, dir := range []string{"scenario", "faults", challenge.BeforeDir} {
		err := fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := fs.ReadFile(fsys, name)
			if err != nil {
				return err
			}
			if isKustomization(path.Base(name)) {
				k, err := localOnly(fsys, path.Dir(name), content)
				if err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				built.add(path.Dir(name), slices.Concat(k.Resources, k.Components))
			}
			return memory.WriteFile("/"+name, content)
		})
		if errors.Is(err, fs.ErrNotExist) && dir != "scenario" {
			continue // a Build challenge has no faults, and few have something before
		}
		if err != nil {
			return err
		}
	}
	return built.bounded()
}

func isKustomization(name string) bool {
	return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization"
}

// localOnly reads a kustomization and refuses what it may name besides files
// of the challenge: remote bases, paths that leave it, plugins and charts. Only
// the fields listed here are known to be harmless.
func localOnly(fsys fs.FS, dir string, content []byte) (*types.Kustomization, error) {
	var fields map[string]any
	if err := yaml.Unmarshal(content, &fields); err != nil {
		return nil, err
	}
	harmless := []string{
		"apiVersion", "kind", "resources", "components", "patches", "namespace", "namePrefix", "nameSuffix",
		"labels", "images", "replicas", "configMapGenerator", "secretGenerator", "generatorOptions",
	}
	for field := range fields {
		if !slices.Contains(harmless, field) {
			return nil, fmt.Errorf("field %q is not allowed in a challenge", field)
		}
	}
	k := &types.Kustomization{}
	if err := yaml.UnmarshalStrict(content, k); err != nil {
		return nil, err
	}
	for _, p := range named(k) {
		target := path.Join(dir, p)
		if strings.Contains(p, "://") || path.IsAbs(p) || !fs.ValidPath(target) {
			return nil, fmt.Errorf("%q is not a file of this challenge", p)
		}
		if _, err := fs.Stat(fsys, target); err != nil {
			return nil, fmt.Errorf("%q is not a file of this challenge", p)
		}
	}
	for _, p := range k.Patches {
		text := []byte(p.Patch)
		if p.Path != "" {
			var err error
			if text, err = fs.ReadFile(fsys, path.Join(dir, p.Path)); err != nil {
				return nil, err
			}
		}
		if err := harmlessPatch(text); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// named are the paths in a kustomization.
func named(k *types.Kustomization) []string {
	paths := slices.Concat(k.Resources, k.Components)
	for _, p := range k.Patches {
		if p.Path != "" {
			paths = append(paths, p.Path)
		}
	}
	for _, g := range k.ConfigMapGenerator {
		paths = append(paths, sourceFiles(g.KvPairSources)...)
	}
	for _, g := range k.SecretGenerator {
		paths = append(paths, sourceFiles(g.KvPairSources)...)
	}
	return paths
}

// sourceFiles are the files that a generator reads, given as NAME or KEY=NAME.
func sourceFiles(sources types.KvPairSources) []string {
	var files []string
	for _, f := range sources.FileSources {
		if _, name, found := strings.Cut(f, "="); found {
			f = name
		}
		files = append(files, f)
	}
	files = append(files, sources.EnvSources...)
	if sources.EnvSource != "" {
		files = append(files, sources.EnvSource)
	}
	return files
}

// harmlessPatch refuses patches that could make more of an object than any
// memory holds: twenty operations that copy it into itself are enough.
func harmlessPatch(text []byte) error {
	if err := challenge.Bounded(text); err != nil {
		return fmt.Errorf("a patch %w", err)
	}
	var operations []struct {
		Op string `json:"op"`
	}
	if yaml.Unmarshal(text, &operations) != nil {
		return nil // a merge patch, of which nothing is copied
	}
	for _, one := range operations {
		if one.Op == "copy" {
			return errors.New("a patch has the operation copy, which is not allowed in a challenge; use add")
		}
	}
	return nil
}

// bases are the directories that kustomizations build, with what each of them
// takes in.
type bases map[string][]string

func (b bases) add(dir string, resources []string) {
	for _, p := range resources {
		b[dir] = append(b[dir], path.Join(dir, p))
	}
}

// maxBuilds bounds how often directories are built for one of them: if each
// takes in the one before it twice, ten are a thousand.
const maxBuilds = 100

func (b bases) bounded() error {
	times := map[string]int{}
	var count func(dir string) int
	count = func(dir string) int {
		if n, ok := times[dir]; ok {
			return n
		}
		times[dir] = maxBuilds + 1 // for one that takes in itself
		total := 1
		for _, r := range b[dir] {
			total = min(total+count(r), maxBuilds+1)
		}
		times[dir] = total
		return total
	}
	for _, dir := range slices.Sorted(maps.Keys(b)) {
		if count(dir) > maxBuilds {
			return fmt.Errorf("%s: its resources take in each other more than %d times", dir, maxBuilds)
		}
	}
	return nil
}
