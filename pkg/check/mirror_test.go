package check_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestImagesFromAMirror: what an expression names comes from where the run's
// images come from.
func TestImagesFromAMirror(t *testing.T) {
	const there, mirrored = "registry.k8s.io/pause:3.10.2", "mirror.example/k8s/pause:3.10.2"
	c := with(map[string]challenge.Watch{"shop": {APIVersion: "v1", Kind: "Pod", Name: "shop"}},
		challenge.Check{Name: "image", Expr: expr("sameImage(shop.spec.containers[0].image, 'registry.k8s.io/pause:3.10.2')")})
	for _, test := range []struct {
		registry, image string
		want            check.Verdict
	}{
		{"", there, check.Pass},
		{"", mirrored, check.Fail},
		{"mirror.example/k8s", mirrored, check.Pass},
		{"mirror.example/k8s", there, check.Fail},
	} {
		pod := map[string]any{"kind": "Pod", "metadata": map[string]any{"name": "shop"}, "spec": map[string]any{"containers": []any{map[string]any{"image": test.image}}}}
		ev := check.Evidence{Objects: map[string]check.Observed{"shop": {What: "pod/shop", Single: true, Items: []map[string]any{pod}}}}
		if got := judge(t, c.From(test.registry)).Results(ev, nil)[0]; got.Verdict != test.want {
			t.Errorf("%+v: %+v", test, got)
		}
	}
}
