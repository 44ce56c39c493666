package challenge

// What a challenge may require beyond any conformant cluster.
const (
	NetworkPolicy       = "network-policy"
	OwnCluster          = "own-cluster"
	DefaultStorageClass = "default-storage-class"
	TwoNodes            = "two-nodes"
	MetricsAPI          = "metrics"
	SecondCluster       = "second-cluster"
	LoadBalancer        = "load-balancer"
	Ingress             = "ingress"
	PodSecurity         = "pod-security"
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
		LoadBalancer:        "addresses for Services of type LoadBalancer",
		Ingress:             "a controller for Ingresses or Gateways",
		PodSecurity:         "namespaces that enforce the Pod Security Standard they are labelled with",
	}
}
