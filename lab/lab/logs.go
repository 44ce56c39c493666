package lab

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// ownLog is the name under which the lab's own processes have their log.
const ownLog = "lab"

// LogFile returns the log of a component of a node; the first node is meant if
// none is named.
func (m Machine) LogFile(lab *state.Lab, node, component string) (string, error) {
	dir := m.Root.Lab(lab.Name)
	if component == ownLog {
		return dir.Log(), nil
	}
	n := lab.Nodes[0]
	if node != "" {
		var err error
		if n, err = lab.Node(node); err != nil {
			return "", err
		}
	}
	names, err := logNames(dir.Node(n.Name))
	if err != nil {
		return "", err
	}
	if !slices.Contains(names, component) {
		return "", fmt.Errorf("no log of %q on node %s: there are %s", component, n.Name, strings.Join(names, ", "))
	}
	return dir.Node(n.Name).Log(component), nil
}

// AuditLog returns the audit log of a lab, which only root may read.
func (m Machine) AuditLog(lab *state.Lab) (string, error) {
	if err := preflight.Root(); err != nil {
		return "", err
	}
	for _, n := range lab.Nodes {
		if !n.ControlPlane {
			continue
		}
		log := m.Root.Lab(lab.Name).Node(n.Name).AuditLog()
		_, err := os.Stat(log)
		if errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("lab %s has no audit log: it is written from the next start on, `kubectl mastery lab stop%s` and `%s`",
				lab.Name, argument(lab.Name), UpCommand(lab.Name))
		}
		if err != nil {
			return "", fmt.Errorf("find the audit log: %w", err)
		}
		return log, nil
	}
	return "", fmt.Errorf("lab %s has no control plane", lab.Name)
}

func logNames(dir state.NodeDir) ([]string, error) {
	files, err := filepath.Glob(dir.Log("*"))
	if err != nil {
		return nil, fmt.Errorf("find logs: %w", err)
	}
	names := []string{ownLog}
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".log"))
	}
	slices.Sort(names)
	return names, nil
}
