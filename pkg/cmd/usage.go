package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// help prints what a verb is for, and how it is used.
func (a *app) help(c *cobra.Command, _ []string) {
	about := c.Long
	if about == "" {
		about = c.Short
	}
	fmt.Fprintf(a.term.Out, "%s\n", a.term.Wrap(about, ""))
	_ = a.usage(c) // it cannot fail
}

// usage prints how a verb is used. The flags that all verbs share are
// kubectl's own, and would hide the verb's few: as with kubectl, `options`
// shows them. It is code and no template, since the linker would keep every
// method of the program for a template's sake.
func (a *app) usage(c *cobra.Command) error {
	out := c.OutOrStderr()
	fmt.Fprint(out, "Usage:\n")
	if does(c) {
		fmt.Fprintf(out, "  %s\n", c.UseLine())
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(out, "  %s COMMAND\n", c.CommandPath())
	}
	if c.HasExample() {
		fmt.Fprintf(out, "\nExamples:\n%s", a.examples(c.Example))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprint(out, "\nCommands:\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprint(out, a.term.Entry(sub.Name(), sub.NamePadding(), sub.Short))
			}
		}
	}
	if own := c.LocalNonPersistentFlags(); own.HasAvailableFlags() {
		fmt.Fprintf(out, "\nFlags:\n%s", own.FlagUsagesWrapped(a.term.Width))
	}
	if c.HasAvailableSubCommands() {
		a.term.Tell(out, "\nMore about a command: %s COMMAND --help", c.CommandPath())
	}
	a.term.Tell(out, "\nFlags of all commands, such as --context: %s options", c.Root().CommandPath())
	return nil
}

// examples are commands with what they are for behind them or, where the
// terminal is too narrow for one, before it.
func (a *app) examples(text string) string {
	var out strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		command, about, explained := strings.Cut(line, "#")
		if explained && a.term.Shows() && len(line) > a.term.Width {
			fmt.Fprintf(&out, "  #%s\n", about)
			line = strings.TrimRight(command, " ")
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

// does reports whether a command does something by itself, and not only with one
// of its own commands: those have no flags.
func does(c *cobra.Command) bool {
	flags := false
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { flags = flags || f.Name != "help" })
	return flags || !c.HasAvailableSubCommands() || !c.HasParent()
}

func (a *app) newOptions() *cobra.Command {
	return &cobra.Command{
		Use:   "options",
		Short: "List the flags that all commands have",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(a.term.Out, c.Root().PersistentFlags().FlagUsagesWrapped(a.term.Width))
			return err
		},
	}
}

// noArgs refuses arguments of a verb that takes none.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("`%s` takes no argument, such as %q; see `%s --help`", c.CommandPath(), args[0], c.CommandPath())
	}
	return nil
}

// flagError says what to do about a flag that is wrong.
func flagError(c *cobra.Command, err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: --"); ok {
		if values, _ := pflag.UnquoteUsage(c.Flags().Lookup(name)); strings.Contains(values, "|") {
			return fmt.Errorf("--%s needs a value: %s", name, alternatives(strings.Split(values, "|")))
		}
	}
	unknown, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
	if unknown == "yes" {
		return fmt.Errorf("`%s` asks nothing, so it has no --yes; leave it out", c.CommandPath())
	}
	if !ok {
		// What Go's parser of numbers says is of no use to anybody.
		said, _, _ := strings.Cut(err.Error(), ": strconv.")
		return fmt.Errorf("%s; see `%s --help`", said, c.CommandPath())
	}
	letters := strings.NewReplacer("-", "", "_", "")
	var names []string
	near := ""
	c.Flags().VisitAll(func(f *pflag.Flag) {
		names = append(names, f.Name)
		if letters.Replace(f.Name) == letters.Replace(unknown) {
			near = f.Name
		}
	})
	if near == "" {
		near = challenge.Nearest(unknown, names)
	}
	if near != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, near)
	}
	return fmt.Errorf("%w; see `%s --help`", err, c.CommandPath())
}
