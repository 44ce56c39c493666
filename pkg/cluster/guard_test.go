package cluster

import (
	"fmt"
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericclioptions"
)

// TestProduction: what docs/safety.md says looks like production.
func TestProduction(t *testing.T) {
	for want, names := range map[bool]string{
		true: `prod production prd live PROD Production-EU my-prod-1 my_prod prod1 prod-eu eu.prod.example.com admin@prd
			gke_acme_europe-west1_prod gke_acme_europe_prod-1 arn:aws:eks:eu-west-1:123:cluster/payments-prod
			arn:aws:eks:eu-west-1:1:cluster/live PROD_EU acmeProd AcmeProdEU PRODeu acmePROD acmeprod prodeus1 eksprod
			prodcluster produs1 produk proddb k8s-prd-01 pre-prod preprod PreProd pre-production preproduction go-live live-eu liveCluster
			cluster-produktion produktiv nonprod-and-prod`,
		false: `productivity products product producer produce reproduce reproduction delivery alive olive alive-and-well
			liveness nonprod non-prod NonProd non_prod NONPROD non-production nonproduction not-prod no-prod nonprd
			prodigy produktkatalog kind-kind minikube mastery-lab staging dev docker-desktop acme-products-dev rancher-desktop
			default enterprise-dev proud`,
	} {
		for name := range strings.FieldsSeq(names) {
			if got := production(name); got != want {
				t.Errorf("%s: %t", name, got)
			}
		}
	}
	if production("") {
		t.Error("no name looks like production")
	}
}

// TestGuard: a context counts by three names, and is let through by its own.
func TestGuard(t *testing.T) {
	const practise = "; to practise there all the same, name "
	tests := []struct{ context, entry, server, want string }{
		{"kind-kind", "kind-kind", "https://127.0.0.1:6443", ""},
		{"prod-eu", "c", "https://10.0.0.1", `context "prod-eu" looks like production` + practise + "it: --context prod-eu"},
		{"work", "payments-prod", "https://api.prod.acme.com", `context "work" looks like production by the name of its cluster, "payments-prod"` + practise + "it: --context work"},
		{"work", "c", "https://api.prod.acme.com:6443/k8s", `context "work" looks like production by its API server, api.prod.acme.com` + practise + "it: --context work"},
		{"work", "c", "api-prod.acme.com", `context "work" looks like production by its API server, api-prod.acme.com` + practise + "it: --context work"},
		{"work", "c", "https://k8s.acme.live", ""},
		{"work", "c", "https://k8s.acme.dev/prod", ""},
		{"work", "c", "https://[fd00::1]:6443", ""},
		{"nonprod", "nonprod", "https://api.nonprod.acme.com", ""},
		{"", "", "https://api.prod.acme.com", "what you connect to looks like production by its API server, api.prod.acme.com" + practise + "a context of your kubeconfig for it: --context NAME"},
		{"", "", "", ""},
	}
	for _, test := range tests {
		flags := genericclioptions.NewConfigFlags(true)
		c := &Cluster{Context: test.context, Server: test.server, entry: test.entry, flags: flags}
		got := ""
		if err := c.Guard(); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
		if *flags.Context = test.context; test.context == "" {
			continue
		}
		if err := c.Guard(); err != nil {
			t.Errorf("%+v, named with --context: %v", test, err)
		}
		*flags.Context = "other"
		if err := c.Guard(); (err != nil) != (test.want != "") {
			t.Errorf("%+v, another one is named: %v", test, err)
		}
	}
}

// TestGuardLooksAtTheCluster that the flags and the kubeconfig name.
func TestGuardLooksAtTheCluster(t *testing.T) {
	text := `{apiVersion: v1, kind: Config, current-context: work,
		clusters: [{name: payments-prod, cluster: {server: "https://10.0.0.1"}}, {name: lab, cluster: {server: "https://10.0.0.2"}}],
		contexts: [{name: work, context: {cluster: payments-prod}}, {name: play, context: {cluster: lab}}]}`
	for _, test := range []struct {
		context, cluster string
		refused          bool
	}{
		{"", "", true},
		{"", "lab", false},
		{"work", "", false},
		{"play", "", false},
	} {
		files(t, text)
		c, err := Connect(flags(test.context, test.cluster, ""))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Guard(); (err != nil) != test.refused {
			t.Errorf("%+v: %v", test, fmt.Sprint(err))
		}
	}
}
