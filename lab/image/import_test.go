package image

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSaved(t *testing.T) {
	said := "docker.io/library/a:1                   \tsaved\t\n" +
		"example.org/b:2                         \tsaved\t\n" +
		"application/vnd.docker.distribution.manifest.v2+json sha256:671bb1a0\n" +
		"Importing\telapsed: 0.2 s\ttotal:   0.0 B\t(0.0 B/s)\t\n"
	if diff := cmp.Diff([]string{"docker.io/library/a:1", "example.org/b:2"}, saved(said)); diff != "" {
		t.Errorf("saved images (-want +got):\n%s", diff)
	}
}
