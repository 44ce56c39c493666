package check_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestProblems(t *testing.T) {
	at := func(line int, source string) challenge.Expression {
		return challenge.Expression{Source: source, Line: line, Column: 3}
	}
	c := &challenge.Challenge{Spec: challenge.Spec{
		Observe:   map[string]challenge.Watch{"shop": {Backs: "service/shop"}},
		Ready:     at(1, "'yes'"),
		Faults:    []challenge.Fault{{ID: "amber", Symptom: at(2, "shp.replicas() == 1")}, {ID: "birch", Symptom: at(3, "present(shop)")}},
		Questions: []challenge.Question{{Name: "how", Answer: at(4, "shop.(")}, {Name: "who", Answer: at(5, "1")}},
		Checks: []challenge.Check{
			{Name: "It is", Expr: at(6, "true\n&& a && b"), Says: at(8, "1")},
			{Name: "It answers", HTTP: &challenge.HTTP{Expect: at(9, "response.status")}},
			{Name: "It works", HTTP: &challenge.HTTP{Expect: at(10, "200")}},
			{Name: "It refuses", Connect: &challenge.Connect{}},
		},
		Hints: []challenge.Hint{{}, {If: at(11, "size(1)")}},
	}}
	var got []string
	for _, p := range check.Problems(c) {
		got = append(got, p.Error())
	}
	for i, want := range []string{
		"line 1, column 3: ready: the expression gives string, not bool",
		"line 2, column 3: fault amber: symptom: undeclared reference to 'shp' (in container '')",
		`line 7, column 6: check "It is": undeclared reference to 'a' (in container '')`,
		`line 7, column 11: check "It is": undeclared reference to 'b' (in container '')`,
		`line 8, column 3: check "It is": says: the expression gives int, not string`,
		`line 10, column 3: check "It works": the expression gives int, not bool`,
		`line 4, column 8: question "how": Syntax error`,
		"line 11, column 7: hint 2: if: found no matching overload",
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("%d: %q, want %s", i, got, want)
		}
	}
	if len(got) != 8 {
		t.Errorf("%d problems", len(got))
	}
}
