// Package cmd holds the verbs of kubectl mastery, one file each: flags, and
// then a call into the packages that do the work.
package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// Exit codes, after those of kubectl diff: 1 says "not so", more says that
// something went wrong.
const (
	exitSolved    = 0
	exitNotSolved = 1
	exitError     = 2
	exitUnknown   = 3
)

// outcome is a verdict on its way to becoming an exit code; what there is to
// say was said already.
type outcome int

func (o outcome) Error() string { return fmt.Sprintf("exit code %d", int(o)) }

// Main runs one command line and returns the exit code.
func Main(ctx context.Context, args []string, streams genericiooptions.IOStreams) int {
	term := terminal.New(streams)
	root := newRoot(term)
	root.SetArgs(args)
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.ErrOut)
	err := root.ExecuteContext(ctx)
	var said outcome
	switch {
	case err == nil:
		return exitSolved
	case errors.As(err, &said):
		return int(said)
	case ctx.Err() != nil:
		term.Say("\ninterrupted. Where you are, and what to do next: kubectl mastery")
		return exitError
	}
	term.Say("error: %s", told(err))
	return exitError
}

// told is an error, or several that were joined, in one line. What nobody has
// explained on the way is explained here.
func told(err error) string {
	var lines []string
	for line := range strings.Lines(cluster.Explain(err).Error()) {
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return strings.Join(lines, "; ")
}

// app is what the verbs share.
type app struct {
	term    *terminal.Terminal
	flags   *genericclioptions.ConfigFlags
	learner string
	// elsewhere is a directory of somebody's challenges, given by --challenges;
	// it is not known before the flags are parsed.
	elsewhere string
	// registry is a mirror of the registry that images come from, given by
	// --registry; it is remembered for the cluster.
	registry string
	// catalogue finds the challenges.
	catalogue func() (*challenge.Catalogue, error)
}

func newRoot(term *terminal.Terminal) *cobra.Command {
	a := &app{term: term, flags: genericclioptions.NewConfigFlags(true)}
	a.catalogue = func() (*challenge.Catalogue, error) { return openCatalogue(a.elsewhere) }
	root := &cobra.Command{
		Use:   "kubectl-mastery",
		Short: "Become good at Kubernetes by repairing and building real things in a real cluster",
		Long: "Become good at Kubernetes by repairing and building real things in a real cluster.\n\n" +
			"`kubectl mastery` alone tells where you are and what to do next.",
		Annotations:   map[string]string{cobra.CommandDisplayNameAnnotation: "kubectl mastery", alsoSays: "where you are, what is started, and what to do next"},
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.unknownVerb,
		RunE:          a.status,
	}
	a.flags.AddFlags(root.PersistentFlags())
	root.PersistentFlags().StringVar(&a.learner, "learner", "", "whose record to keep; the identity that the API server knows, if not given")
	root.PersistentFlags().StringVar(&a.elsewhere, "challenges", "", "directory of somebody's challenges, in place of those that are built in")
	root.PersistentFlags().StringVar(&a.registry, "registry", "", "mirror of "+challenge.Registry+" to have images from, such as mirror.example/k8s; remembered for the cluster by start")
	root.AddCommand(a.verbs()...)
	root.SetUsageFunc(a.usage)
	root.SetHelpFunc(a.help)
	root.SetFlagErrorFunc(flagError)
	root.SuggestionsMinimumDistance = 2             // letters
	root.CompletionOptions.DisableDefaultCmd = true // kubectl completes, see completion.go
	return root
}

// verbs are the commands in the order in which the README tells of them.
func (a *app) verbs() []*cobra.Command {
	return []*cobra.Command{
		a.newList(), a.newShow(), a.newStart(), a.newEnv(), a.newAnswer(), a.newHint(), a.newVerify(), a.newReset(), a.newDebrief(), a.newSolution(), a.newStop(), a.newUninstall(),
		a.newLearn(), a.newNext(), a.newReview(), a.newProgress(), a.newDoctor(), a.newImages(), a.newCompletion(), a.newLab(), a.newAuthor(), a.newOptions(), a.newVersion(),
	}
}

// alsoSays is the annotation of what the README says of a command beside its
// Short: flags worth knowing, and where to read on.
const alsoSays = "kubectl-mastery/also-says"

// openCatalogue finds the challenges that are built in, or those in a
// directory.
func openCatalogue(dir string) (*challenge.Catalogue, error) {
	if dir == "" {
		return challenge.NewCatalogue(challenges.FS)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("--challenges: there is no directory %s", dir)
	}
	catalogue, err := challenge.NewCatalogue(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	if len(catalogue.IDs()) == 0 {
		return nil, fmt.Errorf("%s holds no challenges: each is a directory with a challenge.yaml", dir)
	}
	return catalogue, nil
}

// unknownVerb says what to do about a word that is no verb.
func (a *app) unknownVerb(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return fmt.Errorf("unknown command %q; did you mean `kubectl mastery %s`?", args[0], near[0])
	}
	if slices.Contains(a.ids(), strings.ToLower(args[0])) {
		id := strings.ToLower(args[0])
		return fmt.Errorf("%s is a challenge; did you mean `kubectl mastery show %s`, or `kubectl mastery start %s`?", id, id, id)
	}
	return fmt.Errorf("unknown command %q; `kubectl mastery --help` lists all", args[0])
}

// ids are those of all challenges, none where they cannot be read.
func (a *app) ids() []string {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil
	}
	return catalogue.IDs()
}

// completeSolved completes the ids of challenges that this machine knows to be
// solved.
func (a *app) completeSolved(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	ids, directive := a.completeIDs(c, args, typed)
	known, err := a.remembered()
	if err != nil {
		return nil, directive
	}
	return slices.DeleteFunc(ids, func(id string) bool { return known.SolvedAt(id).IsZero() }), directive
}

// completeIDs completes challenge ids.
func (a *app) completeIDs(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	catalogue, err := a.catalogue()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return catalogue.IDs(), cobra.ShellCompDirectiveNoFileComp
}
