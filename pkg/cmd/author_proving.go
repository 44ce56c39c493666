package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"k8s.io/client-go/discovery"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// proving is a challenge that is about to be proven.
type proving struct {
	*author.Prover
	proofs []author.Proof
	cases  []author.Case
	report *proofReport
}

// proveAll proves challenges, all beside each other as far as there is room.
func (a *app) proveAll(ctx context.Context, args []string, o *proveOptions) error {
	dirs, err := a.authorDirs(args)
	if err != nil {
		return err
	}
	counter := &proofCounter{named: len(dirs) > 1}
	var all []*proving
	for _, dir := range dirs {
		one, err := a.proving(dir, o)
		if err != nil {
			return err
		}
		one.report.counter, counter.all = counter, counter.all+len(one.cases)
		all = append(all, one)
	}
	where, err := cluster.Connect(a.flags)
	if err != nil {
		return err
	}
	if err := where.Guard(); err != nil {
		return err
	}
	disco, err := a.flags.ToDiscoveryClient()
	if err != nil {
		return err
	}
	a.term.Say("%d %s of %s", counter.all, plural("case", counter.all), named(all))
	began := time.Now()
	if err := runProofs(ctx, where, disco, all, o); err != nil {
		return err
	}
	return a.conclude(all, o, time.Since(began))
}

// named names what is proven.
func named(all []*proving) string {
	if len(all) == 1 {
		return all[0].report.challenge
	}
	return fmt.Sprintf("%d challenges", len(all))
}

// proving reads one challenge and its proofs.
func (a *app) proving(dir string, o *proveOptions) (*proving, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	c, err := challenge.Load(os.DirFS(filepath.Dir(dir)), filepath.Base(dir))
	if err != nil {
		return nil, err
	}
	registry, err := a.mirrored()
	if err != nil {
		return nil, err
	}
	p := &proving{}
	if p.proofs, err = author.Proofs(dir, c); err != nil {
		return nil, err
	}
	cases := author.Cases(c, p.proofs)
	if o.soak > 0 {
		cases = author.Soak(cases, o.soak)
	}
	if p.cases, err = o.chosen(c, cases); err != nil {
		return nil, err
	}
	harmless, err := author.Harmless(c.FS, p.proofs)
	if err != nil {
		return nil, err
	}
	p.report = &proofReport{app: a, challenge: c.ID(), cases: len(p.cases)}
	p.Prover = &author.Prover{Challenge: c.From(registry), Registry: registry, Keep: o.keep, Mutants: o.mutants, Harmless: harmless, Done: p.report.add}
	return p, nil
}

// chosen are the cases that were asked for.
func (o *proveOptions) chosen(c *challenge.Challenge, cases []author.Case) ([]author.Case, error) {
	if _, ok := c.Fault(o.fault); o.fault != "" && !ok {
		return nil, fmt.Errorf("%s has no fault %q", c.ID(), o.fault)
	}
	var names []string
	chosen := slices.DeleteFunc(slices.Clone(cases), func(one author.Case) bool {
		names = append(names, one.Name)
		return o.fault != "" && one.Fault != o.fault || !strings.Contains(one.Name, o.only)
	})
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no case of %s has %q in its name; they are %s", c.ID(), o.only, strings.Join(names, ", "))
	}
	return chosen, nil
}

// runProofs runs the cases of all challenges on a cluster, and looks for what
// they have left behind.
func runProofs(ctx context.Context, where *cluster.Cluster, disco discovery.CachedDiscoveryInterface, all []*proving, o *proveOptions) error {
	disco.Invalidate() // what is cached may be of another cluster that had the same address
	before, err := author.TakeSnapshot(ctx, disco, where.Dynamic)
	if err != nil {
		return cluster.Explain(err)
	}
	var (
		pool   = author.NewPool(o.parallel, author.Capacity(ctx, where))
		beside sync.WaitGroup
		errs   = make([]error, len(all))
		kept   bool
	)
	author.Line(inLine(all)...)
	for i, one := range all {
		one.Cluster, one.Pool = where, pool
		beside.Go(func() {
			var outcomes []author.Outcome
			if outcomes, errs[i] = one.Run(ctx, one.cases); errs[i] == nil && o.mutants {
				score := author.Score(outcomes, one.Harmless, !o.partial())
				one.report.score = &score
			}
		})
	}
	beside.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, one := range all {
		kept = kept || one.report.kept
	}
	if kept {
		for _, one := range all {
			one.report.kept = true
		}
		return nil
	}
	after, err := author.TakeSnapshot(ctx, disco, where.Dynamic)
	if err != nil {
		return cluster.Explain(err)
	}
	for _, object := range after.Since(before) {
		of := whose(object, all)
		of.left = append(of.left, object)
	}
	return nil
}

// inLine is the order in which challenges are proven: first those that look outside
// their namespaces, since some of their cases run one by one beside all others;
// then those with the most cases, so that what is last is short.
func inLine(all []*proving) []*author.Prover {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *proving) int {
		return cmp.Or(
			-cmp.Compare(len(a.Challenge.Spec.Touches), len(b.Challenge.Spec.Touches)),
			-cmp.Compare(len(a.cases), len(b.cases)),
		)
	})
	var provers []*author.Prover
	for _, one := range all {
		provers = append(provers, one.Prover)
	}
	return provers
}

// whose is the challenge that an object is left of, by its name: those of the
// namespaces and of what is outside them begin alike. What bears nobody's name
// is held against the first.
func whose(object string, all []*proving) *proofReport {
	for _, one := range all {
		if strings.Contains(object, "mastery-"+one.report.challenge+"-") {
			return one.report
		}
	}
	return all[0].report
}

// conclude tells how it ended, and how long it took.
func (a *app) conclude(all []*proving, o *proveOptions, took time.Duration) error {
	said, good := suites{}, 0
	for _, one := range all {
		if !o.partial() {
			one.report.wanting = author.Wanting(one.Challenge, one.proofs)
		}
		one.report.close()
		said.Suites = append(said.Suites, one.report.suite())
		if one.report.ok() {
			good++
		}
	}
	if len(all) > 1 {
		a.term.Print("%d of %d challenges are proven, %.0f s", good, len(all), took.Seconds())
	}
	if o.junit != "" {
		if err := said.write(o.junit); err != nil {
			return err
		}
	}
	if good < len(all) {
		return outcome(exitNotSolved)
	}
	return nil
}
