// Package payload makes the lab's payload: the programs that the lab runs and
// the images that it holds offline. Everything is made once and then only again
// if what it is made from has changed.
package payload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/debian"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// Build is one run of the builder.
type Build struct {
	// Components and Images are the directories that hold components.yaml and
	// images.yaml; Addons has a directory for each add-on, and need not be there.
	Components, Images, Addons string
	// Out is the payload's directory, Cache keeps what later runs use again.
	Out, Cache string
	// Arch is the architecture, as Go names it: amd64 or arm64.
	Arch string
	// Only limits the run to these components and images, those of add-ons
	// among them; empty means all. What
	// there is of the others stays.
	Only []string
	// Mirrors are asked for Debian packages; empty for those of this machine.
	Mirrors debian.Mirrors
	// Refresh brings Debian packages to their present versions.
	Refresh bool
	// Log takes a line for each thing that is made, and what compilers say.
	Log io.Writer
}

// Run makes the payload.
func (b Build) Run(ctx context.Context) error {
	components, err := component.Load(b.Components)
	if err != nil {
		return err
	}
	set, err := image.Load(filepath.Join(b.Images, "images.yaml"))
	if err != nil {
		return err
	}
	addons, err := addon.Load(b.Addons)
	if err != nil {
		return err
	}
	piles, err := pilesOf(&set, addons)
	if err != nil {
		return err
	}
	unlock, err := b.lock()
	if err != nil {
		return err
	}
	defer unlock()
	made := programs{}
	for _, c := range components {
		if err := b.component(ctx, c, made); err != nil {
			return err
		}
	}
	from, err := b.stock(ctx, set, made)
	if err != nil {
		return err
	}
	for _, p := range piles {
		if err := b.pile(ctx, set, p, from); err != nil {
			return err
		}
	}
	return b.addons(addons)
}

// program is a built program: its file and what decides its content.
type program struct {
	file, key, source string
}

type programs map[string]program

// component builds the programs of a component if they are not fresh.
func (b Build) component(ctx context.Context, c component.Component, made programs) error {
	toolchain, err := component.Toolchain(ctx, c.Dir)
	if err != nil {
		return err
	}
	key, err := c.Key(b.Arch, toolchain)
	if err != nil {
		return err
	}
	var files []string
	for _, p := range c.Programs {
		file := b.place(p)
		files = append(files, file)
		made[p.Name] = program{file: file, key: key, source: c.Source()}
	}
	for _, p := range c.Prints {
		files = append(files, filepath.Join(b.Out, p.To))
	}
	for _, j := range c.Joins {
		files = append(files, filepath.Join(b.Out, j.To))
	}
	stamp := b.stamp(c.Name)
	done, err := fresh(stamp, key, files)
	if err != nil || done || !b.wanted(c.Name) {
		return err
	}
	for i, p := range c.Programs {
		start := time.Now()
		b.say("building %s (%s)", p.Name, c.Name)
		end := b.stayInTouch(p.Name, start)
		err := c.Build(ctx, p, b.Arch, files[i], b.Log)
		end()
		if err != nil {
			return err
		}
		if err := link(files[i], p.Names); err != nil {
			return err
		}
		b.say("built    %s in %s", p.Name, time.Since(start).Round(100*time.Millisecond))
	}
	for i, p := range c.Prints {
		if err := c.Print(ctx, p, files[len(c.Programs)+i], b.Log); err != nil {
			return err
		}
		b.say("written  %s", p.To)
	}
	for i, j := range c.Joins {
		if err := c.Join(ctx, j, files[len(c.Programs)+len(c.Prints)+i]); err != nil {
			return err
		}
		b.say("written  %s", j.To)
	}
	return remember(stamp, key, files)
}

// place is where a program goes.
func (b Build) place(p component.Program) string {
	if p.To == "" {
		return b.kept("bin", p.Name)
	}
	return filepath.Join(b.Out, p.To)
}

// link makes the further names of a program beside it.
func link(file string, names []string) error {
	for _, name := range names {
		at := filepath.Join(filepath.Dir(file), name)
		if target, err := os.Readlink(at); err == nil && target == filepath.Base(file) {
			continue
		}
		if err := os.RemoveAll(at); err != nil {
			return fmt.Errorf("name %s: %w", name, err)
		}
		if err := os.Symlink(filepath.Base(file), at); err != nil {
			return fmt.Errorf("name %s: %w", name, err)
		}
	}
	return nil
}

func (b Build) stamp(name string) string { return b.kept("stamps", name+".json") }

// kept is a file that is kept for the payload at this very place: payloads at
// two places must not take turns in making each other stale.
func (b Build) kept(dir, name string) string {
	place := sha256.Sum256([]byte(b.Out))
	return filepath.Join(b.Cache, b.Arch, hex.EncodeToString(place[:4]), dir, name)
}

func (b Build) wanted(name string) bool { return len(b.Only) == 0 || slices.Contains(b.Only, name) }

// stayInTouch says once a minute that a program is still being built, until the
// function that it returns is called: the first build of Kubernetes takes a
// quarter of an hour, in which the compiler says nothing.
func (b Build) stayInTouch(name string, since time.Time) (end func()) {
	minutes := time.NewTicker(time.Minute)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-minutes.C:
				b.say("... still building %s, for %s", name, time.Since(since).Round(time.Minute))
			case <-done:
				return
			}
		}
	}()
	return func() { minutes.Stop(); close(done) }
}

func (b Build) say(format string, args ...any) { fmt.Fprintf(b.Log, format+"\n", args...) }
