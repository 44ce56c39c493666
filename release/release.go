// Package release says what a release consists of: the programs, the platforms
// that each is built for, and how the files are named. What builds the files
// and what describes them to krew both read it here.
package release

import (
	"fmt"
	"runtime"
)

// Home is where the project lives, and releases are published under it.
const Home = "https://github.com/kubectl-mastery/kubectl-mastery"

// A Platform is an operating system and an architecture, as Go names them.
type Platform struct{ OS, Arch string }

func (p Platform) String() string { return p.OS + "/" + p.Arch }

// Host is the platform that this program runs on.
func Host() Platform { return Platform{OS: runtime.GOOS, Arch: runtime.GOARCH} }

// A Program is one of the two programs of a release.
type Program struct {
	// Name is the name of the executable, without a suffix.
	Name string
	// Plugin is the name under which krew knows it.
	Plugin string
	// Module is the directory of its Go module, from the top of the source
	// tree; Package is the main package in it.
	Module, Package string
	// VersionVariable is the string that the linker sets to the version.
	VersionVariable string
	// Payload is the directory beside the executable that it needs to run, or
	// empty if it needs none.
	Payload string
	// Platforms it is built for.
	Platforms []Platform
}

// Plugin is the kubectl plugin itself.
func Plugin() Program {
	p := Program{
		Name: "kubectl-mastery", Plugin: "mastery",
		Module: ".", Package: "./cmd/kubectl-mastery",
		VersionVariable: "github.com/kubectl-mastery/kubectl-mastery/pkg/cmd.release",
	}
	for _, system := range []string{"darwin", "linux", "windows"} {
		p.Platforms = append(p.Platforms, Platform{system, "amd64"}, Platform{system, "arm64"})
	}
	return p
}

// Lab is the lab, which runs on Linux only.
func Lab() Program {
	return Program{
		Name: "kubectl-mastery-lab", Plugin: "mastery-lab",
		Module: "lab", Package: "./cmd/kubectl-mastery-lab",
		VersionVariable: "github.com/kubectl-mastery/kubectl-mastery/lab/cmd.version",
		Payload:         "mastery-lab",
		Platforms:       []Platform{{"linux", "amd64"}, {"linux", "arm64"}},
	}
}

// Executable is the program's file name on a platform.
func (p Program) Executable(on Platform) string {
	if on.OS == "windows" {
		return p.Name + ".exe"
	}
	return p.Name
}

// Archive is the name of the file that is published for a platform.
func (p Program) Archive(version string, on Platform) string {
	suffix := ".tar.gz"
	if on.OS == "windows" {
		suffix = ".zip"
	}
	return fmt.Sprintf("%s-%s-%s-%s%s", p.Name, version, on.OS, on.Arch, suffix)
}

// URI is where a published file is had.
func URI(version, file string) string {
	return Home + "/releases/download/" + version + "/" + file
}
