package addon

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoadRefuses(t *testing.T) {
	for _, test := range []struct{ name, yaml, want string }{
		{"unknown fields", "{description: x, manifests: [a.yaml], image: x}", `unknown field "image"`},
		{"no description", "{manifests: [a.yaml]}", "an add-on needs a description of one line"},
		{"two lines", "{description: \"x\\ny\", manifests: [a.yaml]}", "an add-on needs a description of one line"},
		{"no manifests", "{description: x}", "an add-on needs manifests"},
		{"a manifest elsewhere", "{description: x, manifests: [../a.yaml]}", `manifest "../a.yaml": name a file of the add-on's directory`},
		{"a relative path", "{description: x, manifests: [a.yaml], answers: [apis]}", `"apis" is no path of the API`},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, "a"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "a", File), []byte(test.yaml), 0o644); err != nil {
				t.Fatal(err)
			}
			if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}
