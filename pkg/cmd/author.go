package cmd

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	c.AddCommand(a.newProve())
	return c
}

type proveOptions struct {
	parallel int
	only     string
	mutants  bool
}

func (a *app) newProve() *cobra.Command {
	o := &proveOptions{}
	c := &cobra.Command{
		Use:   "prove DIR",
		Short: "Run a challenge's right and wrong fixes on the current cluster",
		Long: "Run a challenge's right and wrong fixes on the current cluster.\n\n" +
			"The scripts in proof/ run on this machine, with kubectl from PATH. Only prove\n" +
			"challenges that you trust.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name the directory of one challenge, such as challenges/l1-pod-crash")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if o.only != "" && !c.Flags().Changed("mutants") {
				o.mutants = false
			}
			return a.prove(c.Context(), args[0], o)
		},
	}
	c.Flags().IntVar(&o.parallel, "parallel", 6, "how many cases run at once")
	c.Flags().StringVar(&o.only, "only", "", "only cases whose name contains this")
	c.Flags().BoolVar(&o.mutants, "mutants", true, "change what each right fix has solved in one thing after the other, which must be noticed; not with --only, unless it is asked for")
	return c
}

func (a *app) prove(ctx context.Context, dir string, o *proveOptions) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	c, err := challenge.Load(os.DirFS(filepath.Dir(dir)), filepath.Base(dir))
	if err != nil {
		return err
	}
	proofs, err := author.Proofs(dir, c)
	if err != nil {
		return err
	}
	var cases []author.Case
	for _, one := range author.Cases(c, proofs) {
		if strings.Contains(one.Name, o.only) {
			cases = append(cases, one)
		}
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
	disco.Invalidate() // what is cached may be of another cluster that had the same address
	before, err := author.TakeSnapshot(ctx, disco, where.Dynamic)
	if err != nil {
		return cluster.Explain(err)
	}
	harmless, err := author.Harmless(dir, proofs)
	if err != nil {
		return err
	}
	passed := 0
	prover := &author.Prover{
		Cluster: where, Challenge: c, Parallel: o.parallel, Mutants: o.mutants, Harmless: harmless,
		Done: func(out author.Outcome) {
			mark := Good
			if !out.OK() {
				mark = Bad
			} else {
				passed++
			}
			fmt.Fprintf(a.term.Out, "%s %-44s %-5s %4.0f s\n", a.term.Sign(mark), out.Name, out.Got, out.Took.Seconds())
			if !out.OK() {
				fmt.Fprint(a.term.Out, a.term.Wrap(out.Err.Error(), "    "))
			}
		},
	}
	began := time.Now()
	outcomes, err := prover.Run(ctx, cases)
	if err != nil {
		return err
	}
	score := author.Score(outcomes, harmless, o.only == "")
	after, err := author.TakeSnapshot(ctx, disco, where.Dynamic)
	if err != nil {
		return cluster.Explain(err)
	}
	left := after.Since(before)
	for _, object := range left {
		fmt.Fprintf(a.term.Out, "%s left behind: %s\n", a.term.Sign(Bad), object)
	}
	if o.mutants {
		for _, fault := range score.Faults {
			fmt.Fprint(a.term.Out, a.term.Wrap(a.term.Sign(Bad)+" "+fault, "  "))
		}
		fmt.Fprintf(a.term.Out, "%s: %s\n", c.ID(), score)
	}
	fmt.Fprintf(a.term.Out, "%s: %d of %d cases as they must be, %d objects left behind, %.0f s\n", c.ID(), passed, len(cases), len(left), time.Since(began).Seconds())
	if passed < len(cases) || len(left) > 0 || o.mutants && len(score.Faults) > 0 {
		return outcome(exitNotSolved)
	}
	return nil
}
