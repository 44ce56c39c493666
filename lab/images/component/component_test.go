package component

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// components is the lab's own components directory.
const components = "../../components"

func TestLoadOwnComponents(t *testing.T) {
	all, err := Load(components)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.VersionOf != "" && !regexp.MustCompile(`^v\d+\.\d+\.\d+$`).MatchString(c.Version) {
			t.Errorf("component %q is built from %s %q, which is no release", c.Name, c.VersionOf, c.Version)
		}
		if _, err := c.Key("amd64", "go"); err != nil {
			t.Error(err)
		}
	}
	listed, err := filepath.Glob(filepath.Join(components, "*", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if len(listed) != len(all) {
		t.Errorf("%d modules, but %d components in components.yaml", len(listed), len(all))
	}
}

// module writes a components directory with one component.
func module(t *testing.T, yaml, mod string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "app"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"components.yaml": yaml, "app/go.mod": mod, "app/main.go": "package main\n\nfunc main() { println(\"x\") }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLinkFlags(t *testing.T) {
	dir := module(t, `
- name: app
  versionOf: example.com/upstream/v3
  variables: {example.com/v.Version: "${VERSION}", example.com/v.Commit: ""}
  programs:
  - {name: app, package: ., variables: {main.minor: "${MAJOR}.${MINOR}"}}
  - {name: other, package: .}
`, "module example.com/app\n\ngo 1.26.0\n\nrequire example.com/upstream/v3 v3.14.1\n")
	all, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	c := all[0]
	const common = "-s -w -X example.com/v.Commit= -X example.com/v.Version=v3.14.1"
	for i, want := range []string{common + " -X main.minor=3.14", common} {
		if diff := cmp.Diff(want, c.linkFlags(c.Programs[i])); diff != "" {
			t.Errorf("flags of %s (-want +got):\n%s", c.Programs[i].Name, diff)
		}
	}
	if got := c.Source(); got != "example.com/upstream/v3@v3.14.1" {
		t.Errorf("source %q", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown fields", "[{name: app, version: 1}]", `unknown field "version"`},
		{"a module that is not required", "[{name: app, versionOf: example.com/x}]", "does not require example.com/x"},
		{"a component without module", "[{name: gone, versionOf: example.com/x}]", `component "gone": open `},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(module(t, test.yaml, "module example.com/app\n"))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestKeyTellsChanges(t *testing.T) {
	dir := module(t, "[{name: app, programs: [{name: app, package: .}]}]", "module example.com/app\n")
	key := func(change func(*Component), arch, toolchain string) string {
		t.Helper()
		all, err := Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		change(&all[0])
		key, err := all[0].Key(arch, toolchain)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "app", name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	same := func(*Component) {}
	first := key(same, "amd64", "go1.26.0")
	write("main_test.go", "package main\n")
	if key(same, "amd64", "go1.26.0") != first {
		t.Error("a test file changes the key")
	}
	for what, other := range map[string]string{
		"architecture": key(same, "arm64", "go1.26.0"),
		"toolchain":    key(same, "amd64", "go1.26.1"),
		"tags":         key(func(c *Component) { c.Tags = []string{"x"} }, "amd64", "go1.26.0"),
		"join":         key(func(c *Component) { c.Joins = []Join{{Files: "*", To: "joined"}} }, "amd64", "go1.26.0"),
		"print":        key(func(c *Component) { c.Prints = []Print{{Package: ".", To: "said"}} }, "amd64", "go1.26.0"),
		"package":      key(func(c *Component) { c.Programs[0].Package = "./x" }, "amd64", "go1.26.0"),
	} {
		if other == first {
			t.Errorf("another %s leaves the key as it is", what)
		}
	}
	write("go.sum", "x")
	if key(same, "amd64", "go1.26.0") == first {
		t.Error("another go.sum leaves the key as it is")
	}
}

// A program must not tell where it was built: its bytes decide whether images
// and releases are the same.
func TestBuildIsReproducible(t *testing.T) {
	var built [2][]byte
	for i := range built {
		all, err := Load(module(t, "[{name: app, programs: [{name: app, package: .}]}]", "module example.com/app\n\ngo 1.26.0\n"))
		if err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "bin", "app")
		if err := all[0].Build(t.Context(), all[0].Programs[0], "arm64", out, t.Output()); err != nil {
			t.Fatal(err)
		}
		if built[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(built[0], built[1]) {
		t.Error("two directories, two programs")
	}
}

func TestPrint(t *testing.T) {
	all, err := Load(module(t, "[{name: app, prints: [{package: ., to: said}]}]", "module example.com/app\n\ngo 1.26.0\n"))
	if err != nil {
		t.Fatal(err)
	}
	source := "package main\n\nimport \"os\"\n\nfunc main() { print(\"aside\"); os.Stdout.WriteString(\"said\") }\n"
	if err := os.WriteFile(filepath.Join(all[0].Dir, "main.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	out := filepath.Join(t.TempDir(), "made", "said")
	if err := all[0].Print(t.Context(), all[0].Prints[0], out, &log); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(out)
	if err != nil || string(said) != "said" || log.String() != "aside" {
		t.Errorf("file %q, log %q, error %v", said, log.String(), err)
	}
}

func TestBuildFails(t *testing.T) {
	all, err := Load(module(t, "[{name: app, programs: [{name: app, package: ./gone}]}]", "module example.com/app\n\ngo 1.26.0\n"))
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	err = all[0].Build(t.Context(), all[0].Programs[0], "amd64", filepath.Join(t.TempDir(), "app"), &said)
	if err == nil || !strings.Contains(err.Error(), `build ./gone of component "app"`) || !strings.Contains(said.String(), "gone") {
		t.Errorf("error %v, said %q; want the component named and the compiler's words passed on", err, said.String())
	}
}
