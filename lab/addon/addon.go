// Package addon has the manifests of what a lab runs inside its cluster.
package addon

import (
	"bytes"
	_ "embed"
	"fmt"
	"net/netip"
	"text/template"
)

//go:embed coredns.yaml
var coreDNS string

//go:embed agent.yaml
var agent string

// Agent returns as YAML what allows the nodes' agents to do their work.
func Agent() string { return agent }

//go:embed storage.yaml
var storage string

// Storage returns the cluster's StorageClasses as YAML.
func Storage() string { return storage }

// DNS is the cluster's name server.
type DNS struct {
	ClusterIP netip.Addr
	// Domain is what Services are found below.
	Domain string
	Image  string
}

// Manifest returns the objects of the name server as YAML.
func (d DNS) Manifest() (string, error) {
	t, err := template.New("coredns").Parse(coreDNS)
	if err != nil {
		return "", fmt.Errorf("render CoreDNS: %w", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, d); err != nil {
		return "", fmt.Errorf("render CoreDNS: %w", err)
	}
	return out.String(), nil
}
