package scenario

import "github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"

// The resources that the tests of this package serve.
var (
	namespaces      = cluster.Core("namespaces")
	serviceAccounts = cluster.Core("serviceaccounts")
)
