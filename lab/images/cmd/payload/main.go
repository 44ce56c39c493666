// Command payload makes the lab's programs and offline images; see the package
// of that name.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/payload"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "payload:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("payload", flag.ExitOnError)
	lab := flags.String("lab", ".", "the lab's source directory, with components and images in it")
	out := flags.String("out", "", "the payload's directory (required)")
	cache := flags.String("cache", "", "directory that keeps what later runs use again (required)")
	arch := flags.String("arch", runtime.GOARCH, "architecture: amd64 or arm64")
	only := flags.String("only", "", "make only these components and images, separated by commas")
	refresh := flags.Bool("refresh", false, "bring Debian packages to their present versions")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *out == "" || *cache == "" || flags.NArg() > 0 {
		return fmt.Errorf("usage: payload -out DIR -cache DIR [-lab DIR] [-arch ARCH] [-only NAMES] [-refresh]")
	}
	build := payload.Build{Arch: *arch, Refresh: *refresh, Log: os.Stderr}
	for _, dir := range []struct {
		to   *string
		from string
	}{
		{&build.Components, filepath.Join(*lab, "components")}, {&build.Images, filepath.Join(*lab, "images")},
		{&build.Out, *out}, {&build.Cache, *cache},
	} {
		absolute, err := filepath.Abs(dir.from)
		if err != nil {
			return err
		}
		*dir.to = absolute
	}
	if *only != "" {
		build.Only = strings.Split(*only, ",")
	}
	return build.Run(ctx)
}
