package image

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown fields", "images: [{name: a, refs: [r.example/a:1], entrypoint: [x]}]", `unknown field "entrypoint"`},
		{"no refs", "images: [{name: a}]", `image "a" has no refs`},
		{"a ref without tag", "images: [{name: a, refs: [r.example/a]}]", `image "a": `},
		{"a short ref", "images: [{name: a, refs: ['nginx:1']}]", `image "a": `},
		{"one name twice", "images: [{name: a, refs: [r.example/a:1]}, {name: a, refs: [r.example/b:1]}]", `image "a" is there twice`},
		{"one ref twice", "images: [{name: a, refs: [r.example/a:1]}, {name: b, refs: [r.example/a:1]}]", "ref r.example/a:1 is there twice"},
		{"an unknown base", "images: [{name: a, refs: [r.example/a:1], base: shell}]", `stands on layer "shell", which is not there`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "images.yaml")
			if err := os.WriteFile(file, []byte(test.yaml), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Load(file)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestWhatAnImageNeeds(t *testing.T) {
	img := Image{Name: "app", Base: "shell", Content: Content{
		Packages: []string{"nginx", "libc6"}, Programs: map[string]string{"app": "app", "app2": "app"}, Copy: "files/app",
	}}
	set := Set{
		Layers: []Layer{
			{Name: "shell", Content: Content{Packages: []string{"libc6", "busybox"}, Applets: "applets.txt"}}, {Name: "other"},
		},
		Images: []Image{{Name: "unrelated"}, img},
	}
	for name, pair := range map[string][2][]string{
		"packages": {{"busybox", "libc6", "nginx"}, set.Packages(img)},
		"programs": {{"app"}, set.Programs(img)},
		"files":    {{"applets.txt", "files/app"}, set.Files(img)},
	} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	want := Set{Layers: set.Layers[:1], Images: []Image{img}}
	if diff := cmp.Diff(want, set.Reduced(img)); diff != "" {
		t.Errorf("reduced (-want +got):\n%s", diff)
	}
}
