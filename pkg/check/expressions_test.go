package check_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// examples are the expressions in docs/expressions.md.
func examples(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("../../docs/expressions.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, match := range regexp.MustCompile("(?s)```cel\n(.*?)\n```").FindAllStringSubmatch(string(text), -1) {
		all = append(all, match[1])
	}
	if len(all) == 0 {
		t.Fatal("the document has no examples")
	}
	return all
}

// documented is the shop that the document's examples are about.
func documented(t testing.TB) (objects map[string]check.Observed, rest map[string]any) {
	t.Helper()
	text, err := os.ReadFile("testdata/expressions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var ev check.Evidence
	if err := yaml.Unmarshal(text, &ev); err != nil {
		t.Fatal(err)
	}
	return complete(ev).Objects, object(t, string(text))
}

// TestDocumentedExpressions evaluates each example of the document: it is true
// of the shop, or says something.
func TestDocumentedExpressions(t *testing.T) {
	objects, rest := documented(t)
	for _, example := range examples(t) {
		c := challenge.Check{Name: "c", Safeguard: true}
		answer := check.Answer{}
		answer.Value, _ = rest["response"].(map[string]any)
		switch {
		case strings.Contains(example, "response"):
			c.HTTP = &challenge.HTTP{Expect: expr(example)}
		case strings.HasPrefix(example, "logs."):
			c.Logs = &challenge.Logs{Of: "shop", Expect: expr(example)}
			answer.Items, _ = rest["logs"].([]any)
		case strings.HasPrefix(example, "usage."):
			c.Metric = &challenge.Metric{Of: "shop", Expect: expr(example)}
			answer.Items, _ = rest["usage"].([]any)
		case strings.Contains(example, "commandLine"):
			c.Expr = expr("size(" + example + ") > 10")
		default:
			c.Expr = expr(example)
		}
		j := judge(t, with(watches(objects), c))
		ev := check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Objects: objects, Answers: map[string]check.Answer{"c": answer}}
		baseline, _ := rest["baseline"].(map[string]any)
		if got := j.Results(ev, baseline)[0]; got.Verdict != check.Pass {
			t.Errorf("%s\n%s: %s%s", example, got.Verdict, got.Observed, got.Reason)
		}
	}
}

// TestEverythingIsDocumented wants an example of every function and variable.
func TestEverythingIsDocumented(t *testing.T) {
	words, err := check.Words()
	if err != nil {
		t.Fatal(err)
	}
	used := strings.Join(examples(t), "\n")
	for _, word := range words {
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(word)).MatchString(used) {
			t.Errorf("%s has no example in docs/expressions.md", word)
		}
	}
	for _, word := range []string{"env(", "runs(", "sameImage(", "baseline", "usage"} {
		if !slices.Contains(words, word) {
			t.Errorf("%s is not looked for", word)
		}
	}
}
