package capability

import "github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"

// Advice says how a cluster gets what a requirement of challenges asks for.
func Advice(name string) string {
	return map[string]string{
		challenge.NetworkPolicy: "the lab enforces them; on kind it takes version 0.24 or later, on minikube `minikube start --cni calico`; " +
			"in managed clusters they are an option of the network",
		challenge.DefaultStorageClass: "the lab, kind and minikube have one; elsewhere mark one: " +
			"`kubectl annotate storageclass NAME storageclass.kubernetes.io/is-default-class=true`",
		challenge.TwoNodes:     "in the lab `kubectl mastery lab up --nodes 2`, on minikube `minikube start --nodes 2`, on kind a cluster configuration with two workers",
		challenge.MetricsAPI:   "in the lab `kubectl mastery lab add metrics-server`, on minikube `minikube addons enable metrics-server`; elsewhere install metrics-server",
		challenge.OwnCluster:   "make one in which nobody else is at work: `kubectl mastery lab up`, kind or minikube",
		challenge.LoadBalancer: "the lab gives them; on kind run cloud-provider-kind, on minikube `minikube tunnel`; managed clusters have them",
		challenge.Ingress: "in the lab `kubectl mastery lab add gateway-api` brings the kinds, and a controller is to be installed; on minikube `minikube addons enable ingress`; " +
			"on kind and in managed clusters install one",
		challenge.PodSecurity:   "any cluster from Kubernetes 1.25 on has it; upgrade, or practise in the lab",
		challenge.SecondCluster: "make another one: `kubectl mastery lab up --name second`, or kind or minikube under another name",
	}[name]
}
