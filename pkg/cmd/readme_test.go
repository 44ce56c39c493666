package cmd

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// The table of commands in the README is between these lines.
const tableBegins, tableEnds = "<!-- the commands: go test ./pkg/cmd -run Readme -update -->\n", "<!-- their end -->\n"

// TestReadme: the README tells of every command what the program itself tells.
func TestReadme(t *testing.T) {
	const path = "../../README.md"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, begins := strings.Cut(string(readme), tableBegins)
	found, tail, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		t.Fatalf("README.md has no place for the commands, between %q and %q", tableBegins, tableEnds)
	}
	switch want := commandTable(t); {
	case found == want:
	case *update:
		if err := os.WriteFile(path, []byte(head+tableBegins+want+tableEnds+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the commands in README.md are not those of the program: go test ./pkg/cmd -run Readme -update")
	}
}

// commandTable has a row for each command that does something. Commands of such
// a command have none: its own row names them.
func commandTable(t *testing.T) string {
	t.Helper()
	streams, _, _, _ := genericiooptions.NewTestIOStreams()
	a := &app{term: terminal.New(streams)}
	root := newRoot(a.term)
	byName := map[string]*cobra.Command{}
	for _, c := range root.Commands() {
		byName[c.Name()] = c
	}
	table := &strings.Builder{}
	fmt.Fprintf(table, "\n| command | what it does |\n|---|---|\n| `%s` | %s |\n", root.CommandPath(), root.Annotations[alsoSays])
	for _, one := range a.verbs() {
		verb := byName[one.Name()]
		commands := []*cobra.Command{verb}
		if !does(verb) {
			commands = verb.Commands()
		}
		for _, c := range commands {
			fmt.Fprintln(table, commandRow(t, c))
		}
	}
	return table.String() + "\n"
}

// flagNamed finds the flags that a text names.
var flagNamed = regexp.MustCompile("`--?([a-z-]+)")

func commandRow(t *testing.T, c *cobra.Command) string {
	t.Helper()
	_, arguments, _ := strings.Cut(c.Use, " ")
	words := []rune(c.Short)
	words[0] = unicode.ToLower(words[0])
	says := string(words)
	if also := c.Annotations[alsoSays]; also != "" {
		says += "; " + also
		for _, named := range flagNamed.FindAllStringSubmatch(also, -1) {
			flag := c.Flags().Lookup(named[1])
			if len(named[1]) == 1 {
				flag = c.Flags().ShorthandLookup(named[1])
			}
			if flag == nil {
				t.Errorf("%s has no flag %s", c.CommandPath(), named[0])
			}
		}
	}
	if strings.Contains(says, "|") || strings.HasSuffix(says, ".") {
		t.Errorf("%s: a row of a table has no line, and no full stop: %s", c.CommandPath(), says)
	}
	return fmt.Sprintf("| %#q | %s |", strings.TrimSpace(c.CommandPath()+" "+arguments), says)
}
