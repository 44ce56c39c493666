// Command mutate asks whether the tests of a package notice when a condition
// in it is wrong. It wraps every condition of the package so that a variable
// in the environment can turn one of them round, builds the tests once, and
// runs them for each. It prints the conditions that no test notices, and exits
// with 1 where there are any that are not excused.
//
// Usage: mutate [-only PATTERN] [-excuses FILE] DIRECTORY
//
// A line of the file of excuses is "FILE: CONDITION: CHANGE # REASON".
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code, err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		code = 2
	}
	os.Exit(code)
}

func run(ctx context.Context) (int, error) {
	only := flag.String("only", "", "only mutants whose description fits this regular expression")
	file := flag.String("excuses", "", "file of mutants that change nothing, with the reasons")
	flag.Parse()
	if flag.NArg() != 1 {
		return 2, fmt.Errorf("name the directory of one package")
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return 2, err
	}
	excuses, err := readExcuses(*file)
	if err != nil {
		return 2, err
	}
	scratch, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return 2, err
	}
	defer os.RemoveAll(scratch)
	mutants, binary, err := build(ctx, flag.Arg(0), scratch)
	if err != nil {
		return 2, err
	}
	if out, passed := try(ctx, flag.Arg(0), binary, -1); !passed {
		return 2, fmt.Errorf("the tests fail as they are:\n%s", out)
	}
	survivors := tryAll(ctx, flag.Arg(0), binary, mutants, wanted)
	if ctx.Err() != nil {
		return 2, ctx.Err()
	}
	code := 0
	for _, m := range survivors {
		if reason, ok := excuses.of(m); ok {
			fmt.Printf("harmless: %s (%s)\n", m, reason)
			continue
		}
		fmt.Printf("survives: %s\n", m)
		code = 1
	}
	for _, unused := range excuses.unused() {
		if *only != "" {
			break // it may be for one that was left out
		}
		fmt.Printf("excuse for nothing: %s\n", unused)
		code = 1
	}
	fmt.Printf("%d mutants, %d survive\n", len(mutants), len(survivors))
	return code, nil
}

// build instruments the package and compiles its tests.
func build(ctx context.Context, dir, scratch string) ([]mutant, string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, "", err
	}
	var mutants []mutant
	replaced := map[string]string{}
	name := ""
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, "", err
		}
		text, found, pkg, err := instrument(path, source, len(mutants))
		if err != nil {
			return nil, "", err
		}
		name = pkg
		mutants = append(mutants, found...)
		target := filepath.Join(scratch, filepath.Base(path))
		if err := os.WriteFile(target, text, 0o600); err != nil {
			return nil, "", err
		}
		replaced[path] = target
	}
	helper := filepath.Join(scratch, "mutant.go")
	if err := os.WriteFile(helper, []byte(switches(name)), 0o600); err != nil {
		return nil, "", err
	}
	replaced[filepath.Join(dir, "mutant_switch.go")] = helper
	overlay, err := overlayFile(scratch, replaced)
	if err != nil {
		return nil, "", err
	}
	binary := filepath.Join(scratch, "package.test")
	command := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, "./"+dir)
	if out, err := command.CombinedOutput(); err != nil {
		return nil, "", fmt.Errorf("compile the instrumented tests: %w\n%s", err, out)
	}
	return mutants, binary, nil
}

// tryAll runs the tests once for each mutant, and returns those that pass.
func tryAll(ctx context.Context, dir, binary string, mutants []mutant, wanted *regexp.Regexp) []mutant {
	var (
		group     sync.WaitGroup
		mu        sync.Mutex
		survivors []mutant
	)
	slots := make(chan struct{}, runtime.NumCPU())
	for i, m := range mutants {
		if !wanted.MatchString(m.String()) || ctx.Err() != nil {
			continue
		}
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			if _, passed := try(ctx, dir, binary, i); passed {
				mu.Lock()
				defer mu.Unlock()
				survivors = append(survivors, m)
			}
		})
	}
	group.Wait()
	slices.SortFunc(survivors, func(a, b mutant) int { return strings.Compare(a.String(), b.String()) })
	return survivors
}

// limit ends a mutant that loops.
const limit = 2 * time.Minute

func try(ctx context.Context, dir, binary string, number int) (string, bool) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	command := exec.CommandContext(ctx, binary, "-test.failfast", "-test.short")
	command.Dir = dir
	command.Env = append(os.Environ(), fmt.Sprintf("MUTANT=%d", number))
	out, err := command.CombinedOutput()
	return string(out), err == nil
}
