package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// unknownCommand tells whether args name a command that there is not, and which one
// may be meant. Where a command has others below it, cobra itself would only show
// its help.
func unknownCommand(root *cobra.Command, args []string) error {
	parent, rest, err := root.Find(args)
	var word string
	switch {
	case err != nil:
		// It says so only in words.
		if _, scan := fmt.Sscanf(err.Error(), "unknown command %q", &word); scan != nil {
			return err
		}
	case parent != root && parent.HasAvailableSubCommands() && len(rest) > 0 && !strings.HasPrefix(rest[0], "-"):
		word = rest[0]
	default:
		return nil
	}
	hint := fmt.Sprintf("see `%s --help`", parent.CommandPath())
	if near := parent.SuggestionsFor(word); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("unknown command %q for %q; %s", word, parent.CommandPath(), hint)
}

// flagError says what to do about a flag that is wrong.
func flagError(cmd *cobra.Command, err error) error {
	if value, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return valueError(value)
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		letters := strings.NewReplacer("-", "", "_", "")
		near := ""
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if letters.Replace(f.Name) == letters.Replace(unknown.GetSpecifiedName()) {
				near = f.Name
			}
		})
		if near != "" {
			return fmt.Errorf("%w; did you mean --%s?", err, near)
		}
	}
	return fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath())
}

// valueError says which values a flag takes: what Go's parsers say of it is of use
// to programmers.
func valueError(err *pflag.InvalidValueError) error {
	flag, value := err.GetFlag(), err.GetValue()
	takes := "another kind of value"
	switch flag.Value.Type() {
	case "duration":
		takes = "a time with its unit, such as 30s or 5m"
		if strings.Trim(value, "0123456789") == "" && value != "" {
			takes = fmt.Sprintf("a time with its unit, such as %ss or %sm", value, value)
		}
	case "int":
		takes = "a whole number"
	case "bool":
		takes = "true or false"
	}
	return fmt.Errorf("--%s takes %s, not %q", flag.Name, takes, value)
}
