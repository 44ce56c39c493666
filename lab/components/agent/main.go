// Command mastery-agent does on each node of a lab what a cloud and a network
// plugin do elsewhere.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sync/errgroup"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/policy"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mastery-agent:", err)
		os.Exit(1)
	}
}

// options say on which node the agent is, and what it is to do there.
type options struct {
	kubeconfig string
	node       string
	// policies are enforced for the node's pods.
	policies bool
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("mastery-agent", flag.ContinueOnError)
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "how to reach the cluster's API")
	flags.StringVar(&o.node, "node", "", "name of this node")
	flags.BoolVar(&o.policies, "policies", false, "enforce NetworkPolicies for the pods of this node")
	return o, flags.Parse(args)
}

// run works until ctx is done or a part fails.
func run(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	config.UserAgent = "mastery-agent"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	shared := informers.NewSharedInformerFactory(client, 0)
	group, ctx := errgroup.WithContext(ctx)
	if o.policies {
		agent := policy.New(o.node, shared)
		group.Go(func() error { return agent.Run(ctx) })
	}
	shared.StartWithContext(ctx)
	return group.Wait()
}
