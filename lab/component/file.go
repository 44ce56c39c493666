package component

import (
	"bytes"
	"embed"
	"fmt"
	"net/netip"
	"path"
	"text/template"
)

//go:embed files
var files embed.FS

// Files returns the configuration of the node, by path inside of it.
func (n Node) Files() (map[string]string, error) {
	out := map[string]string{}
	templates := map[string]string{
		"/etc/containerd/config.toml":        "containerd.toml",
		"/etc/cni/net.d/10-mastery.conflist": "cni.conflist",
		"/var/lib/kubelet/config.yaml":       "kubelet.yaml",
		"/var/lib/kube-proxy/config.conf":    "proxy.yaml",
	}
	if n.PodSecurity != "" && n.ControlPlane {
		templates[admission] = "admission.yaml"
	}
	for inside, name := range templates {
		text, err := render(name, n)
		if err != nil {
			return nil, err
		}
		out[inside] = text
	}
	for _, registry := range n.InsecureRegistries {
		inside, text, err := RegistryFile(registry)
		if err != nil {
			return nil, err
		}
		out[inside] = text
	}
	return out, nil
}

// Editable returns files, by path inside of the node, that people may change: they
// are for a node that does not have them, and then left alone.
func (n Node) Editable() (map[string]string, error) {
	if !n.ControlPlane {
		return nil, nil
	}
	policy, err := files.ReadFile("files/audit-policy.yaml")
	if err != nil {
		return nil, fmt.Errorf("read the audit policy: %w", err)
	}
	return map[string]string{auditPolicy: string(policy)}, nil
}

// Pods is the range of the node's pods.
func (n Node) Pods() netip.Prefix { return n.Plan.NodePods(n.Number) }

// DNS is the address that pods ask for names.
func (n Node) DNS() netip.Addr { return n.Plan.DNS() }

// RegistryFile returns path and content of the file that lets containerd ask
// a registry, HOST or HOST:PORT, by plain HTTP. A running containerd heeds it
// at the next pull.
func RegistryFile(registry string) (inside, text string, err error) {
	text, err = render("hosts.toml", registry)
	return path.Join("/etc/containerd/certs.d", registry, "hosts.toml"), text, err
}

func render(name string, data any) (string, error) {
	t, err := template.ParseFS(files, "files/"+name)
	if err != nil {
		return "", fmt.Errorf("render %s: %w", name, err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return "", fmt.Errorf("render %s: %w", name, err)
	}
	return out.String(), nil
}
