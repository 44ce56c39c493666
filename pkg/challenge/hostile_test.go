package challenge_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// bomb is a YAML text of a few lines that stands for 10^depth values.
func bomb(depth int) string {
	var b strings.Builder
	b.WriteString("x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n")
	for i := 1; i < depth; i++ {
		fmt.Fprintf(&b, "x%d: &x%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*x%d, ", i-1), 10), ", "))
	}
	return b.String()
}

func TestBounded(t *testing.T) {
	const many = "stands for more than 20000 values"
	tests := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"no YAML", "{", ""},
		{"some aliases", bomb(3), ""},
		{"a bomb", bomb(30), many},
		{"a bomb as a key", "? " + strings.ReplaceAll(bomb(1), "\n", "") + "\n: b\n" + bomb(20), many},
		{"a bomb after another document", "a: b\n---\n" + bomb(20), many},
		{"a bomb in parts", strings.Repeat(bomb(4)+"---\n", 2), many},
		{"a bomb before what is no YAML", bomb(20) + "---\n{", many},
		{"an alias within itself", "a: &a [*a]", "holds an alias (*name) within what it stands for"},
		{"an alias within itself, far away", "a: &a {b: {c: [*a]}}", "holds an alias (*name) within what it stands for"},
		{"a merge", "a: &a {x: y}\nb: {<<: *a}\n", ""},
		{"values without an alias", "[" + strings.Repeat("a,", 19_000) + "]", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			began := time.Now()
			wantError(t, challenge.Bounded([]byte(test.text)), test.want)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// TestLoadRefusesHostile: what could fill the memory or steer the terminal of
// somebody who only wants to see a challenge is refused.
func TestLoadRefusesHostile(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"a bomb", "challenge.yaml", source + bomb(30), "challenge.yaml: stands for more than"},
		{"a bomb in a manifest", "scenario/a.yaml", bomb(30), "scenario/a.yaml: stands for more than"},
		{"a bomb in a manifest by another name", "scenario/a.txt", bomb(30), "scenario/a.txt: stands for more than"},
		{"a bomb in a fault", "faults/amber/a.yaml", bomb(30), "faults/amber/a.yaml: stands for more than"},
		{"a bomb in a trial", "trials/a.yaml", bomb(30), "trials/a.yaml: stands for more than"},
		{"a bomb that nobody reads as YAML", "files/a.txt", bomb(30), ""},
		{"a title that steers the terminal", "challenge.yaml", edit(t, "title: The shop that never opens", `title: "\e[2J"`), "challenge.yaml: line 5, column 10: holds the control character U+001B"},
		{"a debrief that steers the terminal", "debrief.md", "what\x1b[2J\n", "debrief.md: holds the control character U+001B"},
		{"a file that steers the terminal", "files/shop.yaml", "a: \x1b[2J\n", "files/shop.yaml: holds the control character U+001B"},
		{"a file that a shell reads by itself", "files/.envrc", "a\n", `files/.envrc: is handed to learners as ".envrc": a name is of letters`},
		{"a directory that git reads by itself", "files/.git/config", "a\n", `files/.git/config: is handed to learners as ".git": a name is of letters`},
		{"a file whose name is an option", "files/-f", "a\n", `files/-f: is handed to learners as "-f": a name is of letters`},
		{"a file whose name is of other signs", "files/a\x1bb", "a\n", `is handed to learners as "a\x1bb"`},
		{"a file in a directory", "files/web/shop-2.yaml", "a\n", ""},
		{"a debrief with tabs", "debrief.md", "a\tb\n", ""},
		{"a way into the node that there is not", "challenge.yaml", edit(t, "  hold: 5s", "  hostAccess: [root]\n  hold: 5s"), `line 34, column 3: spec.hostAccess: "root" is none of [capabilities hostIPC`},
		{"a way into the node", "challenge.yaml", edit(t, "  hold: 5s", "  hostAccess: [hostPath]\n  hold: 5s"), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := files(source)
			if strings.HasPrefix(test.file, "files/") {
				fsys = files(edit(t, "  hold: 5s", "  files: {intro: Its manifest.}\n  hold: 5s"))
			}
			fsys["l1-shop-closed/"+test.file] = &fstest.MapFile{Data: []byte(test.text)}
			_, err := challenge.Load(fsys, "l1-shop-closed")
			wantError(t, err, test.want)
		})
	}
	t.Run("together too large", func(t *testing.T) {
		fsys := files(source)
		for i := range 17 {
			fsys[fmt.Sprintf("l1-shop-closed/files/%d", i)] = &fstest.MapFile{Data: make([]byte, 256<<10)}
		}
		_, err := challenge.Load(fsys, "l1-shop-closed")
		wantError(t, err, "holds more than 4194304 bytes")
	})
}

func TestReadFindsAll(t *testing.T) {
	text := edit(t, "minutes: 10", "minutes: 0", "{podsOf: shop}", "{podsOf: shpo}", "check: It answers}", "check: It sings}")
	fsys := files(text)
	delete(fsys, "l1-shop-closed/debrief.md")
	delete(fsys, "l1-shop-closed/faults/birch/kustomization.yaml")
	c, problems := challenge.Read(fsys, "l1-shop-closed")
	if c == nil {
		t.Fatal("nothing is made of it")
	}
	var got []string
	for _, p := range problems.Sorted() {
		got = append(got, p.Error())
	}
	want := []string{
		`fault "birch" has no directory faults/birch`,
		"challenge.yaml: line 8, column 3: spec.minutes is 0, not 1 to 480",
		`challenge.yaml: line 19, column 5: spec.observe.pods: podsOf names "shpo", which observes no single workload`,
		`challenge.yaml: line 37, column 5: spec.hints[0]: no check is named "It sings"`,
	}
	if len(got) != len(want)+1 || !strings.HasPrefix(got[len(got)-1], "debrief.md: ") {
		t.Errorf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s\nnot %s", got[i], want[i])
		}
	}
}

func FuzzBounded(f *testing.F) {
	f.Add([]byte(source))
	f.Add([]byte(bomb(12)))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("&a ? *a : b"))
	f.Fuzz(func(_ *testing.T, text []byte) { _ = challenge.Bounded(text) })
}

// FuzzTarget: what is taken for a target has all of its parts in the text, and
// a port that there is.
func FuzzTarget(f *testing.F) {
	for _, text := range []string{"service/shop:80", "pods/shop:http", "host/[::1]:65535", "service/shop", "host/a.b.c:0", "pods//:1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		target, err := challenge.ParseTarget(text)
		if err != nil {
			return
		}
		if rest, ok := strings.CutPrefix(text, target.Kind+"/"); !ok || strings.Trim(rest, "[]") == "" || !strings.Contains(rest, target.Name) || !strings.HasSuffix(rest, ":"+target.Port) {
			t.Errorf("%q is read as %+v", text, target)
		}
		if target.Numeric() && len(strings.TrimLeft(target.Port, "0")) == 0 {
			t.Errorf("%q has port 0", text)
		}
	})
}

func FuzzSubstitution(f *testing.F) {
	f.Add("a ${NS_MAIN} ${SUFFIX} ${HOME}")
	f.Add("${NS_${NS_MAIN}}")
	f.Fuzz(func(t *testing.T, text string) {
		values := challenge.Substitution{Namespaces: map[string]string{"main": "one"}}
		out, err := values.Apply(text)
		if err == nil && strings.Contains(out, "${NS_MAIN}") && !strings.Contains(text, "${NS_${") && !strings.Contains(text, "SUFFIX") {
			t.Errorf("%q became %q", text, out)
		}
	})
}
