package evidence

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// objects reads a list of objects, whole numbers as int64.
func objects(t testing.TB, text string) []map[string]any {
	t.Helper()
	var list []map[string]any
	if err := yaml.Unmarshal([]byte(text), &list); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for _, o := range list {
		whole(o)
	}
	return list
}

func whole(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = whole(v[key])
		}
	case []any:
		for i := range v {
			v[i] = whole(v[i])
		}
	case float64:
		return int64(v)
	}
	return value
}

func namesOf(list []map[string]any) string {
	var names []string
	for _, o := range list {
		names = append(names, metadata(o, "name"))
	}
	return strings.Join(names, " ")
}

const pods = `
- {metadata: {name: a-1, ownerReferences: [{uid: rs-a, controller: true}], labels: {controller-revision-hash: h1, pod-template-generation: "1"}}}
- {metadata: {name: b-1, ownerReferences: [{uid: rs-b, controller: true}], labels: {controller-revision-hash: h2, pod-template-generation: "2"}}}
- {metadata: {name: b-2, ownerReferences: [{uid: rs-b, controller: true}], deletionTimestamp: "2026-11-24T12:00:00Z"}}
- {metadata: {name: s-1, ownerReferences: [{uid: w, controller: true}], labels: {controller-revision-hash: h1, pod-template-generation: "1"}}}
- {metadata: {name: s-2, ownerReferences: [{uid: w, controller: true}], labels: {controller-revision-hash: h2, pod-template-generation: "2"}}}
- {metadata: {name: bare}}
- {metadata: {name: adopted, ownerReferences: [{uid: w}, {uid: rs-b}]}}
- {metadata: {name: other, ownerReferences: [{uid: rs-x, controller: true}]}}
`

const replicaSets = `
- {metadata: {name: a, uid: rs-a, annotations: {deployment.kubernetes.io/revision: "1"}, ownerReferences: [{uid: w, controller: true}]}}
- {metadata: {name: b, uid: rs-b, annotations: {deployment.kubernetes.io/revision: "2"}, ownerReferences: [{uid: w, controller: true}]}}
- {metadata: {name: x, uid: rs-x, annotations: {deployment.kubernetes.io/revision: "2"}, ownerReferences: [{uid: z, controller: true}]}}
`

func TestOwnedPods(t *testing.T) {
	tests := []struct{ name, workload, current, superseded string }{
		{"a Deployment", `{kind: Deployment, metadata: {uid: w, generation: 3, annotations: {deployment.kubernetes.io/revision: "2"}}, status: {observedGeneration: 3}}`, "b-1", "a-1 b-2"},
		{"rolled back", `{kind: Deployment, metadata: {uid: w, generation: 3, annotations: {deployment.kubernetes.io/revision: "1"}}, status: {observedGeneration: 3}}`, "a-1", "b-1 b-2"},
		{"not looked at yet", `{kind: Deployment, metadata: {uid: w, generation: 4, annotations: {deployment.kubernetes.io/revision: "2"}}, status: {observedGeneration: 3}}`, "", "a-1 b-1 b-2"},
		{"its ReplicaSet is not there yet", `{kind: Deployment, metadata: {uid: w, generation: 3, annotations: {deployment.kubernetes.io/revision: "3"}}, status: {observedGeneration: 3}}`, "", "a-1 b-1 b-2"},
		{"of another name and all the same labels", `{kind: Deployment, metadata: {uid: y, generation: 1, annotations: {deployment.kubernetes.io/revision: "2"}}, status: {observedGeneration: 1}}`, "", ""},
		{"a StatefulSet", `{kind: StatefulSet, metadata: {uid: w}, status: {updateRevision: h2}}`, "s-2", "s-1"},
		{"a DaemonSet", `{kind: DaemonSet, metadata: {uid: w, annotations: {deprecated.daemonset.template.generation: "1"}}}`, "s-1", "s-2"},
		{"a ReplicaSet", `{kind: ReplicaSet, metadata: {uid: rs-b}}`, "b-1", "b-2"},
		{"a ReplicationController", `{kind: ReplicationController, metadata: {uid: rs-b}}`, "b-1", "b-2"},
		{"a Pod", `{kind: Pod, metadata: {name: bare}}`, "bare", ""},
		{"a ConfigMap", `{kind: ConfigMap, metadata: {uid: c}}`, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			current, superseded := ownedPods(objects(t, "["+test.workload+"]")[0], objects(t, pods), objects(t, replicaSets))
			if namesOf(current) != test.current || namesOf(superseded) != test.superseded {
				t.Errorf("current %q, superseded %q; want %q, %q", namesOf(current), namesOf(superseded), test.current, test.superseded)
			}
		})
	}
}

