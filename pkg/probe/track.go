package probe

import (
	"context"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
)

// track shows the objects that fit options, at first and after each change,
// until see says that it has seen enough, the API refuses, or ctx ends.
func track(ctx context.Context, client dynamic.ResourceInterface, options metav1.ListOptions, see func([]*unstructured.Unstructured) bool) error {
	for {
		began := time.Now()
		list, err := client.List(ctx, options)
		if err != nil {
			return err
		}
		known := map[types.UID]*unstructured.Unstructured{}
		for i := range list.Items {
			known[list.Items[i].GetUID()] = &list.Items[i]
		}
		if see(values(known)) {
			return nil
		}
		onward := options
		onward.ResourceVersion = list.GetResourceVersion()
		done, err := trackChanges(ctx, client, onward, known, see)
		if done || err != nil {
			return err
		}
		pause(ctx, reopen-time.Since(began))
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// trackChanges follows one watch; it returns false where the watch ended and
// has to be opened again.
func trackChanges(ctx context.Context, client dynamic.ResourceInterface, options metav1.ListOptions, known map[types.UID]*unstructured.Unstructured, see func([]*unstructured.Unstructured) bool) (bool, error) {
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
		case !ok || event.Type == watch.Bookmark:
			continue
		case event.Type == watch.Deleted:
			delete(known, object.GetUID())
		default:
			known[object.GetUID()] = object
		}
		if see(values(known)) {
			return true, nil
		}
	}
	return false, ctx.Err()
}

func values(known map[types.UID]*unstructured.Unstructured) []*unstructured.Unstructured {
	all := make([]*unstructured.Unstructured, 0, len(known))
	for _, object := range known {
		all = append(all, object)
	}
	return all
}

// resourceOf is a resource of an API group, version v1.
func resourceOf(group, resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: group, Version: "v1", Resource: resource}
}

func jobs() schema.GroupVersionResource { return resourceOf("batch", "jobs") }
func policies() schema.GroupVersionResource {
	return resourceOf("networking.k8s.io", "networkpolicies")
}
