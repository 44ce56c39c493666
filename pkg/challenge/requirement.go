package challenge

// What a challenge may require beyond any conformant cluster.
const (
	NetworkPolicy       = "network-policy"
	OwnCluster          = "own-cluster"
	DefaultStorageClass = "default-storage-class"
	TwoNodes            = "two-nodes"
	MetricsAPI          = "metrics"
	SecondCluster       = "second-cluster"
)

// Requirements are all that a challenge may require, with what a learner needs
// to know of each.
func Requirements() map[string]string {
	return map[string]string{
		NetworkPolicy:       "a network that enforces NetworkPolicies",
		OwnCluster:          "a cluster of your own, of which nodes may be drained",
		DefaultStorageClass: "a default StorageClass",
		TwoNodes:            "two nodes that take pods",
		MetricsAPI:          "the metrics API, as metrics-server gives it",
		SecondCluster:       "a second cluster",
	}
}
