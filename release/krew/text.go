package krew

import (
	"fmt"

	"github.com/kubectl-mastery/kubectl-mastery/release"
)

// text is what a manifest tells people about a plugin.
type text struct{ short, long, caveats string }

func textOf(program release.Program) (text, error) {
	switch program.Plugin {
	case release.Plugin().Plugin:
		return text{
			short: "Practise Kubernetes on a real cluster",
			long: `Become good at Kubernetes by repairing and building real things in a real
cluster. A challenge puts a small system with a fault into the cluster that
you use, waits until its symptom shows, and leaves you to work on it with
kubectl and whatever else you like. Verification looks at outcomes, so every
right fix counts, however it was made. Hints follow what you have already
done, your progress is remembered, and nothing stays behind when you stop.

Your own machine runs no script, and nothing is sent anywhere. Clusters that
look like production are refused.
`,
		}, nil
	case release.Lab().Plugin:
		return text{
			short: "Run a real Kubernetes cluster without Docker",
			long: `A disposable Kubernetes cluster on Linux, made of the upstream components,
for practice with the plugin "mastery" or for anything else that may break.
It boots in seconds, needs no Docker and no network, keeps to namespaces of
its own, and leaves nothing behind when it is taken down.
`,
			caveats: `The lab needs root, and of the distribution runc, nftables and util-linux.
krew calls it mastery_lab; the plugin "mastery" also finds it as its own
command "lab". It has all that it needs of Kubernetes with it, kubectl too.
`,
		}, nil
	default:
		return text{}, fmt.Errorf("describe plugin %q: nothing is written about it", program.Plugin)
	}
}
