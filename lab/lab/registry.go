package lab

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
)

// addRegistries remembers further insecure registries, and tells the nodes of
// them if they run: else they read it when they start.
func (u *upper) addRegistries(running bool) error {
	var added []string
	for _, r := range u.InsecureRegistries {
		if !slices.Contains(u.lab.InsecureRegistries, r) {
			added = append(added, r)
		}
	}
	if added == nil {
		return nil
	}
	u.lab.InsecureRegistries = append(u.lab.InsecureRegistries, added...)
	if err := u.lab.Write(u.dir); err != nil {
		return err
	}
	if !running {
		return nil
	}
	for _, n := range u.lab.Nodes {
		pid, err := u.nodePid(u.lab, n)
		if err != nil {
			return err
		}
		for _, r := range added {
			inside, text, err := component.RegistryFile(r)
			if err != nil {
				return err
			}
			path := filepath.Join(rootOf(pid), inside)
			err = errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644))
			if err != nil {
				return fmt.Errorf("tell node %s of registry %s: %w", n.Name, r, err)
			}
		}
	}
	return nil
}