func kind(name string) schema.GroupVersionKind {
	for _, k := range workloadKinds() {
		if k.Kind == name {
			return k
		}
	}
	return schema.GroupVersionKind{Version: "v1", Kind: name}
}

// see makes a view of lists in namespace ns; a list that begins with "no:"
// could not be read, for the reason after it.
func see(t testing.TB, lists map[string]string) view {
	v := view{challenge: &challenge.Challenge{}, namespace: func(string) string { return "ns" }, lists: map[source]listing{}}
	for name, text := range lists {
		if why, unread := strings.CutPrefix(text, "no:"); unread {
			v.lists[source{kind(name), "ns"}] = listing{unread: why}
			continue
		}
		v.lists[source{kind(name), "ns"}] = listing{items: objects(t, text)}
	}
	return v
}

func TestBacks(t *testing.T) {
	const service = `[{metadata: {name: shop}, spec: {selector: {app: shop}}}, {metadata: {name: other}, spec: {selector: {app: other}}}]`
	workload := func(kind, name, rest string) string {
		return "{kind: " + kind + ", metadata: {name: " + name + ", uid: " + name + "}, spec: {" + rest + "template: {metadata: {labels: {app: shop, tier: web}}}}}"
	}
	tests := []struct {
		name            string
		lists           map[string]string
		what, items     string
		unread, unclear string
	}{
		{"no Service", map[string]string{"Service": "[]", "Deployment": "[" + workload("Deployment", "a", "") + "]"}, "a workload that makes pods for service/shop", "", "", ""},
		{"no selector", map[string]string{"Service": "[{metadata: {name: shop}}]", "Deployment": "[" + workload("Deployment", "a", "") + "]"}, "a workload that makes pods for service/shop", "", "", ""},
		{"none", map[string]string{"Service": service, "Deployment": "[]"}, "a workload that makes pods for service/shop", "", "", ""},
		{"one, of any name", map[string]string{"Service": service, "Deployment": "[" + workload("Deployment", "a", "") + "]"}, "deployment/a", "a", "", ""},
		{"one, of another kind", map[string]string{"Service": service, "StatefulSet": "[" + workload("StatefulSet", "a", "replicas: 2, ") + "]"}, "statefulset/a", "a", "", ""},
		{"one, of the oldest kind", map[string]string{"Service": service, "ReplicationController": "[" + workload("ReplicationController", "a", "") + "]"}, "replicationcontroller/a", "a", "", ""},
		{"other labels", map[string]string{"Service": service, "Deployment": "[{kind: Deployment, metadata: {name: a}, spec: {template: {metadata: {labels: {app: other}}}}}]"}, "a workload that makes pods for service/shop", "", "", ""},
		{"labels of its own are not those of its pods", map[string]string{"Service": service, "Deployment": "[{kind: Deployment, metadata: {name: a, labels: {app: shop}}, spec: {}}]"}, "a workload that makes pods for service/shop", "", "", ""},
		{"the ReplicaSet of a Deployment is not another", map[string]string{
			"Service": service, "Deployment": "[" + workload("Deployment", "a", "") + "]",
			"ReplicaSet": "[{kind: ReplicaSet, metadata: {name: a-1, ownerReferences: [{uid: a, controller: true}]}, spec: {template: {metadata: {labels: {app: shop}}}}}]",
		}, "deployment/a", "a", "", ""},
		{"an idle one beside it", map[string]string{"Service": service, "Deployment": "[" + workload("Deployment", "old", "replicas: 0, ") + ", " + workload("Deployment", "new", "replicas: 1, ") + "]"}, "deployment/new", "new", "", ""},
		{"an idle one alone", map[string]string{"Service": service, "Deployment": "[" + workload("Deployment", "old", "replicas: 0, ") + "]"}, "deployment/old", "old", "", ""},
		{
			"two",
			map[string]string{"Service": service, "Deployment": "[" + workload("Deployment", "a", "") + "]", "DaemonSet": "[" + workload("DaemonSet", "b", "") + "]"},
			"a workload that makes pods for service/shop", "", "", "service/shop is backed by more than one workload: deployment/a, daemonset/b",
		},
		{"Services may not be read", map[string]string{"Service": "no:you may not list services"}, "a workload that makes pods for service/shop", "", "you may not list services", ""},
		{
			"a kind may not be read",
			map[string]string{"Service": service, "Deployment": "[" + workload("Deployment", "a", "") + "]", "DaemonSet": "no:you may not list daemonsets"},
			"a workload that makes pods for service/shop", "", "you may not list daemonsets", "",
		},
		{"pods may not be read", map[string]string{"Service": service, "Deployment": "[" + workload("Deployment", "a", "") + "]", "Pod": "no:you may not list pods"}, "deployment/a", "a", "you may not list pods", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := see(t, test.lists).observe(challenge.Watch{Backs: "service/shop"})
			if !o.Single || o.What != test.what || namesOf(o.Items) != test.items || o.Unread != test.unread || o.Unclear != test.unclear {
				t.Errorf("what %q, items %q, unread %q, unclear %q", o.What, namesOf(o.Items), o.Unread, o.Unclear)
			}
		})
	}
}

