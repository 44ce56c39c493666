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

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Render builds the objects of a challenge with the given fault, or of the
// scenario alone where fault is empty. It works in memory: it reads nothing
// but the challenge's own files and runs no program.
func Render(c *challenge.Challenge, fault string, values challenge.Substitution) ([]*unstructured.Unstructured, error) {
	top := "scenario"
	if fault != "" {
		top = path.Join("faults", fault)
	}
	objects, err := render(c.FS, top, values)
	if err != nil {
		return nil, fmt.Errorf("render challenge %s: %w", c.ID(), err)
	}
	return objects, nil
}

// RenderBefore builds what is there before the change that the challenge is
// about: its directory before, or the scenario where it has none. A change makes
// nothing disappear, so all of it is in the scenario as well.
func RenderBefore(c *challenge.Challenge, values challenge.Substitution) ([]*unstructured.Unstructured, error) {
	after, err := Render(c, "", values)
	if err != nil || !c.HasBefore() {
		return after, err
	}
	before, err := render(c.FS, challenge.BeforeDir, values)
	if err != nil {
		return nil, fmt.Errorf("render challenge %s: %w", c.ID(), err)
	}
	for _, object := range before {
		if !slices.ContainsFunc(after, func(o *unstructured.Unstructured) bool { return same(o, object) }) {
			return nil, fmt.Errorf("render challenge %s: %s is in before and not in the scenario: a change takes nothing away", c.ID(), Label(object))
		}
	}
	return before, nil
}

// same reports whether two renderings are of one object.
func same(a, b *unstructured.Unstructured) bool {
	return a.GroupVersionKind() == b.GroupVersionKind() && a.GetNamespace() == b.GetNamespace() && a.GetName() == b.GetName()
}

func render(fsys fs.FS, top string, values challenge.Substitution) ([]*unstructured.Unstructured, error) {
	memory := filesys.MakeFsInMemory()
	if err := load(memory, fsys); err != nil {
		return nil, err
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
