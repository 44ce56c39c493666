package guide

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw docs/run.svg anew")

// TestRun holds docs/run.svg to the screens of the guide.
func TestRun(t *testing.T) {
	text, err := os.ReadFile("../../docs/guide.md")
	if err != nil {
		t.Fatal(err)
	}
	screens := Screens(string(text))
	var all []page
	for _, one := range []struct {
		screens []string
		most    int
	}{
		{[]string{"start"}, 2}, {[]string{"pods", "hint"}, 1}, {[]string{"not solved"}, 1}, {[]string{"mend", "solved"}, 1},
	} {
		together := ""
		for _, name := range one.screens {
			if screens[name] == "" {
				t.Fatalf("the guide has no screen %q", name)
			}
			together += screens[name]
		}
		all = append(all, pages(together, one.most)...)
	}
	const path = "../../docs/run.svg"
	want := draw("l1-pod-crash on a terminal: start, a hint, the mend, and what verify says", all)
	if len(want) > 60<<10 {
		t.Errorf("it has %d bytes, too many for a README", len(want))
	}
	for decoder := xml.NewDecoder(strings.NewReader(want)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := os.ReadFile(path); err != nil || string(found) != want {
		t.Errorf("%s does not show the screens of the guide (%v): go test ./test/guide -update", path, err)
	}
}

// TestPages breaks what is too wide or too long.
func TestPages(t *testing.T) {
	wide := strings.Repeat("a", columns) + "b\n"
	got := pages(wide+strings.Repeat("\n", rows)+"end\n", 9)
	if len(got) != 2 || len(got[0].lines) != rows || got[0].lines[1] != "b" || len(got[1].lines) != rows || got[1].lines[rows-1] != "end" {
		t.Errorf("%+v", got)
	}
	if got := pages(strings.Repeat("\n", 3*rows), 2); len(got) != 2 {
		t.Errorf("%d pages", len(got))
	}
}
