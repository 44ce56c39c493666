package cmd

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

func (a *app) newAuthor() *cobra.Command {
	c := &cobra.Command{
		Use:   "author",
		Short: "The kit for those who write challenges",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.newNew(), a.newLint(), a.newProve(), a.newSchema())
	return c
}

type proveOptions struct {
	parallel    int
	fault, only string
	keep        bool
	junit       string
	mutants     bool
}

// partial reports whether only some cases are run, while working on them.
func (o *proveOptions) partial() bool { return o.fault != "" || o.only != "" }

func (a *app) newProve() *cobra.Command {
	o := &proveOptions{}
	c := &cobra.Command{
		Use:   "prove [DIR...]",
		Short: "Run the right and wrong fixes of challenges on the current cluster",
		Long: "Run the right and wrong fixes of challenges on the current cluster.\n\n" +
			"Without DIR all challenges in --challenges, or ./challenges, are proven. The scripts\n" +
			"in proof/ run on this machine, with kubectl from PATH. Only prove challenges that\n" +
			"you trust.",
		Example: "  kubectl mastery author prove challenges/l1-pod-crash\n" +
			"  kubectl mastery author prove challenges/l1-pod-crash --fault cedar --only raise-limit --keep\n" +
			"  kubectl mastery author prove --junit proofs.xml",
		RunE: func(c *cobra.Command, args []string) error {
			if o.partial() && !c.Flags().Changed("mutants") {
				o.mutants = false
			}
			return a.proveAll(c.Context(), args, o)
		},
	}
	c.Flags().IntVar(&o.parallel, "parallel", 0, "how many cases run at once (default: by the number of pods that one makes)")
	c.Flags().StringVar(&o.fault, "fault", "", "only cases with this fault")
	c.Flags().StringVar(&o.only, "only", "", "only cases whose name contains this")
	c.Flags().BoolVar(&o.keep, "keep", false, "leave the namespaces of the first case that fails, to look at")
	c.Flags().StringVar(&o.junit, "junit", "", "also write a JUnit report to this file")
	c.Flags().BoolVar(&o.mutants, "mutants", true, "change what each right fix has solved in one thing after the other, which must be noticed; not with --fault or --only, unless it is asked for")
	return c
}

// prove proves one challenge.
func (a *app) prove(ctx context.Context, dir string, o *proveOptions) (*proofReport, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	c, err := challenge.Load(os.DirFS(filepath.Dir(dir)), filepath.Base(dir))
	if err != nil {
		return nil, err
	}
	proofs, err := author.Proofs(dir, c)
	if err != nil {
		return nil, err
	}
	cases, err := o.chosen(c, author.Cases(c, proofs))
	if err != nil {
		return nil, err
	}
	parallel := o.parallel
	if parallel <= 0 {
		if parallel, err = author.Parallel(c); err != nil {
			return nil, err
		}
	}
	where, err := cluster.Connect(a.flags)
	if err != nil {
		return nil, err
	}
	if err := where.Guard(); err != nil {
		return nil, err
	}
	disco, err := a.flags.ToDiscoveryClient()
	if err != nil {
		return nil, err
	}
	disco.Invalidate() // what is cached may be of another cluster that had the same address
	before, err := author.TakeSnapshot(ctx, disco, where.Dynamic)
	if err != nil {
		return nil, cluster.Explain(err)
	}
	report := &proofReport{app: a, challenge: c.ID(), cases: len(cases), began: time.Now()}
	a.term.Say("%s: %d %s, %d at once", c.ID(), len(cases), plural("case", len(cases)), parallel)
	harmless, err := author.Harmless(c.FS, proofs)
	if err != nil {
		return nil, err
	}
	prover := &author.Prover{
		Cluster: where, Challenge: c, Parallel: parallel, Keep: o.keep, Mutants: o.mutants, Harmless: harmless, Done: report.add,
	}
	outcomes, err := prover.Run(ctx, cases)
	if err != nil {
		return nil, err
	}
	if o.mutants {
		score := author.Score(outcomes, harmless, !o.partial())
		report.score = &score
	}
	if !report.kept {
		after, err := author.TakeSnapshot(ctx, disco, where.Dynamic)
		if err != nil {
			return nil, cluster.Explain(err)
		}
		report.left = after.Since(before)
	}
	if !o.partial() {
		report.wanting = author.Wanting(c, proofs)
	}
	report.close()
	return report, nil
}
