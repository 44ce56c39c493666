package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Up sees to it that the lab is there and ready: it creates it, starts it
// again, or only waits for it. If it fails, or ctx is done, what it created is
// gone, and what it started is stopped.
func (m Machine) Up(ctx context.Context, o UpOptions, steps *progress.Steps) (*state.Lab, error) {
	if err := o.check(m); err != nil {
		return nil, err
	}
	lock, err := m.command(o.Name)
	if err != nil {
		return nil, err
	}
	u := &upper{Machine: m, UpOptions: o, steps: steps, dir: m.Root.Lab(o.Name), since: map[string]time.Time{}}
	err = u.run(ctx)
	if err == nil {
		return u.lab, lock.Unlock()
	}
	if context.Cause(ctx) != nil {
		err = context.Cause(ctx)
	}
	undone := u.undo()
	if ctx.Err() != nil && undone == nil && !u.Retain {
		err = fmt.Errorf("%w; what this command began is taken back", err)
	}
	err = errors.Join(err, undone)
	if _, missing := os.Stat(string(u.dir)); errors.Is(missing, os.ErrNotExist) {
		return nil, errors.Join(err, lock.Discard())
	}
	return nil, errors.Join(err, lock.Unlock())
}

// An upper is one call of Up.
type upper struct {
	Machine
	UpOptions
	steps *progress.Steps
	dir   state.Dir
	lab   *state.Lab
	index *image.Index
	// addons are those that the lab has, and those that it is given.
	addons []addon.Addon
	// created and started tell what there is to undo.
	created, started bool
	// since is when each node was started by this call; those that ran before
	// are not in it.
	since map[string]time.Time
	// running is the monitor of a lab that was running before; 0 if none was.
	running int
	// monitor is that of a lab that was not.
	monitor *sandbox.Child
}

func (u *upper) run(ctx context.Context) error {
	var err error
	u.running, err = state.Holder(u.dir.MonitorLock())
	if err != nil {
		return err
	}
	if u.running == 0 {
		if err := u.check(); err != nil {
			return err
		}
	}
	if u.index, err = u.Machine.index(); err != nil {
		return err
	}
	if err := u.find(); err != nil {
		return err
	}
	if u.lab == nil {
		u.running = 0
	}
	switch {
	case u.lab == nil:
		err = u.create(ctx)
	case u.Nodes != 0 && u.Nodes != len(u.lab.Nodes):
		err = fmt.Errorf("lab %s has %s; to have it with --nodes %d, remove it first with `%s`",
			u.Name, nodes(len(u.lab.Nodes)), u.Nodes, DownCommand(u.Name))
	case u.Without != nil && !slices.Equal(u.Without, u.lab.Without):
		err = fmt.Errorf("lab %s has %s; to have it without, remove it first with `%s`",
			u.Name, strings.Join(state.Parts(), ", "), DownCommand(u.Name))
	case u.Domain != "" && u.Domain != u.lab.DNSDomain():
		err = fmt.Errorf("lab %s has the domain %s; to have it with another, remove it first with `%s`", u.Name, u.lab.DNSDomain(), DownCommand(u.Name))
	case u.PodSecurity != "" && u.PodSecurity != u.lab.PodSecurity:
		err = fmt.Errorf("lab %s was made without --pod-security %s; to have it so, remove it first with `%s`", u.Name, u.PodSecurity, DownCommand(u.Name))
	case u.GCPercent != 0 && u.GCPercent != u.lab.GCPercent:
		err = fmt.Errorf("lab %s was made without --gc-percent %d; to have it so, remove it first with `%s`", u.Name, u.GCPercent, DownCommand(u.Name))
	case u.Pull && u.lab.Images != "":
		err = fmt.Errorf("lab %s was made with the offline images; to have it with --pull, remove it first with `%s`", u.Name, DownCommand(u.Name))
	case u.running == 0:
		err = u.resume()
	default:
		u.steps.Say("%s is running already.", Title(u.Name))
		err = u.switchOn()
	}
	if err != nil {
		return err
	}
	if err := u.addRegistries(u.running != 0); err != nil {
		return err
	}
	if u.addons, err = u.wantedAddons(); err != nil {
		return err
	}
	if u.running == 0 {
		if err := u.start(ctx); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, u.Timeout, fmt.Errorf("lab %s was not ready within %s", u.Name, u.Timeout))
	defer cancel()
	if err := u.awaitReady(ctx); err != nil {
		return err
	}
	if err := remember(u.lab, u.dir, u.addons); err != nil {
		return err
	}
	if !u.Merge {
		return nil
	}
	return u.merge()
}

