package author

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Solution is a right proof that a learner is shown.
type Solution struct {
	// Says is one sentence: what it does, and why it is enough.
	Says string
	// Script is what to type, with the names of the learner's namespaces.
	Script string
}

// Solutions are those of a challenge for one fault, the shortest first; none
// where its author has marked none. The fault is empty where it has no faults;
// files is the directory with what was handed to the learner.
func Solutions(c *challenge.Challenge, fault string, namespaces map[string]string, files string) ([]Solution, error) {
	proofs, problems := FindProofs(c.FS, c)
	if err := problems.Err(); err != nil {
		return nil, fmt.Errorf("read the solutions of %s: %w", c.ID(), err)
	}
	var all []Solution
	for _, p := range proofs {
		if p.Solution == "" || !slices.Contains(p.Faults, fault) {
			continue
		}
		script, err := readScript(c.FS, p.Path)
		if err == nil {
			err = challenge.Printable(script)
		}
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", p.Path, c.ID(), err)
		}
		all = append(all, Solution{Says: p.Solution, Script: typed(script, namespaces, files)})
	}
	slices.SortStableFunc(all, func(a, b Solution) int { return cmp.Compare(len(a.Script), len(b.Script)) })
	return all, nil
}

// body is a script without the comments that it begins with.
func body(script string) string {
	for {
		line, rest, found := strings.Cut(script, "\n")
		if text := strings.TrimSpace(line); !found || text != "" && !strings.HasPrefix(text, "#") {
			return script
		}
		script = rest
	}
}

// answering is where a proof answers a question, which for a learner is a verb.
var answering = regexp.MustCompile(`(?m)^(\s*)answer `)

var (
	// inFiles is a word that names one of the files that are handed out.
	inFiles   = regexp.MustCompile(`^"\$\{?` + filesVariable + `\b\}?((?:/[A-Za-z0-9._-]+)*)"$`)
	plainPath = regexp.MustCompile(`^[A-Za-z0-9._/+-]+$`)
)

var unspaced = regexp.MustCompile(`\S+`)

// typed is a script as a learner would type it: what a proof knows from its
// environment is spelled out.
func typed(script string, namespaces map[string]string, files string) string {
	script = answering.ReplaceAllString(body(script), "${1}kubectl mastery answer ")
	// The longest first: $NS_MAIN is no part of $NS_MAIN_TWO.
	aliases := slices.SortedFunc(maps.Keys(namespaces), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return unspaced.ReplaceAllStringFunc(script, func(word string) string {
		for _, alias := range aliases {
			braced := challenge.NamespaceVariable(alias)
			plain := "$" + strings.Trim(braced, "${}")
			// Quotes around nothing but a name are in a reader's way.
			if word == `"`+plain+`"` || word == `"`+braced+`"` {
				return namespaces[alias]
			}
			word = strings.NewReplacer(plain, namespaces[alias], braced, namespaces[alias]).Replace(word)
		}
		if match := inFiles.FindStringSubmatch(word); match != nil {
			named := filepath.Join(files, match[1])
			if !plainPath.MatchString(named) {
				named = "'" + strings.ReplaceAll(named, "'", `'\''`) + "'"
			}
			return named
		}
		return word
	})
}

// Unsolved are the faults that no proof is a solution of: learners could be
// shown nothing. Of a challenge without faults it is the empty one.
func Unsolved(c *challenge.Challenge, proofs []Proof) []string {
	faults := []string{""}
	if len(c.Spec.Faults) > 0 {
		faults = nil
		for _, f := range c.Spec.Faults {
			faults = append(faults, f.ID)
		}
	}
	return slices.DeleteFunc(faults, func(fault string) bool {
		return slices.ContainsFunc(proofs, func(p Proof) bool { return p.Solution != "" && slices.Contains(p.Faults, fault) })
	})
}

// Foreign finds the variables in a solution that a learner does not have: all
// but the challenge's namespaces and those that the script gives a value.
func Foreign(c *challenge.Challenge, script string) challenge.Problems {
	var own []string
	for _, alias := range c.Namespaces() {
		own = append(own, strings.Trim(challenge.NamespaceVariable(alias), "${}"))
	}
	if c.Spec.Files != nil {
		own = append(own, filesVariable)
	}
	for _, match := range assignment.FindAllStringSubmatch(script, -1) {
		own = append(own, match[1:]...)
	}
	var problems challenge.Problems
	for line, text := range strings.Split(script, "\n") {
		for _, word := range unspaced.FindAllString(text, -1) {
			if filesName.MatchString(word) && !inFiles.MatchString(word) && !strings.HasPrefix(strings.TrimSpace(text), "#") {
				problems = append(problems, challenge.Problem{Line: line + 1, Column: 1, Text: fmt.Sprintf("%s becomes a path for learners: write it in quotes and alone, as \"$%s/NAME\"", word, filesVariable)})
			}
		}
	}
	for _, used := range variables(script) {
		if !slices.Contains(own, used.name) {
			problems = append(problems, challenge.Problem{Line: used.line, Column: 1, Text: fmt.Sprintf("is shown to learners, who have no $%s: give it a value in the script, or do without", used.name)})
		}
	}
	return problems
}

var filesName = regexp.MustCompile(`\$\{?` + filesVariable + `\b`)

var assignment = regexp.MustCompile(`\b([A-Za-z_]\w*)=|\bfor\s+(\w+)|\bread\s+(?:-\w+\s+)*(\w+)`)
