// Package kubeconfig writes the files with which programs reach a cluster.
package kubeconfig

import (
	"fmt"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/kubectl-mastery/kubectl-mastery/lab/pki"
)

// An Access is one user of one cluster.
type Access struct {
	// Context names the context and the cluster in it.
	Context string
	// User names the user entry.
	User   string
	Server string
	CA     []byte
	Client pki.Pair
}

// Config is the access as the only one, and the current one, of a kubeconfig.
func (a Access) Config() *api.Config {
	c := api.NewConfig()
	cluster := api.NewCluster()
	cluster.Server = a.Server
	cluster.CertificateAuthorityData = a.CA
	user := api.NewAuthInfo()
	user.ClientCertificateData = a.Client.Cert
	user.ClientKeyData = a.Client.Key
	context := api.NewContext()
	context.Cluster = a.Context
	context.AuthInfo = a.User
	c.Clusters[a.Context] = cluster
	c.AuthInfos[a.User] = user
	c.Contexts[a.Context] = context
	c.CurrentContext = a.Context
	return c
}

// Encode is the access as a kubeconfig file.
func (a Access) Encode() ([]byte, error) {
	data, err := clientcmd.Write(*a.Config())
	if err != nil {
		return nil, fmt.Errorf("encode kubeconfig: %w", err)
	}
	return data, nil
}