// TestBacksNothing says why there is no workload.
func TestBacksNothing(t *testing.T) {
	const workload = "[{kind: Deployment, metadata: {name: a, uid: a}, spec: {template: {metadata: {labels: {app: shop}}}}}]"
	for service, want := range map[string]string{
		"[]":                         "service/shop is not there",
		"[{metadata: {name: shop}}]": "service/shop selects no pods: it has no selector",
		"[{metadata: {name: shop}, spec: {selector: {app: shoop}}}]": "no workload makes pods with the labels that service/shop selects: app=shoop",
		"[{metadata: {name: shop}, spec: {selector: {app: shop}}}]":  "",
	} {
		o := see(t, map[string]string{"Service": service, "Deployment": workload}).observe(challenge.Watch{Backs: "service/shop"})
		if o.Why != want || o.Missing() != (want != "") {
			t.Errorf("%s: missing %t, %q; want %q", service, o.Missing(), o.Why, want)
		}
	}
}

func TestNamed(t *testing.T) {
	const configs = `[{metadata: {name: a, labels: {app: shop}}}, {metadata: {name: b, labels: {app: other}}}, {metadata: {name: c}}]`
	tests := []struct {
		name   string
		watch  challenge.Watch
		lists  map[string]string
		what   string
		items  string
		unread string
	}{
		{"by name", challenge.Watch{Name: "b"}, map[string]string{"ConfigMap": configs}, "configmap/b", "b", ""},
		{"by a name that is not there", challenge.Watch{Name: "x"}, map[string]string{"ConfigMap": configs}, "configmap/x", "", ""},
		{"by selector", challenge.Watch{Selector: "app=shop"}, map[string]string{"ConfigMap": configs}, "configmaps", "a", ""},
		{"by a selector of a set", challenge.Watch{Selector: "app in (shop, other)"}, map[string]string{"ConfigMap": configs}, "configmaps", "a b", ""},
		{"all", challenge.Watch{All: true}, map[string]string{"ConfigMap": configs}, "configmaps", "a b c", ""},
		{"may not be read", challenge.Watch{All: true}, map[string]string{"ConfigMap": "no:you may not"}, "configmaps", "", "you may not"},
		{"where pods may not be read", challenge.Watch{Name: "b"}, map[string]string{"ConfigMap": configs, "Pod": "no:you may not list pods"}, "configmap/b", "b", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.watch.APIVersion, test.watch.Kind = "v1", "ConfigMap"
			o := see(t, test.lists).observe(test.watch)
			if o.Single != (test.watch.Name != "") || o.What != test.what || namesOf(o.Items) != test.items || o.Unread != test.unread {
				t.Errorf("single %t, what %q, items %q, unread %q", o.Single, o.What, namesOf(o.Items), o.Unread)
			}
		})
	}
	t.Run("a Deployment whose ReplicaSets may not be read", func(t *testing.T) {
		o := see(t, map[string]string{
			"Deployment": `[{kind: Deployment, metadata: {name: d, uid: w, generation: 1, annotations: {deployment.kubernetes.io/revision: "2"}}, status: {observedGeneration: 1}}]`,
			"Pod":        pods, "ReplicaSet": "no:you may not list replicasets",
		}).observe(challenge.Watch{APIVersion: "apps/v1", Kind: "Deployment", Name: "d"})
		if o.Unread == "" && len(o.Pods) == 0 {
			t.Error("its pods cannot be told, and nothing says so")
		}
	})
}

