package payload

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/addon"
)

func TestAddonsAreLaidOut(t *testing.T) {
	b := small(t)
	put(t, filepath.Join(b.Components, "components.yaml"), "[{name: app, prints: [{package: ., to: addons/more/printed.yaml}]}]")
	put(t, filepath.Join(b.Components, "app/main.go"), "package main\n\nimport \"os\"\n\nfunc main() { os.Stdout.WriteString(\"kind: Printed\") }\n")
	put(t, filepath.Join(b.Images, "images.yaml"), "images: []")
	put(t, filepath.Join(b.Addons, "more/addon.yaml"), "{description: more of it, manifests: [first.yaml, printed.yaml], answers: [/apis/more]}")
	put(t, filepath.Join(b.Out, "addons/gone/addon.json"), "an add-on that is no more")
	put(t, filepath.Join(b.Out, "addons/more/gone.yaml"), "a manifest that is no more")
	run(t, b)
	want := map[string]string{
		"more/addon.json": `{
  "description": "more of it",
  "manifests": [
    "first.yaml",
    "printed.yaml"
  ],
  "answers": [
    "/apis/more"
  ]
}
`,
		"more/first.yaml":        "kind: First\n",
		"more/printed.yaml":      "kind: Printed",
		"more/images/index.json": "[]\n",
	}
	got := map[string]string{}
	err := filepath.WalkDir(filepath.Join(b.Out, "addons"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(filepath.Join(b.Out, "addons"), path)
		got[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("add-ons (-want +got):\n%s", diff)
	}
	if made := run(t, b); len(made) > 0 {
		t.Errorf("there was more to make: %v", made)
	}
}

func TestAddonsAreRefused(t *testing.T) {
	for _, test := range []struct{ name, addon, want string }{
		{"no manifest of that name", "{description: x, manifests: [gone.yaml]}", `lay out add-on "more": `},
		{
			"an image that is there", "{description: x, manifests: [first.yaml], images: [{name: app, refs: [r.example/x:1]}]}",
			`load add-on "more": image "app" is there twice`,
		},
		{
			"a name that is there", "{description: x, manifests: [first.yaml], images: [{name: x, refs: [r.example/app:1]}]}",
			`load add-on "more": ref r.example/app:1 is there twice`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := small(t)
			put(t, filepath.Join(b.Addons, "more/addon.yaml"), test.addon)
			b.Log = &bytes.Buffer{}
			if err := b.Run(t.Context()); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// Offline, an image that a manifest names and nobody holds is never found.
func TestAddonsHoldTheirImages(t *testing.T) {
	m := realPayload(t)
	versions := map[string]string{}
	for _, c := range m.components {
		for _, p := range c.Programs {
			versions[p.Name] = c.Version
		}
	}
	addons, err := addon.Load(m.Addons)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range addons {
		var held []string
		for _, img := range slices.Concat(m.piles[0].images, m.piles[i+1].images) {
			held = append(held, img.Refs...)
		}
		for _, img := range m.piles[i+1].images {
			if program := versions[img.Name]; program != "" && !strings.HasSuffix(img.Refs[0], ":"+program) {
				t.Errorf("%s is named for another version than %s", img.Refs[0], program)
			}
		}
		for _, name := range a.Manifests {
			manifest, err := os.ReadFile(filepath.Join(m.Out, addonsDir, a.Name, name))
			if err != nil {
				t.Error(err)
				continue
			}
			for line := range strings.Lines(string(manifest)) {
				key, ref, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "- "), " ")
				if key == "image:" && !slices.Contains(held, ref) {
					t.Errorf("%s names the image %s, which it does not hold", a.Name, ref)
				}
			}
		}
	}
}
