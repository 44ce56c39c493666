package lab

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Add puts add-ons into a running lab, and returns when they work, or fails
// after so long. An add-on that is there already is put right.
func (m Machine) Add(ctx context.Context, name string, names []string, timeout time.Duration, steps *progress.Steps) error {
	addons, err := addon.Find(m.Payload, names)
	if err != nil {
		return err
	}
	if _, err := m.Find(name); err != nil {
		return err
	}
	if err := preflight.Root(); err != nil {
		return err
	}
	lock, err := m.command(name)
	if err != nil {
		return err
	}
	defer lock.Unlock()
	// As the command before us left it.
	lab, err := m.Find(name)
	if err != nil {
		return err
	}
	dir := m.Root.Lab(name)
	if err := m.allOn(lab, dir); err != nil {
		return err
	}
	client, err := newClient(dir)
	if err != nil {
		return err
	}
	all, err := adder{Machine: m, lab: lab, dir: dir, client: client}.steps(addons)
	if err != nil {
		return err
	}
	late := fmt.Errorf("not done within %s", timeout)
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, late)
	defer cancel()
	if err := together(ctx, steps, all); errors.Is(err, late) {
		return fmt.Errorf("%w; `kubectl get pods --all-namespaces` may tell why", err)
	} else if err != nil {
		return err
	}
	return remember(lab, dir, addons)
}

// allOn tells whether the lab runs, with all of its nodes: one that is off
// would lack images when it is on again.
func (m Machine) allOn(lab *state.Lab, dir state.Dir) error {
	if err := m.Running(lab); err != nil {
		return err
	}
	for _, n := range lab.Nodes {
		off, err := dir.Node(n.Name).IsOff()
		if err != nil {
			return err
		}
		if off {
			return fmt.Errorf("node %s is off; switch all nodes on with `%s`", n.Name, UpCommand(lab.Name))
		}
	}
	return nil
}

// wantedAddons are those that the lab has, and those of the options. What the
// payload does not know any more stays as it is.
func (u *upper) wantedAddons() ([]addon.Addon, error) {
	all, err := addon.List(u.Payload)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(a addon.Addon) bool {
		_, has := u.lab.Addon(a.Name)
		return !has && !slices.Contains(u.With, a.Name)
	}), nil
}

// remember writes down what was added to a lab.
func remember(lab *state.Lab, dir state.Dir, addons []addon.Addon) error {
	if len(addons) == 0 {
		return nil
	}
	for _, a := range addons {
		added := state.Addon{Name: a.Name}
		if lab.Images != "" {
			index, err := a.Images()
			if err != nil {
				return err
			}
			added.Images = index.Digest
		}
		lab.SetAddon(added)
	}
	return lab.Write(dir)
}

// An adder puts add-ons into a lab.
type adder struct {
	Machine
	lab    *state.Lab
	dir    state.Dir
	client *kubeapi.Client
}

func (u *upper) adder(client *kubeapi.Client) adder {
	return adder{Machine: u.Machine, lab: u.lab, dir: u.dir, client: client}
}

// steps are what is to be done for each add-on, all at once.
func (a adder) steps(addons []addon.Addon) ([]step, error) {
	var all []step
	for _, add := range addons {
		index, err := add.Images()
		if err != nil {
			return nil, err
		}
		loaded := make(chan struct{})
		// A lab that pulls its images pulls these, too.
		if len(index.Images) == 0 || a.lab.Images == "" {
			close(loaded)
		} else {
			all = append(all, step{"images for " + add.Name + " are at hand", func(ctx context.Context) error {
				defer close(loaded)
				return a.load(ctx, add, index)
			}})
		}
		all = append(all, step{add.Name + " works", func(ctx context.Context) error {
			<-loaded
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := a.install(ctx, add); err != nil {
				return fmt.Errorf("add %s: %w", add.Name, err)
			}
			return nil
		}})
	}
	return all, nil
}

// load gives all nodes the images of an add-on that they do not have.
func (a adder) load(ctx context.Context, add addon.Addon, index *image.Index) error {
	before, _ := a.lab.Addon(add.Name)
	group, ctx := errgroup.WithContext(ctx)
	for _, n := range a.lab.Nodes {
		group.Go(func() error {
			if err := a.dir.Node(n.Name).AwaitReady(ctx, "containerd"); err != nil {
				return err
			}
			pid, err := a.nodePid(a.lab, n)
			if err != nil {
				return err
			}
			if before.Images == index.Digest {
				have, err := image.List(ctx, a.Payload, socketOf(pid))
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(index.Refs(), func(ref string) bool { return !slices.Contains(have, ref) }) {
					return nil
				}
			}
			return index.Load(ctx, a.Payload, socketOf(pid))
		})
	}
	return group.Wait()
}

// install applies an add-on's objects, and returns when it works.
func (a adder) install(ctx context.Context, add addon.Addon) error {
	manifest, err := add.Manifest()
	if err != nil {
		return err
	}
	objects, err := kubeapi.Objects(manifest)
	if err != nil {
		return err
	}
	if err := awaitAPI(ctx, a.lab, a.dir, a.client); err != nil {
		return err
	}
	// What the others may be of comes first.
	var kinds, others []kubeapi.Object
	for _, o := range objects {
		if o.Kind == "CustomResourceDefinition" {
			kinds = append(kinds, o)
		} else {
			others = append(others, o)
		}
	}
	for _, part := range [][]kubeapi.Object{kinds, others} {
		if err := a.client.Apply(ctx, part...); err != nil {
			return err
		}
		for _, o := range part {
			if err := a.client.AwaitSettled(ctx, o); err != nil {
				return err
			}
		}
	}
	for _, path := range add.Answers {
		if err := a.client.AwaitAnswer(ctx, path); err != nil {
			return err
		}
	}
	return nil
}
