package challenge_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// asking is the whole challenge with two questions.
func asking(t testing.TB) string {
	return edit(t, "  hold: 5s\n", `  - {name: Where the shop runs, question: node}
  - {name: Where the shop listens, question: shop-port}
  questions:
  - {name: node, asks: "On which node?", answer: "shop.kind"}
  - {name: shop-port, asks: "On which port?", answer: "8080"}
  hold: 5s
`)
}

func TestQuestion(t *testing.T) {
	c := parse(t, asking(t))
	if d := cmp.Diff([]string{"node", "shop-port"}, c.QuestionNames()); d != "" {
		t.Error(d)
	}
	if q, err := c.Question("shop-port"); err != nil || q.Asks != "On which port?" {
		t.Errorf("%+v, %v", q, err)
	}
	for name, want := range map[string]string{
		"shop-prot": `l1-shop-closed has no question "shop-prot"; did you mean "shop-port"? Its questions are node, shop-port`,
		"NODE":      `l1-shop-closed has no question "NODE"; did you mean "node"? Its questions are node, shop-port`,
		"address":   `l1-shop-closed has no question "address"; its questions are node, shop-port`,
		"ndoe":      `l1-shop-closed has no question "ndoe"; did you mean "node"? Its questions are node, shop-port`,
		"xx":        `l1-shop-closed has no question "xx"; its questions are node, shop-port`,
		"":          `l1-shop-closed has no question ""; its questions are node, shop-port`,
	} {
		if _, err := c.Question(name); err == nil || err.Error() != want {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestIsID(t *testing.T) {
	for word, want := range map[string]bool{"l1-pod-crash": true, "l6-a-b-c-d": true, "l1-pod": false, "node": false, "shop-port": false, "l7-a-b": false, "": false, "l1-pod-crash ": false} {
		if got := challenge.IsID(word); got != want {
			t.Errorf("%q: %t", word, got)
		}
	}
}

func TestValidateQuestions(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"all is well", "", "", ""},
		{"a name in upper case", "name: node, asks", "name: Node, asks", `spec.questions[0]: name "Node" is not lower-case letters`},
		{"the name of a challenge", "name: node, asks", "name: l1-pod-crash, asks", `spec.questions[0]: name "l1-pod-crash" is that of a challenge`},
		{"a name that stands twice", "{name: shop-port, asks", "{name: node, asks", `spec.questions[1]: name "node" stands twice`},
		{"nothing is asked", `asks: "On which node?"`, `asks: " "`, "spec.questions[0]: asks and answer are both needed"},
		{"no answer", `answer: "8080"`, `answer: ""`, "spec.questions[1]: asks and answer are both needed"},
		{"no check", "question: shop-port}", "expr: 'true'}", `spec.questions[1]: 0 checks are about question "shop-port", not 1`},
		{"two checks", "question: shop-port}", "question: node}", `spec.questions[0]: 2 checks are about question "node", not 1`},
		{"a check of a question that is not there", "question: shop-port}", "question: port}", `question "port" is not in spec.questions`},
		{"a check that is a question and an expression", "question: shop-port}", "question: shop-port, expr: 'true'}", "give one of: expr"},
		{"an unknown field", "name: node, asks", "hint: x, name: node, asks", "field hint not found"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := asking(t)
			if test.from != "" && strings.Count(text, test.from) != 1 {
				t.Fatalf("%q stands %d times", test.from, strings.Count(text, test.from))
			}
			_, err := challenge.Parse([]byte(strings.Replace(text, test.from, test.to, 1)))
			wantError(t, err, test.want)
		})
	}
	t.Run("too many", func(t *testing.T) {
		c := parse(t, asking(t))
		for len(c.Spec.Questions) <= challenge.MaxQuestions {
			c.Spec.Questions = append(c.Spec.Questions, c.Spec.Questions[0])
		}
		wantError(t, c.Validate(), "spec.questions holds 51 questions, more than 50")
	})
}
