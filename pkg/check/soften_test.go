package check_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestNewService: what asks by a name that is new may be told for a while that
// there is none, and so fail in its turn.
func TestNewService(t *testing.T) {
	page := challenge.Check{Name: "page", HTTP: &challenge.HTTP{To: "service/front:80", From: &challenge.Identity{}, Expect: expr("response.status == 200")}}
	j := judge(t, with(map[string]challenge.Watch{"cache": {APIVersion: "v1", Kind: "Service", Name: "cache"}}, page))
	service := map[string]any{"kind": "Service", "metadata": map[string]any{"name": "cache", "creationTimestamp": "2026-11-24T12:00:00Z"}}
	for _, test := range []struct {
		at       string
		baseline map[string]any
		want     check.Verdict
	}{
		{"2026-11-24T12:00:35Z", nil, check.Settling},
		{"2026-11-24T12:00:36Z", nil, check.Fail},
		{"2026-11-24T12:00:35Z", map[string]any{"service/cache": service}, check.Fail},
	} {
		ev := check.Evidence{
			At:      moment(t, test.at),
			Objects: map[string]check.Observed{"cache": {What: "service/cache", Single: true, Items: []map[string]any{service}}},
			Answers: map[string]check.Answer{"page": {Value: map[string]any{"reached": true, "status": int64(404), "body": ""}, Alike: 3}},
		}
		if got := j.Results(ev, test.baseline)[0]; got.Verdict != test.want {
			t.Errorf("%s, from the beginning %t: %+v", test.at, test.baseline != nil, got)
		}
	}
}
