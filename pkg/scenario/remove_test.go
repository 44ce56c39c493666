package scenario

import (
	"errors"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	clienttesting "k8s.io/client-go/testing"
)

func TestRemoveEndsPodsSoon(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer error
		fails  bool
	}{
		{name: "allowed"},
		{name: "forbidden", answer: apierrors.NewForbidden(pods.GroupResource(), "", errors.New("no"))},
		{name: "broken", answer: apierrors.NewInternalError(errors.New("no")), fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			client := api(namespace("one", "run-1"), namespace("two", "run-0"))
			var asked []string
			client.PrependReactor("delete-collection", "pods", func(action clienttesting.Action) (bool, runtime.Object, error) {
				asked = append(asked, action.GetNamespace())
				grace := action.(clienttesting.DeleteCollectionActionImpl).DeleteOptions.GracePeriodSeconds
				if grace == nil || *grace != 1 {
					t.Errorf("grace period %v", grace)
				}
				return true, nil, test.answer
			})
			if err := deployment(client).Remove(t.Context()); (err != nil) != test.fails {
				t.Errorf("error %v", err)
			}
			if len(asked) != 1 || asked[0] != "one" {
				t.Errorf("pods of %v were ended", asked)
			}
		})
	}
}
