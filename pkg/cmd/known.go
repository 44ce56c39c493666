package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// known is all that is known of a learner's progress: what the cluster says,
// and what this machine remembers of this and other clusters.
type known struct {
	*record.Record
	// open are the runs that can be gone on with: those on the cluster or,
	// where none answers, all that were not stopped.
	open []record.OpenRun
	// contexts are the kube-contexts of clusters, by UID, where none answers.
	contexts map[string]string
	// here is the context with its API server; empty where none answers.
	here string
	// now is the moment at which it is known, by the cluster's clock where one
	// answers.
	now time.Time
}

// openRun is the run of a challenge that can be gone on with.
func (k *known) openRun(challenge string) (run record.OpenRun, ok bool) {
	for _, one := range k.open {
		if one.Challenge == challenge {
			return one, true
		}
	}
	return run, false
}

// known reads the record from the cluster, and from the local copies: progress
// outlives the cluster that it was made on.
func (a *app) known(ctx context.Context) (*known, error) {
	s, err := a.open(ctx)
	switch {
	case err == nil:
		return s.known()
	case errors.Is(err, cluster.ErrProduction):
		a.term.Say("note: %v. Nothing was asked there; this is what this machine remembers.", err)
		return a.remembered()
	case !errors.Is(err, cluster.ErrUnreachable):
		return nil, err
	}
	return a.withoutCluster(err)
}

// standing are all challenges, and what is known of the learner's progress.
func (a *app) standing(ctx context.Context) ([]*challenge.Challenge, *known, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, nil, err
	}
	all, err := catalogue.All()
	if err != nil {
		return nil, nil, err
	}
	k, err := a.known(ctx)
	return all, k, err
}

// withoutCluster is what there is to say where no cluster answers, for a reason
// that is said as well: it may be a path that was mistyped.
func (a *app) withoutCluster(reason error) (*known, error) {
	k, err := a.remembered()
	if err != nil {
		return nil, err
	}
	why, _, _ := strings.Cut(reason.Error(), ";") // what follows says what to do, and there is no need to
	said, ok := strings.CutPrefix(why, cluster.ErrUnreachable.Error())
	if !ok {
		said = " (" + why + ")"
	}
	a.term.Say("No cluster answers%s; this is what this machine remembers.", said)
	return k, nil
}

// remembered is what this machine knows, of all clusters and whoever practised
// here.
func (a *app) remembered() (*known, error) {
	k := &known{Record: record.New(""), contexts: map[string]string{}, now: time.Now()}
	err := a.eachMirror(func(m *record.Mirror) error {
		r, err := m.ReadAll()
		k.Record = record.Merge(k.Record, r)
		local, localErr := m.ReadLocal()
		k.contexts[m.Cluster()] = local.Context
		return errors.Join(err, localErr)
	})
	if err != nil {
		return nil, err
	}
	k.open = k.OpenRuns("")
	return k, nil
}

// known is all that is known, where a cluster answers.
func (s *session) known() (*known, error) {
	merged := s.record
	err := s.eachMirror(func(m *record.Mirror) error {
		r, err := m.Read(s.store.Learner)
		if err == nil {
			merged = record.Merge(merged, r)
		}
		return err
	})
	return &known{Record: merged, open: s.record.OpenRuns(s.uid), here: fmt.Sprintf("context %s (%s)", s.cluster.Context, s.cluster.Server), now: s.cluster.Now()}, err
}

// eachMirror hands every local copy to read, and warns of those that cannot be
// read.
func (a *app) eachMirror(read func(*record.Mirror) error) error {
	dir, err := record.StateDir()
	if err != nil {
		return err
	}
	mirrors, err := record.Mirrors(dir)
	if err != nil {
		return err
	}
	for _, m := range mirrors {
		if err := read(m); err != nil {
			a.term.Say("warning: %v", err)
		}
	}
	return nil
}
