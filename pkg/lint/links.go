package lint

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// officialHosts are where the documentation is that a learner can rely on; a
// host stands for its subdomains, too.
func officialHosts() []string {
	return []string{
		"kubernetes.io", "k8s.io", "cncf.io", "etcd.io", "coredns.io", "containerd.io", "prometheus.io", "opentelemetry.io",
		"cert-manager.io", "helm.sh", "istio.io", "linkerd.io", "cilium.io", "fluxcd.io", "argoproj.io", "openpolicyagent.org", "spiffe.io", "cloudevents.io",
		"github.com/kubernetes", "github.com/kubernetes-sigs", "go.dev", "man7.org", "rfc-editor.org", "nginx.org", "postgresql.org",
	}
}

var link = regexp.MustCompile(`\b[a-z]+://[^\s<>()"'` + "`" + `]*[^\s<>()"'` + "`" + `.,;:]`)

// links in the debrief lead to official documentation.
func (s *subject) links() {
	found := 0
	line := 0
	for text := range strings.Lines(s.challenge.Debrief) {
		line++
		for _, at := range link.FindAllStringIndex(text, -1) {
			address := text[at[0]:at[1]]
			place := challenge.Place{Line: line, Column: at[0] + 1}
			switch u, err := url.Parse(address); {
			case err != nil || u.Scheme != "https":
				if s.example(address) {
					continue
				}
				s.report("links", "debrief.md", place, "%s: links begin with https://", address)
			case !official(u):
				s.report("links", "debrief.md", place, "%s is no official documentation: link to kubernetes.io, or to the project's own pages", address)
			default:
				found++
			}
		}
	}
	if found == 0 && s.challenge.Debrief != "" {
		s.report("links", "debrief.md", challenge.Place{}, "has no link to official documentation: tell where to read more, such as https://kubernetes.io/docs/concepts/workloads/pods/")
	}
}

// example reports whether an address is one within a cluster, of which a text
// may speak.
func (s *subject) example(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "http" && !strings.Contains(strings.TrimSuffix(u.Hostname(), ".svc"), ".")
}

func official(u *url.URL) bool {
	return slices.ContainsFunc(officialHosts(), func(host string) bool {
		host, owner, ofOwner := strings.Cut(host, "/")
		if u.Hostname() != host && !strings.HasSuffix(u.Hostname(), "."+host) {
			return false
		}
		return !ofOwner || strings.HasPrefix(u.Path, "/"+owner+"/")
	})
}
