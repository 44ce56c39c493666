package author

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestScript(t *testing.T) {
	c := shop()
	c.Metadata.Name = "l1-a-b"
	c.Spec.Questions = []challenge.Question{{Name: "node"}, {Name: "apps"}}
	tests := []struct {
		name, script string
		want         map[string]string
		fails        string
	}{
		{"nothing is answered", "true", map[string]string{}, ""},
		{"a word", "answer node lab-0", map[string]string{"node": "lab-0"}, ""},
		{"several words", `answer apps web "db  cache"`, map[string]string{"apps": "web db cache"}, ""},
		{"a line for each", `answer apps "$(printf 'web\ndb\n')"`, map[string]string{"apps": "web db"}, ""},
		{"the later one counts", "answer node lab-1; answer node lab-0", map[string]string{"node": "lab-0"}, ""},
		{"both", "answer node lab-0; answer apps web", map[string]string{"node": "lab-0", "apps": "web"}, ""},
		{"from a pipe", `echo lab-0 | xargs answer node`, map[string]string{"node": "lab-0"}, ""},
		{"of what it was given", `answer node "$NS_MAIN $GIVEN"`, map[string]string{"node": "one two"}, ""},
		{"signs of the shell", `answer node '$HOME *'`, map[string]string{"node": "$HOME *"}, ""},
		{"an unknown question", "answer nod lab-0", nil, `l1-a-b has no question "nod"; did you mean "node"?`},
		{"nothing said", "answer node", nil, "answer node: the answer is empty"},
		{"no question", "answer", nil, "exit status"},
		{"more than a record holds", "answer node " + strings.Repeat("a", 257), nil, "answer node: the answer has 257 bytes"},
		{"a failing command", "answer node lab-0; false", nil, "exit status 1"},
		{"a command that fails beside a pipe", "false | answer node lab-0", nil, "exit status 1"},
		{"an answer elsewhere", "answer ../node lab-0", map[string]string{}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, map[string]string{"right/a.sh": test.script + "\n"})
			p := &Prover{Challenge: c, Env: []string{"GIVEN=two"}}
			got, err := p.script(t.Context(), filepath.Join(dir, "proof/right/a.sh"), map[string]string{"main": "one"})
			if (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
				t.Errorf("error %v", err)
			}
			if d := cmp.Diff(test.want, got); err == nil && d != "" {
				t.Error(d)
			}
		})
	}
	t.Run("files that are handed out", func(t *testing.T) {
		dir := write(t, map[string]string{"right/a.sh": "answer apps \"$(cd \"$FILES\"; cat shop.yaml more/notes.txt)\"; echo x > \"$FILES/shop.yaml\"\n"})
		c := *c
		c.Spec.Files = &challenge.Files{Intro: "It."}
		c.FS = fstest.MapFS{"files/shop.yaml": {Data: []byte("in ${NS_MAIN}\n")}, "files/more/notes.txt": {Data: []byte("of ${HOME}")}}
		p := &Prover{Challenge: &c}
		for range 2 { // each script has files of its own
			got, err := p.script(t.Context(), filepath.Join(dir, "proof/right/a.sh"), map[string]string{"main": "one"})
			if err != nil || got["apps"] != "in one of ${HOME}" {
				t.Errorf("%v, %v", got, err)
			}
		}
	})
	t.Run("a PATH of the prover's own", func(t *testing.T) {
		dir := write(t, map[string]string{"right/a.sh": "answer node \"${PATH##*:}\"\n"})
		p := &Prover{Challenge: c, Env: []string{"PATH=/bin:/usr/bin:/mine"}}
		got, err := p.script(t.Context(), filepath.Join(dir, "proof/right/a.sh"), nil)
		if err != nil || got["node"] != "/mine" {
			t.Errorf("%v, %v", got, err)
		}
	})
}
