package kubeapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
)

// AwaitSettled returns when an object of the cluster is what it is meant to
// be, as far as its kind tells: a workload has all its pods, an extension of
// the API is served. Of other kinds nothing is to be waited for. If ctx is done
// before, the error is a PendingError.
func (c *Client) AwaitSettled(ctx context.Context, o Object) error {
	if _, ok := (&condition{}).lacks(o.Kind); !ok {
		return nil
	}
	list, err := c.list(ctx, o)
	if err != nil {
		return err
	}
	var now condition
	why := "it is not there"
	query := url.Values{"fieldSelector": {"metadata.name=" + o.Name}}
	err = c.Until(ctx, list, query, func(object json.RawMessage) (bool, error) {
		now = condition{}
		if err := json.Unmarshal(object, &now); err != nil {
			return false, err
		}
		why, _ = now.lacks(o.Kind)
		return why == "", nil
	})
	switch {
	case err != nil && ctx.Err() != nil:
		return &PendingError{o.String(), why}
	case err != nil:
		return fmt.Errorf("wait for %s: %w", o, err)
	case o.Kind == "CustomResourceDefinition":
		return c.awaitServed(ctx, now)
	case o.Kind == "APIService":
		return c.awaitDiscovered(ctx, o.Name)
	}
	return nil
}

// awaitServed returns when the API knows the kind that a definition brings: it
// tells a little later than that it has accepted it.
func (c *Client) awaitServed(ctx context.Context, definition condition) error {
	for _, v := range definition.Spec.Versions {
		if !v.Served {
			continue
		}
		version, kind := definition.Spec.Group+"/"+v.Name, definition.Spec.Names.Kind
		err := c.again(ctx, kind+" in "+version, func(ctx context.Context) error {
			_, err := c.resource(ctx, version, kind)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// condition is what objects of several kinds say of themselves.
type condition struct {
	Metadata struct{ Generation int64 }
	Spec     struct {
		// Of a Deployment or StatefulSet.
		Replicas *int
		// Of a CustomResourceDefinition.
		Group    string
		Names    struct{ Kind string }
		Versions []struct {
			Name   string
			Served bool
		}
	}
	Status struct {
		ObservedGeneration int64
		Conditions         []struct{ Type, Status, Message string }
		// Of a Deployment or StatefulSet.
		UpdatedReplicas, AvailableReplicas int
		// Of a DaemonSet.
		DesiredNumberScheduled, UpdatedNumberScheduled, NumberAvailable int
	}
}

// lacks says what an object of that kind still lacks, nothing if it lacks
// nothing; ok tells whether there is anything to know of the kind.
func (c *condition) lacks(kind string) (why string, ok bool) {
	switch kind {
	case "Deployment", "StatefulSet":
		want := 1
		if c.Spec.Replicas != nil {
			want = *c.Spec.Replicas
		}
		return c.lacksPods(want, min(c.Status.UpdatedReplicas, c.Status.AvailableReplicas)), true
	case "DaemonSet":
		return c.lacksPods(c.Status.DesiredNumberScheduled, min(c.Status.UpdatedNumberScheduled, c.Status.NumberAvailable)), true
	case "CustomResourceDefinition":
		return c.isNot("Established"), true
	case "APIService":
		return c.isNot("Available"), true
	case "Job":
		return c.isNot("Complete"), true
	}
	return "", false
}

func (c *condition) lacksPods(want, have int) string {
	switch {
	case c.Status.ObservedGeneration < c.Metadata.Generation:
		return "no controller has seen it"
	case have < want:
		return fmt.Sprintf("%d of %d pods are available", have, want)
	}
	return ""
}

func (c *condition) isNot(kind string) string {
	for _, is := range c.Status.Conditions {
		switch {
		case is.Type != kind:
		case is.Status == "True":
			return ""
		case is.Message != "":
			return "it is not " + kind + ": " + is.Message
		}
	}
	return "it is not " + kind
}
