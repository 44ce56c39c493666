package cluster

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// ErrProduction is wrapped by what Guard refuses.
var ErrProduction = errors.New("looks like production")

// Guard refuses a context that looks like production by its own name, its
// cluster's or its API server's, unless the user named it literally with
// --context. To name an overlay of it is not to name it. docs/safety.md says
// what looks like production.
func (c *Cluster) Guard() error {
	named := c.flags.Context != nil && *c.flags.Context != "" && *c.flags.Context == c.Context
	host := hostOf(c.Server)
	by := ""
	switch {
	case named:
		return nil
	case production(c.Context):
	case production(c.entry):
		by = fmt.Sprintf(" by the name of its cluster, %q", c.entry)
	case production(withoutTop(host)):
		by = " by its API server, " + host
	default:
		return nil
	}
	if c.Context == "" {
		return fmt.Errorf("what you connect to %w%s; to practise there all the same, name a context of your kubeconfig for it: --context NAME", ErrProduction, by)
	}
	return fmt.Errorf("context %q %w%s; to practise there all the same, name it: --context %s", c.Context, ErrProduction, by, c.Context)
}

// hostOf is the host name in the address of an API server.
func hostOf(server string) string {
	if !strings.Contains(server, "://") {
		server = "https://" + server
	}
	address, err := url.Parse(server)
	if err != nil {
		return ""
	}
	return address.Hostname()
}

// withoutTop is a host name without its last label, the top-level domain, for
// one of those is "live".
func withoutTop(host string) string {
	if dot := strings.LastIndexByte(host, '.'); dot >= 0 {
		return host[:dot]
	}
	return host
}

// production reports whether a name says that it is of production.
func production(name string) bool {
	for _, split := range []func(string) []string{letters, camels} {
		before := ""
		for _, word := range split(name) {
			if !denies(before) && ofProduction(word) {
				return true
			}
			before = word
		}
	}
	return false
}

// ofProduction reports whether a word, in lower case, stands for production:
// one of those in use, or prod with something written close to it.
func ofProduction(word string) bool {
	switch word {
	case "prd", "live", "preproduction", "production", "produktion", "produktiv", "produccion", "produzione", "producao":
		return true
	}
	for _, short := range []string{"prod", "prd"} {
		if rest, ok := strings.CutSuffix(word, short); ok {
			return !denies(rest)
		}
	}
	rest, ok := strings.CutPrefix(word, "prod")
	other := slices.ContainsFunc([]string{"uc", "ukt", "igy", "igi", "ded", "din", "rom"}, func(start string) bool { return strings.HasPrefix(rest, start) })
	return ok && !other // no product, produce, prodigy, prodding or prodrome
}

// denies reports whether a word says that the next one does not hold.
func denies(word string) bool { return slices.Contains([]string{"non", "no", "not"}, word) }

// letters are the runs of letters in a name, in lower case.
func letters(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
}

// camels are the words of a name that are told apart by their capitals, such as
// "acme" and "prod" of acmeProd.
func camels(name string) []string {
	var spaced strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(r)
	}
	return letters(spaced.String())
}
