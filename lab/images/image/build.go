package image

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/rootfs"
)

// Build puts an image together for an architecture. The same sources give the
// same image, to the last byte.
func (s Set) Build(ctx context.Context, img Image, arch string, from Sources) (v1.Image, error) {
	layers, err := s.layers(ctx, img, arch, from)
	if err != nil {
		return nil, fmt.Errorf("build image %q: %w", img.Name, err)
	}
	built, err := mutate.Append(empty.Image, layers...)
	if err != nil {
		return nil, fmt.Errorf("build image %q: %w", img.Name, err)
	}
	config, err := built.ConfigFile()
	if err != nil {
		return nil, fmt.Errorf("build image %q: %w", img.Name, err)
	}
	config = config.DeepCopy()
	config.OS, config.Architecture = "linux", arch
	config.Created = v1.Time{Time: time.Unix(0, 0).UTC()}
	config.Config = img.Config.form()
	if built, err = mutate.ConfigFile(built, config); err != nil {
		return nil, fmt.Errorf("build image %q: %w", img.Name, err)
	}
	return built, nil
}

func (s Set) layers(ctx context.Context, img Image, arch string, from Sources) ([]mutate.Addendum, error) {
	below, err := s.below(img)
	if err != nil {
		return nil, err
	}
	tree := rootfs.New()
	var layers []mutate.Addendum
	for _, part := range []Layer{below, {Name: img.Name, Content: img.Content}} {
		if part.Name == "" {
			continue
		}
		before := tree.Clone()
		if err := s.fill(ctx, tree, part.Content, from); err != nil {
			return nil, err
		}
		added, err := tree.Since(before)
		if err != nil {
			return nil, err
		}
		layer, err := layerOf(added)
		if err != nil {
			return nil, err
		}
		layers = append(layers, mutate.Addendum{Layer: layer, History: v1.History{
			Created: v1.Time{Time: time.Unix(0, 0).UTC()}, CreatedBy: "kubectl-mastery lab: " + part.Name,
		}})
	}
	broken, err := tree.BrokenPrograms(arch)
	if err != nil {
		return nil, err
	}
	if len(broken) > 0 {
		return nil, fmt.Errorf("some programs cannot run: add what they need to its packages, or drop them:\n  %s",
			strings.Join(broken, "\n  "))
	}
	return layers, nil
}

func layerOf(tree *rootfs.Tree) (v1.Layer, error) {
	var content bytes.Buffer
	if err := tree.WriteTar(&content); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content.Bytes())), nil
	}, tarball.WithCompressedCaching)
}

func (c Config) form() v1.Config {
	form := v1.Config{
		Entrypoint: c.Entrypoint, Cmd: c.Cmd, Env: c.Env, User: c.User,
		WorkingDir: c.WorkingDir, StopSignal: c.StopSignal,
	}
	for _, port := range c.ExposedPorts {
		if form.ExposedPorts == nil {
			form.ExposedPorts = map[string]struct{}{}
		}
		form.ExposedPorts[port] = struct{}{}
	}
	return form
}
