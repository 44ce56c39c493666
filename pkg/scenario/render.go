// Package scenario puts a challenge into a cluster, waits until its symptom
// can be seen, and takes all of it out again.
package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	sigsyaml "sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Render builds the objects of a challenge with the given fault, or of the
// scenario alone where fault is empty. It works in memory: it reads nothing
// but the challenge's own files and runs no program.
func Render(c *challenge.Challenge, fault string, values challenge.Substitution) ([]*unstructured.Unstructured, error) {
	objects, err := render(c.FS, fault, values)
	if err != nil {
		return nil, fmt.Errorf("render challenge %s: %w", c.ID(), err)
	}
	return objects, nil
}

func render(fsys fs.FS, fault string, values challenge.Substitution) ([]*unstructured.Unstructured, error) {
	memory := filesys.MakeFsInMemory()
	top := "scenario"
	if fault != "" {
		top = path.Join("faults", fault)
	}
	for _, dir := range []string{"scenario", "faults"} {
		if err := load(memory, fsys, dir); err != nil {
			return nil, err
		}
	}
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionLegacy
	options.PluginConfig = types.DisabledPluginConfig()
	built, err := krusty.MakeKustomizer(options).Run(memory, "/"+top)
	if err != nil {
		return nil, err
	}
	text, err := built.AsYaml()
	if err != nil {
		return nil, err
	}
	substituted, err := values.Apply(string(text))
	if err != nil {
		return nil, err
	}
	return decode(substituted)
}

// load copies a directory into memory and holds every kustomization to local
// files, before kustomize could look for a remote one.
func load(memory filesys.FileSystem, fsys fs.FS, dir string) error {
	err := fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if isKustomization(path.Base(name)) {
			if err := localOnly(fsys, path.Dir(name), content); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		return memory.WriteFile("/"+name, content)
	})
	if errors.Is(err, fs.ErrNotExist) && dir == "faults" {
		return nil // a Build challenge has none
	}
	return err
}

func isKustomization(name string) bool {
	return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization"
}

// localOnly refuses what a kustomization may name besides files of the
// challenge: remote bases, paths that leave it, plugins and charts. Only the
// fields listed here are known to be harmless.
func localOnly(fsys fs.FS, dir string, content []byte) error {
	var fields map[string]any
	if err := sigsyaml.Unmarshal(content, &fields); err != nil {
		return err
	}
	harmless := []string{
		"apiVersion", "kind", "resources", "components", "patches", "namespace", "namePrefix", "nameSuffix",
		"labels", "images", "replicas", "configMapGenerator", "secretGenerator", "generatorOptions",
	}
	for field := range fields {
		if !slices.Contains(harmless, field) {
			return fmt.Errorf("field %q is not allowed in a challenge", field)
		}
	}
	var k types.Kustomization
	if err := sigsyaml.UnmarshalStrict(content, &k); err != nil {
		return err
	}
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
	for _, p := range paths {
		target := path.Join(dir, p)
		if strings.Contains(p, "://") || path.IsAbs(p) || !fs.ValidPath(target) {
			return fmt.Errorf("%q is not a file of this challenge", p)
		}
		if _, err := fs.Stat(fsys, target); err != nil {
			return fmt.Errorf("%q is not a file of this challenge", p)
		}
	}
	return nil
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

func decode(text string) ([]*unstructured.Unstructured, error) {
	var objects []*unstructured.Unstructured
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewBufferString(text), 4096)
	for {
		object := &unstructured.Unstructured{}
		if err := decoder.Decode(object); errors.Is(err, io.EOF) {
			return objects, nil
		} else if err != nil {
			return nil, err
		}
		if len(object.Object) > 0 {
			objects = append(objects, object)
		}
	}
}

// Label names an object as kubectl does, such as "deployment/shop".
func Label(object *unstructured.Unstructured) string {
	return strings.ToLower(object.GetKind()) + "/" + object.GetName()
}
