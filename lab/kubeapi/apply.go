package kubeapi

import (
	"context"
	"net/http"
	"net/url"
)

// Manager is the field manager of what the lab puts into its cluster.
const Manager = "kubectl-mastery-lab"

// Apply puts objects into the cluster, in their order, as `kubectl apply
// --server-side --force-conflicts` does.
func (c *Client) Apply(ctx context.Context, objects ...Object) error {
	for _, o := range objects {
		list, err := c.list(ctx, o)
		if err != nil {
			return err
		}
		query := url.Values{"fieldManager": {Manager}, "force": {"true"}}
		if err := c.send(ctx, http.MethodPatch, list+"/"+o.Name+"?"+query.Encode(), "application/apply-patch+yaml", o.doc); err != nil {
			return err
		}
	}
	return nil
}

// Create puts a new object, given as JSON, into the cluster, in the name of a
// field manager.
func (c *Client) Create(ctx context.Context, object []byte, manager string) error {
	o, err := parse(object)
	if err != nil {
		return err
	}
	list, err := c.list(ctx, o)
	if err != nil {
		return err
	}
	query := url.Values{"fieldManager": {manager}}
	return c.send(ctx, http.MethodPost, list+"?"+query.Encode(), "application/json", object)
}
