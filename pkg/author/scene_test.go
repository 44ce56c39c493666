package author

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
)

// The objects of a case as they were, by name.
var begin = map[string]string{
	"service": `{kind: Service, apiVersion: v1, metadata: {name: shop, namespace: a, uid: s, resourceVersion: "1", managedFields: [{manager: x}]}, spec: {selector: {app: shop}}}`,
	"pod": `{kind: Pod, apiVersion: v1, metadata: {name: shop-1, namespace: a, uid: p, ownerReferences: [{kind: ReplicaSet}]}, spec: {containers: [{name: shop}]},
  status: {phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready}], containerStatuses: [{name: shop, ready: true, restartCount: 0, containerID: x, state: {running: {}}}]}}`,
	"crashing": `{kind: Pod, apiVersion: v1, metadata: {name: bar-1, namespace: a, uid: r}, spec: {containers: [{name: bar}]},
  status: {phase: Running, containerStatuses: [{name: bar, ready: false, restartCount: 3, containerID: x, state: {waiting: {}}}]}}`,
	"quota":  `{kind: ResourceQuota, apiVersion: v1, metadata: {name: q, namespace: a, uid: q}, spec: {hard: {pods: "3"}}, status: {used: {pods: "1"}}}`,
	"slice":  `{kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: shop-x, namespace: a, uid: e, ownerReferences: [{kind: Service}]}, endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]}`,
	"claim":  `{kind: PersistentVolumeClaim, apiVersion: v1, metadata: {name: c, namespace: a, uid: c}}`,
	"others": `{kind: Service, apiVersion: v1, metadata: {name: shop, namespace: b, uid: o}}`,
	"config": `{kind: ConfigMap, apiVersion: v1, metadata: {name: c, namespace: a, uid: m}, data: {a: b}}`,
}

