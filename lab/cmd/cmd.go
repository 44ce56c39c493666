// Package cmd is the command line of the lab: one file a verb, each of which
// turns flags into a call of the packages that do the work.
package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// Streams are where a command reads and writes: data goes to Out, all that is
// said about it to Err.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// Exit codes, as those of kubectl diff.
const (
	exitOK    = 0
	exitNotSo = 1
	exitError = 2
)

// errNotSo ends a command with exitNotSo: it has already said what is not so.
var errNotSo = errors.New("not so")

// Main runs the command line and returns its exit code.
func Main(ctx context.Context, args []string, streams Streams) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, unix.SIGTERM, unix.SIGHUP)
	defer stop()
	root := newRoot(streams)
	wrapFlags(root, columns(streams.Out))
	root.SetArgs(args)
	err := unknownCommand(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errNotSo):
		return exitNotSo
	default:
		fmt.Fprintf(streams.Err, "error: %v\n", err)
		return exitError
	}
}

func newRoot(streams Streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "kubectl-mastery-lab",
		Short: "A real, disposable Kubernetes cluster on this machine",
		Long: `A real, disposable Kubernetes cluster on this machine, made of upstream's own
programs in namespaces of their own: no Docker, no registry, nothing left
behind. It needs Linux and root.`,
		Annotations:       map[string]string{cobra.CommandDisplayNameAnnotation: "kubectl mastery lab"},
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	// What is meant is said in our own words.
	root.DisableSuggestions = true
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(flagError)
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	place := &place{}
	place.addFlags(root.PersistentFlags())
	root.AddCommand(
		newUp(place, streams),
		newStop(place, streams),
		newDown(place, streams),
		newStatus(place, streams),
		newNode(place, streams),
		newAdd(place, streams),
		newLoad(place, streams),
		newLogs(place, streams),
		newAudit(place, streams),
		newCollect(place, streams),
		newKubeconfig(place, streams),
		newKubectl(place, streams),
		newVersion(place, streams),
	)
	root.AddCommand(newInternal(streams)...)
	return root
}

// columns is how wide a terminal is; 0 for what is none.
func columns(out io.Writer) int {
	file, ok := out.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// wrapFlags has what is said of flags broken between words at that many columns;
// 0 has each on a line of its own, however long.
func wrapFlags(root *cobra.Command, columns int) {
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), "FlagUsages |", fmt.Sprintf("FlagUsagesWrapped %d |", columns)))
}
