package check_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestSelects(t *testing.T) {
	tests := []struct {
		selector string
		want     bool
	}{
		{"{app: web}", true},
		{"{app: web, tier: front}", true},
		{"{app: db}", false},
		{"{app: web, other: x}", false},
		{"{}", true},
		{"{matchLabels: {app: web}}", true},
		{"{matchLabels: {app: db}}", false},
		{"{matchLabels: {}}", true},
		{"{matchExpressions: []}", true},
		{"{matchExpressions: [{key: app, operator: In, values: [db, web]}]}", true},
		{"{matchExpressions: [{key: app, operator: In, values: [db]}]}", false},
		{"{matchExpressions: [{key: app, operator: NotIn, values: [db]}]}", true},
		{"{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}", false},
		{"{matchExpressions: [{key: none, operator: NotIn, values: [web]}]}", true},
		{"{matchExpressions: [{key: tier, operator: Exists}]}", true},
		{"{matchExpressions: [{key: none, operator: Exists}]}", false},
		{"{matchExpressions: [{key: none, operator: DoesNotExist}]}", true},
		{"{matchExpressions: [{key: tier, operator: DoesNotExist}]}", false},
		{"{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [front]}]}", true},
		{"{matchLabels: {app: db}, matchExpressions: [{key: tier, operator: In, values: [front]}]}", false},
		{"{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [back]}]}", false},
		{"{matchExpressions: [{key: app, operator: Like, values: [web]}]}", false},
		{"{matchExpressions: [{key: app, operator: In, values: []}]}", false},
	}
	for _, test := range tests {
		objects := map[string]check.Observed{
			"policy": single(t, "{kind: NetworkPolicy, spec: {podSelector: "+test.selector+"}}"),
			"pod":    single(t, "{kind: Pod, metadata: {labels: {app: web, tier: front}}}"),
		}
		expression := "selects(policy.spec.podSelector, pod.metadata.labels)"
		if !test.want {
			expression = "!" + expression
		}
		t.Run(test.selector, func(t *testing.T) { holds(t, objects, expression) })
	}
	holds(t, things(t),
		"selects({'app': 'web'}, {'app': 'web', 'x': 'y'})",
		"!selects({'app': 'web'}, {})",
		"!selects(null, {'app': 'web'})",
		"!selects('app', {'app': 'web'})",
		"!selects({'app': 'web'}, null)",
		"selects(optional.of({'app': 'web'}), {'app': 'web'}) && !selects(optional.of({'app': 'db'}), {'app': 'web'})",
		"!selects(optional.none(), {'app': 'web'})",
		"selects({1: 'a'}, {})",
		"selects({}, null)",
		"!selects({'matchExpressions': [{'key': 'x', 'operator': 'In', 'values': [1]}]}, {'x': ''})",
		"selects({'matchLabels': {'app': 'web'}}, {'app': 'web'})",
	)
}
