package lab

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A State is how far a lab is.
type State string

// States of a lab.
const (
	// Damaged has a description that tells nothing: it can only be removed.
	Damaged State = "damaged"
	// Stopped has no processes: it was stopped, or has crashed.
	Stopped State = "stopped"
	// Starting has processes, but not all nodes are Ready, or the API server is not:
	// it may also be about to end.
	Starting State = "starting"
	// Ready has nodes that are all Ready.
	Ready State = "ready"
	// Running has processes, and is as it was left: some nodes were switched off. Or
	// only its owner can ask whether it is ready.
	Running State = "running"
)

// A Status is what can be seen of a lab.
type Status struct {
	Name       string    `json:"name"`
	State      State     `json:"state"`
	Context    string    `json:"context"`
	Kubeconfig string    `json:"kubeconfig"`
	Server     string    `json:"server"`
	Version    string    `json:"version,omitempty"`
	Created    time.Time `json:"created,omitzero"`
	// Addons are the names of what was added to it.
	Addons []string `json:"addons,omitempty"`
	// Without are the parts that it was made without.
	Without []string     `json:"without,omitempty"`
	Nodes   []NodeStatus `json:"nodes"`
	// Problem says what is wrong with a lab that is damaged.
	Problem string `json:"problem,omitempty"`
}

// A NodeStatus is what can be seen of a node.
type NodeStatus struct {
	Name string `json:"name"`
	// Pid is its first process as the host counts; 0 if it does not run.
	Pid   int    `json:"pid,omitempty"`
	Addr  string `json:"address"`
	Ready bool   `json:"ready"`
	// Off tells that it was stopped by itself.
	Off bool `json:"off,omitempty"`
	// Components is empty if the node does not run.
	Components []state.Component `json:"components,omitempty"`
}

// Off are the names of the nodes that were switched off.
func (s *Status) Off() []string {
	var names []string
	for _, n := range s.Nodes {
		if n.Off {
			names = append(names, n.Name)
		}
	}
	return names
}

// State says in a word how far the node is.
func (n NodeStatus) State() string {
	switch {
	case n.Off:
		return "off"
	case n.Ready:
		return "ready"
	case n.Pid != 0:
		return "not ready"
	}
	return "stopped"
}

// StatusOfAll looks at all labs.
func (m Machine) StatusOfAll(ctx context.Context) ([]*Status, error) {
	labs, damaged, err := m.Root.Labs()
	if err != nil {
		return nil, err
	}
	all := make([]*Status, 0, len(labs)+len(damaged))
	for _, l := range labs {
		s, err := m.Status(ctx, l)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	for name, damage := range damaged {
		all = append(all, m.statusOfDamaged(name, damage))
	}
	slices.SortFunc(all, func(a, b *Status) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// statusOfDamaged is what can be said of a lab whose description is damaged.
func (m Machine) statusOfDamaged(name string, damage *state.DamagedError) *Status {
	return &Status{
		Name:       name,
		State:      Damaged,
		Context:    state.Title(name),
		Kubeconfig: m.Root.Lab(name).Kubeconfig(),
		Nodes:      []NodeStatus{},
		Problem:    damage.Error(),
	}
}

// Status looks at a lab.
func (m Machine) Status(ctx context.Context, lab *state.Lab) (*Status, error) {
	dir := m.Root.Lab(lab.Name)
	plan, err := lab.Plan()
	if err != nil {
		return nil, err
	}
	s := &Status{
		Name:       lab.Name,
		State:      Stopped,
		Context:    lab.Title(),
		Kubeconfig: dir.Kubeconfig(),
		Server:     component.Server(plan),
		Created:    lab.Created,
		Without:    lab.Without,
	}
	for _, n := range lab.Nodes {
		s.Nodes = append(s.Nodes, NodeStatus{Name: n.Name, Addr: plan.Node(n.Number).String()})
	}
	for _, a := range lab.Addons {
		s.Addons = append(s.Addons, a.Name)
	}
	holder, err := state.Holder(dir.MonitorLock())
	if err != nil || holder == 0 {
		return s, err
	}
	s.State = Starting
	for i := range s.Nodes {
		n := &s.Nodes[i]
		// A node that is just starting has neither.
		if n.Off, err = dir.Node(n.Name).IsOff(); err != nil {
			return nil, err
		}
		if n.Pid, _ = m.nodePid(lab, lab.Nodes[i]); n.Pid != 0 {
			n.Components, _ = dir.Node(n.Name).Components()
		}
	}
	s.ask(ctx, lab, dir)
	return s, nil
}

// askFor bounds how long the API may take to answer; one that takes longer is
// not ready.
const askFor = 3 * time.Second

// ask fills in what the API says.
func (s *Status) ask(ctx context.Context, lab *state.Lab, dir state.Dir) {
	for i, n := range lab.Nodes {
		if n.ControlPlane && s.Nodes[i].Off {
			// There is nobody to ask.
			s.State = Running
			return
		}
	}
	client, err := newClient(dir)
	if errors.Is(err, os.ErrPermission) {
		s.State = Running
	}
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	var version struct{ GitVersion string }
	if client.Get(ctx, "/version", &version) == nil {
		s.Version = version.GitVersion
	}
	all := client.Ready(ctx) == nil
	if !all {
		s.notReady(component.APIServer)
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if n.Off {
			// The cluster may not have noticed yet.
			continue
		}
		var node kubeapi.Node
		n.Ready = client.Get(ctx, "/api/v1/nodes/"+n.Name, &node) == nil && node.Ready(time.Time{})
		all = all && n.Ready
	}
	switch {
	case all && len(s.Off()) > 0:
		s.State = Running
	case all:
		s.State = Ready
	}
}

// notReady corrects what the nodes know of a component: that it was ready once.
func (s *Status) notReady(name string) {
	for _, n := range s.Nodes {
		for i := range n.Components {
			if n.Components[i].Name == name {
				n.Components[i].Ready = false
			}
		}
	}
}
