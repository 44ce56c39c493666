package cmd

import (
	"github.com/spf13/cobra"
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
	soak        int
}

// partial reports whether only some cases are run, while working on them.
func (o *proveOptions) partial() bool { return o.fault != "" || o.only != "" || o.soak > 0 }

func (a *app) newProve() *cobra.Command {
	o := &proveOptions{}
	c := &cobra.Command{
		Use:         "prove [DIR...]",
		Short:       "Run the right and wrong fixes of challenges on the current cluster",
		Annotations: map[string]string{alsoSays: "also tries what the right ones could lose unnoticed"},
		Long: "Run the right and wrong fixes of challenges on the current cluster.\n\n" +
			"Without DIR all challenges in --challenges, or ./challenges, are proven. Several are\n" +
			"proven beside each other, as far as the cluster has room. The scripts\n" +
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
	c.Flags().IntVar(&o.soak, "soak", 0, "run no fixes, but start each fault this many times and see its symptom each time")
	c.Flags().BoolVar(&o.keep, "keep", false, "leave the namespaces of the first case that fails, to look at")
	c.Flags().StringVar(&o.junit, "junit", "", "also write a JUnit report to this file")
	c.Flags().BoolVar(&o.mutants, "mutants", true, "change what each right fix has solved in one thing after the other, which must be noticed; not with --fault, --only or --soak, unless it is asked for")
	return c
}
