package lab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// awaitReady returns when the lab can be used. What can be waited for, and
// done, at the same time is; the steps are shown in the order in which they
// usually come.
func (u *upper) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() { cancel(u.awaitEnd()) }()
	client, err := newClient(u.dir)
	if err != nil {
		return err
	}
	await := awaitServing
	if u.running != 0 {
		// That it once served does not tell whether it still does.
		await = awaitAPI
	}
	err = u.steps.Do("API server answers", func() error { return await(ctx, u.lab, u.dir, client) })
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	if err != nil {
		return err
	}
	if u.created {
		policy, err := u.bootstrapPolicy()
		if err != nil {
			return err
		}
		go createAll(ctx, client, policy)
	}
	more, err := u.adder(client).steps(u.addons)
	if err != nil {
		return err
	}
	return together(ctx, u.steps, append([]step{
		{"nodes are Ready", func(ctx context.Context) error { return u.awaitNodes(ctx, client) }},
		{"pods can be made", func(ctx context.Context) error { return u.awaitAccounts(ctx, client) }},
		{"offline images are at hand", u.awaitImages},
		{u.agentsText(), func(ctx context.Context) error { return u.awaitAgents(ctx, client) }},
		{"DNS answers", func(ctx context.Context) error { return u.awaitDNS(ctx, client) }},
	}, more...))
}

// awaitEnd returns when the lab has ended, and says so. It may wait as long as this
// program runs.
func (u *upper) awaitEnd() error {
	if u.monitor != nil {
		status := <-u.monitor.Ended
		return fmt.Errorf("lab %s ended while it started (%s): see %s", u.Name, process.Describe(status), u.dir.Log())
	}
	err := sandbox.AwaitEnd(u.running)
	return errors.Join(err, fmt.Errorf("lab %s, which was running, has ended: see %s, and start it again with `%s`", u.Name, u.dir.Log(), UpCommand(u.Name)))
}

// awaitServing returns when the API server of the control plane serves; it may not
// be ready.
func awaitServing(ctx context.Context, lab *state.Lab, dir state.Dir, _ *kubeapi.Client) error {
	return awaitServer(ctx, lab, dir, state.NodeDir.AwaitServing)
}

// awaitAPI returns when the API server of the control plane is ready, by what is
// known of it and by its own word: until it has ended, its node does not know that
// it no longer takes requests.
func awaitAPI(ctx context.Context, lab *state.Lab, dir state.Dir, client *kubeapi.Client) error {
	if err := awaitServer(ctx, lab, dir, state.NodeDir.AwaitReady); err != nil {
		return err
	}
	return client.AwaitReady(ctx)
}

func awaitServer(ctx context.Context, lab *state.Lab, dir state.Dir, await func(state.NodeDir, context.Context, string) error) error {
	for _, n := range lab.Nodes {
		if !n.ControlPlane {
			continue
		}
		if err := await(dir.Node(n.Name), ctx, component.APIServer); err != nil {
			return fmt.Errorf("wait for the API server: %w", err)
		}
	}
	return nil
}

// awaitNodes returns when every node is Ready. One that was started just now must
// have said so since then: what etcd remembers of an earlier run does not count.
func (u *upper) awaitNodes(ctx context.Context, client *kubeapi.Client) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, n := range u.lab.Nodes {
		group.Go(func() error {
			if err := awaitNode(ctx, client, n.Name, u.since[n.Name]); err != nil {
				return fmt.Errorf("wait for node %s: %w", n.Name, err)
			}
			if !n.ControlPlane {
				return nil
			}
			// A kubelet may not say this of itself.
			labels := map[string]string{"node-role.kubernetes.io/control-plane": ""}
			return client.Merge(ctx, "/api/v1/nodes/"+n.Name, map[string]any{"metadata": map[string]any{"labels": labels}})
		})
	}
	return group.Wait()
}

