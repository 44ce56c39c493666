package payload

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
)

// Main runs the builder from a command line and returns the exit code. All that
// it says goes to stderr.
func Main(ctx context.Context, args []string, stderr io.Writer) int {
	build, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = build.Run(ctx)
	}
	if err != nil {
		fmt.Fprintln(stderr, "payload:", err)
		return 1
	}
	return 0
}

func parse(args []string, stderr io.Writer) (Build, error) {
	build := Build{Log: stderr}
	flags := flag.NewFlagSet("payload", flag.ContinueOnError)
	flags.SetOutput(stderr)
	lab := flags.String("lab", ".", "the lab's source directory, with components, images and addons in it")
	out := flags.String("out", "", "the payload's directory (required)")
	cache := flags.String("cache", "", "directory that keeps what later runs use again (required)")
	only := flags.String("only", "", "make only these components and images, separated by commas")
	flags.StringVar(&build.Arch, "arch", runtime.GOARCH, "architecture: amd64 or arm64")
	flags.StringVar(&build.Mirrors.Main, "mirror", "", "where Debian packages come from; the mirror of this machine's apt if not given")
	flags.StringVar(&build.Mirrors.Security, "security-mirror", "", "where their security updates come from, together with -mirror")
	flags.BoolVar(&build.Refresh, "refresh", false, "bring Debian packages to their present versions")
	if err := flags.Parse(args); err != nil {
		return build, err
	}
	if *out == "" || *cache == "" || flags.NArg() > 0 {
		return build, errors.New("usage: payload -out DIR -cache DIR [-lab DIR] [-arch ARCH] [-only NAMES] [-mirror URL [-security-mirror URL]] [-refresh]")
	}
	if *only != "" {
		build.Only = strings.Split(*only, ",")
	}
	for to, from := range map[*string]string{
		&build.Components: filepath.Join(*lab, "components"), &build.Images: filepath.Join(*lab, "images"),
		&build.Addons: filepath.Join(*lab, "addons"),
		&build.Out:    *out, &build.Cache: *cache,
	} {
		absolute, err := filepath.Abs(from)
		if err != nil {
			return build, fmt.Errorf("find %s: %w", from, err)
		}
		*to = absolute
	}
	return build, nil
}
