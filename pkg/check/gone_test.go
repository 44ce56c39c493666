package check_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestGone runs a pod whose configuration may have been deleted since: what
// runs is no proof where no other pod would start.
func TestGone(t *testing.T) {
	needs := func(what string) string { return "{containers: [{name: web, " + what + "}]}" }
	volume := func(what string) string { return "{containers: [{name: web}], volumes: [{name: v, " + what + "}]}" }
	tests := []struct {
		name string
		spec string
		// edit changes what is observed, where that is not everything.
		edit func(map[string]challenge.Watch)
		want string
	}{
		{name: "nothing is needed", spec: "{containers: [{name: web}]}"},
		{name: "all is there", spec: needs("envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: settings}}]")},
		{name: "a ConfigMap", spec: needs("envFrom: [{configMapRef: {name: nothing}}]"), want: "configmap/nothing"},
		{name: "a Secret", spec: needs("envFrom: [{secretRef: {name: nothing}}]"), want: "secret/nothing"},
		{name: "of one key", spec: needs("env: [{name: A, valueFrom: {configMapKeyRef: {name: nothing, key: a}}}]"), want: "configmap/nothing"},
		{name: "of one key of a Secret", spec: needs("env: [{name: A, valueFrom: {secretKeyRef: {name: nothing, key: a}}}]"), want: "secret/nothing"},
		{name: "of a volume", spec: volume("configMap: {name: nothing}"), want: "configmap/nothing"},
		{name: "of a volume with a Secret", spec: volume("secret: {secretName: nothing}"), want: "secret/nothing"},
		{name: "of a projected volume", spec: volume("projected: {sources: [{configMap: {name: settings}}, {secret: {name: nothing}}]}"), want: "secret/nothing"},
		{name: "the first of two", spec: needs("envFrom: [{secretRef: {name: nothing}}, {configMapRef: {name: nothing}}]"), want: "configmap/nothing"},
		{name: "an optional one", spec: needs("envFrom: [{configMapRef: {name: nothing, optional: true}}], env: [{name: A, valueFrom: {secretKeyRef: {name: nothing, key: a, optional: true}}}]")},
		{name: "an optional volume", spec: volume("secret: {secretName: nothing, optional: true}")},
		{name: "only some are observed", spec: needs("envFrom: [{configMapRef: {name: nothing}}]"), edit: func(observe map[string]challenge.Watch) {
			observe["configs"] = challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", Selector: "app=shop"}
		}},
		{name: "those of another namespace are observed", spec: needs("envFrom: [{configMapRef: {name: nothing}}]"), edit: func(observe map[string]challenge.Watch) {
			observe["configs"] = challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", All: true, Namespace: "other"}
		}},
		{name: "all of another namespace", spec: needs("envFrom: [{configMapRef: {name: nothing}}]"), edit: func(observe map[string]challenge.Watch) {
			observe["shop"] = challenge.Watch{Backs: "service/shop", Namespace: "other"}
		}},
		{name: "all of the same other namespace", spec: needs("envFrom: [{configMapRef: {name: nothing}}]"), want: "configmap/nothing", edit: func(observe map[string]challenge.Watch) {
			observe["shop"] = challenge.Watch{Backs: "service/shop", Namespace: "other"}
			observe["configs"] = challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", All: true, Namespace: "other"}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			observe := fedWatch()
			if test.edit != nil {
				test.edit(observe)
			}
			safeguard := objective()
			safeguard.Name, safeguard.Safeguard, safeguard.Because = "safeguard", true, "keep it"
			got := judge(t, with(observe, objective(), safeguard)).Results(fed(t, test.spec, "main", beforeStart, beforeStart), nil)
			want := check.Result{Name: "objective", Verdict: check.Pass, Weight: 1}
			if test.want != "" {
				want.Verdict = check.Fail
				want.Reason = test.want + " is not there, and pod shop-1 needs it; a new pod would not start"
			}
			if d := diff(want, got[0]); d != "" {
				t.Error(d)
			}
			if got[1].Verdict != check.Pass {
				t.Errorf("the safeguard: %+v", got[1])
			}
		})
	}
	t.Run("they may not be read", func(t *testing.T) {
		ev := fed(t, needs("envFrom: [{configMapRef: {name: nothing}}]"), "main", beforeStart, beforeStart)
		ev.Objects["configs"] = check.Observed{What: "configmaps", Unread: "you may not list configmaps"}
		if got := judge(t, with(fedWatch(), objective())).Results(ev, nil)[0]; got.Verdict != check.Pass {
			t.Errorf("%+v", got)
		}
	})
}
