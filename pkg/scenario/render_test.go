package scenario

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

var update = flag.Bool("update", false, "write golden files anew")

func values() challenge.Substitution {
	return challenge.Substitution{Namespaces: map[string]string{"main": "mastery-l1-pod-crash"}}
}

// TestRenderGolden shows what each fault of l1-pod-crash puts into a cluster.
func TestRenderGolden(t *testing.T) {
	c, err := challenge.Load(challenges.FS, "l1-pod-crash")
	if err != nil {
		t.Fatal(err)
	}
	faults := []string{""}
	for _, f := range c.Spec.Faults {
		faults = append(faults, f.ID)
	}
	seen := map[string]string{}
	for _, fault := range faults {
		name := fault
		if name == "" {
			name = "healthy"
		}
		t.Run(name, func(t *testing.T) {
			objects, err := Render(c, fault, values())
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			for _, o := range objects {
				text, err := yaml.Marshal(o.Object)
				if err != nil {
					t.Fatal(err)
				}
				out.WriteString("---\n" + string(text))
				if o.GetNamespace() != "mastery-l1-pod-crash" {
					t.Errorf("%s is in namespace %q", Label(o), o.GetNamespace())
				}
			}
			got := out.String()
			if other, ok := seen[got]; ok {
				t.Errorf("%s is the same as %s", name, other)
			}
			seen[got] = name
			if fault != "" && strings.Contains(got, fault) {
				t.Errorf("what the learner sees names the fault %s", fault)
			}
			path := filepath.Join("testdata", "render", name+".yaml")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v (write it with -update)", err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// made is a challenge with a scenario of one ConfigMap.
func made(files map[string]string) *challenge.Challenge {
	fsys := fstest.MapFS{
		"scenario/kustomization.yaml": {Data: []byte("namespace: ${NS_MAIN}\nresources: [config.yaml]\n")},
		"scenario/config.yaml":        {Data: []byte("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}}\n")},
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return &challenge.Challenge{Metadata: challenge.Metadata{Name: "l1-a-b"}, FS: fsys}
}

func TestRenderRefuses(t *testing.T) {
	const patched = "resources: [config.yaml]\n"
	tests := []struct{ name, kustomization string }{
		{"a remote resource", "resources: ['https://example.invalid/x.yaml']"},
		{"a remote directory", "resources: ['github.com/example/repo//dir?ref=v1']"},
		{"a remote directory over ssh", "resources: ['git@github.com:example/repo']"},
		{"an absolute path", "resources: [/etc/passwd]"},
		{"a path that leaves", "resources: [../../outside.yaml]"},
		{"a path that leaves and comes back", "resources: [../../l1-a-b/scenario/config.yaml]"},
		{"a file that is not there", "resources: [other.yaml]"},
		{"a remote base", "bases: ['github.com/example/repo']"},
		{"a base that leaves", "bases: [../../other]"},
		{"a remote component", "components: ['https://example.invalid/c']"},
		{"a remote patch", patched + "patches: [{path: 'https://example.invalid/p.yaml'}]"},
		{"a remote strategic merge patch", patched + "patchesStrategicMerge: ['https://example.invalid/p.yaml']"},
		{"a remote JSON patch", patched + "patchesJson6902: [{target: {version: v1, kind: ConfigMap, name: c}, path: 'https://example.invalid/p.yaml'}]"},
		{"a remote file in a generator", patched + "configMapGenerator: [{name: g, files: ['a=https://example.invalid/a']}]"},
		{"a remote environment in a generator", patched + "configMapGenerator: [{name: g, envs: ['https://example.invalid/a']}]"},
		{"a remote file in a secret", patched + "secretGenerator: [{name: g, files: ['a=https://example.invalid/a']}]"},
		{"a file outside in a generator", patched + "configMapGenerator: [{name: g, files: ['a=../../outside']}]"},
		{"a remote replacement", patched + "replacements: [{path: 'https://example.invalid/r.yaml'}]"},
		{"a remote schema", patched + "openapi: {path: 'https://example.invalid/s.json'}"},
		{"a remote CRD", patched + "crds: ['https://example.invalid/c.json']"},
		{"a remote configuration", patched + "configurations: ['https://example.invalid/c.yaml']"},
		{"a generator", patched + "generators: [config.yaml]"},
		{"a transformer", patched + "transformers: [config.yaml]"},
		{"a validator", patched + "validators: [config.yaml]"},
		{"a helm chart", patched + "helmCharts: [{name: c, repo: 'https://example.invalid'}]"},
		{"an old helm chart", patched + "helmChartInflationGenerator: [{chartName: c}]"},
		{"an unknown field", patched + "resourses: []"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := made(map[string]string{"scenario/kustomization.yaml": test.kustomization + "\n"}).FS
			_, err := localOnly(fsys, "scenario", []byte(test.kustomization+"\n"))
			if err == nil {
				t.Error("it is let through to kustomize, which would look for it")
			}
		})
	}
	t.Run("in a fault, and by its other names", func(t *testing.T) {
		for _, name := range []string{"kustomization.yaml", "kustomization.yml", "Kustomization"} {
			c := made(map[string]string{"faults/amber/" + name: "resources: ['https://example.invalid/x.yaml']\n"})
			if _, err := Render(c, "", values()); err == nil || !strings.Contains(err.Error(), "faults/amber/"+name) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestRender(t *testing.T) {
	fault := "resources: [../../scenario]\npatches:\n- target: {kind: ConfigMap}\n  patch: |\n    - {op: replace, path: /data/a, value: 'x${SUFFIX}'}\n"
	c := made(map[string]string{"faults/amber/kustomization.yaml": fault})
	objects, err := Render(c, "amber", values())
	if err != nil {
		t.Fatal(err)
	}
	if len(objects) != 1 || objects[0].GetNamespace() != "mastery-l1-pod-crash" {
		t.Fatalf("%v", objects)
	}
	if a, _, _ := unstructured.NestedString(objects[0].Object, "data", "a"); a != "x" {
		t.Errorf("a is %q", a)
	}
	if _, err := Render(c, "birch", values()); err == nil {
		t.Error("a fault that does not exist is rendered")
	}
	if _, err := Render(made(map[string]string{"scenario/config.yaml": "{apiVersion: v1, kind: ConfigMap, metadata: {name: '${NS_MIAN}'}}"}), "", values()); err == nil || !strings.Contains(err.Error(), "${NS_MIAN}") {
		t.Errorf("an unknown variable: %v", err)
	}
	if _, err := Render(made(nil), "", values()); err != nil {
		t.Errorf("without faults/: %v", err)
	}
}

func TestWithLastApplied(t *testing.T) {
	o := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap",
		"metadata": map[string]any{"name": "c", "annotations": map[string]any{"mine": "x"}}, "data": map[string]any{"a": "b"},
	}}
	was := o.DeepCopy()
	got, err := withLastApplied(o)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(was.Object, o.Object); d != "" {
		t.Errorf("the argument is changed: %s", d)
	}
	applied := got.GetAnnotations()["kubectl.kubernetes.io/last-applied-configuration"]
	var back map[string]any
	if err := json.Unmarshal([]byte(applied), &back); err != nil || !strings.HasSuffix(applied, "\n") {
		t.Errorf("%q: %v", applied, err)
	}
	if d := cmp.Diff(o.Object, back); d != "" {
		t.Errorf("it is not what was applied: %s", d)
	}
	if got.GetAnnotations()["mine"] != "x" {
		t.Error("an annotation is lost")
	}
}
