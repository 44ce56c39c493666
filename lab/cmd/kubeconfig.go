package cmd

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func newKubeconfig(place *place, streams Streams) *cobra.Command {
	var content bool
	cmd := &cobra.Command{
		Use:        "kubeconfig [NAME]",
		SuggestFor: []string{"config", "context", "env"},
		Short:      "Print the path of the lab's kubeconfig",
		Args:       oneLab,
	}
	name := nameArg(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		name, err := name(args)
		if err != nil {
			return err
		}
		machine, found, err := place.find(name)
		if err != nil {
			return err
		}
		path := machine.Root.Lab(found.Name).Kubeconfig()
		if !content {
			_, err = fmt.Fprintln(streams.Out, path)
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read kubeconfig: %w", err)
		}
		_, err = streams.Out.Write(data)
		return err
	}
	cmd.Flags().BoolVar(&content, "content", false, "print the file itself")
	return cmd
}
