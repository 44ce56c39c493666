// Package state is what is remembered of labs on disk: what each one is and
// where it keeps its things.
package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
)

// A Lab is the description of one lab. It is written once when the lab is
// created, and again when an option of it changes.
type Lab struct {
	Name    string    `json:"name"`
	Index   int       `json:"index"`
	Created time.Time `json:"created"`
	Nodes   []Node    `json:"nodes"`
	// Images is the digest of the offline images that the nodes start with;
	// empty if they start with none.
	Images string `json:"images,omitempty"`
	// InsecureRegistries are asked by plain HTTP.
	InsecureRegistries []string `json:"insecureRegistries,omitempty"`
	// Proxy is the environment that containerd pulls images with.
	Proxy []string `json:"proxy,omitempty"`
	// Without are parts that the lab does not have, of Parts.
	Without []string `json:"without,omitempty"`
	// Domain is the cluster's DNS domain; empty for DefaultDomain.
	Domain string `json:"domain,omitempty"`
	// PodSecurity is the Pod Security Standard that holds in namespaces which say
	// nothing about it; empty for none, as upstream has it.
	PodSecurity string `json:"podSecurity,omitempty"`
	// GCPercent is the GOGC of the lab's programs; 0 leaves Go's own.
	GCPercent int `json:"gcPercent,omitempty"`
	// Addons are what was added to the lab, sorted by name.
	Addons []Addon `json:"addons,omitempty"`
	// Owner is who asked for the lab.
	Owner Owner `json:"owner"`
	// Unfinished tells that the lab was not yet given all that it starts with.
	Unfinished bool `json:"unfinished,omitempty"`
	// Merged is the user's kubeconfig that has a context of this lab; empty if
	// none has.
	Merged string `json:"merged,omitempty"`
	// MergedMade tells that Merged was not there before.
	MergedMade bool `json:"mergedMade,omitempty"`
}

// A Node is one machine of a lab.
type Node struct {
	Name string `json:"name"`
	// Number tells the nodes of a lab apart and decides their addresses.
	Number       int  `json:"number"`
	ControlPlane bool `json:"controlPlane,omitempty"`
}

// An Addon is something that was added to a lab.
type Addon struct {
	Name string `json:"name"`
	// Images is the digest of the images that the nodes were given for it; empty
	// if they were given none.
	Images string `json:"images,omitempty"`
}

// An Owner is the user to whom the lab's kubeconfig belongs.
type Owner struct {
	UID  int    `json:"uid"`
	GID  int    `json:"gid"`
	Home string `json:"home"`
}

var nameRule = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$`)

// CheckName tells whether a lab can have that name.
func CheckName(name string) error {
	if !nameRule.MatchString(name) {
		return fmt.Errorf("lab name %q: use 1 to 32 small letters, digits and dashes, with a letter or digit at both ends", name)
	}
	return nil
}

// NodesOf names the nodes of a lab with so many machines; the first one runs
// the control plane.
func NodesOf(lab string, count int) []Node {
	nodes := []Node{{Name: Title(lab) + "-control-plane", ControlPlane: true}}
	for n := 1; n < count; n++ {
		name := Title(lab) + "-worker"
		if n > 1 {
			name = fmt.Sprintf("%s%d", name, n)
		}
		nodes = append(nodes, Node{Name: name, Number: n})
	}
	return nodes
}

// Title is the lab's name where it stands among things that are not labs: its
// cluster, context, cgroup, and the beginning of its nodes' names.
func Title(lab string) string { return "mastery-" + lab }

// Title is the title of this lab.
func (l *Lab) Title() string { return Title(l.Name) }

// Plan is the lab's address plan.
func (l *Lab) Plan() (network.Plan, error) { return network.PlanFor(l.Index) }

// Node finds a node by its name.
func (l *Lab) Node(name string) (Node, error) {
	for _, n := range l.Nodes {
		if n.Name == name {
			return n, nil
		}
	}
	var names []string
	for _, n := range l.Nodes {
		names = append(names, n.Name)
	}
	return Node{}, fmt.Errorf("lab %s has no node %q, only %s", l.Name, name, strings.Join(names, ", "))
}

// NetworkPolicy is the part of a lab that enforces NetworkPolicies.
const NetworkPolicy = "network-policy"

// Parts are the parts that a lab can do without.
func Parts() []string { return []string{NetworkPolicy} }

// Has tells whether the lab has one of Parts.
func (l *Lab) Has(part string) bool { return !slices.Contains(l.Without, part) }

// DefaultDomain is the domain of most clusters.
const DefaultDomain = "cluster.local"

// DNSDomain is the domain of the cluster's Services.
func (l *Lab) DNSDomain() string {
	if l.Domain == "" {
		return DefaultDomain
	}
	return l.Domain
}

// PodSecurities are the standards that can hold by default.
func PodSecurities() []string { return []string{"baseline", "restricted"} }

// Addon finds what was added to the lab by its name.
func (l *Lab) Addon(name string) (Addon, bool) {
	at := slices.IndexFunc(l.Addons, func(a Addon) bool { return a.Name == name })
	if at < 0 {
		return Addon{}, false
	}
	return l.Addons[at], true
}

// SetAddon remembers that something was added to the lab.
func (l *Lab) SetAddon(a Addon) {
	l.Addons = slices.DeleteFunc(l.Addons, func(b Addon) bool { return a.Name == b.Name })
	l.Addons = append(l.Addons, a)
	slices.SortFunc(l.Addons, func(a, b Addon) int { return strings.Compare(a.Name, b.Name) })
}

// Read returns the lab that is described in dir; the error is an
// os.ErrNotExist if there is none, and a DamagedError if that cannot be said.
func Read(dir Dir) (*Lab, error) {
	data, err := os.ReadFile(dir.spec())
	if err != nil {
		return nil, fmt.Errorf("read lab: %w", err)
	}
	lab := &Lab{}
	if err = json.Unmarshal(data, lab); err == nil {
		err = lab.check(filepath.Base(string(dir)))
	}
	if err != nil {
		return nil, &DamagedError{Path: dir.spec(), Reason: err}
	}
	return lab, nil
}

// Write describes the lab in dir, which it creates.
func (l *Lab) Write(dir Dir) error {
	if err := os.MkdirAll(string(dir), 0o755); err != nil {
		return fmt.Errorf("create lab directory: %w", err)
	}
	data, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return fmt.Errorf("describe lab %s: %w", l.Name, err)
	}
	return WriteFile(dir.spec(), append(data, '\n'), 0o644)
}

// WriteFile replaces a file so that readers see the old or the new content.
func WriteFile(path string, data []byte, mode os.FileMode) error {
	next, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, werr := next.Write(data)
	err = errors.Join(werr, next.Chmod(mode), next.Close())
	if err == nil {
		err = os.Rename(next.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, errors.Join(err, os.Remove(next.Name())))
	}
	return nil
}
