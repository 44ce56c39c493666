// Package attachment knows the pods that the node's network plugin has given an
// address. The plugin writes each down and asks the agent, through a socket, to
// guard it before it starts; this is sooner than the API knows of the address.
package attachment

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/types"
)

// Dir is where a node keeps its attachments; what is in it goes with the node.
const Dir = "/run/mastery-agent/pods"

// An Attachment is a pod's place in the network.
type Attachment struct {
	// Sandbox is the id that the container runtime has for the pod.
	Sandbox string `json:"sandbox"`
	// Namespace, Name and UID are the pod's; the UID is empty if the runtime did
	// not tell it.
	Namespace string     `json:"namespace"`
	Name      string     `json:"name"`
	UID       types.UID  `json:"uid,omitempty"`
	Addr      netip.Addr `json:"addr"`
}

// A Store is a directory of attachments.
type Store string

func (s Store) path(sandbox string) string { return filepath.Join(string(s), sandbox+".json") }

// Put writes an attachment down, in one step.
func (s Store) Put(a Attachment) error {
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write attachment: %w", err)
	}
	if err := os.MkdirAll(string(s), 0o700); err != nil {
		return fmt.Errorf("write attachment: %w", err)
	}
	fresh := s.path(a.Sandbox) + ".new"
	if err := os.WriteFile(fresh, data, 0o600); err != nil {
		return fmt.Errorf("write attachment: %w", err)
	}
	if err := os.Rename(fresh, s.path(a.Sandbox)); err != nil {
		return fmt.Errorf("write attachment: %w", err)
	}
	return nil
}

// Remove forgets an attachment; there need be none.
func (s Store) Remove(sandbox string) error {
	if err := os.Remove(s.path(sandbox)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove attachment: %w", err)
	}
	return nil
}

// All returns the attachments that there are.
func (s Store) All() ([]Attachment, error) {
	files, err := filepath.Glob(s.path("*"))
	if err != nil {
		return nil, fmt.Errorf("list attachments: %w", err)
	}
	var all []Attachment
	for _, file := range files {
		data, err := os.ReadFile(file)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		var a Attachment
		if err == nil {
			err = json.Unmarshal(data, &a)
		}
		if err != nil {
			return nil, fmt.Errorf("read attachment: %w", err)
		}
		all = append(all, a)
	}
	return all, nil
}
