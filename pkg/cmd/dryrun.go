package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// The values of --dry-run, as kubectl has them; none is the same as no such flag.
const (
	dryRunNone   = "none"
	dryRunClient = "client"
	dryRunServer = "server"
)

// dryRun is what start shows in place of doing it.
type dryRun struct {
	mode, output string
}

func (o *dryRun) add(c *cobra.Command) {
	c.Flags().StringVar(&o.mode, "dry-run", dryRunNone, "create nothing: print the objects as they would be sent, or as the server would store them (`client|server`)")
	c.Flags().Lookup("dry-run").DefValue = "" // help need not speak of none
	c.Flags().StringVarP(&o.output, "output", "o", "", "with --dry-run: yaml, json or name; yaml if not given")
	for flag, words := range map[string][]string{"dry-run": {dryRunClient, dryRunServer}, "output": {"yaml", "json", "name"}} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)) // fails for an unknown flag
	}
}

// wanted reports whether nothing is to be created.
func (o *dryRun) wanted() bool { return o.mode != dryRunNone }

func (o *dryRun) valid() error {
	switch o.mode {
	case dryRunNone:
		if o.output != "" {
			return errors.New("--output is for --dry-run=client or --dry-run=server; leave it out to start a challenge")
		}
		return nil
	case dryRunClient, dryRunServer:
		return oneOf(o.output, "yaml", "json", "name")
	}
	return fmt.Errorf("--dry-run takes client or server, not %q", o.mode)
}

// preview prints what start would create; of the cluster nothing is asked.
func (a *app) preview(catalogue *challenge.Catalogue, c *challenge.Challenge, seed uint64, files, output string) error {
	if c == nil {
		k, err := a.remembered()
		if err != nil {
			return err
		}
		if c, err = next(catalogue, k); err != nil {
			return err
		}
	}
	registry, err := a.mirrored()
	if err != nil {
		return err
	}
	d := &scenario.Deployment{Challenge: c, Fault: draw(c, seed), Namespaces: namespaces(c), Registry: registry}
	objects, err := d.Preview()
	if err != nil {
		return err
	}
	if err := a.printObjects(objects, output); err != nil {
		return err
	}
	if err := a.wouldWrite(c, d.Values(), files); err != nil {
		return err
	}
	a.term.Say("Nothing was created. These are created by: %s", again(c, seed))
	return nil
}

// try prints what the API server would store if start were run.
func (s *session) try(ctx context.Context, c *challenge.Challenge, seed uint64, output string) error {
	if _, ok := s.openRun(c.ID()); ok {
		return fmt.Errorf("%s is started here, so there is nothing that start would create; take it out with `kubectl mastery stop %s` first, or use --dry-run=client", c.ID(), c.ID())
	}
	trials, err := s.deployment(c, record.Run{Fault: draw(c, seed), Namespaces: namespaces(c), Registry: s.local.Registry}).Try(ctx)
	if err != nil {
		return err
	}
	var objects []*unstructured.Unstructured
	unasked, refused := 0, 0
	for _, trial := range trials {
		if trial.Err != nil {
			s.term.Say("%s %s: %v", s.term.Sign(Bad), scenario.Label(trial.Object), trial.Err)
			refused++
			continue
		}
		if trial.Unasked {
			unasked++
		}
		objects = append(objects, trial.Object)
	}
	if err := s.printObjects(objects, output); err != nil {
		return err
	}
	if unasked > 0 {
		s.term.Say("note: of %d objects the server says only that you may create them, for their namespace is not there yet; they are shown as they would be sent", unasked)
	}
	if refused > 0 {
		s.term.Say("error: the server refuses %d of %d objects; what you may do here, and what the cluster has, tells `kubectl mastery doctor`", refused, len(trials))
		return outcome(exitError)
	}
	if err := s.wouldWrite(c, challenge.Substitution{Namespaces: namespaces(c)}, s.files); err != nil {
		return err
	}
	s.term.Say("Nothing was created. These are created by: %s", again(c, seed))
	return nil
}

// again is the command that creates what was shown.
func again(c *challenge.Challenge, seed uint64) string {
	if len(c.Spec.Faults) == 0 {
		return "kubectl mastery start " + c.ID()
	}
	return fmt.Sprintf("kubectl mastery start %s --seed %d", c.ID(), seed)
}

// printObjects prints objects as kubectl does: documents of YAML, one list in
// JSON, or their names.
func (a *app) printObjects(objects []*unstructured.Unstructured, output string) error {
	switch output {
	case "name":
		for _, object := range objects {
			fmt.Fprintln(a.term.Out, scenario.Label(object))
		}
		return nil
	case "json":
		items := []any{}
		for _, object := range objects {
			items = append(items, object.Object)
		}
		return a.printData(map[string]any{"apiVersion": "v1", "kind": "List", "items": items}, output)
	}
	for i, object := range objects {
		document, err := yaml.Marshal(object.Object)
		if err != nil {
			return err
		}
		separator := "---\n"
		if i == 0 {
			separator = ""
		}
		if _, err := fmt.Fprintf(a.term.Out, "%s%s", separator, document); err != nil {
			return err
		}
	}
	return nil
}

// wouldWrite says which files start would hand out besides.
func (a *app) wouldWrite(c *challenge.Challenge, values challenge.Substitution, dir string) error {
	files, err := c.Handout(values)
	if err != nil {
		return err
	}
	if len(files) > 0 {
		h := &handed{dir: cmp.Or(dir, c.ID()), files: files}
		a.term.Say("Besides, start would write these files: %s", h.paths())
	}
	return nil
}
