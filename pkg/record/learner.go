package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Local is what this machine remembers of a cluster besides records.
type Local struct {
	// Learner is the name that was given where the identity is a shared one.
	Learner string `json:"learner,omitempty"`
	// Agreed is set once the user agreed to practise on the cluster.
	Agreed bool `json:"agreed,omitempty"`
	// Context is the kube-context that was used last.
	Context string `json:"context,omitempty"`
	// Enforces is set once the cluster's network was seen to enforce
	// NetworkPolicies, so that it is not tried again.
	Enforces bool `json:"enforces,omitempty"`
	// Registry is the mirror that images come from, if there is one.
	Registry string `json:"registry,omitempty"`
	// Files are the directories, by challenges, that files were handed out to last.
	Files map[string]string `json:"files,omitempty"`
}

// LastLearner is the name under which somebody last practised on this machine
// where the cluster's identity was a shared one; empty if nobody did.
func LastLearner(stateDir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(stateDir, "clusters", "*", "local.json"))
	if err != nil {
		return "", err
	}
	var learner string
	var last time.Time
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || !info.ModTime().After(last) {
			continue
		}
		// One that cannot be read is for the commands on its cluster to report.
		if l, err := (&Mirror{Dir: filepath.Dir(file)}).ReadLocal(); err == nil && l.Learner != "" {
			learner, last = l.Learner, info.ModTime()
		}
	}
	return learner, nil
}

// Generic reports whether an identity is one that many people share, such as
// the administrator that kubeadm, kind and minikube make.
func Generic(user string, groups []string) bool {
	return slices.Contains(groups, "system:masters") || slices.Contains(groups, "kubeadm:cluster-admins") ||
		slices.Contains([]string{"kubernetes-admin", "minikube-user", "kubernetes-super-admin", "docker-for-desktop", "admin", "default"}, user)
}

// ReadLocal reads what is remembered of the mirror's cluster.
func (m *Mirror) ReadLocal() (Local, error) {
	var l Local
	content, err := os.ReadFile(filepath.Join(m.Dir, "local.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return l, fmt.Errorf("read local state: %w", err)
	}
	if err := json.Unmarshal(content, &l); err != nil {
		path := filepath.Join(m.Dir, "local.json")
		return Local{}, fmt.Errorf("%s, which has your name and your consent for this cluster, cannot be read (%w); it was left as it is: mend it, or remove it to be asked again", path, err)
	}
	return l, nil
}

// WriteLocal remembers l for the mirror's cluster.
func (m *Mirror) WriteLocal(l Local) error {
	content, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(m.Dir, 0o700); err != nil {
		return fmt.Errorf("write local state: %w", err)
	}
	if err := replaceFile(filepath.Join(m.Dir, "local.json"), content); err != nil {
		return fmt.Errorf("write local state: %w", err)
	}
	return nil
}
