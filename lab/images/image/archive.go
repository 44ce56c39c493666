package image

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// Write stores an image under its names as an archive that docker load, ctr
// images import and the like read. The file appears whole or not at all.
func Write(file string, img v1.Image, refs []string) error {
	partial, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return fmt.Errorf("write image: %w", err)
	}
	defer os.Remove(partial.Name())
	defer partial.Close()
	if err := archive(partial, img, refs); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err := partial.Chmod(0o644); err != nil {
		return fmt.Errorf("write image: %w", err)
	}
	if err := partial.Close(); err != nil {
		return fmt.Errorf("write image: %w", err)
	}
	if err := os.Rename(partial.Name(), file); err != nil {
		return fmt.Errorf("write image: %w", err)
	}
	return nil
}

// archive writes the parts one after the other. The library's own writer takes
// the names as a map, in an order that changes from run to run.
func archive(w io.Writer, img v1.Image, refs []string) error {
	out := tar.NewWriter(w)
	id, err := img.ConfigName()
	if err != nil {
		return err
	}
	config, err := img.RawConfigFile()
	if err != nil {
		return err
	}
	described := tarball.Descriptor{Config: id.Hex + ".json", RepoTags: refs}
	if err := put(out, described.Config, bytes.NewReader(config), int64(len(config))); err != nil {
		return err
	}
	layers, err := img.Layers()
	if err != nil {
		return err
	}
	for _, layer := range layers {
		name, err := putLayer(out, layer)
		if err != nil {
			return err
		}
		described.Layers = append(described.Layers, name)
	}
	manifest, err := json.Marshal(tarball.Manifest{described})
	if err != nil {
		return err
	}
	if err := put(out, "manifest.json", bytes.NewReader(manifest), int64(len(manifest))); err != nil {
		return err
	}
	return out.Close()
}

func putLayer(out *tar.Writer, layer v1.Layer) (string, error) {
	digest, err := layer.Digest()
	if err != nil {
		return "", err
	}
	size, err := layer.Size()
	if err != nil {
		return "", err
	}
	content, err := layer.Compressed()
	if err != nil {
		return "", err
	}
	defer content.Close()
	name := digest.Hex + ".tar.gz"
	return name, put(out, name, content, size)
}

func put(out *tar.Writer, name string, content io.Reader, size int64) error {
	h := &tar.Header{Name: name, Mode: 0o644, Size: size, Typeflag: tar.TypeReg, ModTime: time.Unix(0, 0)}
	if err := out.WriteHeader(h); err != nil {
		return err
	}
	_, err := io.Copy(out, content)
	return err
}
