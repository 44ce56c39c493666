package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/capability"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// diagnosis is what -o json and -o yaml print; fields are only ever added.
type diagnosis struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Context    string `json:"context"`
	Server     string `json:"server"`
	*capability.Report
	Challenges []runnable `json:"challenges"`
}

// runnable tells whether a challenge can run here.
type runnable struct {
	ID string `json:"id"`
	// Missing and Unknown are the requirements that are not there, and those of
	// which nothing is known.
	Missing []string `json:"missing"`
	Unknown []string `json:"unknown"`
}

func (a *app) newDoctor() *cobra.Command {
	var output string
	var try bool
	c := &cobra.Command{
		Use:         "doctor",
		Short:       "Tell what this cluster has, what you may do there, and which challenges can run",
		Annotations: map[string]string{alsoSays: "`--probe` also tries whether NetworkPolicies are enforced"},
		Args:        noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf(output, "json", "yaml"); err != nil {
				return err
			}
			s, err := a.open(c.Context())
			if err != nil {
				return err
			}
			d, err := s.diagnose(c.Context(), try)
			if err != nil {
				return err
			}
			if output != "" {
				return a.printData(d, output)
			}
			a.showDiagnosis(d)
			return nil
		},
	}
	c.Flags().BoolVar(&try, "probe", false, "also try what cannot be read: two pods, for some seconds, in namespace "+record.Namespace)
	c.Flags().StringVarP(&output, "output", "o", "", "json or yaml")
	return c
}

func (s *session) diagnose(ctx context.Context, try bool) (*diagnosis, error) {
	network := ""
	if s.local.Enforces {
		network = check.Enforces
	}
	if try {
		found, err := s.tryNetwork(ctx)
		if err != nil {
			return nil, err
		}
		if found == check.Enforces || found == check.EnforcesNot {
			network = found // else it is as much known as before
		}
	}
	report, err := capability.Look(ctx, s.cluster, network)
	if err != nil {
		return nil, err
	}
	d := &diagnosis{APIVersion: record.APIVersion, Kind: "Diagnosis", Context: s.cluster.Context, Server: s.cluster.Server, Report: report}
	chosen, err := s.named(nil)
	if err != nil {
		return nil, err
	}
	for _, c := range chosen {
		one := runnable{ID: c.ID(), Missing: []string{}, Unknown: []string{}}
		missing, unknown := report.Runs(c)
		one.Missing, one.Unknown = append(one.Missing, missing...), append(one.Unknown, unknown...)
		d.Challenges = append(d.Challenges, one)
	}
	return d, nil
}

// tryNetwork finds out by trying whether NetworkPolicies are enforced, and
// remembers it where they are.
func (s *session) tryNetwork(ctx context.Context) (string, error) {
	s.term.Say("%s trying whether the network enforces NetworkPolicies, with two pods in namespace %s", s.term.Sign(Waiting), record.Namespace)
	made, err := s.store.Prepare(ctx)
	if err != nil {
		return "", cluster.Explain(err)
	}
	if made {
		defer func() {
			namespaces := s.cluster.Dynamic.Resource(cluster.Core("namespaces"))
			if err := namespaces.Delete(context.WithoutCancel(ctx), record.Namespace, metav1.DeleteOptions{}); err != nil {
				s.term.Say("note: namespace %s is left: %v", record.Namespace, err)
			}
		}()
	}
	found, why, end := probe.Enforcement(ctx, s.cluster, record.Namespace, probe.Options{Image: challenge.Substitution{Registry: s.local.Registry}.Image(probe.Image)})
	end()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case why != "":
		s.term.Say("note: it could not be found out: %s", why)
	case string(found) == check.Enforces && !s.local.Enforces:
		s.local.Enforces = true
		s.remember()
	}
	return string(found), nil
}

func (a *app) showDiagnosis(d *diagnosis) {
	a.term.Print("Kubernetes %s, context %s (%s)", d.Version, d.Context, d.Server)
	fmt.Fprintf(a.term.Out, "\n%s\n", a.term.Bold("What you may do"))
	for _, p := range d.Permissions {
		if len(p.Lacks) == 0 {
			a.term.Print("%s %s", a.term.Sign(Good), p.What)
			continue
		}
		a.term.Print("%s %s: you may not %s", a.term.Sign(Bad), p.What, strings.Join(p.Lacks, ", "))
	}
	fmt.Fprintf(a.term.Out, "\n%s\n", a.term.Bold("What the cluster has"))
	for _, f := range d.Findings {
		switch f.State {
		case capability.There:
			a.term.Print("%s %s", a.term.Sign(Good), f.Says)
		case capability.Missing:
			mark := Later
			if d.needs(f.Name) {
				mark = Bad
			}
			a.term.Print("%s %s", a.term.Sign(mark), f.Says)
		default:
			a.term.Print("%s %s", a.term.Sign(Unsure), f.Says)
		}
	}
	a.showRunnable(d)
}

// needs reports whether a challenge cannot run for want of a requirement.
func (d *diagnosis) needs(name string) bool {
	return slices.ContainsFunc(d.Challenges, func(one runnable) bool { return slices.Contains(one.Missing, name) })
}

// showRunnable tells which challenges can run, and what the others lack.
func (a *app) showRunnable(d *diagnosis) {
	fmt.Fprintf(a.term.Out, "\n%s\n", a.term.Bold("What can run here"))
	can := 0
	lacking := map[string]bool{}
	var lines []string
	for _, one := range d.Challenges {
		switch {
		case len(one.Missing) > 0:
			lines = append(lines, fmt.Sprintf("%s %s needs %s", a.term.Sign(Bad), one.ID, words(one.Missing)))
		case len(one.Unknown) > 0:
			lines = append(lines, fmt.Sprintf("%s %s needs %s, of which nothing is known", a.term.Sign(Unsure), one.ID, words(one.Unknown)))
		default:
			can++
			continue
		}
		for _, name := range append(one.Missing, one.Unknown...) {
			lacking[name] = true
		}
	}
	a.term.Print("%s %d of %d challenges", a.term.Sign(Good), can, len(d.Challenges))
	for _, line := range lines {
		a.term.Print("%s", line)
	}
	for _, f := range d.Findings {
		switch {
		case !lacking[f.Name]:
		case f.Name == challenge.NetworkPolicy && f.State == capability.Unknown:
			a.term.Print("To find out about the network: kubectl mastery doctor --probe")
		default:
			a.term.Print("To get %s: %s", challenge.Requirements()[f.Name], capability.Advice(f.Name))
		}
	}
}

// words are requirements in words.
func words(names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, challenge.Requirements()[name])
	}
	return strings.Join(all, " and ")
}
