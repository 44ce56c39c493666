package debian

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"strings"
)

// Mirrors are the addresses that packages come from.
type Mirrors struct {
	Main string
	// Security has the security updates; without it they come later, with the
	// release's own updates.
	Security string
}

// ErrNoMirror says that this machine's apt knows no Debian mirror.
var ErrNoMirror = errors.New("apt of this machine knows no Debian mirror; name one in DEBIAN_MIRROR, and in DEBIAN_SECURITY_MIRROR that of the security updates")

// hostMirrors are those that this machine's own apt uses, whatever release it
// takes from them: a mirror has all of them.
func hostMirrors(ctx context.Context) (Mirrors, error) {
	// Of what apt has lists of, it knows the origin.
	known, err := askApt(ctx, "indextargets", "--format", "$(ORIGIN) $(REPO_URI)", "Created-By: Packages")
	if err != nil {
		return Mirrors{}, err
	}
	if found := mirrorsAmong(known, "Debian "); found.Main != "" {
		return found, nil
	}
	// Before the first update it knows addresses alone.
	named, err := askApt(ctx, "update", "--print-uris")
	if err != nil {
		return Mirrors{}, err
	}
	if found := mirrorsAmong(named, "'"); found.Main != "" {
		return found, nil
	}
	return Mirrors{}, ErrNoMirror
}

func askApt(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "apt-get", args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("ask apt for its mirrors: %w: %s", err, bytes.TrimSpace(complaint.Bytes()))
	}
	return out, nil
}

// mirrorsAmong finds the first mirror of each kind in the lines that begin
// with a prefix and go on with an address, by the usual last part of that.
func mirrorsAmong(list []byte, prefix string) Mirrors {
	var found Mirrors
	for lines := bufio.NewScanner(bytes.NewReader(list)); lines.Scan(); {
		address, ok := strings.CutPrefix(lines.Text(), prefix)
		if !ok {
			continue
		}
		address, _, _ = strings.Cut(address, "/dists/")
		address = strings.TrimRight(address, "/")
		switch path.Base(address) {
		case "debian-security":
			found.Security = cmp.Or(found.Security, address)
		case "debian":
			found.Main = cmp.Or(found.Main, address)
		}
	}
	return found
}
