package evidence

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestRecord(t *testing.T) {
	list := func(items ...string) string {
		return `{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[` + strings.Join(items, ",") + `]}`
	}
	object := func(kind, name string) string {
		return fmt.Sprintf(`{"kind":%q,"apiVersion":"v1","metadata":{"name":%q,"uid":%q}}`, kind, name, name)
	}
	served := api{
		"/api/v1": answer(200, `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
			{"name":"pods","kind":"Pod","namespaced":true,"verbs":["list"]},
			{"name":"configmaps","kind":"ConfigMap","namespaced":true,"verbs":["list"]},
			{"name":"bindings","kind":"Binding","namespaced":true,"verbs":["create"]},
			{"name":"events","kind":"Event","namespaced":true,"verbs":["list"]},
			{"name":"nodes","kind":"Node","verbs":["list"]}]}`),
		"/api/v1/namespaces":                              answer(200, list(object("Namespace", "shop"))),
		"/api/v1/namespaces/shop/pods":                    answer(200, list(object("Pod", "by-hand"))),
		"/api/v1/namespaces/shop/configmaps":              answer(200, list(object("ConfigMap", "settings"))),
		"/api/v1/namespaces/next/configmaps":              answer(200, list(object("ConfigMap", "notes"))),
		"/api/v1/namespaces/next/pods":                    answer(200, list()),
		"/api/v1/namespaces/shop/events":                  answer(200, list(object("Event", "started"))),
		"/apis/rbac.authorization.k8s.io/v1/clusterroles": answer(200, list(object("ClusterRole", "shop-reader"))),
	}
	server := httptest.NewServer(served)
	defer server.Close()
	c := collector(t, server)
	c.Challenge.Spec.Namespaces, c.Namespaces["next"] = []string{"next"}, "next"
	c.Challenge.Spec.Touches = []challenge.Touch{{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRole", Name: "${NS_MAIN}-*"}}
	recorded, err := c.Record(t.Context())
	names := strings.Fields(namesOf(recorded))
	slices.Sort(names)
	if want := "by-hand notes settings shop shop-reader"; err != nil || strings.Join(names, " ") != want {
		t.Errorf("%v, %v, want %s", names, err, want)
	}
	served["/api/v1/namespaces/shop/secrets"] = refuse(403, "Forbidden", "no")
	if _, err := c.Record(t.Context()); err == nil || err.Error() != "you may not list secrets in namespace shop" {
		t.Errorf("%v", err)
	}
	served["/api/v1/namespaces/shop/secrets"] = refuse(500, "InternalError", "etcd is gone")
	if _, err := c.Record(t.Context()); err == nil || !strings.Contains(err.Error(), "etcd is gone") {
		t.Errorf("%v", err)
	}
}

// TestObserve sees of a list of objects what a look would see of a cluster.
func TestObserve(t *testing.T) {
	c := &Collector{Namespaces: map[string]string{"main": "shop", "next": "next"}, Challenge: &challenge.Challenge{Spec: challenge.Spec{
		Namespaces: []string{"next"},
		Observe: map[string]challenge.Watch{
			"shop":    {Backs: "service/shop"},
			"pods":    {PodsOf: "shop"},
			"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true},
			"notes":   {APIVersion: "v1", Kind: "ConfigMap", All: true, Namespace: "next"},
			"home":    {APIVersion: "v1", Kind: "Namespace", Name: "${NS_MAIN}"},
			"route":   {APIVersion: "gateway.networking.k8s.io/v1", Kind: "HTTPRoute", Name: "shop"},
		},
	}}}
	seen := c.Observe(objects(t, `
- {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: shop}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: next}}
- {apiVersion: example.com/v1, kind: ConfigMap, metadata: {name: d, namespace: shop}}
- {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
- {apiVersion: v1, kind: Namespace, metadata: {name: next}}
- {apiVersion: v1, kind: Service, metadata: {name: shop, namespace: shop}, spec: {selector: {app: shop}}}
- {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: shop, namespace: shop, uid: w}, spec: {template: {metadata: {labels: {app: shop}}}}, status: {updateRevision: h}}
- {apiVersion: v1, kind: Pod, metadata: {name: shop-0, namespace: shop, labels: {controller-revision-hash: h}, ownerReferences: [{uid: w, controller: true}]}}
`))
	got := map[string]string{}
	for name, o := range seen {
		got[name] = o.What + ": " + namesOf(o.Items)
	}
	want := map[string]string{
		"shop": "statefulset/shop: shop", "pods": "pods of statefulset/shop: shop-0", "configs": "configmaps: a b",
		"notes": "configmaps: c", "home": "namespace/shop: shop", "route": "httproute/shop: ",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
