package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func newLoad(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "load IMAGE.tar",
		Short: "Put an image from an archive into a running lab",
		Long: `Put an image from an archive, such as docker save or podman save writes, into
every node of a running lab. Pods find it under the name that it has in the
archive; their imagePullPolicy must not be Always.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one archive, as `docker save` writes it")
			}
			return nil
		},
	}
	name := nameFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		machine, err := place.machine()
		if err != nil {
			return err
		}
		refs, err := machine.Load(cmd.Context(), *name, args[0])
		if err != nil {
			return err
		}
		for _, ref := range refs {
			fmt.Fprintln(streams.Out, ref)
		}
		return nil
	}
	return cmd
}
