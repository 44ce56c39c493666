package debian

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// update has apt read the release's lists anew.
func (a Archive) update(ctx context.Context) error {
	from := a.Mirrors
	if from.Main == "" {
		var err error
		if from, err = hostMirrors(ctx); err != nil {
			return err
		}
	}
	for _, dir := range []string{"state/lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(a.Dir, "apt", dir), 0o755); err != nil {
			return fmt.Errorf("prepare apt: %w", err)
		}
	}
	for file, content := range map[string]string{"sources.sources": a.sources(from), "state/status": ""} {
		if err := os.WriteFile(filepath.Join(a.Dir, "apt", file), []byte(content), 0o644); err != nil {
			return fmt.Errorf("prepare apt: %w", err)
		}
	}
	if _, err := os.Stat(keyring); err != nil {
		return fmt.Errorf("debian's signing keys: %w; apt-get install debian-archive-keyring", err)
	}
	if _, err := a.apt(ctx, a.Dir, "update"); err != nil {
		return fmt.Errorf("read the package lists of Debian %s for %s: %w", a.Release.Suite, a.Arch, err)
	}
	return nil
}

func (a Archive) sources(from Mirrors) string {
	const one = "Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: " + keyring + "\n\n"
	text := fmt.Sprintf(one, from.Main, a.Release.Suite+" "+a.Release.Suite+"-updates")
	if from.Security != "" {
		text += fmt.Sprintf(one, from.Security, a.Release.Suite+"-security")
	}
	return text
}

// download brings the named packages into the cache in their present versions
// and forgets older ones.
func (a Archive) download(ctx context.Context, names []string) (map[string]Package, error) {
	// apt-get does not list what lies where it would download to.
	empty, err := os.MkdirTemp(a.Dir, "empty-")
	if err != nil {
		return nil, fmt.Errorf("find packages: %w", err)
	}
	defer os.Remove(empty)
	listed, err := a.apt(ctx, empty, append([]string{"download", "--print-uris"}, names...)...)
	if err != nil {
		return nil, fmt.Errorf("find packages: %w", err)
	}
	packages := map[string]Package{}
	for lines := bufio.NewScanner(bytes.NewReader(listed)); lines.Scan(); {
		p, err := parseURI(lines.Text())
		if err != nil {
			return nil, err
		}
		packages[p.Name] = p
	}
	for _, name := range names {
		if _, found := packages[name]; !found {
			return nil, fmt.Errorf("find packages: apt lists nothing for %q", name)
		}
	}
	if _, err := a.apt(ctx, a.Dir, append([]string{"download"}, names...)...); err != nil {
		return nil, fmt.Errorf("download packages: %w", err)
	}
	for _, p := range packages {
		data, err := os.ReadFile(filepath.Join(a.Dir, p.File))
		if err != nil {
			return nil, fmt.Errorf("download packages: %w", err)
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != p.SHA256 {
			return nil, fmt.Errorf("download packages: %s differs from what the package list says; remove it and try again", p.File)
		}
	}
	if err := a.save(packages); err != nil {
		return nil, err
	}
	return packages, a.forgetOthers(packages)
}

func (a Archive) forgetOthers(packages map[string]Package) error {
	files, err := filepath.Glob(filepath.Join(a.Dir, "*.deb"))
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, p := range packages {
		kept[p.File] = true
	}
	for _, file := range files {
		if kept[filepath.Base(file)] {
			continue
		}
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clean package cache: %w", err)
		}
	}
	return nil
}

// parseURI reads a line as apt-get --print-uris prints it:
//
//	'http://…/curl_8.1_amd64.deb' curl_8.1_amd64.deb 12345 SHA256:0123…
func parseURI(line string) (Package, error) {
	fields := strings.Fields(line)
	if len(fields) < 4 || !strings.HasPrefix(fields[3], "SHA256:") {
		return Package{}, fmt.Errorf("find packages: apt said %q where an address and a SHA256 should be", line)
	}
	parts := strings.Split(strings.TrimSuffix(fields[1], ".deb"), "_")
	if len(parts) != 3 {
		return Package{}, fmt.Errorf("find packages: %q is no package's file name", fields[1])
	}
	version, err := url.PathUnescape(parts[1])
	if err != nil {
		return Package{}, fmt.Errorf("find packages: version of %q: %w", fields[1], err)
	}
	return Package{Name: parts[0], Version: version, SHA256: strings.TrimPrefix(fields[3], "SHA256:"), File: fields[1]}, nil
}

// apt runs apt-get in dir with the state that is kept in the cache. The
// machine's apt configuration (proxies, for one) stays in force.
func (a Archive) apt(ctx context.Context, dir string, args ...string) ([]byte, error) {
	own := filepath.Join(a.Dir, "apt")
	options := []string{
		"-qq",
		"-o", "Dir::Etc::sourcelist=" + filepath.Join(own, "sources.sources"),
		"-o", "Dir::Etc::sourceparts=/dev/null",
		"-o", "Dir::State=" + filepath.Join(own, "state"),
		"-o", "Dir::State::status=" + filepath.Join(own, "state/status"),
		"-o", "Dir::Cache=" + filepath.Join(own, "cache"),
		"-o", "APT::Architecture=" + a.Arch,
		"-o", "APT::Architectures=" + a.Arch,
		"-o", "APT::Sandbox::User=root",
		"-o", "Acquire::Languages=none",
		"-o", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
		"-o", "APT::Update::Error-Mode=any",
	}
	cmd := exec.CommandContext(ctx, "apt-get", append(options, args...)...)
	cmd.Dir = dir
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("apt-get %s: %w: %s", args[0], err, bytes.TrimSpace(complaint.Bytes()))
	}
	return out, nil
}