// TestNamedAfterARun observes what has the name of one of the run's namespaces,
// which is itself in none.
func TestNamedAfterARun(t *testing.T) {
	v := see(t, map[string]string{"Namespace": `[{metadata: {name: ns}}, {metadata: {name: other}}]`})
	v.values = challenge.Substitution{Namespaces: map[string]string{"main": "ns"}}
	o := v.observe(challenge.Watch{APIVersion: "v1", Kind: "Namespace", Name: "${NS_MAIN}"})
	if o.What != "namespace/ns" || namesOf(o.Items) != "ns" || o.Unread != "" {
		t.Errorf("%+v", o)
	}
	if o := v.observe(challenge.Watch{APIVersion: "v1", Kind: "Namespace", Name: "${NS_NONE}"}); o.Unread == "" || o.Missing() {
		t.Errorf("a name that stands for nothing: %+v", o)
	}
}

// TestNamedWithoutProbes leaves out our probes, and nothing else that has their
// label.
func TestNamedWithoutProbes(t *testing.T) {
	const label = "labels: {kubectl-mastery/probe: x}"
	lists := map[string]string{
		"batch/v1 Job": `[{metadata: {name: ours, ` + label + `}}, {metadata: {name: theirs}}]`,
		"v1 Pod": `[{metadata: {name: ours, ` + label + `, ownerReferences: [{kind: Job, name: ours, uid: u, controller: true}]}},
			{metadata: {name: bare, ` + label + `}},
			{metadata: {name: owned, ` + label + `, ownerReferences: [{kind: ReplicaSet, name: r, uid: r, controller: true}]}},
			{metadata: {name: theirs, ownerReferences: [{kind: Job, name: theirs, uid: t, controller: true}]}}]`,
		"v1 Service": `[{metadata: {name: door, ` + label + `}}]`,
	}
	for of, want := range map[string]string{"batch/v1 Job": "theirs", "v1 Pod": "bare owned theirs", "v1 Service": "door"} {
		version, kind, _ := strings.Cut(of, " ")
		v := see(t, nil)
		v.lists[source{schema.FromAPIVersionAndKind(version, kind), "ns"}] = listing{items: objects(t, lists[of])}
		if got := namesOf(v.observe(challenge.Watch{APIVersion: version, Kind: kind, All: true}).Items); got != want {
			t.Errorf("%s: %q, want %q", of, got, want)
		}
	}
}

