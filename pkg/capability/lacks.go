package capability

import (
	"context"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Lacks is what of the requirements the cluster is known not to have. Nothing
// else is looked at. network is what is known of the network already.
func Lacks(ctx context.Context, c *cluster.Cluster, network string, required []string) []Finding {
	var lacking []Finding
	for _, name := range required {
		finding := Enforces(network)
		if find := finders()[name]; find != nil {
			state, says := find(ctx, c)
			finding = Finding{name, state, says}
		}
		if finding.Name == name && finding.State == Missing {
			lacking = append(lacking, finding)
		}
	}
	return lacking
}
