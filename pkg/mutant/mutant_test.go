package mutant

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// solved reads the recorded state, whole numbers as int64 as from the API.
func solved(t *testing.T) []map[string]any {
	t.Helper()
	text, err := os.ReadFile("testdata/solved.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var objects []map[string]any
	if err := yaml.Unmarshal(text, &objects); err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		whole(o)
	}
	return objects
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

func shop() *challenge.Challenge {
	return &challenge.Challenge{Spec: challenge.Spec{
		Namespaces: []string{"next"},
		Touches:    []challenge.Touch{{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRole", Name: "${NS_MAIN}-*"}},
	}}
}

func mutants(t *testing.T, objects []map[string]any) []Mutant {
	t.Helper()
	return All(shop(), map[string]string{"main": "a", "next": "b"}, objects)
}

func TestAll(t *testing.T) {
	var got []string
	for _, m := range mutants(t, append(solved(t), solved(t)...)) {
		got = append(got, m.Name)
	}
	want := strings.Split(strings.TrimSpace(`
command of cronjob/nightly in next/job
command of daemonset/agent in next/agent
command of deployment/shop/wait
command of deployment/shop/web
command of pod/by-hand/web
delete clusterrole/${NS_MAIN}-reader
delete configmap/settings
delete cronjob/nightly in next
delete daemonset/agent in next
delete deployment/shop
delete limitrange/house in next
delete pod/by-hand
delete resourcequota/bounds in next
delete service/outside
delete service/shop
image of cronjob/nightly in next/job
image of daemonset/agent in next/agent
image of deployment/shop/wait
image of deployment/shop/web
image of pod/by-hand/web
no node for daemonset/agent in next
scale deployment/shop to 0
selector of service/shop
suspend cronjob/nightly in next
without hard.pods of resourcequota/bounds in next
without label team of namespace/${NS_MAIN}
without limits.cpu of deployment/shop/web
without limits.memory of deployment/shop/web
without limits[0].max.memory of limitrange/house in next
without limits[1].default.memory of limitrange/house in next
without limits[1].defaultRequest.memory of limitrange/house in next
without livenessProbe of pod/by-hand/web
without readinessProbe of deployment/shop/web
without requests.memory of deployment/shop/web
`), "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestFollow tells of each mutant what is different then.
func TestFollow(t *testing.T) {
	image := func(of, list string, was string) string {
		return of + "." + list + "[0].image: " + was + " -> " + sleeper
	}
	tests := []struct {
		mutant string
		want   []string
	}{
		{"delete configmap/settings", []string{"settings is gone"}},
		{"delete service/outside", []string{"outside is gone"}},
		{"delete clusterrole/${NS_MAIN}-reader", []string{"reader is gone"}},
		{"delete service/shop", []string{"service is gone", "slice is gone"}},
		{"delete deployment/shop", []string{
			"old is gone", "pod is gone", "set is gone", "shop is gone", "slice.endpoints[0].addresses[0]: 10.1.0.1 -> 10.1.0.2",
			"slice.endpoints[0].targetRef.uid: pod -> by-hand", "slice.endpoints[1].addresses[0]: 10.1.0.2 -> ", "slice.endpoints[1].targetRef.uid: by-hand -> ",
		}},
		{"delete pod/by-hand", []string{"by-hand is gone", "slice.endpoints[1].addresses[0]: 10.1.0.2 -> ", "slice.endpoints[1].targetRef.uid: by-hand -> "}},
		{"selector of service/shop", []string{
			"service.spec.selector.app: shop -> nobody", "slice.endpoints[0].addresses[0]: 10.1.0.1 -> ",
			"slice.endpoints[0].targetRef.uid: pod -> ", "slice.endpoints[1].addresses[0]: 10.1.0.2 -> ", "slice.endpoints[1].targetRef.uid: by-hand -> ", "slice.ports[0].port: 80 -> ",
		}},
		{"scale deployment/shop to 0", []string{
			"pod is gone", "set.spec.replicas: 1 -> 0", "set.status.readyReplicas: 1 -> ", "set.status.replicas: 1 -> ",
			"shop.metadata.generation: 2 -> 3", "shop.spec.replicas: 1 -> 0", "shop.status.observedGeneration: 2 -> 3", "shop.status.readyReplicas: 1 -> ", "shop.status.replicas: 1 -> ",
			"slice.endpoints[0].addresses[0]: 10.1.0.1 -> 10.1.0.2", "slice.endpoints[0].targetRef.uid: pod -> by-hand",
			"slice.endpoints[1].addresses[0]: 10.1.0.2 -> ", "slice.endpoints[1].targetRef.uid: by-hand -> ",
		}},
		{"no node for daemonset/agent in next", []string{
			"agent is gone", "daemon.spec.template.spec.nodeSelector.kubernetes.io/hostname:  -> nowhere",
			"daemon.status.desiredNumberScheduled: 1 -> ", "daemon.status.numberReady: 1 -> ",
		}},
		{"suspend cronjob/nightly in next", []string{"cron.metadata.generation: 1 -> 2", "cron.spec.suspend:  -> true"}},
		{"image of deployment/shop/web", []string{
			image("pod.spec", "containers", "nginx"), image("pod.status", "containerStatuses", "nginx"),
			"pod.status.containerStatuses[0].imageID: nginx@sha256:1 -> " + sleeper, image("set.spec.template.spec", "containers", "nginx"),
			"shop.metadata.generation: 2 -> 3", image("shop.spec.template.spec", "containers", "nginx"), "shop.status.observedGeneration: 2 -> 3",
		}},
		{"image of deployment/shop/wait", []string{
			image("pod.spec", "initContainers", "busybox"), image("pod.status", "initContainerStatuses", "busybox"),
			"pod.status.initContainerStatuses[0].imageID: busybox@sha256:2 -> " + sleeper, image("set.spec.template.spec", "initContainers", "busybox"),
			"shop.metadata.generation: 2 -> 3", image("shop.spec.template.spec", "initContainers", "busybox"), "shop.status.observedGeneration: 2 -> 3",
		}},
		{"image of pod/by-hand/web", []string{
			"by-hand.metadata.generation: 1 -> 2", image("by-hand.spec", "containers", "nginx"),
			image("by-hand.status", "containerStatuses", "nginx"), "by-hand.status.containerStatuses[0].imageID: nginx@sha256:1 -> " + sleeper,
		}},
		{"command of pod/by-hand/web", []string{"by-hand.metadata.generation: 1 -> 2", "by-hand.spec.containers[0].command[0]:  -> sleep", "by-hand.spec.containers[0].command[1]:  -> infinity"}},
		{"without livenessProbe of pod/by-hand/web", []string{"by-hand.metadata.generation: 1 -> 2", "by-hand.spec.containers[0].livenessProbe.exec.command[0]: ls -> "}},
		{"command of deployment/shop/web", ofAll([]string{"args[0]: -q -> ", "command[0]:  -> sleep", "command[1]:  -> infinity"})},
		{"without readinessProbe of deployment/shop/web", ofAll([]string{"readinessProbe.tcpSocket.port: 80 -> "})},
		{"without limits.memory of deployment/shop/web", ofAll([]string{"resources.limits.memory: 64Mi -> "})},
		{"without requests.memory of deployment/shop/web", ofAll([]string{"resources.requests.memory: 8Mi -> 64Mi"})},
		{"without hard.pods of resourcequota/bounds in next", []string{"quota.spec.hard.pods: 4 -> ", "quota.status.hard.pods: 4 -> ", "quota.status.used.pods: 1 -> "}},
		{"without limits[1].default.memory of limitrange/house in next", []string{"range.spec.limits[1].default.memory: 1Mi -> "}},
		{"without label team of namespace/${NS_MAIN}", []string{"namespace.metadata.labels.team: web -> "}},
	}
	objects, untouched := solved(t), solved(t)
	all := mutants(t, objects)
	for _, test := range tests {
		t.Run(test.mutant, func(t *testing.T) {
			got := different(untouched, named(t, all, test.mutant).Follow(objects))
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(untouched, objects); d != "" {
				t.Errorf("the recording was changed: %s", d)
			}
		})
	}
}

// TestFollowAdmission: what a pod does not name it gets of a LimitRange.
func TestFollowAdmission(t *testing.T) {
	objects := solved(t)
	for _, o := range objects {
		if o["kind"] == "LimitRange" {
			nested(o, "metadata")["namespace"] = "a"
		}
	}
	all := mutants(t, objects)
	for mutant, want := range map[string]string{
		"without limits.memory of deployment/shop/web": "pod.spec.containers[0].resources.limits.memory: 64Mi -> 1Mi",
		"image of pod/by-hand/web":                     "by-hand.spec.containers[0].resources.requests.memory:  -> 2Mi",
	} {
		if got := different(objects, named(t, all, mutant).Follow(objects)); !slices.Contains(got, want) {
			t.Errorf("%s: %v, want %s", mutant, got, want)
		}
	}
}

func named(t *testing.T, all []Mutant, name string) Mutant {
	t.Helper()
	i := slices.IndexFunc(all, func(m Mutant) bool { return m.Name == name })
	if i < 0 {
		t.Fatalf("there is no mutant %q", name)
	}
	return all[i]
}

// ofAll is what is different of container web in a pod, its ReplicaSet and its
// Deployment.
func ofAll(changes []string) []string {
	all := []string{"shop.metadata.generation: 2 -> 3", "shop.status.observedGeneration: 2 -> 3"}
	for _, change := range changes {
		all = append(all, "pod.spec.containers[0]."+change, "set.spec.template.spec.containers[0]."+change, "shop.spec.template.spec.containers[0]."+change)
	}
	slices.Sort(all)
	return all
}

// different says in a line each what is different, in order.
func different(before, after []map[string]any) []string {
	flat := func(objects []map[string]any) map[string]map[string]string {
		all := map[string]map[string]string{}
		for _, o := range objects {
			all[uid(o)] = map[string]string{}
			flatten(all[uid(o)], uid(o), o)
		}
		return all
	}
	was, is := flat(before), flat(after)
	lines := map[string]bool{}
	for id := range was {
		if is[id] == nil {
			lines[id+" is gone"] = true
			continue
		}
		for path := range was[id] {
			lines[path+": "+was[id][path]+" -> "+is[id][path]] = was[id][path] != is[id][path]
		}
		for path := range is[id] {
			lines[path+": "+was[id][path]+" -> "+is[id][path]] = was[id][path] != is[id][path]
		}
	}
	maps.DeleteFunc(lines, func(_ string, differs bool) bool { return !differs })
	return slices.Sorted(maps.Keys(lines))
}

func flatten(into map[string]string, path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(into, path+"."+key, inner)
		}
	case []any:
		for i, inner := range v {
			flatten(into, fmt.Sprintf("%s[%d]", path, i), inner)
		}
	default:
		into[path] = fmt.Sprint(v)
	}
}
