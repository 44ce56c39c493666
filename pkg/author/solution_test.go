package author

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func shopWith(scripts map[string]string) *challenge.Challenge {
	c := shop()
	c.Metadata.Name = "l1-shop-closed"
	c.Spec.Namespaces = []string{"main-two"}
	fsys := fstest.MapFS{}
	for name, text := range scripts {
		fsys["proof/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	c.FS = fsys
	return c
}

func TestSolutions(t *testing.T) {
	c := shopWith(map[string]string{
		"right/a.sh": "# faults: amber\n# solution: It sings.\n# More words.\n\nkubectl -n \"$NS_MAIN\" get pods\n# A comment that stays.\nkubectl -n \"$NS_MAIN\" get all\n",
		"right/b.sh": "# solution: It dances.\nkubectl -n \"$NS_MAIN\" get pods\n",
		"right/c.sh": "kubectl -n \"$NS_MAIN\" get nodes\n",
		"wrong/d.sh": "# fails: It answers\nkubectl delete pods\n",
	})
	names := map[string]string{"main": "one", "main-two": "two"}
	got, err := Solutions(c, "amber", names, "")
	if err != nil {
		t.Fatal(err)
	}
	want := []Solution{
		{"It dances.", "kubectl -n one get pods\n"},
		{"It sings.", "kubectl -n one get pods\n# A comment that stays.\nkubectl -n one get all\n"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got, err := Solutions(c, "birch", names, ""); err != nil || len(got) != 1 {
		t.Errorf("birch: %v, %v", got, err)
	}
	if got, err := Solutions(c, "cedar", names, ""); err != nil || len(got) != 0 {
		t.Errorf("a fault that is no more: %v, %v", got, err)
	}
	c = shopWith(map[string]string{"right/a.sh": "# solution: It sings.\necho '\x1b[2J'\n"})
	if _, err := Solutions(c, "amber", names, ""); err == nil || !strings.Contains(err.Error(), "proof/right/a.sh of l1-shop-closed: holds the control character U+001B") {
		t.Errorf("a script that steers a terminal: %v", err)
	}
}

// TestTyped: what a proof knows from its environment is spelled out.
func TestTyped(t *testing.T) {
	names := map[string]string{"main": "one", "main-two": "two"}
	for script, want := range map[string]string{
		`kubectl -n "$NS_MAIN" get pods`:              `kubectl -n one get pods`,
		`kubectl -n "${NS_MAIN}" get pods`:            `kubectl -n one get pods`,
		`kubectl -n $NS_MAIN_TWO get pods`:            `kubectl -n two get pods`,
		`--serviceaccount "$NS_MAIN:watch"`:           `--serviceaccount "one:watch"`,
		`metadata: {namespace: "$NS_MAIN_TWO", a: b}`: `metadata: {namespace: "two", a: b}`,
		`k() { kubectl -n "$NS_MAIN" "$@"; }`:         `k() { kubectl -n one "$@"; }`,
		`answer port 80`:                              `kubectl mastery answer port 80`,
		"if true; then\n  answer port 80\nfi":         "if true; then\n  kubectl mastery answer port 80\nfi",
		"#!/bin/bash\n\n# Words.\nkubectl get pods\n": "kubectl get pods\n",
		`echo "$OTHER"`:                               `echo "$OTHER"`,
		`kubectl apply -f "$FILES/shop.yaml"`:         `kubectl apply -f work/shop.yaml`,
		`kubectl apply -f "${FILES}/a/shop.yaml"`:     `kubectl apply -f work/a/shop.yaml`,
		`kubectl apply -f "$FILES"`:                   `kubectl apply -f work`,
		`echo "$FILES_NOT/shop.yaml"`:                 `echo "$FILES_NOT/shop.yaml"`,
		"# Nothing but words.":                        "# Nothing but words.",
	} {
		if got := typed(script, names, "work"); got != want {
			t.Errorf("%s: %s, want %s", script, got, want)
		}
	}
}

// TestTypedInSpace: a directory's name may be a shell's sign.
func TestTypedInSpace(t *testing.T) {
	if got := typed(`cat "$FILES/shop.yaml"`, nil, "my ada's work"); got != `cat 'my ada'\''s work/shop.yaml'` {
		t.Error(got)
	}
}

// TestVariables: which dollars of a script are the shell's.
func TestVariables(t *testing.T) {
	for script, want := range map[string]string{
		`kubectl -n "$NS_MAIN" get pods`:                   "NS_MAIN:1",
		`cd ${HOME}/x`:                                     "HOME:1",
		`. "$(dirname "$0")/a.sh"`:                         "0:1",
		`f() { echo "$@" $1 $# $?; }`:                      "",
		`x=$(kubectl get "$a" -o go-template='{{$b}}' $c)`: "a:1 c:1",
		`echo '$a' "'$b'" \$c "\$d"`:                       "b:1",
		`echo "$(awk '{print $x}' "$y")" '$z'`:             "y:1",
		`echo x # $a`:                                      "",
		"echo 'a\n$b\n' $c":                                "c:3",
		"cat <<EOF\nit's $a\n\\$b\nEOF\necho $c":           "a:2 c:5",
		"cat <<'EOF' > \"$a\"\n$b\nEOF\necho $c":           "a:1 c:4",
		"cat <<-EOF\n\t$a\n\tEOF\necho '$b'":               "a:2",
		"grep x <<<word\necho '$b' $c":                     "c:2",
		"grep x <<<\"$a\" | cat\necho $b":                  "a:1 b:2",
		"cat <<A <<'B'\n$a\nA\n$b\nB\n":                    "a:2",
	} {
		var got []string
		for _, v := range variables(script) {
			got = append(got, fmt.Sprintf("%s:%d", v.name, v.line))
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("%s\n%q, want %q", script, all, want)
		}
	}
}

func TestForeign(t *testing.T) {
	c := shopWith(nil)
	for script, want := range map[string]string{
		`x=$(kubectl -n "$NS_MAIN" get pods); echo "$x" "$NS_MAIN_TWO"`: "",
		`for kind in a b; do echo $kind; done`:                          "",
		`read -r line; echo $line`:                                      "",
		"true\necho > \"$TMPDIR/x\"":                                    "line 2, column 1: is shown to learners, who have no $TMPDIR: give it a value in the script, or do without",
		`cat "$FILES/shop.yaml"`:                                        "line 1, column 1: is shown to learners, who have no $FILES: give it a value in the script, or do without",
		`kubectl -n "$NS_SHOP" get pods`:                                "line 1, column 1: is shown to learners, who have no $NS_SHOP: give it a value in the script, or do without",
	} {
		got := ""
		for _, p := range Foreign(c, script) {
			got += p.Error()
		}
		if got != want {
			t.Errorf("%s: %s", script, got)
		}
	}
}

// TestForeignFiles: where files are handed out, learners have their paths.
func TestForeignFiles(t *testing.T) {
	c := shopWith(nil)
	c.Spec.Files = &challenge.Files{Intro: "It."}
	const how = " becomes a path for learners: write it in quotes and alone, as \"$FILES/NAME\""
	for script, want := range map[string]string{
		`cat "$FILES/shop.yaml" "$FILES"`:        "",
		"# from $FILES\n" + `cat "$FILES/a/b.c"`: "",
		`cat "$FILES_OF"`:                        "line 1, column 1: is shown to learners, who have no $FILES_OF: give it a value in the script, or do without",
		`cat $FILES/shop.yaml`:                   "line 1, column 1: $FILES/shop.yaml" + how,
		"true\n" + `x="-f=$FILES/shop.yaml"`:     `line 2, column 1: x="-f=$FILES/shop.yaml"` + how,
	} {
		got := ""
		for _, p := range Foreign(c, script) {
			got += p.Error()
		}
		if got != want {
			t.Errorf("%s: %s", script, got)
		}
	}
}

func TestUnsolved(t *testing.T) {
	c := shopWith(nil)
	shown := Proof{Right: true, Solution: "It sings.", Faults: []string{"birch"}}
	plain := Proof{Right: true, Faults: []string{"amber"}}
	if d := cmp.Diff([]string{"amber"}, Unsolved(c, []Proof{shown, plain})); d != "" {
		t.Error(d)
	}
	c.Spec.Faults = nil
	shown.Faults = []string{""}
	if d := cmp.Diff([]string{""}, Unsolved(c, nil)); d != "" {
		t.Error(d)
	}
	if got := Unsolved(c, []Proof{shown}); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// FuzzVariables: whatever a script is, its places are within it.
func FuzzVariables(f *testing.F) {
	f.Add("cat <<EOF\n$a\nEOF\necho \"$(b '$c' \\$d)\" # $e\n")
	f.Add("<<<<<'x\")($")
	f.Fuzz(func(t *testing.T, script string) {
		for _, v := range variables(script) {
			if v.line < 1 || v.line > strings.Count(script, "\n")+1 || v.name == "" {
				t.Errorf("%+v", v)
			}
		}
		typed(script, map[string]string{"main": "one"}, "")
	})
}
