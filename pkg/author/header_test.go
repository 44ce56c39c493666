package author

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestFindProofsFindsAll(t *testing.T) {
	fsys := fstest.MapFS{
		"proof/right/a.sh": {Data: []byte("# Words.\n# faults: amber, cedar\n# fails: It sings\nkubectl get pods\n# faults: dune\n")},
		"proof/wrong/b.sh": {Data: []byte("# fails: it answers")},
		"proof/wrong/c.sh": {Data: make([]byte, maxScriptBytes+1)},
		"proof/wrong/d.sh": {Data: []byte("# fails: It answers\n# solution: It sings.\n")},
		"proof/right/e.sh": {Data: []byte("# solution:\n")},
		"proof/right/f.sh": {Data: []byte("# solution: It sings: loudly.\n")},
	}
	proofs, problems := FindProofs(fsys, shop())
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	want := []string{
		`proof/right/a.sh: line 2, column 1: there is no fault "cedar"`,
		`proof/right/a.sh: line 3, column 1: there is no check "It sings"`,
		`proof/right/e.sh: line 1, column 1: a right proof says in one sentence what it does and why it is enough, as "# solution: ..."; no other proof does`,
		`proof/wrong/b.sh: line 1, column 1: there is no check "it answers"`,
		"proof/wrong/c.sh: holds 65537 bytes, more than 65536",
		`proof/wrong/d.sh: line 2, column 1: a right proof says in one sentence what it does and why it is enough, as "# solution: ..."; no other proof does`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(proofs) != 6 || cmp.Diff([]string{"amber", "cedar"}, proofs[0].Faults) != "" || proofs[2].Solution != "It sings: loudly." {
		t.Errorf("%+v", proofs)
	}
}

func TestWanting(t *testing.T) {
	right := func(faults ...string) Proof { return Proof{Name: "right/x", Right: true, Faults: faults} }
	wrong := Proof{Name: "wrong/x", Faults: []string{"amber"}}
	tests := []struct {
		name   string
		proofs []Proof
		want   []string
	}{
		{"none", nil, []string{"proof/right: no right proofs yet", "proof/wrong: no wrong proofs yet: 5 are wanted"}},
		{"one of each", []Proof{right("amber", "birch"), wrong}, []string{"proof/right: write a second right proof: another way to the same outcome than right/x", "proof/wrong: 1 of 5 wrong proofs"}},
		{"none for a fault", []Proof{right("amber"), right("amber"), wrong, wrong, wrong, wrong}, []string{`proof/right: no right proof for fault birch yet: write one with "# faults: birch"`, "proof/wrong: 4 of 5 wrong proofs"}},
		{"all", []Proof{right("amber"), right("birch"), wrong, wrong, wrong, wrong, wrong}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Wanting(shop(), test.proofs)
			if len(got) != len(test.want) {
				t.Fatalf("%v", got)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(got[i].Error(), want) {
					t.Errorf("%s, want %s", got[i].Error(), want)
				}
			}
		})
	}
	build := &challenge.Challenge{Spec: challenge.Spec{Type: challenge.Build}}
	if got := Wanting(build, []Proof{right(""), right(""), wrong, wrong, wrong, wrong, wrong}); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

// FuzzHeader: whatever a script begins with, its places are within it, and
// each of its faults is one that there is, unless that is said.
func FuzzHeader(f *testing.F) {
	f.Add("# faults: amber,birch\n# fails: It answers\nkubectl get pods\n")
	f.Add("#faults:\r\n#\r\n# fails:It answers")
	f.Add("\n# faults: amber")
	f.Fuzz(func(t *testing.T, script string) {
		p := &Proof{}
		problems := p.readHeader(script, shop())
		for _, problem := range problems {
			if problem.Line < 1 || problem.Line > strings.Count(script, "\n")+1 || strings.Contains(problem.Text, "\n") {
				t.Errorf("%+v", problem)
			}
		}
		for _, id := range p.Faults {
			if _, ok := shop().Fault(id); !ok && len(problems) == 0 {
				t.Errorf("fault %q", id)
			}
		}
	})
}
