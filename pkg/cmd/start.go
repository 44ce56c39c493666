package cmd

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// symptomTimeout bounds how long start waits for the symptom: an image may
// have to be pulled, and a pod has to crash twice.
const symptomTimeout = 3 * time.Minute

type startOptions struct {
	yes    bool
	anyway bool
	seed   string
	files  string
	dry    dryRun
}

func (a *app) newStart() *cobra.Command {
	o := &startOptions{}
	c := &cobra.Command{
		Use:         "start [ID]",
		Annotations: map[string]string{alsoSays: "`--seed N` repeats a fault, `--files DIR` is where files go that it hands out, `--dry-run=client` and `--dry-run=server` only print the objects"},
		Short:       "Deploy a challenge, the next one if none is named, and wait until you can see what its story tells",
		Long: "Deploy a challenge, the next one if none is named, and wait until you can see what\n" +
			"its story tells.\n\n" +
			"Some challenges hand out files, for you to edit. They go into the directory ./ID, or\n" +
			"that of --files. A file that is there is never written over. Where the challenge is\n" +
			"started already, the files that are missing are written.\n\n" +
			"With --dry-run nothing is created, asked or written down: `client` prints the objects\n" +
			"as they would be sent, and needs no cluster; `server` has the API server try each, and\n" +
			"prints what it would store, or why it refuses. Of what goes into a namespace that is\n" +
			"not there yet it only says whether you may create it. The objects show what is wrong\n" +
			"with them to whoever reads them. Left out is what marks the namespaces of a run.",
		Example: "  kubectl mastery start\n" +
			"  kubectl mastery start l1-pod-crash\n" +
			"  kubectl mastery start l1-pod-crash --seed 7   # the same fault each time\n" +
			"  kubectl mastery start l1-pod-crash --dry-run=client",
		Args:              atMostOneID,
		ValidArgsFunction: a.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.dry.valid(); err != nil {
				return err
			}
			if c.Flags().Changed("files") && o.files == "" {
				return errNoFilesDir
			}
			if err := a.ownNamespaces(); err != nil {
				return err
			}
			catalogue, err := a.catalogue()
			if err != nil {
				return err
			}
			var chosen *challenge.Challenge
			if len(args) > 0 {
				if chosen, err = catalogue.Get(args[0]); err != nil {
					return err
				}
			}
			seed, err := parseSeed(o.seed)
			if err != nil {
				return err
			}
			if o.dry.mode == dryRunClient {
				return a.preview(catalogue, chosen, seed, o.files, o.dry.output)
			}
			s, err := a.openToStart(c.Context(), o.yes || o.dry.wanted())
			if err != nil {
				return err
			}
			s.files = o.files
			if chosen == nil {
				if chosen, err = s.next(catalogue); err != nil {
					return err
				}
			}
			if o.seed == "" {
				if seed, err = s.freshSeed(chosen, seed, ""); err != nil {
					return err
				}
			}
			if o.dry.wanted() {
				return s.try(c.Context(), chosen, seed, o.dry.output)
			}
			if !o.anyway {
				if err := s.able(c.Context(), chosen); err != nil {
					return err
				}
			}
			return s.start(c.Context(), chosen, seed, o.yes)
		},
	}
	c.Flags().BoolVarP(&o.yes, "yes", "y", false, "create the objects, and ask nothing")
	c.Flags().StringVar(&o.seed, "seed", "", "a whole number that decides which fault is drawn")
	c.Flags().StringVar(&o.files, "files", "", "the directory for the files that a challenge hands out; ./ID, or the one used before, if not given")
	_ = c.MarkFlagDirname("files") // fails for an unknown flag
	c.Flags().BoolVar(&o.anyway, "anyway", false, "try it also where the cluster lacks what the challenge needs")
	o.dry.add(c)
	return c
}

// next is the challenge to start where none is named, the one that the verb next
// tells of; what is started and not solved is gone on with.
func (s *session) next(catalogue *challenge.Catalogue) (*challenge.Challenge, error) {
	known, err := s.known()
	if err != nil {
		return nil, err
	}
	return next(catalogue, known)
}

// next is the challenge to start, by what is known of the learner.
func next(catalogue *challenge.Catalogue, known *known) (*challenge.Challenge, error) {
	all, err := catalogue.All()
	if err != nil {
		return nil, err
	}
	step, ok := advance.ToStart(known.steps(all))
	if !ok {
		return nil, errors.New("all challenges are solved, and none is due yet; name the one to practise again, `kubectl mastery review` lists them")
	}
	return step.Challenge, nil
}

func oneID(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one challenge; `kubectl mastery list` shows them")
	}
	return nil
}