func TestPodsOf(t *testing.T) {
	v := see(t, map[string]string{
		"Deployment": `[{kind: Deployment, metadata: {name: d, uid: w, generation: 1, creationTimestamp: "2026-11-24T12:00:00Z", annotations: {deployment.kubernetes.io/revision: "2"}}, status: {observedGeneration: 1}}]`,
		"Pod":        pods, "ReplicaSet": replicaSets,
	})
	v.challenge.Spec.Observe = map[string]challenge.Watch{"d": {APIVersion: "apps/v1", Kind: "Deployment", Name: "d"}}
	o := v.observe(challenge.Watch{PodsOf: "d"})
	if o.What != "pods of deployment/d" || o.Single || namesOf(o.Items) != "b-1" || namesOf(o.Superseded) != "a-1 b-2" || o.Changed.IsZero() {
		t.Errorf("%q single %t, items %q, superseded %q, changed %s", o.What, o.Single, namesOf(o.Items), namesOf(o.Superseded), o.Changed)
	}
	rc := see(t, map[string]string{"ReplicationController": "[{kind: ReplicationController, metadata: {name: r, uid: rs-b}}]", "Pod": pods})
	if o := rc.observe(challenge.Watch{APIVersion: "v1", Kind: "ReplicationController", Name: "r"}); namesOf(o.Pods) != "b-1" {
		t.Errorf("of a ReplicationController: %q", namesOf(o.Pods))
	}
	v.challenge.Spec.Observe["d"] = challenge.Watch{APIVersion: "apps/v1", Kind: "Deployment", Name: "x"}
	if d := cmp.Diff(check.Observed{What: "pods of deployment/x"}, v.observe(challenge.Watch{PodsOf: "d"})); d != "" {
		t.Errorf("of a workload that is not there: %s", d)
	}
}

