package node

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// addresses is where the network plugin notes which pod has which address.
const addresses = "/var/lib/cni/networks"

// forgetAddresses forgets in dir the pods of an earlier run of the node, which are gone,
// but not which address was given last: others may for a moment still take an
// address for that of the pod that had it.
func forgetAddresses(dir string) error {
	notes, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		return fmt.Errorf("forget the addresses of pods: %w", err)
	}
	for _, note := range notes {
		if strings.HasPrefix(filepath.Base(note), "last_reserved_ip") {
			continue
		}
		if err := os.Remove(note); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("forget the addresses of pods: %w", err)
		}
	}
	return nil
}
