package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"k8s.io/cli-runtime/pkg/genericclioptions"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// nowhere is where clients go that were told of no cluster.
const nowhere = "http://localhost:8080"

const startOne = "start a cluster (`kubectl mastery lab up`, kind, minikube)"

// readKubeconfig reads what the kubeconfig files say.
func readKubeconfig(flags *genericclioptions.ConfigFlags) (raw clientcmdapi.Config, context string, err error) {
	raw, err = flags.ToRawKubeConfigLoader().RawConfig()
	if explicit := *flags.KubeConfig; errors.Is(err, fs.ErrNotExist) && explicit != "" {
		return raw, "", fmt.Errorf("--kubeconfig names %s, which is not there; check the path, or leave it out", explicit)
	}
	if err != nil {
		return raw, "", unreadable(err)
	}
	context = raw.CurrentContext
	if *flags.Context != "" {
		context = *flags.Context
	}
	if context == "" || raw.Contexts[context] != nil {
		return raw, context, nil
	}
	if len(raw.Contexts) == 0 && *flags.Context == "" {
		return raw, context, nil // says of a file without anything what noKubeconfig says
	}
	return raw, "", fmt.Errorf("your kubeconfig has no context %q; `kubectl config get-contexts` lists those that it has%s", context, some(raw))
}

// loading is how a kubeconfig file that cannot be read is reported.
var loading = regexp.MustCompile(`error loading config file "([^"]+)": (.*)`)

func unreadable(err error) error {
	says := "your kubeconfig cannot be read: " + err.Error()
	if found := loading.FindStringSubmatch(err.Error()); found != nil {
		says = fmt.Sprintf("your kubeconfig, %s, cannot be read: %s", found[1], found[2])
		if strings.Contains(found[2], "is registered for version") { // of another kind
			says = fmt.Sprintf("%s is no kubeconfig", found[1])
		}
	}
	return explained{says: says + "; correct it, or set KUBECONFIG to another file", err: err}
}

// some are contexts to choose from, in brackets.
func some(raw clientcmdapi.Config) string {
	names := slices.Sorted(maps.Keys(raw.Contexts))
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 4:
		names = append(names[:3], "...")
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// noKubeconfig explains why no cluster is known. It is as if none answered: what
// this machine remembers can be told.
func noKubeconfig(raw clientcmdapi.Config, flags *genericclioptions.ConfigFlags) error {
	if len(raw.Clusters) > 0 {
		return unreachable("your kubeconfig has no current context; choose one with `kubectl config use-context NAME`, or add --context NAME"+some(raw), nil)
	}
	files := flags.ToRawKubeConfigLoader().ConfigAccess().GetLoadingPrecedence()
	var there []string
	for _, file := range files {
		if _, err := os.Stat(file); err == nil {
			there = append(there, file)
		}
	}
	switch {
	case len(there) > 0:
		return unreachable(fmt.Sprintf("your kubeconfig, %s, names no cluster; %s, or set KUBECONFIG to the file of yours", strings.Join(there, " and "), startOne), nil)
	case os.Getenv("KUBECONFIG") != "":
		return unreachable(fmt.Sprintf("there is no kubeconfig: KUBECONFIG names %s, which is not there; correct it, or %s", strings.Join(files, " and "), startOne), nil)
	}
	return unreachable(fmt.Sprintf("there is no kubeconfig: KUBECONFIG is not set, and ~/.kube/config is not there; %s, or set KUBECONFIG to the file of yours", startOne), nil)
}

// noEntry says that a cluster is named which the kubeconfig does not have.
func noEntry(entry, context string, flags *genericclioptions.ConfigFlags) error {
	by := ""
	if *flags.ClusterName == "" {
		by = fmt.Sprintf(", which its context %q names", context)
	}
	return fmt.Errorf("your kubeconfig has no cluster %q%s; `kubectl config get-clusters` lists those that it has", entry, by)
}

// missingFile is how a file that a kubeconfig names is reported.
var missingFile = regexp.MustCompile(`unable to read (\S+) (\S+) for (\S+) due to open \S+: `)

// unusable explains settings of which no client can be made.
func unusable(err error, flags *genericclioptions.ConfigFlags) error {
	if strings.HasPrefix(err.Error(), "Invalid timeout value") {
		return fmt.Errorf("--request-timeout takes a time such as 30s, not %q", *flags.Timeout)
	}
	said := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "invalid configuration: "), "tls: ")
	said = missingFile.ReplaceAllString(strings.Trim(said, "[]"), "$2, the $1 of $3: ")
	return explained{says: fmt.Sprintf("your kubeconfig cannot be used: %s; `kubectl config view` shows it", said), err: err}
}
