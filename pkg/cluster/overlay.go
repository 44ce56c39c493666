package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// originExtension marks a context of an overlay; its value names the context
// that the overlay was made of.
const originExtension = "kubectl-mastery"

type origin struct {
	Context string `json:"context"`
}

// originOf is the context that a context of an overlay was made of; the name
// itself where it is of no overlay.
func originOf(raw *clientcmdapi.Config, name string) string {
	entry := raw.Contexts[name]
	if entry == nil {
		return name
	}
	var from origin
	if mark, ok := entry.Extensions[originExtension].(*runtime.Unknown); ok && json.Unmarshal(mark.Raw, &from) == nil && from.Context != "" {
		return from.Context
	}
	return name
}

// Overlay adds to a kubeconfig, which may be empty, a context with this name and
// namespace for the cluster and the user that are in use, and makes it the
// current one. It only names them: put before the files of Files in KUBECONFIG,
// it needs no credentials of its own.
func (c *Cluster) Overlay(before []byte, name, namespace string) ([]byte, error) {
	raw, used, err := readKubeconfig(c.flags)
	if err != nil {
		return nil, err
	}
	entry := clientcmdapi.NewContext()
	if base := raw.Contexts[used]; base != nil {
		entry.Cluster, entry.AuthInfo = base.Cluster, base.AuthInfo
	}
	for flag, field := range map[*string]*string{c.flags.ClusterName: &entry.Cluster, c.flags.AuthInfoName: &entry.AuthInfo} {
		if *flag != "" {
			*field = *flag
		}
	}
	if raw.Clusters[entry.Cluster] == nil {
		return nil, errors.New("no kubeconfig names this cluster, so there is nothing to build on; say the namespace instead: kubectl -n " + namespace)
	}
	mark, err := json.Marshal(origin{c.Context})
	if err != nil {
		return nil, err
	}
	entry.Namespace = namespace
	entry.Extensions[originExtension] = &runtime.Unknown{Raw: mark, ContentType: runtime.ContentTypeJSON}
	overlay := clientcmdapi.NewConfig()
	if len(before) > 0 {
		if overlay, err = clientcmd.Load(before); err != nil {
			return nil, fmt.Errorf("read the kubeconfig of an earlier `kubectl mastery env`: %w", err)
		}
	}
	overlay.Contexts[name], overlay.CurrentContext = entry, name
	return clientcmd.Write(*overlay)
}

// OnlyOverlay reports whether a kubeconfig holds nothing but what Overlay writes:
// programs add to the first file of KUBECONFIG what they make.
func OnlyOverlay(kubeconfig []byte) bool {
	config, err := clientcmd.Load(kubeconfig)
	if err != nil || len(config.Clusters) > 0 || len(config.AuthInfos) > 0 {
		return false
	}
	for name := range config.Contexts {
		if originOf(config, name) == name {
			return false
		}
	}
	return true
}

// Files are the kubeconfig files in use, by absolute paths, without those that
// ours says are overlays.
func (c *Cluster) Files(ours func(file string) bool) ([]string, error) {
	var files []string
	for _, file := range c.flags.ToRawKubeConfigLoader().ConfigAccess().GetLoadingPrecedence() {
		if file == "" {
			continue
		}
		file, err := filepath.Abs(file)
		if err != nil {
			return nil, fmt.Errorf("find your kubeconfig: %w", err)
		}
		if ours(file) {
			continue
		}
		if strings.ContainsRune(file, os.PathListSeparator) {
			return nil, fmt.Errorf("KUBECONFIG cannot hold a path with %q in it, as %s has", os.PathListSeparator, file)
		}
		files = append(files, file)
	}
	return files, nil
}
