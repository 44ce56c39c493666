package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// session is a learner at a cluster.
type session struct {
	*app
	cluster *cluster.Cluster
	uid     string
	state   string
	mirror  *record.Mirror
	local   record.Local
	store   *record.Store
	record  *record.Record
	// files is the directory of --files; empty where it is not given.
	files string
}

// open connects to the cluster, finds out who is practising and reads the
// record. It asks nobody anything.
func (a *app) open(ctx context.Context) (*session, error) { return a.connect(ctx, false, "") }

// openAs is open for a record that comes with its learner's name, which is theirs
// here as well, unless another one is known.
func (a *app) openAs(ctx context.Context, name string) (*session, error) {
	return a.connect(ctx, false, name)
}

// openToStart is open for the verb that begins a record: it asks for a name
// where the cluster does not know the learner, and somebody wants to be asked.
func (a *app) openToStart(ctx context.Context, yes bool) (*session, error) {
	return a.connect(ctx, !yes && a.term.Interactive(), "")
}

func (a *app) connect(ctx context.Context, ask bool, name string) (*session, error) {
	c, err := cluster.Connect(a.flags)
	if err != nil {
		return nil, err
	}
	if err := c.Guard(); err != nil {
		return nil, err
	}
	s := &session{app: a, cluster: c}
	if s.uid, err = c.UID(ctx); err != nil {
		return nil, err
	}
	if s.state, err = record.StateDir(); err != nil {
		return nil, err
	}
	s.mirror = record.NewMirror(s.state, s.uid)
	if s.local, err = s.mirror.ReadLocal(); err != nil {
		return nil, err
	}
	learner, err := s.whoIs(ctx, ask, name)
	if err != nil {
		return nil, err
	}
	if s.registry != "" {
		if s.local.Registry, err = s.app.mirrored(); err != nil {
			return nil, err
		}
	}
	s.store = &record.Store{
		Dynamic: c.Dynamic, Learner: learner, Mirror: s.mirror,
		Warn: func(err error) { a.term.Say("warning: %v", err) },
	}
	if s.record, err = s.store.Load(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// remember keeps what was learned about this cluster for the next command.
func (s *session) remember() {
	s.local.Context = s.cluster.Context
	if err := s.mirror.WriteLocal(s.local); err != nil {
		s.term.Say("warning: %v", err)
	}
}

// current is the open run that a verb is about: that of the challenge that was
// named, or the one started last.
type current struct {
	challenge  *challenge.Challenge
	run        record.Run
	deployment *scenario.Deployment
}

// onRun is what the verbs that are about one open run begin with.
func (a *app) onRun(do func(*session, context.Context, *current) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		s, err := a.open(c.Context())
		if err != nil {
			return err
		}
		run, err := s.find(args)
		if err != nil {
			return err
		}
		return do(s, c.Context(), run)
	}
}

// onNamed is onRun for the verbs that take away what somebody has made: where
// several runs are open, they do not choose one. how says how to name it.
func (a *app) onNamed(how string, do func(*session, context.Context, *current) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		s, err := a.open(c.Context())
		if err != nil {
			return err
		}
		if open := s.record.OpenRuns(s.uid); len(args) == 0 && len(open) > 1 {
			return fmt.Errorf("%s are started; %s", allOf(open), how)
		}
		run, err := s.find(args)
		if err != nil {
			return err
		}
		return do(s, c.Context(), run)
	}
}

// allOf lists challenges in words, in the order in which they were started.
func allOf(open []record.OpenRun) string {
	var ids []string
	for _, run := range slices.Backward(open) {
		ids = append(ids, run.Challenge)
	}
	last := len(ids) - 1
	return strings.Join(ids[:last], ", ") + " and " + ids[last]
}

// ownNamespaces refuses a namespace for what has namespaces of its own.
func (a *app) ownNamespaces() error {
	if a.flags.Namespace != nil && *a.flags.Namespace != "" {
		return errors.New("a challenge has namespaces of its own, mastery-ID; leave out --namespace")
	}
	return nil
}

