package lab

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A Proxy is the host's way to registries; empty if it needs none.
type Proxy struct {
	HTTP, HTTPS string
	// Except lists, with commas, what is reached without the proxy.
	Except string
}

// env is the environment of a containerd that uses the proxy, but not for the
// lab's own addresses.
func (p Proxy) env(plan network.Plan, domain string) []string {
	if p.HTTP == "" && p.HTTPS == "" {
		return nil
	}
	except := fmt.Sprintf("localhost,127.0.0.1,.svc,.%s,%s,%s,%s", cmp.Or(domain, state.DefaultDomain), plan.Nodes, plan.Pods, plan.Services)
	if p.Except != "" {
		except = p.Except + "," + except
	}
	var env []string
	for _, e := range []struct{ name, value string }{
		{"HTTP_PROXY", p.HTTP}, {"HTTPS_PROXY", p.HTTPS}, {"NO_PROXY", except},
	} {
		if e.value != "" {
			env = append(env, e.name+"="+e.value, strings.ToLower(e.name)+"="+e.value)
		}
	}
	return env
}
