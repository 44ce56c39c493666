package check_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestUnknowable wants unknown, with the reason, wherever only a registry
// could tell, and an error neither of the challenge nor of the learner.
func TestUnknowable(t *testing.T) {
	const digest = "nginx@sha256:1111111111111111111111111111111111111111111111111111111111111111"
	same := "sameImage('" + digest + "', 'nginx')"
	c := with(nil,
		challenge.Check{Name: "expr", Expr: expr(same), Says: expr("'not said'")},
		challenge.Check{Name: "safeguard", Safeguard: true, Expr: expr("[1, 2].all(i, " + same + ")")},
		challenge.Check{Name: "http", HTTP: &challenge.HTTP{Expect: expr("response.status == 200 && " + same)}},
		challenge.Check{Name: "question", Question: "q"},
		challenge.Check{Name: "decided", Expr: expr("[1, 2].exists(i, i == 2 || " + same + ")")},
	)
	c.Spec.Questions = []challenge.Question{{Name: "q", Answer: expr(same)}}
	results := judge(t, c).Results(check.Evidence{
		Answers: map[string]check.Answer{"http": response(200, "", "")}, Given: map[string]string{"q": "yes"},
	}, nil)
	for _, r := range results[:4] {
		if r.Verdict != check.Unknown || !strings.Contains(r.Reason, "whether "+digest+" is nginx only their registry knows") || strings.Contains(r.Observed, "said") {
			t.Errorf("%+v", r)
		}
	}
	if results[4].Verdict != check.Pass {
		t.Errorf("%+v", results[4])
	}
}
