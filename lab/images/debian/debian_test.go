package debian

import (
	"archive/tar"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakeApt stands in for apt-get: it knows the packages of its directory as
// NAME_VERSION_ARCH.deb and writes down how it was called.
const fakeApt = `#!/bin/sh
echo "$@" >> "$FAKE_APT/calls"
list=
for argument; do
	case $argument in
	-q*|-o|*=*) ;;
	update) exit 0 ;;
	download) ;;
	--print-uris) list=1 ;;
	*)
		file=$(cd "$FAKE_APT" && ls ${argument}_*.deb) || { echo "E: no $argument" >&2; exit 100; }
		# Like apt-get, say nothing about what is there.
		[ -e "$file" ] && continue
		if [ "$list" ]; then
			sum=$(sha256sum "$FAKE_APT/$file")
			echo "'http://deb.example/$file' $file 1 SHA256:${sum%% *}"
		else
			cp "$FAKE_APT/$file" .
		fi ;;
	esac
done
`

// archiveWith is an archive whose apt-get is a fake with these packages; calls
// returns what was asked of it since the last time.
func archiveWith(t *testing.T, files ...string) (a Archive, mirror string, calls func() string) {
	t.Helper()
	bin := t.TempDir()
	mirror = t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "apt-get"), []byte(fakeApt), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("FAKE_APT", mirror)
	for _, file := range files {
		publish(t, mirror, file)
	}
	from := Mirrors{Main: "http://deb.example/debian", Security: "http://deb.example/security"}
	return Archive{Release: Release{Suite: "trixie"}, Mirrors: from, Arch: "arm64", Dir: t.TempDir()}, mirror, func() string {
		file := filepath.Join(mirror, "calls")
		data, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		os.Remove(file)
		return string(data)
	}
}

func publish(t *testing.T, mirror, file string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(mirror, file), []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPackages(t *testing.T) {
	a, mirror, calls := archiveWith(t, "curl_8.1-2_arm64.deb", "busybox_1%3a1.37.0-6+b9_arm64.deb", "nginx_1.26_arm64.deb")
	get := func(refresh bool, names ...string) map[string]string {
		t.Helper()
		packages, err := a.Packages(t.Context(), names, refresh)
		if err != nil {
			t.Fatal(err)
		}
		versions := map[string]string{}
		for name, p := range packages {
			versions[name] = p.Version
			data, err := os.ReadFile(filepath.Join(a.Dir, p.File))
			if sum := fmt.Sprintf("%x", sha256.Sum256(data)); err != nil || sum != p.SHA256 {
				t.Errorf("%s: SHA256 %s (%v), listed as %s", p.File, sum, err, p.SHA256)
			}
		}
		return versions
	}
	expect := func(what string, got map[string]string, want map[string]string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: versions (-want +got):\n%s", what, diff)
		}
	}

	expect("at first", get(false, "curl", "busybox"), map[string]string{"curl": "8.1-2", "busybox": "1:1.37.0-6+b9"})
	if calls() == "" {
		t.Error("apt-get was not asked at all")
	}
	publish(t, mirror, "curl_8.2-1_arm64.deb")
	if err := os.Remove(filepath.Join(mirror, "curl_8.1-2_arm64.deb")); err != nil {
		t.Fatal(err)
	}
	expect("what is there stays", get(false, "curl"), map[string]string{"curl": "8.1-2", "busybox": "1:1.37.0-6+b9"})
	if got := calls(); got != "" {
		t.Errorf("all is in the cache, yet apt-get was asked: %s", got)
	}
	// One more package brings all to the same day.
	now := map[string]string{"curl": "8.2-1", "busybox": "1:1.37.0-6+b9", "nginx": "1.26"}
	expect("one more", get(false, "nginx", "curl", "busybox"), now)
	if _, err := os.Stat(filepath.Join(a.Dir, "curl_8.1-2_arm64.deb")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old package is still in the cache (%v)", err)
	}
	if err := os.Remove(filepath.Join(a.Dir, "nginx_1.26_arm64.deb")); err != nil {
		t.Fatal(err)
	}
	expect("a lost file comes back", get(false, "nginx", "curl", "busybox"), now)
	calls()
	expect("refresh of fewer", get(true, "curl"), map[string]string{"curl": "8.2-1"})
	if !strings.Contains(calls(), " update\n") {
		t.Error("refresh did not read the lists anew")
	}
	a.Release.Suite = "forky"
	expect("another release starts anew", get(false, "curl"), map[string]string{"curl": "8.2-1"})
}

func TestAptKeepsToItself(t *testing.T) {
	a, _, calls := archiveWith(t, "curl_8.1-2_arm64.deb")
	if _, err := a.Packages(t.Context(), []string{"curl"}, false); err != nil {
		t.Fatal(err)
	}
	for call := range strings.Lines(calls()) {
		for _, want := range []string{
			"Dir::State=" + a.Dir, "Dir::State::status=" + a.Dir, "Dir::Cache=" + a.Dir, "Dir::Etc::sourcelist=" + a.Dir,
			"Dir::Etc::sourceparts=/dev/null", "APT::Architecture=arm64", "APT::Architectures=arm64",
		} {
			if !strings.Contains(call, want) {
				t.Errorf("apt-get was called without %s: %s", want, call)
			}
		}
	}
	sources, err := os.ReadFile(filepath.Join(a.Dir, "apt", "sources.sources"))
	if err != nil {
		t.Fatal(err)
	}
	want := `Types: deb
URIs: http://deb.example/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.example/security
Suites: trixie-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

`
	if diff := cmp.Diff(want, string(sources)); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}

func TestUnknownPackage(t *testing.T) {
	a, _, _ := archiveWith(t)
	_, err := a.Packages(t.Context(), []string{"nosuch"}, false)
	if err == nil || !strings.Contains(err.Error(), "find packages: apt-get download: exit status 100: ") {
		t.Errorf("error %v, want apt-get's own words", err)
	}
}

func TestParseURIRefuses(t *testing.T) {
	for _, line := range []string{"", "'http://x/a_1_all.deb' a_1_all.deb 12", "'http://x/a.deb' a.deb 12 SHA256:00", "'u' a_%zz_all.deb 1 SHA256:00"} {
		if p, err := parseURI(line); err == nil {
			t.Errorf("parseURI(%q) = %+v, want an error", line, p)
		}
	}
}

func TestReadPackage(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "broken_1_all.deb"), []byte("no package"), 0o644); err != nil {
		t.Fatal(err)
	}
	a := Archive{Dir: dir}
	err := a.Read(t.Context(), Package{Name: "broken", File: "broken_1_all.deb"}, func(r io.Reader) error {
		_, err := tar.NewReader(r).Next()
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "read package broken: ") {
		t.Errorf("error %v, want one about the package", err)
	}
}
