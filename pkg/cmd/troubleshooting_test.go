package cmd

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// quoted finds what a title quotes.
var quoted = regexp.MustCompile("(?m)^### `(.*)`$")

// TestTroubleshooting: what docs/troubleshooting.md quotes in its titles is said
// somewhere in the program, with dots for what varies.
func TestTroubleshooting(t *testing.T) {
	text, err := os.ReadFile("../../docs/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	var program strings.Builder
	sources := os.DirFS("..")
	err = fs.WalkDir(sources, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(sources, path)
		program.Write(source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	titles := quoted.FindAllStringSubmatch(string(text), -1)
	if len(titles) < 10 {
		t.Errorf("only %d titles quote something", len(titles))
	}
	for _, title := range titles {
		for part := range strings.SplitSeq(title[1], "…") {
			if part := strings.Trim(part, " ,."); !strings.Contains(program.String(), part) {
				t.Errorf("nothing says %q", part)
			}
		}
	}
}
