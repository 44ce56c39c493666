package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func newLoad(place *place, streams Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "load IMAGE.tar",
		SuggestFor: []string{"import", "image", "images"},
		Short:      "Put an image from an archive into a running lab",
		Long: `Put an image from an archive, such as docker save or podman save writes, into
every node of a running lab, and print its name. Pods find it under the name that
it has in the archive; their imagePullPolicy must not be Always.`,
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
		loaded, same, err := machine.Load(cmd.Context(), *name, args[0])
		if err != nil {
			return err
		}
		for _, ref := range loaded {
			fmt.Fprintln(streams.Out, ref)
		}
		for _, ref := range same {
			fmt.Fprintln(streams.Out, ref)
			fmt.Fprintf(streams.Err, "%s was there already.\n", ref)
		}
		if len(loaded)+len(same) == 0 {
			fmt.Fprintln(streams.Err, "The image has no name by which a pod could ask for it; save it by its name, as in `docker save -o FILE NAME:TAG`.")
		}
		return nil
	}
	return cmd
}
