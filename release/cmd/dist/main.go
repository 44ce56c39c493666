// Command dist makes the archives of a release and the list of their
// checksums; see the package of that name.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/kubectl-mastery/kubectl-mastery/release"
	"github.com/kubectl-mastery/kubectl-mastery/release/dist"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, log io.Writer) error {
	flags := flag.NewFlagSet("dist", flag.ContinueOnError)
	d := dist.Dist{Log: log}
	flags.StringVar(&d.Source, "source", ".", "the top of the source tree")
	flags.StringVar(&d.Out, "out", "dist", "directory for the archives")
	flags.StringVar(&d.Version, "version", "", "the release, such as v0.1.0 (required)")
	only := flags.String("only", "", "pack for this platform alone, such as linux/amd64")
	payloads := map[string]string{}
	flags.Func("payload", "ARCH=DIR, the lab's payload for an architecture; the lab is packed for those given", func(s string) error {
		arch, dir, ok := strings.Cut(s, "=")
		if !ok {
			return fmt.Errorf("%q is not ARCH=DIR", s)
		}
		payloads[arch] = dir
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if d.Version == "" || flags.NArg() > 0 {
		return fmt.Errorf("usage: dist -version VERSION [-out DIR] [-source DIR] [-payload ARCH=DIR] [-only OS/ARCH]")
	}
	files, err := pack(ctx, d, payloads, *only)
	if err != nil {
		return err
	}
	sums, err := dist.Sum(d.Out, files)
	if err != nil {
		return err
	}
	list, err := os.Create(filepath.Join(d.Out, dist.SumsFile))
	if err != nil {
		return fmt.Errorf("write checksums: %w", err)
	}
	defer list.Close()
	if err := sums.Write(list); err != nil {
		return err
	}
	return list.Close()
}

// pack packs the plugin for all platforms, and the lab for the architectures
// that there is a payload for; or for one platform alone, if only names it.
func pack(ctx context.Context, d dist.Dist, payloads map[string]string, only string) ([]string, error) {
	var files []string
	plugin, lab := release.Plugin(), release.Lab()
	for _, on := range plugin.Platforms {
		if only != "" && only != on.String() {
			continue
		}
		file, err := d.Pack(ctx, plugin, on, "")
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	for _, on := range lab.Platforms {
		if only != "" && only != on.String() {
			continue
		}
		payload, have := payloads[on.Arch]
		if !have {
			fmt.Fprintf(d.Log, "without %s: no payload for %s was given\n", lab.Archive(d.Version, on), on.Arch)
			continue
		}
		file, err := d.Pack(ctx, lab, on, payload)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("nothing is released for %q", only)
	}
	return files, nil
}
