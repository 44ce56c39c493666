package kubeapi

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func TestLacks(t *testing.T) {
	for _, tt := range []struct{ kind, object, want string }{
		{"Deployment", `{"metadata": {"generation": 2}, "status": {"observedGeneration": 1, "updatedReplicas": 1, "availableReplicas": 1}}`, "no controller has seen it"},
		{"Deployment", `{"spec": {"replicas": 3}, "status": {"updatedReplicas": 2, "availableReplicas": 3}}`, "2 of 3 pods are available"},
		{"Deployment", `{"spec": {"replicas": 3}, "status": {"updatedReplicas": 3, "availableReplicas": 3}}`, ""},
		{"Deployment", `{"spec": {"replicas": 0}}`, ""},
		{"StatefulSet", `{}`, "0 of 1 pods are available"},
		{"DaemonSet", `{"metadata": {"generation": 1}}`, "no controller has seen it"},
		{"DaemonSet", `{"status": {"desiredNumberScheduled": 2, "updatedNumberScheduled": 2, "numberAvailable": 1}}`, "1 of 2 pods are available"},
		{"DaemonSet", `{"status": {"desiredNumberScheduled": 2, "updatedNumberScheduled": 2, "numberAvailable": 2}}`, ""},
		{"CustomResourceDefinition", `{}`, "it is not Established"},
		{"CustomResourceDefinition", `{"status": {"conditions": [{"type": "NamesAccepted", "status": "False"}, {"type": "Established", "status": "True"}]}}`, ""},
		{"APIService", `{"status": {"conditions": [{"type": "Available", "status": "False", "message": "no endpoints"}]}}`, "it is not Available: no endpoints"},
		{"Job", `{"status": {"conditions": [{"type": "Complete", "status": "True"}]}}`, ""},
	} {
		var c condition
		if err := json.Unmarshal([]byte(tt.object), &c); err != nil {
			t.Fatal(err)
		}
		if why, ok := c.lacks(tt.kind); why != tt.want || !ok {
			t.Errorf("%s %s: %q, want %q", tt.kind, tt.object, why, tt.want)
		}
	}
	if why, ok := (&condition{}).lacks("ConfigMap"); ok {
		t.Errorf("a ConfigMap is waited for: %s", why)
	}
}

func TestAwaitSettled(t *testing.T) {
	c, _ := serve(t, map[string]string{
		"/apis/apps/v1": `{"resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true}]}`,
		"/apis/apps/v1/namespaces/n/deployments": `{"type": "ADDED", "object": {"status": {}}}` + "\n" +
			`{"type": "MODIFIED", "object": {"status": {"updatedReplicas": 1, "availableReplicas": 1}}}`,
	})
	object := Object{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "n", Name: "d"}
	if err := c.AwaitSettled(t.Context(), object); err != nil {
		t.Error(err)
	}
	object.APIVersion = "gone/v1"
	if err := c.AwaitSettled(t.Context(), object); err == nil {
		t.Error("a Deployment is settled of which the API knows nothing")
	}
	object.Kind = "ConfigMap"
	if err := c.AwaitSettled(t.Context(), object); err != nil {
		t.Errorf("a ConfigMap is waited for: %v", err)
	}
}

func TestTimeIsUp(t *testing.T) {
	c, _ := serve(t, map[string]string{
		"/apis/apps/v1":                          `{"resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true}]}`,
		"/apis/apps/v1/namespaces/n/deployments": `{"type": "ADDED", "object": {"status": {}}}`,
		"/apis/more/v1/mice":                     `{"items": []}`,
		"/text":                                  "not JSON",
	})
	for what, await := range map[string]func(context.Context) error{
		"Deployment n/d: 0 of 1 pods are available": func(ctx context.Context) error {
			return c.AwaitSettled(ctx, Object{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "n", Name: "d"})
		},
		"/apis/more/v1/mice: the list is empty": func(ctx context.Context) error { return c.AwaitAnswer(ctx, "/apis/more/v1/mice") },
		"/gone: ask for /gone:  (404)":          func(ctx context.Context) error { return c.AwaitAnswer(ctx, "/gone") },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		err := await(ctx)
		cancel()
		if _, ok := errors.AsType[*PendingError](err); !ok || err.Error() != what {
			t.Errorf("error %v, want %s", err, what)
		}
	}
	if err := c.AwaitAnswer(t.Context(), "/text"); err != nil {
		t.Errorf("an answer that is no list: %v", err)
	}
}
