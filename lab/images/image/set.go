// Package image builds container images under the public names of upstream's,
// from Go programs and Debian packages, as images.yaml says.
package image

import (
	"fmt"
	"os"
	"slices"

	"github.com/google/go-containerregistry/pkg/name"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/debian"
)

// Set is all that images.yaml holds.
type Set struct {
	Release debian.Release `json:"release"`
	// Unwanted are patterns of what is left out of every Debian package.
	Unwanted []string `json:"unwanted,omitempty"`
	// Layers are contents that several images share.
	Layers []Layer `json:"layers,omitempty"`
	Images []Image `json:"images"`
}

// Layer is a content that images stand on.
type Layer struct {
	Name    string  `json:"name"`
	Content Content `json:"content"`
}

// Image is one image.
type Image struct {
	// Name is the archive's name without ".tar".
	Name string `json:"name"`
	// Refs are the image's public names with tags.
	Refs []string `json:"refs"`
	// Base names the shared layer below the image's own content; may be empty.
	Base    string  `json:"base,omitempty"`
	Content Content `json:"content"`
	Config  Config  `json:"config"`
}

// Content says what is in a layer. It is put together in the order of the
// fields, and what comes later replaces what came before.
type Content struct {
	// Packages are Debian packages. Their dependencies are named too, or left
	// out; a program that lacks a library fails the build.
	Packages []string `json:"packages,omitempty"`
	// Drop are patterns of what is not wanted of the packages; each must match.
	Drop []string `json:"drop,omitempty"`
	// Programs are built programs by the path at which they go.
	Programs map[string]string `json:"programs,omitempty"`
	// BindLowPorts are programs that may bind ports below 1024 without root.
	BindLowPorts []string `json:"bindLowPorts,omitempty"`
	// Copy names a directory whose files go to the root; a file that is
	// executable stays so.
	Copy string `json:"copy,omitempty"`
	// Applets names a file that lists the links to busybox which are made
	// where no program of that name is.
	Applets string `json:"applets,omitempty"`
	// Links are symbolic links by their path.
	Links map[string]string `json:"links,omitempty"`
	// Directories are made, or given owner and mode if they exist.
	Directories []Directory `json:"directories,omitempty"`
}

// Directory is a directory with its owner and its mode in octal digits.
type Directory struct {
	Path string `json:"path"`
	Mode string `json:"mode"`
	UID  int    `json:"uid,omitempty"`
	GID  int    `json:"gid,omitempty"`
}

// Config is how the image is run, as upstream's image of that name is.
type Config struct {
	Entrypoint   []string `json:"entrypoint,omitempty"`
	Cmd          []string `json:"cmd,omitempty"`
	Env          []string `json:"env,omitempty"`
	User         string   `json:"user,omitempty"`
	WorkingDir   string   `json:"workingDir,omitempty"`
	StopSignal   string   `json:"stopSignal,omitempty"`
	ExposedPorts []string `json:"exposedPorts,omitempty"`
}

// Load reads and checks images.yaml.
func Load(file string) (Set, error) {
	var set Set
	data, err := os.ReadFile(file)
	if err != nil {
		return set, fmt.Errorf("load images: %w", err)
	}
	if err := yaml.UnmarshalStrict(data, &set); err != nil {
		return set, fmt.Errorf("load %s: %w", file, err)
	}
	if err := set.check(); err != nil {
		return set, fmt.Errorf("load %s: %w", file, err)
	}
	return set, nil
}

// With returns the set with further images in it.
func (s Set) With(images []Image) (Set, error) {
	s.Images = slices.Concat(s.Images, images)
	return s, s.check()
}

func (s Set) check() error {
	names, refs := map[string]bool{}, map[string]bool{}
	for _, img := range s.Images {
		if names[img.Name] {
			return fmt.Errorf("image %q is there twice", img.Name)
		}
		names[img.Name] = true
		if _, err := s.below(img); err != nil {
			return err
		}
		if len(img.Refs) == 0 {
			return fmt.Errorf("image %q has no refs", img.Name)
		}
		for _, ref := range img.Refs {
			if _, err := name.NewTag(ref, name.StrictValidation); err != nil {
				return fmt.Errorf("image %q: %w", img.Name, err)
			}
			if refs[ref] {
				return fmt.Errorf("ref %s is there twice", ref)
			}
			refs[ref] = true
		}
	}
	return nil
}

// below is the shared layer of an image; an image without one has an empty one.
func (s Set) below(img Image) (Layer, error) {
	if img.Base == "" {
		return Layer{}, nil
	}
	at := slices.IndexFunc(s.Layers, func(l Layer) bool { return l.Name == img.Base })
	if at < 0 {
		return Layer{}, fmt.Errorf("image %q stands on layer %q, which is not there", img.Name, img.Base)
	}
	return s.Layers[at], nil
}

// Packages lists the Debian packages of an image, those of its shared layer
// included.
func (s Set) Packages(img Image) []string {
	below, _ := s.below(img) // check has found it
	return sortedUnion(below.Content.Packages, img.Content.Packages)
}

// Programs lists the built programs of an image, likewise.
func (s Set) Programs(img Image) []string {
	below, _ := s.below(img)
	var all []string
	for _, programs := range []map[string]string{below.Content.Programs, img.Content.Programs} {
		for _, program := range programs {
			all = append(all, program)
		}
	}
	return sortedUnion(all)
}

func sortedUnion(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Reduced is the set with nothing in it but one image and what it stands on:
// all of the definition that decides how the image is built.
func (s Set) Reduced(img Image) Set {
	reduced := Set{Release: s.Release, Unwanted: s.Unwanted, Images: []Image{img}}
	if img.Base != "" {
		below, _ := s.below(img)
		reduced.Layers = []Layer{below}
	}
	return reduced
}

// Files lists the files and directories that the image's contents name.
func (s Set) Files(img Image) []string {
	below, _ := s.below(img)
	all := sortedUnion([]string{below.Content.Copy, below.Content.Applets, img.Content.Copy, img.Content.Applets})
	return slices.DeleteFunc(all, func(name string) bool { return name == "" })
}
