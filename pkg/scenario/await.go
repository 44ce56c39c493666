package scenario

import (
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
)

// await watches one object until done says so. done is called with nil while
// the object does not exist.
func await(ctx context.Context, client dynamic.ResourceInterface, name string, done func(*unstructured.Unstructured) bool) error {
	only := fields.OneTermEqualSelector("metadata.name", name).String()
	for {
		list, err := client.List(ctx, metav1.ListOptions{FieldSelector: only})
		if err != nil {
			return err
		}
		var current *unstructured.Unstructured
		if len(list.Items) > 0 {
			current = &list.Items[0]
		}
		if done(current) {
			return nil
		}
		ended, err := awaitEvent(ctx, client, metav1.ListOptions{FieldSelector: only, ResourceVersion: list.GetResourceVersion()}, done)
		if ended || err != nil {
			return err
		}
	}
}

// awaitEvent follows one watch; it returns false where the watch ended before
// done was true and has to be opened again.
func awaitEvent(ctx context.Context, client dynamic.ResourceInterface, options metav1.ListOptions, done func(*unstructured.Unstructured) bool) (bool, error) {
	events, err := client.Watch(ctx, options)
	if err != nil {
		return false, err
	}
	defer events.Stop()
	for event := range events.ResultChan() {
		object, ok := event.Object.(*unstructured.Unstructured)
		switch {
		case event.Type == watch.Error:
			if err := apierrors.FromObject(event.Object); !apierrors.IsResourceExpired(err) && !apierrors.IsGone(err) {
				return false, err
			}
			return false, nil
		case event.Type == watch.Deleted && done(nil):
			return true, nil
		case ok && event.Type != watch.Deleted && done(object):
			return true, nil
		}
	}
	return false, errors.Join(ctx.Err())
}