func nodes(count int) string {
	if count == 1 {
		return "one node"
	}
	return fmt.Sprintf("%d nodes", count)
}

// create describes a new lab and gives it what it starts with.
func (u *upper) create(ctx context.Context) error {
	if err := u.prepareImages(ctx); err != nil {
		return err
	}
	if err := u.reserve(); err != nil {
		return err
	}
	err := u.steps.Do("certificates made, images linked", func() error {
		var both errgroup.Group
		both.Go(func() error { return writeCluster(u.lab, u.dir) })
		if !u.Pull {
			for _, n := range u.lab.Nodes {
				both.Go(func() error { return u.templates().Link(u.index, u.dir.Node(n.Name).Containerd()) })
			}
		}
		return both.Wait()
	})
	if err != nil {
		return err
	}
	u.lab.Unfinished = false
	return u.lab.Write(u.dir)
}

// prepareImages makes the template of offline images if it is not there yet.
func (u *upper) prepareImages(ctx context.Context) error {
	if u.Pull {
		return nil
	}
	shared, err := state.WaitLock(u.Root.Lock())
	if err != nil {
		return err
	}
	defer shared.Unlock()
	if u.templates().Has(u.index) {
		return nil
	}
	text := fmt.Sprintf("%d offline images unpacked, for all labs", len(u.index.Images))
	return u.steps.Do(text, func() error { return u.templates().Make(ctx, u.index) })
}

// reserve chooses the lab's addresses, and writes the lab down.
func (u *upper) reserve() error {
	shared, err := state.WaitLock(u.Root.Lock())
	if err != nil {
		return err
	}
	defer shared.Unlock()
	// The range of one whose description is damaged is not known; if it runs, the
	// host's routes tell.
	labs, _, err := u.Root.Labs()
	if err != nil {
		return err
	}
	taken := map[int]bool{}
	for _, l := range labs {
		taken[l.Index] = true
	}
	plan, err := network.FreePlan(taken)
	if err != nil {
		return err
	}
	u.lab = &state.Lab{
		Name:    u.Name,
		Index:   plan.Index,
		Created: time.Now().UTC(),
		Nodes:   state.NodesOf(u.Name, max(u.Nodes, 1)),
		Proxy:   u.Proxy.env(plan, u.Domain),
		Without: u.Without,
		Domain:  u.Domain,

		PodSecurity: u.PodSecurity,
		GCPercent:   u.GCPercent,
		Owner:       u.Owner,

		Unfinished: true,
	}
	if !u.Pull {
		u.lab.Images = u.index.Digest
	}
	u.created = true
	return u.lab.Write(u.dir)
}

// resume makes a lab that was found, and does not run, ready to start again.
func (u *upper) resume() error {
	if err := u.stop(u.lab); err != nil {
		return fmt.Errorf("remove what an earlier run left: %w", err)
	}
	plan, err := u.lab.Plan()
	if err != nil {
		return err
	}
	if err := plan.CheckFree(); err != nil {
		return fmt.Errorf("the addresses of lab %s are taken: %w", u.Name, err)
	}
	u.steps.Say("%s was stopped: it starts again as it was.", Title(u.Name))
	return nil
}