func awaitNode(ctx context.Context, client *kubeapi.Client, name string, since time.Time) error {
	query := url.Values{"fieldSelector": {"metadata.name=" + name}}
	return client.Until(ctx, "/api/v1/nodes", query, func(object json.RawMessage) (bool, error) {
		var node kubeapi.Node
		err := json.Unmarshal(object, &node)
		return node.Ready(since), err
	})
}

// awaitAccounts returns when the default ServiceAccount exists: without it no
// pod is accepted.
func (u *upper) awaitAccounts(ctx context.Context, client *kubeapi.Client) error {
	return exists(ctx, client, "/api/v1/namespaces/default/serviceaccounts", "default")
}

func exists(ctx context.Context, client *kubeapi.Client, list, name string) error {
	query := url.Values{"fieldSelector": {"metadata.name=" + name}}
	err := client.Until(ctx, list, query, func(json.RawMessage) (bool, error) { return true, nil })
	if err != nil {
		return fmt.Errorf("wait for %s/%s: %w", list, name, err)
	}
	return nil
}

// awaitImages checks that each node has the offline images.
func (u *upper) awaitImages(ctx context.Context) error {
	// A lab keeps the images that it was made with.
	if u.lab.Images != u.index.Digest {
		return nil
	}
	for _, n := range u.lab.Nodes {
		if err := u.dir.Node(n.Name).AwaitReady(ctx, "containerd"); err != nil {
			return err
		}
		pid, err := u.nodePid(u.lab, n)
		if err != nil {
			return err
		}
		have, err := image.List(ctx, u.Payload, socketOf(pid))
		if err != nil {
			return err
		}
		for _, ref := range u.index.Refs() {
			if !slices.Contains(have, ref) {
				return fmt.Errorf("node %s does not have the image %s", n.Name, ref)
			}
		}
	}
	return nil
}

// awaitDNS puts the name server into the cluster and returns when it answers
// on a node.
func (u *upper) awaitDNS(ctx context.Context, client *kubeapi.Client) error {
	plan, err := u.lab.Plan()
	if err != nil {
		return err
	}
	coreDNS, err := u.index.Find("registry.k8s.io/coredns/coredns")
	if err != nil {
		return err
	}
	manifest, err := addon.DNS{ClusterIP: plan.DNS(), Domain: u.lab.DNSDomain(), Image: coreDNS}.Manifest()
	if err != nil {
		return err
	}
	// A server that serves may refuse things until it is healthy.
	if err := awaitAPI(ctx, u.lab, u.dir, client); err != nil {
		return err
	}
	objects, err := kubeapi.Objects(manifest)
	if err == nil {
		err = client.Apply(ctx, objects...)
	}
	if err != nil {
		return fmt.Errorf("install CoreDNS: %w", err)
	}
	if err := awaitEndpoint(ctx, client, "kube-system", "kube-dns"); err != nil {
		return fmt.Errorf("wait for CoreDNS: %w", err)
	}
	pid, err := u.nodePid(u.lab, u.lab.Nodes[0])
	if err != nil {
		return err
	}
	return awaitName(ctx, pid, plan.DNS(), "kubernetes.default.svc."+u.lab.DNSDomain()+".", plan.API())
}

// awaitEndpoint returns when a Service has an endpoint that is ready.
func awaitEndpoint(ctx context.Context, client *kubeapi.Client, namespace, service string) error {
	list := "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices"
	query := url.Values{"labelSelector": {"kubernetes.io/service-name=" + service}}
	return client.Until(ctx, list, query, func(object json.RawMessage) (bool, error) {
		var slice struct {
			Endpoints []struct{ Conditions struct{ Ready bool } }
		}
		if err := json.Unmarshal(object, &slice); err != nil {
			return false, err
		}
		for _, e := range slice.Endpoints {
			if e.Conditions.Ready {
				return true, nil
			}
		}
		return false, nil
	})
}
