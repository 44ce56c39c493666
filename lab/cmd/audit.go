package cmd

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/audit"
)

func newAudit(place *place, streams Streams) *cobra.Command {
	var reader audit.Reader
	var output string
	var since time.Duration
	cmd := &cobra.Command{
		Use:        "audit",
		SuggestFor: []string{"events"},
		Short:      "Show who asked the API server for what, and what came of it",
		Long: `Show who asked the API server for what, and what came of it: its audit log.

A request in somebody else's name is shown as that one's. What is written into the
log is decided by /etc/kubernetes/audit-policy.yaml on the control plane; the one
that the lab comes with leaves out what the cluster's own parts ask for.`,
		Args: cobra.NoArgs,
	}
	name := nameFlag(cmd)
	flags := cmd.Flags()
	flags.BoolVarP(&reader.Follow, "follow", "f", false, "go on with what is added")
	flags.StringVarP(&output, "output", "o", "", "json: the entries of the log as they are, one a line")
	flags.StringVar(&reader.Filter.User, "user", "", "only requests by that user, or in that user's name")
	flags.StringSliceVar(&reader.Filter.Verbs, "verb", nil, "only requests with that verb; several with commas")
	flags.StringVar(&reader.Filter.Resource, "resource", "", "only requests for that resource, such as pods, deployments.apps or pods/exec")
	flags.StringVarP(&reader.Filter.Namespace, "namespace", "n", "", "only requests for objects in that namespace")
	flags.DurationVar(&since, "since", 0, "only requests of that last time, such as 10m")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := knownOutput(output); err != nil {
			return err
		}
		if err := reader.Filter.Check(); err != nil {
			return err
		}
		if since < 0 {
			return fmt.Errorf("--since takes a time that has passed, such as 10m, not %s", since)
		}
		if since > 0 {
			reader.Filter.Since = time.Now().Add(-since)
		}
		reader.JSON = output == "json"
		machine, found, err := place.findToRead(cmd, *name)
		if err != nil {
			return err
		}
		log, err := machine.AuditLog(found)
		if err != nil {
			return err
		}
		count, err := reader.Copy(cmd.Context(), streams.Out, log)
		if err != nil {
			return err
		}
		report(streams, count)
		return nil
	}
	return cmd
}

// report says what the lines do not show.
func report(streams Streams, count audit.Count) {
	if count.Matching == 0 {
		fmt.Fprintf(streams.Err, "None of the log's %d entries is asked for.\n", count.Events)
	}
	if count.Broken > 0 {
		fmt.Fprintf(streams.Err, "Lines that are no whole entries were left out: %d.\n", count.Broken)
	}
}

func knownOutput(output string) error {
	if output != "" && output != "json" {
		return fmt.Errorf("output %q: only json is known", output)
	}
	return nil
}
