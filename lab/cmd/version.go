package cmd

import (
	"fmt"
	"os/exec"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// version is set by the linker for releases.
var version string

func newVersion(place *place, streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the lab and of what it runs",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintf(streams.Out, "lab         %s\n", ownVersion())
			machine, err := place.machine()
			if err != nil {
				return err
			}
			for _, program := range []struct{ name, file string }{{"kubelet", "kube"}, {"containerd", "containerd"}} {
				command := exec.CommandContext(cmd.Context(), machine.Program(program.file), "--version")
				command.Args[0] = program.name // one file is all of Kubernetes
				said, err := command.Output()
				if err != nil {
					return fmt.Errorf("ask %s for its version: %w", program.name, err)
				}
				fmt.Fprintf(streams.Out, "%-11s %s\n", program.name, versionIn(string(said)))
			}
			return nil
		},
	}
}

func ownVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "unknown"
}

// versionIn finds the version in what a program says of itself: "Kubernetes
// v1.2.3", or "containerd module v1.2.3 commit".
func versionIn(said string) string {
	for word := range strings.FieldsSeq(said) {
		if strings.HasPrefix(word, "v") && strings.Contains(word, ".") {
			return word
		}
	}
	return strings.TrimSpace(said)
}
