package main

import (
	"context"
	"flag"
	"log/slog"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/balancer"
	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/policy"
	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/volume"
)

// options say on which node the agent is, and what it is to do there.
type options struct {
	kubeconfig string
	node       string
	// policies are enforced for the node's pods.
	policies bool
	// volumes is the directory of the cluster's volumes; empty where they are not
	// made.
	volumes string
	// balancer is the range of addresses of load balancers; empty if there are
	// none. link is where the node answers for them.
	balancer, link string
	// allocate gives Services those addresses.
	allocate bool
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("mastery-agent", flag.ContinueOnError)
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "how to reach the cluster's API")
	flags.StringVar(&o.node, "node", "", "name of this node")
	flags.BoolVar(&o.policies, "policies", false, "enforce NetworkPolicies for the pods of this node")
	flags.StringVar(&o.volumes, "volumes", "", "make the cluster's volumes, in this `directory`, which every node has")
	flags.StringVar(&o.balancer, "balancer", "", "answer for load balancers, whose addresses are `FIRST-LAST`")
	flags.StringVar(&o.link, "link", "eth0", "interface on which the node answers for load balancers")
	flags.BoolVar(&o.allocate, "allocate", false, "give Services the addresses of load balancers")
	return o, flags.Parse(args)
}

// A part of the agent works until ctx is done, and calls ready when it does.
type part func(ctx context.Context, ready func()) error

// parts are what the options ask for.
func parts(o options, client kubernetes.Interface, shared informers.SharedInformerFactory, log *slog.Logger) ([]part, error) {
	var all []part
	if o.policies {
		agent, err := policy.New(shared, log)
		if err != nil {
			return nil, err
		}
		all = append(all, agent.Run)
	}
	if o.volumes != "" {
		all = append(all, volume.New(client, shared, o.volumes, log).Run)
	}
	balancers, err := balancerParts(o, client, shared, log)
	return append(all, balancers...), err
}

func balancerParts(o options, client kubernetes.Interface, shared informers.SharedInformerFactory, log *slog.Logger) ([]part, error) {
	if o.balancer == "" {
		return nil, nil
	}
	addresses, err := balancer.ParseRange(o.balancer)
	if err != nil {
		return nil, err
	}
	link, err := balancer.NewInterface(o.link)
	if err != nil {
		return nil, err
	}
	announcer, err := balancer.NewAnnouncer(o.node, addresses, link, shared, log)
	if err != nil {
		return nil, err
	}
	all := []part{announcer.Run}
	if o.allocate {
		allocator, err := balancer.NewAllocator(addresses, client, shared, log)
		if err != nil {
			return nil, err
		}
		all = append(all, allocator.Run)
	}
	return all, nil
}