func TestChanged(t *testing.T) {
	const head = `[{metadata: {name: x, creationTimestamp: "2026-11-24T12:00:00Z", managedFields: [`
	t.Run("of configuration the data count", func(t *testing.T) {
		tests := []struct{ name, field, want string }{
			{"a label", `{manager: kubectl-label, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:metadata": {"f:labels": {"f:a": {}}}}}`, "12:00:00"},
			{"made immutable", `{manager: kubectl-patch, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:immutable": {}}}`, "12:00:00"},
			{"data", `{manager: kubectl-patch, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:data": {"f:a": {}}, "f:metadata": {}}}`, "12:05:00"},
			{"binary data", `{manager: kubectl-patch, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:binaryData": {"f:a": {}}}}`, "12:05:00"},
			{"data, in the kubelet's name", `{manager: kubelet, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:data": {"f:a": {}}}}`, "12:05:00"},
			{"who does not say what", `{manager: kubectl-patch, time: "2026-11-24T12:05:00Z"}`, "12:05:00"},
			{"nothing", `{manager: kubectl-patch, time: "2026-11-24T12:05:00Z", fieldsV1: {}}`, "12:05:00"},
		}
		for _, test := range tests {
			for _, kind := range []string{"ConfigMap", "Secret"} {
				item := objects(t, head+test.field+"]}, kind: "+kind+"}]")[0]
				if got := changed(item).UTC().Format(time.TimeOnly); got != test.want {
					t.Errorf("%s of a %s: %s, want %s", test.name, kind, got, test.want)
				}
			}
		}
		label := head + `{manager: kubectl-label, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:metadata": {}}}]}, kind: Deployment}]`
		if got := changed(objects(t, label)[0]).UTC().Format(time.TimeOnly); got != "12:05:00" {
			t.Errorf("a label of a workload: %s", got)
		}
	})
	t.Run("slices follow pods, our probes among them", func(t *testing.T) {
		slice := func(by, manager string) string {
			item := objects(t, `[{kind: EndpointSlice, metadata: {name: x, creationTimestamp: "2026-11-24T12:00:00Z", labels: {endpointslice.kubernetes.io/managed-by: `+by+`},
				managedFields: [{manager: `+manager+`, time: "2026-11-24T12:05:00Z"}]}}]`)[0]
			return changed(item).UTC().Format(time.TimeOnly)
		}
		for _, test := range [][3]string{
			{"endpointslice-controller.k8s.io", "kube-controller-manager", "00:00:00"},
			{"endpointslice-controller.k8s.io", "kubectl-edit", "12:05:00"},
			{"me", "kube-controller-manager", "12:00:00"},
			{"me", "kubectl-create", "12:05:00"},
		} {
			if got := slice(test[0], test[1]); got != test[2] {
				t.Errorf("managed by %s, changed by %s: %s, want %s", test[0], test[1], got, test[2])
			}
		}
	})
	t.Run("events are no change", func(t *testing.T) {
		event := head + `{manager: somebody, time: "2026-11-24T12:05:00Z"}]}, kind: Event}]`
		if got := changed(objects(t, event)[0]); !got.IsZero() {
			t.Errorf("%s, want no time at all", got)
		}
	})
	tests := []struct{ name, fields, want string }{
		{"created", "", "12:00:00"},
		{"edited", `{manager: kubectl-edit, operation: Update, time: "2026-11-24T12:05:00Z"}`, "12:05:00"},
		{"the latest counts", `{manager: a, time: "2026-11-24T12:05:00Z"}, {manager: b, time: "2026-11-24T12:07:00Z"}, {manager: c, time: "2026-11-24T12:06:00Z"}`, "12:07:00"},
		{"the control plane does not count", `{manager: kube-controller-manager, time: "2026-11-24T12:05:00Z"}, {manager: kubelet, time: "2026-11-24T12:05:00Z"}, {manager: kube-scheduler, time: "2026-11-24T12:05:00Z"}`, "12:00:00"},
		{"status does not count", `{manager: kubectl, subresource: status, time: "2026-11-24T12:05:00Z"}`, "12:00:00"},
		{"scaling counts", `{manager: kubectl, subresource: scale, time: "2026-11-24T12:05:00Z"}`, "12:05:00"},
		{"without a time", `{manager: kubectl}`, "12:00:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			item := objects(t, head+test.fields+"]}}]")[0]
			if got := changed(item).UTC().Format(time.TimeOnly); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
	t.Run("of managed fields it is shown who wrote, and not which", func(t *testing.T) {
		v := see(t, map[string]string{"ConfigMap": head + `{manager: a, subresource: scale, time: "2026-11-24T12:05:00Z", fieldsV1: {"f:data": {}}}]}}]`})
		want := []any{map[string]any{"manager": "a", "subresource": "scale", "time": "2026-11-24T12:05:00Z"}}
		for range 2 {
			o := v.observe(challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", Name: "x"})
			got := o.Items[0]["metadata"].(map[string]any)["managedFields"]
			if d := cmp.Diff(want, got); d != "" || o.Changed.UTC().Format(time.TimeOnly) != "12:05:00" {
				t.Errorf("%s%+v", d, o)
			}
		}
	})
	t.Run("nobody has written", func(t *testing.T) {
		v := see(t, map[string]string{"ConfigMap": head + `]}}]`})
		o := v.observe(challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", Name: "x"})
		if _, ok := o.Items[0]["metadata"].(map[string]any)["managedFields"]; ok {
			t.Errorf("%+v", o)
		}
	})
}

func TestDropNulls(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"a field", "{a: null, b: 1}", "{b: 1}"},
		{"all fields", "{a: null}", "{}"},
		{"deeper", "{a: {b: {c: null, d: x}}}", "{a: {b: {d: x}}}"},
		{"in a list", "{a: [{b: null, c: 1}, [{d: null}]]}", "{a: [{c: 1}, [{}]]}"},
		{"an item of a list", "{a: [null, 1]}", "{a: [null, 1]}"},
		{"what is only empty", "{a: '', b: 0, c: false, d: [], e: {}}", "{a: '', b: 0, c: false, d: [], e: {}}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := parse(t, test.value)
			dropNulls(got)
			if d := cmp.Diff(parse(t, test.want), got); d != "" {
				t.Error(d)
			}
		})
	}
	t.Run("what is listed", func(t *testing.T) {
		items := map[string]map[string]any{}
		put(items, &unstructured.Unstructured{Object: objects(t, "[{metadata: {name: x, namespace: ns, creationTimestamp: null}, data: {a: null, b: c}}]")[0]})
		if d := cmp.Diff(map[string]map[string]any{"ns/x": objects(t, "[{metadata: {name: x, namespace: ns}, data: {b: c}}]")[0]}, items); d != "" {
			t.Error(d)
		}
	})
}
