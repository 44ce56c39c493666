package challenge_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestRegistry(t *testing.T) {
	for text, want := range map[string]string{
		"registry.k8s.io":          "",
		"registry.k8s.io/":         "",
		"mirror.example":           "mirror.example",
		"mirror.example/":          "mirror.example",
		"localhost:5000/k8s":       "localhost:5000/k8s",
		"10.0.0.1:5000":            "10.0.0.1:5000",
		"mirror.example/a/b-c_d.e": "mirror.example/a/b-c_d.e",
	} {
		if got, err := challenge.ParseRegistry(text); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "/", "mirror", "mirror/k8s", "https://mirror.example", "mirror.example/Upper", "mirror.example/a b", "mirror.example//a", "mirror.example/$1"} {
		got, err := challenge.ParseRegistry(text)
		wantError(t, err, "is no registry")
		if got != "" {
			t.Errorf("%q is %q", text, got)
		}
	}
}

func TestNamedImages(t *testing.T) {
	const text = "Run the image\nregistry.k8s.io/e2e-test-images/nginx:1.27.0-2. Not registry.k8s.io alone, nor\nregistry.k8s.io/pause:3.10.2, which"
	if got := strings.Join(challenge.NamedImages(text), " "); got != "registry.k8s.io/e2e-test-images/nginx:1.27.0-2 registry.k8s.io/pause:3.10.2" {
		t.Error(got)
	}
}

func TestMirrored(t *testing.T) {
	s := challenge.Substitution{Registry: "mirror.example:5000/k8s"}
	for text, want := range map[string]string{
		"image: registry.k8s.io/pause:3.10.2":                       "image: mirror.example:5000/k8s/pause:3.10.2",
		`"registry.k8s.io/a","registry.k8s.io/b"`:                   `"mirror.example:5000/k8s/a","mirror.example:5000/k8s/b"`,
		"registry.k8s.io/a":                                         "mirror.example:5000/k8s/a",
		"kubectl run a --image=registry.k8s.io/e2e-test-images/a:1": "kubectl run a --image=mirror.example:5000/k8s/e2e-test-images/a:1",
		"other.registry.k8s.io/a and x/registry.k8s.io/a":           "other.registry.k8s.io/a and x/registry.k8s.io/a",
		"registry.k8s.io alone":                                     "registry.k8s.io alone",
	} {
		if got, err := s.Apply(text); err != nil || got != want {
			t.Errorf("%q becomes %q, %v; want %q", text, got, err, want)
		}
		if got, err := (challenge.Substitution{}).Apply(text); err != nil || got != text {
			t.Errorf("without a mirror %q becomes %q, %v", text, got, err)
		}
	}
	for name, want := range map[string]string{"registry.k8s.io/pause:3": "mirror.example:5000/k8s/pause:3", "docker.io/library/nginx": "docker.io/library/nginx"} {
		if got := s.Image(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
