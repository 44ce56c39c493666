package challenge

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/distribution/reference"
)

// Registry is where the images of challenges and probes come from.
const Registry = "registry.k8s.io"

// images finds the registry where the name of an image begins with it.
var images = regexp.MustCompile(`(^|[^A-Za-z0-9./_-])` + regexp.QuoteMeta(Registry) + `/`)

// named finds whole names of images in prose.
var named = regexp.MustCompile(regexp.QuoteMeta(Registry) + `/[a-z0-9._/-]+:[A-Za-z0-9._-]*[A-Za-z0-9]`)

// NamedImages are those that a text tells a learner to run.
func NamedImages(text string) []string { return named.FindAllString(text, -1) }

// Image is an image's name as this substitution has it.
func (s Substitution) Image(name string) string {
	if rest, ok := strings.CutPrefix(name, Registry+"/"); ok && s.Registry != "" {
		return s.Registry + "/" + rest
	}
	return name
}

// Mirrored has the images in a text come from the mirror, if there is one.
func (s Substitution) Mirrored(text string) string {
	if s.Registry == "" {
		return text
	}
	return images.ReplaceAllString(text, "${1}"+s.Registry+"/")
}

// From is the challenge with images from a mirror, or from the registry itself
// where that is empty: what its expressions compare them with is there as well.
func (c *Challenge) From(registry string) *Challenge {
	mirrored := *c
	mirrored.Registry = registry
	return &mirrored
}

// ParseRegistry reads a mirror's host, with a port and a path if it has those. It
// is empty for the registry itself. The error says what is wrong with the text.
func ParseRegistry(text string) (string, error) {
	registry := strings.TrimSuffix(text, "/")
	host, _, _ := strings.Cut(registry, "/")
	name, err := reference.ParseNormalizedNamed(registry + "/image")
	if err != nil || reference.Domain(name) != host {
		return "", fmt.Errorf("%q is no registry; give its host, and the path of the mirror if it has one, such as mirror.example:5000/k8s", text)
	}
	if registry == Registry {
		return "", nil
	}
	return registry, nil
}
