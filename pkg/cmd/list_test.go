package cmd

import (
	"strings"
	"testing"
)

// TestList lists what is asked for, in each form.
func TestList(t *testing.T) {
	for args, want := range map[string]string{
		"--type navigate":                           "l1-scavenger-hunt",
		"--type Build --level 2":                    "l2-closed-doors",
		"--level 4":                                 "l4-just-enough",
		"--skill l4/skill/rbac":                     "l4-just-enough",
		"--skill LEAST-PRIVILEGE":                   "l4-just-enough",
		"--state new --level 3":                     "l3-house-rules",
		"--state solved":                            "",
		"--skill nobody-teaches-this":               "",
		"--type troubleshoot --level 1 --state new": "l1-never-created l1-no-answer l1-pod-crash",
	} {
		code, out, _ := nowhere(t, append([]string{"list", "-o", "name"}, strings.Fields(args)...)...)
		if got := strings.Join(strings.Fields(out), " "); code != 0 || got != want {
			t.Errorf("%s: exit code %d, %s, want %s", args, code, got, want)
		}
	}
}

func TestListErrors(t *testing.T) {
	for args, want := range map[string]string{
		"--level 7":     "error: --level takes a number from 1 to 6, not 7\n",
		"--level 0":     "error: --level takes a number from 1 to 6, not 0\n",
		"--type repair": "error: --type takes troubleshoot, build, project, navigate, audit, review, optimize, document or incident, not \"repair\"\n",
		"--state done":  "error: --state takes new, started, tried or solved, not \"done\"\n",
		"-o table":      "error: unknown output \"table\"; use wide, json, yaml or name\n",
	} {
		if code, _, errOut := nowhere(t, append([]string{"list"}, strings.Fields(args)...)...); code != exitError || errOut != want {
			t.Errorf("%s: exit code %d, %s", args, code, errOut)
		}
	}
	if _, out, _ := nowhere(t, "list", "--level", "6"); out != "No challenge is of that kind yet. All of them: kubectl mastery list\n" {
		t.Errorf("none: %s", out)
	}
}

// BenchmarkCatalogue reads all challenges, which is most of what `list` does.
func BenchmarkCatalogue(b *testing.B) {
	for b.Loop() {
		catalogue, err := openCatalogue("")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := catalogue.All(); err != nil {
			b.Fatal(err)
		}
	}
}