func sceneOf(t *testing.T, objects map[string]string) scene {
	t.Helper()
	var all []map[string]any
	for _, text := range objects {
		var o unstructured.Unstructured
		json, err := yaml.YAMLToJSON([]byte(text))
		if err == nil {
			err = o.UnmarshalJSON(json)
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		all = append(all, o.Object)
	}
	return newScene(all, func(o *unstructured.Unstructured) bool { return o.GetNamespace() == "a" })
}

func TestScene(t *testing.T) {
	for _, test := range []struct {
		name string
		// of what is at first, old is replaced by now; without old, now is added.
		which, old, now string
		want            string // kind, and what becomes of the change
	}{
		{name: "nothing"},
		{name: "somebody else's", which: "others", old: "name: shop", now: "name: inn"},
		{name: "written, and the same", which: "service", old: `resourceVersion: "1", managedFields: [{manager: x}]`, now: `resourceVersion: "2", generation: 3`},
		{name: "another selector", which: "service", old: "app: shop", now: "app: inn", want: "Service is written back"},
		{name: "gone", which: "service", old: begin["service"], want: "Service stays"},
		{name: "made anew", which: "service", old: "uid: s", now: "uid: t", want: "Service stays, Service is deleted"},
		{name: "going", which: "config", old: "uid: m", now: `uid: m, deletionTimestamp: "2026-01-01T00:00:00Z"`, want: "ConfigMap stays"},
		{name: "added", now: `{kind: ConfigMap, apiVersion: v1, metadata: {name: x, namespace: a, uid: x}}`, want: "ConfigMap is deleted"},
		{name: "added, and follows", now: `{kind: Pod, apiVersion: v1, metadata: {name: x, namespace: a, uid: x, ownerReferences: [{kind: ReplicaSet}]}}`, want: "Pod goes by itself"},
		{name: "added, and on its way out", now: `{kind: Pod, apiVersion: v1, metadata: {name: x, namespace: a, uid: x, deletionTimestamp: "2026-01-01T00:00:00Z"}}`, want: "Pod goes by itself"},
		{name: "one of our probes", now: `{kind: Pod, apiVersion: v1, metadata: {name: x, namespace: a, uid: x, labels: {kubectl-mastery/probe: x}, ownerReferences: [{kind: Job, controller: true}]}}`},
		{name: "restarted", which: "pod", old: "restartCount: 0", now: "restartCount: 1", want: "Pod stays"},
		{name: "restarted, as before", which: "crashing", old: "restartCount: 3", now: "restartCount: 4"},
		{name: "crashes, and is another", which: "crashing", old: "namespace: a", now: "namespace: a, labels: {a: b}", want: "Pod stays"},
		{name: "another container", which: "pod", old: "containerID: x", now: "containerID: y", want: "Pod stays"},
		{name: "not ready", which: "pod", old: "ready: true", now: "ready: false", want: "Pod stays"},
		{name: "ended", which: "pod", old: "phase: Running", now: "phase: Failed", want: "Pod stays"},
		{name: "another condition", which: "pod", old: "{type: Ready}", now: "{type: Other}"},
		{name: "looked into", which: "pod", old: "containerStatuses", now: "ephemeralContainerStatuses: [{name: x}], containerStatuses", want: "Pod stays"},
		{name: "a claim", which: "claim", old: "uid: c", now: "uid: c, labels: {a: b}", want: "PersistentVolumeClaim stays"},
		{name: "less in a quota", which: "quota", old: `"3"`, now: `"2"`, want: "ResourceQuota is written back"},
		{name: "more used of a quota", which: "quota", old: `{used: {pods: "1"}}`, now: `{used: {pods: "2"}}`, want: "ResourceQuota goes by itself"},
		{name: "endpoints in another order", which: "slice", old: "[{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]", now: "[{addresses: [10.0.0.2]}, {addresses: [10.0.0.1]}]"},
		{name: "an endpoint less", which: "slice", old: ", {addresses: [10.0.0.2]}", want: "EndpointSlice goes by itself"},
	} {
		t.Run(test.name, func(t *testing.T) {
			objects := map[string]string{}
			for name, text := range begin {
				if name == test.which {
					if !strings.Contains(text, test.old) {
						t.Fatalf("%s has no %s", name, test.old)
					}
					text = strings.Replace(text, test.old, test.now, 1)
				}
				if text != "" {
					objects[name] = text
				}
			}
			if test.which == "" && test.now != "" {
				objects["added"] = test.now
			}
			var got []string
			for _, c := range sceneOf(t, objects).since(sceneOf(t, begin)) {
				got = append(got, fate(c))
			}
			if d := cmp.Diff(test.want, strings.Join(got, ", ")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestUnsteady(t *testing.T) {
	for name, want := range map[string]bool{"service": false, "pod": false, "crashing": true} {
		if got := sceneOf(t, map[string]string{name: begin[name]}).unsteady(); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
	starting := strings.Replace(begin["pod"], "running: {}", "waiting: {}", 1)
	ended := strings.Replace(starting, "phase: Running", "phase: Succeeded", 1)
	for text, want := range map[string]bool{starting: true, ended: false} {
		if got := sceneOf(t, map[string]string{"pod": text}).unsteady(); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

func fate(c change) string {
	kind := strings.Fields(c.key())[0]
	switch {
	case c.lasting():
		return fmt.Sprintf("%s stays", kind)
	case c.byItself():
		return fmt.Sprintf("%s goes by itself", kind)
	case c.before == nil:
		return fmt.Sprintf("%s is deleted", kind)
	}
	return fmt.Sprintf("%s is written back", kind)
}

func TestReusable(t *testing.T) {
	dir := write(t, map[string]string{
		"wrong/a.sh": "# exec is only spoken of\nkubectl delete service shop\n",
		"wrong/b.sh": "kubectl -n x exec deployment/shop -- rm -f /tmp/x\n",
	})
	at := func(name string) *Proof { return &Proof{Name: name, Path: dir + "/proof/" + name + ".sh"} }
	for name, test := range map[string]struct {
		o    Outcome
		want bool
	}{
		"nothing was done":       {Outcome{}, true},
		"went wrong":             {Outcome{Err: fmt.Errorf("x")}, false},
		"a fix":                  {Outcome{Case: Case{Proof: at("wrong/a")}}, true},
		"in a container":         {Outcome{Case: Case{Proof: at("wrong/b")}}, false},
		"unfinished":             {Outcome{Case: Case{Proof: at("wrong/a"), AtOnce: "settling"}}, false},
		"mutants on the cluster": {Outcome{Case: Case{Proof: at("wrong/a")}, Mutants: []mutant.Trial{{Live: true}}}, false},
		"mutants on paper":       {Outcome{Case: Case{Proof: at("wrong/a")}, Mutants: []mutant.Trial{{}}}, true},
	} {
		if got, err := reusable(test.o); err != nil || got != test.want {
			t.Errorf("%s: %t, %v", name, got, err)
		}
	}
}