// find finds the open run for a verb's arguments.
func (s *session) find(args []string) (*current, error) {
	catalogue, err := s.catalogue()
	if err != nil {
		return nil, err
	}
	open := s.record.OpenRuns(s.uid)
	if len(args) == 0 {
		if len(open) == 0 {
			return nil, s.nothingOpen()
		}
		if len(open) > 1 {
			s.term.Say("%s, the one started last", open[0].Challenge)
		}
		return s.current(catalogue, open[0])
	}
	if run, ok := s.openRun(args[0]); ok {
		return s.current(catalogue, run)
	}
	if _, err := catalogue.Get(args[0]); err != nil {
		return nil, err
	}
	return nil, &notStartedError{args[0]}
}

// openRun is the run of a challenge that is open on this cluster.
func (s *session) openRun(challenge string) (record.OpenRun, bool) {
	return (&known{open: s.record.OpenRuns(s.uid)}).openRun(challenge)
}

// notStartedError says that a challenge is not open on this cluster.
type notStartedError struct{ challenge string }

func (e *notStartedError) Error() string {
	return fmt.Sprintf("%s is not started here; start it with `kubectl mastery start %s`", e.challenge, e.challenge)
}

func (s *session) current(catalogue *challenge.Catalogue, run record.OpenRun) (*current, error) {
	c, err := catalogue.Get(run.Challenge)
	if errors.Is(err, challenge.ErrNotFound) {
		return nil, fmt.Errorf("%s is started here, and is none of these challenges; add --challenges DIR with the directory that it came from", run.Challenge)
	}
	if err != nil {
		return nil, err
	}
	if c.Digest != run.Digest {
		s.term.Say("note: %s has changed since you started it; `kubectl mastery reset %s` gives you the new one", c.ID(), c.ID())
	}
	c = c.From(run.Registry)
	return &current{challenge: c, run: run.Run, deployment: s.deployment(c, run.Run)}, nil
}

func (s *session) deployment(c *challenge.Challenge, run record.Run) *scenario.Deployment {
	return &scenario.Deployment{
		Cluster: s.cluster, Challenge: c.From(run.Registry), Run: run.ID, Fault: run.Fault, Namespaces: run.Namespaces, Registry: run.Registry,
		Step: func(format string, args ...any) { s.term.Say("  "+format, args...) },
	}
}

func (s *session) collector(c *current) *evidence.Collector {
	collector := &evidence.Collector{
		Cluster: s.cluster, Challenge: c.challenge, Namespaces: c.run.Namespaces, Registry: c.run.Registry,
		Home: record.Namespace, Given: c.run.Given(),
	}
	if s.local.Enforces {
		collector.Network = check.Enforces
	}
	return collector
}

// nothingOpen says what to do, and where a challenge is open elsewhere.
func (s *session) nothingOpen() error {
	mirrors, err := record.Mirrors(s.state)
	if err != nil {
		return err
	}
	for _, m := range mirrors {
		if m.Dir == s.mirror.Dir {
			continue
		}
		r, err := m.ReadAll()
		local, localErr := m.ReadLocal()
		if err = errors.Join(err, localErr); err != nil {
			s.term.Say("warning: %v", err)
			continue
		}
		if open := r.OpenRuns(""); len(open) > 0 && local.Context != "" {
			return elsewhere(s.cluster.Context, local.Context, open[0].Challenge)
		}
	}
	return errors.New("no challenge is started; `kubectl mastery list` shows what there is, `kubectl mastery start ID` starts one")
}

// elsewhere says that nothing is started in context here, but that a challenge
// is in context there. Where both are one context, it stands for another
// cluster than before.
func elsewhere(here, there, challenge string) error {
	if here == there {
		return fmt.Errorf("no challenge is started here; %s was, on an earlier cluster of context %s: begin anew with `kubectl mastery start %s`", challenge, here, challenge)
	}
	return fmt.Errorf("no challenge is started in context %s; %s is, in context %s: add --context %s", here, challenge, there, there)
}
