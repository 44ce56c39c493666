package lab

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
)

func TestProxy(t *testing.T) {
	plan, err := network.PlanFor(0)
	if err != nil {
		t.Fatal(err)
	}
	const own = "localhost,127.0.0.1,.svc,.cluster.local,10.80.0.0/24,10.244.0.0/16,10.96.0.0/16"
	for _, tt := range []struct {
		name  string
		proxy Proxy
		want  []string
	}{
		{name: "none", proxy: Proxy{Except: "example.org"}},
		{
			name:  "one, with exceptions",
			proxy: Proxy{HTTPS: "http://proxy.example:3128", Except: "example.org"},
			want: []string{
				"HTTPS_PROXY=http://proxy.example:3128", "https_proxy=http://proxy.example:3128",
				"NO_PROXY=example.org," + own, "no_proxy=example.org," + own,
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.proxy.env(plan, "")); diff != "" {
				t.Errorf("environment (-want +got):\n%s", diff)
			}
		})
	}
}
