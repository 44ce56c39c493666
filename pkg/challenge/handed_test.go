package challenge_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestHandout(t *testing.T) {
	handing := edit(t, "  hold: 5s", "  files: {intro: Its manifest.}\n  hold: 5s")
	values := challenge.Substitution{Namespaces: map[string]string{"main": "one"}, Registry: "mirror.example/k8s"}
	fsys := files(handing)
	fsys["l1-shop-closed/files/web/shop.yaml"] = &fstest.MapFile{Data: []byte("namespace: ${NS_MAIN}\nimage: registry.k8s.io/pause:3.10.2\n")}
	fsys["l1-shop-closed/files/a.txt"] = &fstest.MapFile{Data: []byte("${HOME}")}
	c, err := challenge.Load(fsys, "l1-shop-closed")
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Handout(values)
	want := []challenge.Handed{{Path: "a.txt", Content: "${HOME}"}, {Path: "web/shop.yaml", Content: "namespace: one\nimage: mirror.example/k8s/pause:3.10.2\n"}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%s %v", d, err)
	}
	fsys["l1-shop-closed/files/a.txt"].Data = []byte("${NS_SHOP}")
	_, err = c.Handout(values)
	wantError(t, err, "files/a.txt of l1-shop-closed: unknown variable ${NS_SHOP}")

	t.Run("nothing is handed out", func(t *testing.T) {
		c, err := challenge.Load(files(source), "l1-shop-closed")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.Handout(values); err != nil || len(got) > 0 {
			t.Errorf("%v, %v", got, err)
		}
	})
	for name, test := range map[string]struct{ yaml, want string }{
		"no file is there":        {handing, "spec.files is set, and there is no file in files/"},
		"nothing is said of it":   {edit(t, "  hold: 5s", "  files: {intro: ' '}\n  hold: 5s"), "spec.files.intro is empty: say what the files are"},
		"of what is not declared": {source, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := challenge.Load(files(test.yaml), "l1-shop-closed")
			wantError(t, err, test.want)
		})
	}
}
