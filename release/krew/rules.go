package krew

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	safeName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	semantic = regexp.MustCompile(`^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)
	sha256   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	usage    = regexp.MustCompile("(?mi)^\\s*\\$ |^[ \t]+kubectl |`kubectl |^\\s*(usage|examples?):")
)

// Limits of krew's central index, in characters.
const (
	shortLimit = 50
	lineLimit  = 80
)

// Check returns what is against the rules of krew, or of its central index, in
// the manifest of a plugin of that name: in a plugin index, the name of the
// manifest's file. An empty list means that nothing is.
func (m Manifest) Check(name string) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if m.APIVersion != apiVersion {
		fault("apiVersion is %q, not %q", m.APIVersion, apiVersion)
	}
	if m.Kind != kind {
		fault("kind is %q, not %q", m.Kind, kind)
	}
	if m.Metadata.Name != name {
		fault("the plugin's name is %q, but the file's %q", m.Metadata.Name, name)
	}
	if !safeName.MatchString(m.Metadata.Name) || strings.HasPrefix(m.Metadata.Name, "kubectl-") {
		fault("name %q is not lower-case words joined by dashes, without kubectl-", m.Metadata.Name)
	}
	if !semantic.MatchString(m.Spec.Version) {
		fault("version %q is not a semantic version with a v before it", m.Spec.Version)
	}
	if home, err := url.Parse(m.Spec.Homepage); err != nil || home.Scheme != "https" || home.Host == "" {
		fault("homepage %q is no https address", m.Spec.Homepage)
	}
	faults = append(faults, checkText(m.Spec)...)
	if len(m.Spec.Platforms) == 0 {
		fault("no platforms")
	}
	var seen []string
	for i, p := range m.Spec.Platforms {
		for _, f := range p.check(m.Spec.Version) {
			fault("platform %d: %s", i, f)
		}
		if one := fmt.Sprint(p.Selector); slices.Contains(seen, one) {
			fault("platform %d: the same selector as another", i)
		} else {
			seen = append(seen, one)
		}
	}
	return faults
}

func checkText(s Spec) []string {
	var faults []string
	short := s.ShortDescription
	if n := utf8.RuneCountInString(short); n == 0 || n > shortLimit {
		faults = append(faults, fmt.Sprintf("shortDescription has %d characters, not 1 to %d", n, shortLimit))
	}
	if strings.ContainsAny(short, "\r\n") || strings.HasSuffix(short, ".") {
		faults = append(faults, "shortDescription has a line break or ends with a full stop")
	}
	if strings.TrimSpace(s.Description) == "" {
		faults = append(faults, "no description")
	}
	if found := usage.FindString(s.Description); found != "" {
		faults = append(faults, fmt.Sprintf("description has a usage example: %q", found))
	}
	for line := range strings.Lines(s.Description + s.Caveats) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > lineLimit {
			faults = append(faults, fmt.Sprintf("a line of %d characters, more than %d: %q", n, lineLimit, line))
		}
	}
	return faults
}

func (p Platform) check(version string) []string {
	var faults []string
	uri, err := url.Parse(p.URI)
	switch {
	case err != nil || uri.Scheme != "https" || uri.Host == "":
		faults = append(faults, fmt.Sprintf("uri %q is no https address", p.URI))
	case !strings.HasSuffix(uri.Path, ".tar.gz") && !strings.HasSuffix(uri.Path, ".zip"):
		faults = append(faults, fmt.Sprintf("uri %q is no tar.gz or zip archive", p.URI))
	case !strings.Contains(uri.Path, "/"+version+"/"):
		faults = append(faults, fmt.Sprintf("uri %q is not of release %s", p.URI, version))
	}
	if !sha256.MatchString(p.SHA256) {
		faults = append(faults, fmt.Sprintf("sha256 %q is not 64 hexadecimal digits", p.SHA256))
	}
	faults = append(faults, p.Selector.check()...)
	var targets []string
	for _, f := range p.Files {
		if !local(f.From) || !local(f.To) {
			faults = append(faults, fmt.Sprintf("files: from %q to %q leads out of the archive", f.From, f.To))
		}
		targets = append(targets, path.Join(f.To, path.Base(f.From)))
	}
	if !slices.Contains(targets, "LICENSE") {
		faults = append(faults, "LICENSE is not among the files")
	}
	if !local(p.Bin) || !slices.Contains(targets, path.Clean(p.Bin)) {
		faults = append(faults, fmt.Sprintf("bin %q is not among the files", p.Bin))
	}
	if windows := p.Selector.MatchLabels["os"] == "windows"; windows != strings.HasSuffix(p.Bin, ".exe") {
		faults = append(faults, fmt.Sprintf("bin %q: .exe belongs to windows, and to it alone", p.Bin))
	}
	return faults
}

func (s Selector) check() []string {
	var faults, keys []string
	for key := range s.MatchLabels {
		keys = append(keys, key)
	}
	for _, e := range s.MatchExpressions {
		keys = append(keys, e.Key)
	}
	if len(keys) == 0 {
		faults = append(faults, "the selector is empty")
	}
	slices.Sort(keys)
	for _, key := range keys {
		if key != "os" && key != "arch" {
			faults = append(faults, fmt.Sprintf("the selector has the key %q; only os and arch are known", key))
		}
	}
	return faults
}

// local tells whether a path stays below the directory that it starts from.
func local(p string) bool {
	return p != "" && !path.IsAbs(p) && !strings.Contains(p, "..")
}
