package e2e

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// hub loads the lab's own nginx into a lab under names of Docker Hub: offline,
// nothing else has a short name.
func hub(t *testing.T, labName string, names ...string) {
	t.Helper()
	if os.Getenv(useCluster) == "" { // it may be no lab, and has to get them from elsewhere
		load(t, labName, "nginx", names...)
	}
}

// load loads one of the lab's own images into a lab under other names.
func load(t *testing.T, labName, image string, names ...string) {
	t.Helper()
	program, err := exec.LookPath("kubectl-mastery-lab")
	if err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), image+".tar")
	if err := rename(filepath.Join(filepath.Dir(program), "mastery-lab", "images", image+".tar"), archive, names); err != nil {
		t.Fatal(err)
	}
	lab(t, "load", "--name", labName, archive)
}

// rename copies an archive of one image, and gives the image other names.
func rename(from, to string, names []string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	in, out := tar.NewReader(source), tar.NewWriter(target)
	for {
		header, err := in.Next()
		if errors.Is(err, io.EOF) {
			return out.Close()
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", from, err)
		}
		content, err := io.ReadAll(in)
		if err == nil && header.Name == "manifest.json" {
			content, err = named(content, names)
			header.Size = int64(len(content))
		}
		if err == nil {
			err = out.WriteHeader(header)
		}
		if err == nil {
			_, err = out.Write(content)
		}
		if err != nil {
			return fmt.Errorf("copy %s of %s: %w", header.Name, from, err)
		}
	}
}

// named is an archive's manifest.json with other names.
func named(manifest []byte, names []string) ([]byte, error) {
	var images []map[string]any
	if err := json.Unmarshal(manifest, &images); err != nil {
		return nil, err
	}
	if len(images) != 1 {
		return nil, fmt.Errorf("%d images, not one", len(images))
	}
	images[0]["RepoTags"] = names
	return json.Marshal(images)
}
