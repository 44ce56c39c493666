package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// handing is a challenge that hands out two files.
func handing() *challenge.Challenge {
	return &challenge.Challenge{
		Metadata: challenge.Metadata{Name: "l1-a-b"},
		Spec:     challenge.Spec{Files: &challenge.Files{Intro: "What is in ${NS_MAIN}:"}},
		FS: fstest.MapFS{
			"files/shop.yaml":      {Data: []byte("namespace: ${NS_MAIN}\n")},
			"files/more/notes.txt": {Data: []byte("read me\n")},
		},
	}
}

// TestFiles hands files out, tells of them before and after, and never writes over
// one.
func TestFiles(t *testing.T) {
	const kept = " is there already with other content, and was kept: to have it as it is handed out, move it away and run kubectl mastery start l1-a-b again\n"
	tests := []struct {
		name, flag, before string // a file that is there, with other content
		plan, said, told   string
		fails              string
	}{
		{"below the current directory", "", "",
			"and writes file l1-a-b/more/notes.txt, on this machine\nand writes file l1-a-b/shop.yaml, on this machine\n",
			"✓ l1-a-b/more/notes.txt written\n✓ l1-a-b/shop.yaml written\n",
			"What is in one:\n  l1-a-b/more/notes.txt\n  l1-a-b/shop.yaml\n\n", ""},
		{"elsewhere", "work/here/", "",
			"and writes file work/here/more/notes.txt, on this machine\nand writes file work/here/shop.yaml, on this machine\n",
			"✓ work/here/more/notes.txt written\n✓ work/here/shop.yaml written\n",
			"What is in one:\n  work/here/more/notes.txt\n  work/here/shop.yaml\n\n", ""},
		{"in the current directory", ".", "",
			"and writes file more/notes.txt, on this machine\nand writes file shop.yaml, on this machine\n",
			"✓ more/notes.txt written\n✓ shop.yaml written\n", "What is in one:\n  more/notes.txt\n  shop.yaml\n\n", ""},
		{"one is there", "", "l1-a-b/shop.yaml",
			"and writes file l1-a-b/more/notes.txt, on this machine\nand keeps file l1-a-b/shop.yaml as it is, which is there with other content\n",
			"✓ l1-a-b/more/notes.txt written\n? l1-a-b/shop.yaml" + kept, "What is in one:\n  l1-a-b/more/notes.txt\n  l1-a-b/shop.yaml (yours, as you left it)\n\n", ""},
		{"no directory", "taken", "taken", "", "", "", "taken cannot be used for the challenge's files: not a directory; name another directory with --files DIR"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			s, out, errOut := learner(t)
			s.files = test.flag
			if test.before != "" {
				if err := os.MkdirAll(filepath.Dir(test.before), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(test.before, []byte("mine"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			said := func() string {
				defer errOut.Reset()
				return errOut.String()
			}
			c, values := handing(), challenge.Substitution{Namespaces: map[string]string{"main": "one"}}
			h, err := s.handed(c, values)
			if err != nil {
				t.Fatal(err)
			}
			err = s.showFiles(h)
			if (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
				t.Fatalf("error %v", err)
			}
			if got := said(); got != test.plan {
				t.Errorf("the plan says\n%s", got)
			}
			if test.fails != "" {
				return
			}
			if err := s.handOut(c, h); err != nil {
				t.Fatal(err)
			}
			if got := said(); got != test.said {
				t.Errorf("it says\n%s", got)
			}
			if err := s.tellFiles(c, h, values); err != nil || out.String() != test.told {
				t.Errorf("it tells\n%s %v", out, err)
			}
			content, err := os.ReadFile(h.path(h.files[1]))
			if want := map[bool]string{true: "mine", false: "namespace: one\n"}[test.before != ""]; err != nil || string(content) != want {
				t.Errorf("%q, %v", content, err)
			}

			// Later, and from elsewhere: what is missing is put where the rest is.
			if err := os.Remove(h.path(h.files[0])); err != nil {
				t.Fatal(err)
			}
			dir, err := filepath.Abs(h.dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			s.files = ""
			if s.local, err = s.mirror.ReadLocal(); err != nil {
				t.Fatal(err)
			}
			if h, err = s.handed(c, values); err != nil || h.dir != dir {
				t.Fatalf("%s, not %s: %v", h.dir, dir, err)
			}
			if err := s.handOut(c, h); err != nil {
				t.Fatal(err)
			}
			if got := said(); !strings.HasPrefix(got, "✓ "+filepath.Join(dir, "more", "notes.txt")+" written\n") || strings.Contains(got, "shop.yaml written") {
				t.Errorf("again it says\n%s", got)
			}
		})
	}
	t.Run("none are handed out", func(t *testing.T) {
		s, _, _ := learner(t)
		c := handing()
		c.Spec.Files = nil
		if h, err := s.handed(c, challenge.Substitution{}); err != nil || len(h.files) > 0 {
			t.Errorf("%+v, %v", h, err)
		}
		s.files = "work"
		if _, err := s.handed(c, challenge.Substitution{}); err == nil || err.Error() != "l1-a-b hands out no files; leave out --files" {
			t.Errorf("error %v", err)
		}
	})
}

// TestNoFilesWithoutConsent: what cannot be written is said before anybody is
// asked and before the cluster is sent anything; and a no leaves no file.
func TestNoFilesWithoutConsent(t *testing.T) {
	a := serve(t)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("taken", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	before := len(a.paths("/"))
	for args, want := range map[string]string{
		"--yes --files taken":           "error: taken cannot be used for the challenge's files: not a directory; name another directory with --files DIR\n",
		"--yes --files taken/in":        "error: taken/in cannot be used for the challenge's files: not a directory; name another directory with --files DIR\n",
		"--files=":                      "error: --files needs a directory, such as --files work\n",
		"":                              "error: this is no terminal where you could be asked; add --yes to create these objects\n",
		"--dry-run=client":              "Besides, start would write these files: l1-manifest-repair/feedback.yaml\n",
		"--dry-run=server":              "Besides, start would write these files: l1-manifest-repair/feedback.yaml\n",
		"--dry-run=client --files work": "Besides, start would write these files: work/feedback.yaml\n",
	} {
		_, _, errOut := mastery(t, append([]string{"start", "l1-manifest-repair"}, strings.Fields(args)...)...)
		if !strings.Contains(errOut, want) {
			t.Errorf("%q: %s", args, errOut)
		}
	}
	if after := a.paths("/"); len(after) != before {
		t.Errorf("something was created: %q", after)
	}
	if left, _ := filepath.Glob("*"); len(left) != 1 {
		t.Errorf("something was written: %q", left)
	}
}
