package challenge_test

import (
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestValidate(t *testing.T) {
	tests := []struct {
		name string
		edit []string
		want string
	}{
		{"all is well", nil, ""},
		{"apiVersion", []string{"mastery/v1alpha1", "mastery/v2"}, `apiVersion and kind are "mastery/v2" and "Challenge"`},
		{"kind", []string{"kind: Challenge", "kind: Chalenge"}, `apiVersion and kind are "mastery/v1alpha1" and "Chalenge"`},
		{"one word", []string{"l1-shop-closed", "l1-shop"}, `metadata.name "l1-shop" is not a level and two to four words`},
		{"four words", []string{"l1-shop-closed", "l1-a-b-c-d"}, ""},
		{"five words", []string{"l1-shop-closed", "l1-a-b-c-d-e"}, "is not a level and two to four words"},
		{"upper case", []string{"l1-shop-closed", "l1-Shop-closed"}, "is not a level and two to four words"},
		{"level 7", []string{"l1-shop-closed", "l7-shop-closed"}, "is not a level and two to four words"},
		{"32 characters", []string{"l1-shop-closed", "l1-shop-" + strings.Repeat("c", 24)}, ""},
		{"33 characters", []string{"l1-shop-closed", "l1-shop-" + strings.Repeat("c", 25)}, "of at most 32 characters"},
		{"levels disagree", []string{"level: 1", "level: 2"}, `metadata.name "l1-shop-closed" and spec.level 2 disagree`},
		{"type", []string{"type: Troubleshoot", "type: Repair"}, `spec.type "Repair" is none of`},
		{"delivery", []string{"  hold: 5s", "  delivery: by-post\n  hold: 5s"}, `spec.delivery "by-post" is neither one-pass nor after-change`},
		{"delivery after change", []string{"  hold: 5s", "  delivery: after-change\n  hold: 5s"}, ""},
		{"alias", []string{"[backend]", "[backend, Front_end]"}, `"Front_end" is no alias`},
		{"alias that makes too long a namespace", []string{"[backend]", "[backend, " + strings.Repeat("a", 60) + "]"}, "spec.namespaces"},
		{"title", []string{"title: The shop that never opens", "title: ' '"}, "spec.title is empty"},
		{"no minutes", []string{"minutes: 10", "minutes: 0"}, "spec.minutes is 0, not 1 to 480"},
		{"480 minutes", []string{"minutes: 10", "minutes: 480"}, ""},
		{"481 minutes", []string{"minutes: 10", "minutes: 481"}, "spec.minutes is 481"},
		{"hold below 0", []string{"hold: 5s", "hold: -1s"}, "spec.hold is -1s"},
		{"hold of a minute", []string{"hold: 5s", "hold: 1m"}, ""},
		{"hold above a minute", []string{"hold: 5s", "hold: 61s"}, "spec.hold is 1m1s"},
		{"settle below a second", []string{"settle: 1m", "settle: 999ms"}, "spec.settle is 999ms"},
		{"settle of ten minutes", []string{"settle: 1m", "settle: 10m"}, ""},
		{"settle above ten minutes", []string{"settle: 1m", "settle: 601s"}, "spec.settle is 10m1s"},
		{"covers", []string{"[l1/indicator/pod-lifecycle]", "[]"}, "spec.covers names no item"},
		{"fault id", []string{"id: amber", "id: Amber-1"}, `id "Amber-1" is not 2 to 16 lower-case letters and digits`},
		{"fault twice", []string{"id: birch", "id: amber"}, `spec.faults[1]: id "amber" stands twice`},
		{"fault without a cause", []string{", cause: a file was missing", ""}, "spec.faults[1]: symptom, sees and cause are all needed"},
		{"fault without a symptom", []string{`{id: birch, symptom: "present(shop)",`, "{id: birch,"}, "spec.faults[1]: symptom, sees and cause are all needed"},
		{"name that is no identifier", []string{"    configs:", "    config-maps:"}, "spec.observe.config-maps: not a usable name"},
		{"name that is taken", []string{"    configs:", "    response:"}, "spec.observe.response: not a usable name"},
		{"two forms", []string{"{podsOf: shop}", "{podsOf: shop, backs: service/shop}"}, "spec.observe.pods: give one of: apiVersion and kind, backs, podsOf"},
		{"no form", []string{"{podsOf: shop}", "{}"}, "spec.observe.pods: give one of"},
		{"kind alone", []string{"{apiVersion: v1, kind: ConfigMap, all: true}", "{kind: ConfigMap, all: true}"}, "apiVersion and kind go together"},
		{"no name and no selector", []string{"kind: ConfigMap, all: true", "kind: ConfigMap"}, "give one of: name, selector, all"},
		{"name and selector", []string{"kind: ConfigMap, all: true", "kind: ConfigMap, name: a, selector: a=b"}, "give one of: name, selector, all"},
		{"a name with a variable", []string{"kind: ConfigMap, all: true", "kind: Namespace, name: '${NS_BACKEND}'"}, ""},
		{"a name with a variable that is none", []string{"kind: ConfigMap, all: true", "kind: Namespace, name: '${NS_BAKCEND}'"}, "spec.observe.configs: name: unknown variable ${NS_BAKCEND}"},
		{"a requirement", []string{"  hold: 5s", "  requires: [network-policy]\n  hold: 5s"}, ""},
		{"a requirement that nobody knows", []string{"  hold: 5s", "  requires: [network-polcy]\n  hold: 5s"}, `spec.requires: "network-polcy" is none of [default-storage-class`},
		{"a selector", []string{"kind: ConfigMap, all: true", "kind: ConfigMap, selector: a=b"}, ""},
		{"a selector that is none", []string{"kind: ConfigMap, all: true", "kind: ConfigMap, selector: a=b=c"}, "selector"},
		{"backs something else", []string{"{backs: service/shop}", "{backs: deployment/shop}"}, `backs is "deployment/shop", not service/NAME`},
		{"pods of a list", []string{"{podsOf: shop}", "{podsOf: configs}"}, `podsOf names "configs", which observes no single workload`},
		{"pods of nobody", []string{"{podsOf: shop}", "{podsOf: shpo}"}, `podsOf names "shpo"`},
		{"what stop removes", []string{"  hold: 5s", "  touches: [{apiVersion: v1, kind: Node, name: '${NS_MAIN}-*'}]\n  hold: 5s"}, ""},
		{"what stop restores", []string{"  hold: 5s", "  touches: [{apiVersion: v1, kind: Node, name: '*', restore: [spec.taints]}]\n  hold: 5s"}, ""},
		{"what stop would remove of others", []string{"  hold: 5s", "  touches: [{apiVersion: v1, kind: Node, name: '${NS_MAIN}*'}]\n  hold: 5s"}, "spec.touches[0]: name \"${NS_MAIN}*\" does not begin with ${NS_MAIN}-"},
		{"a touch without a kind", []string{"  hold: 5s", "  touches: [{apiVersion: v1, name: '${NS_MAIN}-x'}]\n  hold: 5s"}, "spec.touches[0]: apiVersion, kind and name are all needed"},
		{"a touch without a version", []string{"  hold: 5s", "  touches: [{kind: Node, name: '${NS_MAIN}-x'}]\n  hold: 5s"}, "spec.touches[0]: apiVersion, kind and name are all needed"},
		{"a touch without a name", []string{"  hold: 5s", "  touches: [{apiVersion: v1, kind: Node, restore: [x]}]\n  hold: 5s"}, "spec.touches[0]: apiVersion, kind and name are all needed"},
		{"a touch of no pattern", []string{"  hold: 5s", "  touches: [{apiVersion: v1, kind: Node, name: '${NS_MAIN}-['}]\n  hold: 5s"}, "is no pattern"},
		{"pods of pods", []string{"    pods: {podsOf: shop}", "    pods: {podsOf: more}\n    more: {podsOf: shop}"}, `podsOf names "more"`},
		{"observed in an unknown namespace", []string{"name: db, namespace: backend", "name: db, namespace: front"}, `alias "front" is not in spec.namespaces`},
		{"asked in an unknown namespace", []string{"via: api-server,", "via: api-server, namespace: front,"}, `alias "front" is not in spec.namespaces`},
		{"asked in a known namespace", []string{"via: api-server,", "via: api-server, namespace: backend,"}, ""},
		{"check twice", []string{"name: It is ready", "name: It answers"}, `spec.checks[1]: name "It answers" is empty or stands twice`},
		{"check without a name", []string{"- name: It is ready", "- name: ''"}, `spec.checks[1]: name "" is empty`},
		{"check of no kind", []string{"    expr: shop.replicas() >= 1\n", ""}, "spec.checks[1]: give one of: expr, http, connect"},
		{"check of two kinds", []string{"    weight: 2", "    expr: 'true'"}, "spec.checks[0]: give one of: expr, http, connect"},
		{"safeguard without because", []string{"    because: \"Keep the image: it passed the tests.\"\n", ""}, "spec.checks[2]: safeguard and because go together"},
		{"because without safeguard", []string{"    safeguard: true\n", ""}, "spec.checks[2]: safeguard and because go together"},
		{"because that is not in the story", []string{"because: \"Keep the image", "because: \"Keep this image"}, "is not a sentence of the story"},
		{"because of spaces", []string{"because: \"Keep the image: it passed the tests.\"", "because: ' '"}, "spec.checks[2]"},
		{"weight below 0", []string{"weight: 2", "weight: -1"}, "weight is -1, not 0 to 10"},
		{"weight 10", []string{"weight: 2", "weight: 10"}, ""},
		{"weight 11", []string{"weight: 2", "weight: 11"}, "weight is 11, not 0 to 10"},
		{"stage", []string{"stage: first", "stage: second"}, `stage "second" is not in spec.stages`},
		{"stage without a name", []string{"[{name: first}]", "[{name: first}, {name: ' '}]"}, `spec.stages[1]: name " " is empty or stands twice`},
		{"stage twice", []string{"[{name: first}]", "[{name: first}, {name: first}]"}, `spec.stages[1]: name "first" is empty or stands twice`},
		{"stage without a check", []string{"[{name: first}]", "[{name: first}, {name: second}]"}, `spec.stages[1]: no check is of stage "second"`},
		{"because that is in the story of its stage", []string{"[{name: first}]", "[{name: first, story: Let it be}]", "safeguard: true\n    because: \"Keep the image: it passed the tests.\"", "stage: first\n    safeguard: true\n    because: Let it be"}, ""},
		{"because that is in the story of another stage", []string{"[{name: first}]", "[{name: first, story: Let it be}]", "because: \"Keep the image: it passed the tests.\"", "because: Let it be"}, "is not a sentence of the story"},
		{"request to a pod", []string{"service/shop:80", "pod/shop:80"}, `to: "pod/shop:80" is not service/NAME:PORT`},
		{"request without a port", []string{"service/shop:80", "service/shop"}, `to: "service/shop" is not service/NAME:PORT`},
		{"request to a named port", []string{"service/shop:80", "service/shop:http"}, ""},
		{"request via nothing", []string{"via: api-server", "via: ''"}, "http: give one of: via, from"},
		{"path", []string{"path: /,", "path: index.html,"}, `http.path "index.html" does not begin with a slash`},
		{"request without expectation", []string{", expect: response.status == 200", ""}, "http: give one of: expect, refused"},
		{"hints", []string{"\n  - {text: Look at the pods, check: It answers}\n  - {text: Look at the settings, fault: [amber]}", " []"}, "spec.hints is empty"},
		{"hint without text", []string{"text: Look at the pods", "text: ' '"}, "spec.hints[0]: text is empty"},
		{"hint for no check", []string{"check: It answers", "check: It sings"}, `spec.hints[0]: no check is named "It sings"`},
		{"hint for no fault", []string{"fault: [amber]", "fault: [amber, cedar]"}, `spec.hints[1]: no fault has the id "cedar"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := challenge.Parse([]byte(edit(t, test.edit...)))
			wantError(t, err, test.want)
		})
	}
}

func TestValidateWants(t *testing.T) {
	t.Run("a fault in a Troubleshoot challenge", func(t *testing.T) {
		c := parse(t, source)
		c.Spec.Faults = nil
		wantError(t, c.Validate(), "spec.faults is empty in a Troubleshoot challenge")
		c.Spec.Type, c.Spec.Hints = challenge.Build, c.Spec.Hints[:1]
		wantError(t, c.Validate(), "")
	})
	t.Run("an objective or a question", func(t *testing.T) {
		c := parse(t, source)
		c.Spec.Stages, c.Spec.Checks, c.Spec.Hints = nil, c.Spec.Checks[2:], c.Spec.Hints[1:]
		wantError(t, c.Validate(), "spec.checks has no objective")
		c.Spec.Questions = []challenge.Question{{Name: "q", Asks: "how many?", Answer: challenge.Expression{Source: "1"}}}
		wantError(t, c.Validate(), `spec.questions[0]: 0 checks are about question "q", not 1`)
		c.Spec.Checks = append(c.Spec.Checks, challenge.Check{Name: "It was found", Question: "q"})
		wantError(t, c.Validate(), "")
	})
	t.Run("all broken rules at once, in the same order each time", func(t *testing.T) {
		c := parse(t, source)
		c.Spec.Title, c.Spec.Story, c.Spec.Minutes = "", "", 0
		c.Spec.Observe = map[string]challenge.Watch{"a-b": {}, "c-d": {}, "e-f": {}}
		first := c.Validate().Error()
		for _, want := range []string{"spec.title", "spec.story", "spec.minutes", "a-b", "c-d", "e-f"} {
			if !strings.Contains(first, want) {
				t.Errorf("%s is not reported in: %s", want, first)
			}
		}
		for range 30 {
			if now := c.Validate().Error(); now != first {
				t.Fatalf("first:\n%s\nthen:\n%s", first, now)
			}
		}
	})
}

func TestDurations(t *testing.T) {
	c := parse(t, edit(t, "  hold: 5s\n  settle: 1m\n", ""))
	if c.Hold() != challenge.DefaultHold || c.Settle() != challenge.DefaultSettle {
		t.Errorf("defaults: hold %s, settle %s", c.Hold(), c.Settle())
	}
	c = parse(t, edit(t, "hold: 5s", "hold: 7s"))
	if c.Hold() != 7*time.Second || c.Settle() != time.Minute {
		t.Errorf("given: hold %s, settle %s", c.Hold(), c.Settle())
	}
}
