package krew_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/release"
	"github.com/kubectl-mastery/kubectl-mastery/release/archive"
	"github.com/kubectl-mastery/kubectl-mastery/release/dist"
	"github.com/kubectl-mastery/kubectl-mastery/release/krew"
)

const version = "v1.2.3"

// krewTool builds one of krew's own programs, as tools/go.mod pins them.
func krewTool(t *testing.T, name string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), name)
	build := exec.Command("go", "build", "-C", filepath.Join(source(t), "tools"), "-o", out, "sigs.k8s.io/krew/cmd/"+name)
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", name, err, said)
	}
	return out
}

// krew's own validation has the last word on what its rules are.
func TestKrewAcceptsManifests(t *testing.T) {
	validate := krewTool(t, "validate-krew-manifest")
	for _, file := range krew.Files() {
		// krew goes by the file's name.
		manifest := filepath.Join(t.TempDir(), file.Program.Plugin+".yaml")
		if err := os.WriteFile(manifest, committed(t, file.Path), 0o644); err != nil {
			t.Fatal(err)
		}
		if said, err := exec.Command(validate, "-manifest", manifest, "-skip-install").CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", file.Path, err, said)
		}
	}
}

// installation is a krew of its own in a temporary directory.
type installation struct{ krew, root string }

// install installs an archive as if it had been downloaded, and returns where
// krew put it.
func (i installation) install(t *testing.T, program release.Program, on release.Platform, file string) string {
	t.Helper()
	sums, err := dist.Sum(filepath.Dir(file), []string{filepath.Base(file)})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := krew.Describe(program, version, sums)
	if err != nil {
		t.Fatal(err)
	}
	data, err := m.Encode("")
	if err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(t.TempDir(), program.Plugin+".yaml")
	if err := os.WriteFile(manifest, data, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(i.krew, "install", "--manifest", manifest, "--archive", file)
	cmd.Env = append(os.Environ(), "KREW_ROOT="+i.root, "KREW_OS="+on.OS, "KREW_ARCH="+on.Arch, "KREW_NO_UPGRADE_CHECK=1")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("krew install %s: %v\n%s", program.Plugin, err, said)
	}
	return filepath.Join(i.root, "store", program.Plugin, version)
}

// kubectl is the one that the lab brings, or else the one on PATH.
func kubectl(t *testing.T) string {
	t.Helper()
	if own := filepath.Join(source(t), "build", "kubectl"); exec.Command(own, "version", "--client").Run() == nil {
		return own
	}
	found, err := exec.LookPath("kubectl")
	if err != nil {
		t.Fatal("this test needs kubectl: run `make payload`, or put one on PATH")
	}
	return found
}

func TestKrewInstallsPlugin(t *testing.T) {
	d := dist.Dist{Source: source(t), Version: version, Out: t.TempDir(), Log: t.Output()}
	name, err := d.Pack(t.Context(), release.Plugin(), release.Host(), "")
	if err != nil {
		t.Fatal(err)
	}
	i := installation{krew: krewTool(t, "krew"), root: t.TempDir()}
	at := i.install(t, release.Plugin(), release.Host(), filepath.Join(d.Out, name))
	if _, err := os.Stat(filepath.Join(at, "LICENSE")); err != nil {
		t.Error(err)
	}
	run := exec.Command(kubectl(t), "mastery", "version")
	run.Env = append(os.Environ(), "PATH="+filepath.Join(i.root, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"))
	said, err := run.CombinedOutput()
	if err != nil || string(said) != "kubectl-mastery "+version+"\n" {
		t.Errorf("kubectl mastery version: %v\n%s", err, said)
	}
}

// Every kind of archive that is published is one that krew can unpack.
func TestKrewInstallsEveryPlatform(t *testing.T) {
	tool := krewTool(t, "krew")
	stub := filepath.Join(t.TempDir(), "stub")
	if err := os.WriteFile(stub, []byte("#!/bin/sh\necho \"$0\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, program := range []release.Program{release.Plugin(), release.Lab()} {
		for _, on := range program.Platforms {
			t.Run(program.Plugin+"/"+on.String(), func(t *testing.T) {
				entries := []archive.Entry{
					{Name: "LICENSE", File: filepath.Join(source(t), "LICENSE")},
					{Name: program.Executable(on), File: stub, Executable: true},
				}
				if program.Payload != "" {
					entries = append(entries, archive.Entry{Name: program.Payload + "/bin/cni/ptp", File: stub, Executable: true})
				}
				file := filepath.Join(t.TempDir(), program.Archive(version, on))
				if err := archive.Write(file, entries); err != nil {
					t.Fatal(err)
				}
				i := installation{krew: tool, root: t.TempDir()}
				at := i.install(t, program, on, file)
				for _, e := range entries {
					info, err := os.Stat(filepath.Join(at, filepath.FromSlash(e.Name)))
					if err != nil {
						t.Error(err)
					} else if e.Executable != (info.Mode()&0o100 != 0) {
						t.Errorf("%s has mode %s", e.Name, info.Mode())
					}
				}
				link := filepath.Join(i.root, "bin", strings.ReplaceAll(program.Executable(on), "mastery-lab", "mastery_lab"))
				if target, err := filepath.EvalSymlinks(link); err != nil || filepath.Base(target) != program.Executable(on) {
					t.Errorf("the installed command leads to %q, %v", target, err)
				}
			})
		}
	}
}
