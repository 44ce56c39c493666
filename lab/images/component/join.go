package component

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// SourceMark begins the first line of a joined file, which names the module
// that it is of: what is passed on of it needs its licence.
const SourceMark = "# Source: pkg:golang/"

// Join writes the file out in one step, from files of the module of VersionOf,
// which is fetched if it is not in Go's cache.
func (c Component) Join(ctx context.Context, j Join, out string) error {
	dir, err := c.module(ctx)
	if err != nil {
		return fmt.Errorf("join %s of component %q: %w", j.Files, c.Name, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(j.Files)))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s has no such file", c.Source())
	}
	if err != nil {
		return fmt.Errorf("join %s of component %q: %w", j.Files, c.Name, err)
	}
	slices.Sort(files)
	content := bytes.NewBufferString(SourceMark + c.Source() + "\n")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("join %s of component %q: %w", j.Files, c.Name, err)
		}
		fmt.Fprintf(content, "---\n%s\n", bytes.TrimSpace(data))
	}
	if err := write(out, content.Bytes()); err != nil {
		return fmt.Errorf("join %s of component %q: %w", j.Files, c.Name, err)
	}
	return nil
}

// module is where the module of VersionOf lies. Its content is checked against
// the component's go.sum.
func (c Component) module(ctx context.Context) (string, error) {
	if c.VersionOf == "" {
		return "", errors.New("the component has no versionOf, whose files they would be")
	}
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", c.VersionOf)
	cmd.Dir = c.Dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	said, err := cmd.Output()
	var module struct{ Dir, Error string }
	if bad := json.Unmarshal(said, &module); bad == nil && module.Error != "" {
		return "", fmt.Errorf("fetch %s: %s", c.Source(), module.Error)
	}
	if err != nil {
		return "", fmt.Errorf("fetch %s: %w", c.Source(), err)
	}
	return module.Dir, nil
}
