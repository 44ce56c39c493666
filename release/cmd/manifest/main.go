// Command manifest writes the krew manifests of this source tree for a release
// from the list of its checksums.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kubectl-mastery/kubectl-mastery/release/dist"
	"github.com/kubectl-mastery/kubectl-mastery/release/krew"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "manifest:", err)
		os.Exit(1)
	}
}

func run(args []string, log io.Writer) error {
	flags := flag.NewFlagSet("manifest", flag.ContinueOnError)
	source := flags.String("source", ".", "the top of the source tree")
	list := flags.String("sums", filepath.Join("dist", dist.SumsFile), "the list of checksums")
	version := flags.String("version", "", "the release, such as v0.1.0 (required)")
	partial := flags.Bool("partial", false, "leave out platforms that there is no archive for")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *version == "" || flags.NArg() > 0 {
		return fmt.Errorf("usage: manifest -version VERSION [-sums FILE] [-source DIR] [-partial]")
	}
	in, err := os.Open(*list)
	if err != nil {
		return fmt.Errorf("read checksums, which `make dist` writes: %w", err)
	}
	defer in.Close()
	sums, err := dist.ReadSums(in)
	if err != nil {
		return err
	}
	for _, file := range krew.Files() {
		data, missing, err := file.Render(*version, sums)
		if err != nil {
			return err
		}
		for _, on := range missing {
			if !*partial {
				return fmt.Errorf("%s: no checksum for %s in %s: run `make dist`", file.Path, on, *list)
			}
			fmt.Fprintf(log, "%s: without %s\n", file.Path, on)
		}
		if err := os.WriteFile(filepath.Join(*source, filepath.FromSlash(file.Path)), data, 0o644); err != nil {
			return fmt.Errorf("write manifest: %w", err)
		}
	}
	return nil
}
