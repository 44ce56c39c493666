package author

import (
	"errors"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
)

func TestGone(t *testing.T) {
	missing := apierrors.NewNotFound(schema.GroupResource{}, "")
	failed := func(errs ...error) error {
		groups := map[schema.GroupVersion]error{}
		for i, err := range errs {
			groups[schema.GroupVersion{Group: string(rune('a' + i))}] = err
		}
		return &discovery.ErrGroupDiscoveryFailed{Groups: groups}
	}
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"a group that goes":         {failed(missing), true},
		"two":                       {failed(missing, missing), true},
		"one that does not answer":  {failed(missing, errors.New("timeout")), false},
		"all of it does not answer": {missing, false},
	} {
		if got := gone(test.err); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
