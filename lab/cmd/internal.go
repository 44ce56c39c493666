package cmd

import (
	"context"
	"errors"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/lab/fabric"
	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/monitor"
	"github.com/kubectl-mastery/kubectl-mastery/lab/node"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// newInternal returns the commands that the lab runs for itself: the processes
// that a lab is made of, all of them this program.
func newInternal(streams Streams) []*cobra.Command {
	log := slog.New(slog.NewTextHandler(streams.Err, nil))
	return []*cobra.Command{
		newProcess(monitor.Command, func(ctx context.Context, dir state.Dir, payload, _ string) error {
			return monitor.Run(ctx, monitor.Options{Dir: dir, Payload: payload}, log.With("process", "monitor"))
		}),
		newProcess(fabric.Command, func(ctx context.Context, dir state.Dir, payload, _ string) error {
			return fabric.Run(ctx, fabric.Options{Dir: dir, Payload: payload}, log.With("process", "fabric"))
		}),
		newProcess(node.Command, func(_ context.Context, dir state.Dir, payload, name string) error {
			return node.Enter(node.Options{Dir: dir, Name: name, Payload: payload})
		}),
		newStage(node.InsideCommand, func(ctx context.Context, dir state.Dir, payload, name string) error {
			return node.Run(ctx, node.Options{Dir: dir, Name: name, Payload: payload}, log.With("process", name))
		}),
		newProcess(preflight.TryCommand, func(_ context.Context, dir state.Dir, _, _ string) error {
			return sandbox.Report(preflight.Try(string(dir)))
		}),
		newProcess(image.ImportCommand, func(ctx context.Context, dir state.Dir, payload, _ string) error {
			err := image.Import(ctx, payload, string(dir))
			return errors.Join(err, sandbox.Report(err))
		}),
	}
}

// A main is what a process of a lab runs.
type main func(ctx context.Context, dir state.Dir, payload, node string) error

// newProcess is the command of a process that begins when its parent lets it.
func newProcess(name string, run main) *cobra.Command {
	return newStage(name, func(ctx context.Context, dir state.Dir, payload, node string) error {
		if err := sandbox.AwaitRelease(); err != nil {
			return err
		}
		return run(ctx, dir, payload, node)
	})
}

// newStage is the command of a process that has begun.
func newStage(name string, run main) *cobra.Command {
	var dir, payload, nodeName string
	cmd := &cobra.Command{
		Use:    name,
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return run(cmd.Context(), state.Dir(dir), payload, nodeName)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "directory to work on")
	cmd.Flags().StringVar(&payload, "payload", "", "directory of programs and images")
	cmd.Flags().StringVar(&nodeName, "node", "", "name of the node")
	return cmd
}