func (s *session) start(ctx context.Context, c *challenge.Challenge, seed uint64, yes bool) error {
	if _, err := check.NewJudge(c); err != nil {
		return fmt.Errorf("challenge %s is broken: %w", c.ID(), err) // before anything is created
	}
	if open, ok := s.openRun(c.ID()); ok {
		return s.goOn(c, open.Run)
	}
	run := record.Run{
		ID: newRunID(), Fault: draw(c, seed), Seed: seed, Digest: c.Digest, Cluster: s.uid,
		Namespaces: namespaces(c), Registry: s.local.Registry, Started: s.cluster.Now().UTC().Truncate(time.Second),
	}
	files, err := s.handed(c, values(run))
	if err != nil {
		return err
	}
	if err := s.agree(ctx, c, s.deployment(c, run), files, yes); err != nil {
		return err
	}
	return s.deploy(ctx, c, run, files)
}

// deploy writes the run down before it creates anything, so that stop finds
// it whatever happens, and hands over once the symptom was seen.
func (s *session) deploy(ctx context.Context, c *challenge.Challenge, run record.Run, files *handed) error {
	began := time.Now()
	if _, err := s.store.Update(ctx, func(r *record.Record) { r.Put(c.ID(), run) }); err != nil {
		return err
	}
	s.remember()
	d := s.deployment(c, run)
	baseline, err := d.Create(ctx)
	if err == nil {
		err = s.store.PutBaseline(ctx, run.ID, baseline)
	}
	if err == nil {
		s.term.Say("%s created", s.term.Sign(Good))
		err = s.awaitSymptom(ctx, c, d)
	}
	if err != nil {
		return s.giveUp(ctx, &current{challenge: c, run: run, deployment: d}, err)
	}
	run.Ready = s.cluster.Now().UTC().Truncate(time.Second)
	written, err := s.store.Update(ctx, func(r *record.Record) { r.Put(c.ID(), run) })
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(written.Challenges[c.ID()].Runs, func(r record.Run) bool { return r.ID == run.ID && r.Open() }) {
		return s.giveUp(ctx, &current{challenge: c, run: run, deployment: d}, scenario.ErrRemoved)
	}
	if sees := awaited(c, run.Fault); sees != "" {
		s.term.Say("%s %s (after %d s)", s.term.Sign(Good), sees, int(time.Since(began).Seconds()))
	}
	if err := s.handOut(c, files); err != nil {
		return err
	}
	return s.hand(c, run, files)
}

// giveUp takes a run out whose start failed, or was interrupted.
func (s *session) giveUp(ctx context.Context, c *current, err error) error {
	s.dropOverlay(c.challenge.ID()) // of a run before, where reset has failed
	if ctx.Err() == nil {
		if errors.Is(err, scenario.ErrRemoved) {
			err = fmt.Errorf("%s was stopped or reset meanwhile, in another terminal or by somebody else; see what is started here with `kubectl mastery`", c.challenge.ID())
		}
		return errors.Join(err, s.takeOut(ctx, c))
	}
	s.term.Say("\n%s interrupted: removing what was created", s.term.Sign(Waiting))
	if err := s.takeOut(ctx, c); err != nil {
		s.term.Say("error: %v; remove the rest with: kubectl mastery stop %s", err, c.challenge.ID())
		return outcome(exitError)
	}
	s.term.Say("%s nothing of it is left. Again: kubectl mastery start %s", s.term.Sign(Good), c.challenge.ID())
	return outcome(exitError)
}

func (s *session) awaitSymptom(ctx context.Context, c *challenge.Challenge, d *scenario.Deployment) error {
	sees := awaited(c, d.Fault)
	if sees == "" {
		return nil
	}
	what := "you can see it: " + sees
	if _, ok := c.Fault(d.Fault); !ok {
		what = sees
	}
	s.term.Say("%s waiting until %s", s.term.Sign(Waiting), what)
	ctx, cancel := context.WithTimeout(ctx, symptomTimeout)
	defer cancel()
	err := d.AwaitSymptom(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s was not seen to be as its story has it within %s and is taken out again (%w)", c.ID(), symptomTimeout, err)
	}
	return err
}

// awaited says what can be seen once a run may begin: the fault's symptom, or
// the starting point; empty where nothing is waited for.
func awaited(c *challenge.Challenge, fault string) string {
	f, ok := c.Fault(fault)
	switch {
	case ok:
		return f.Sees
	case !c.Spec.Ready.Empty():
		return "the starting point is in place"
	}
	return ""
}

func newRunID() string {
	var random [5]byte
	rand.Read(random[:]) // never fails, by its documentation
	return hex.EncodeToString(random[:])
}
