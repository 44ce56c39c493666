// Command mastery-agent does on each node of a lab what a cloud and a network
// plugin do elsewhere.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/balancer"
	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/policy"
	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/volume"
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
	if o.volumes != "" {
		all = append(all, volume.New(client, shared, o.volumes, log).Run)
	}
	if o.balancer == "" {
		return all, nil
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
	all = append(all, announcer.Run)
	if o.allocate {
		allocator, err := balancer.NewAllocator(addresses, client, shared, log)
		if err != nil {
			return nil, err
		}
		all = append(all, allocator.Run)
	}
	return all, nil
}

// strip takes off an object what nobody here reads, and much memory would go to.
func strip(object any) (any, error) {
	if accessor, err := meta.Accessor(object); err == nil {
		accessor.SetManagedFields(nil)
	}
	if node, ok := object.(*corev1.Node); ok {
		node.Status.Images = nil
	}
	return object, nil
}

// sayReady tells who started the agent, by sd_notify, that it works.
func sayReady() error {
	conn, err := net.Dial("unixgram", os.Getenv("NOTIFY_SOCKET"))
	if err != nil {
		return fmt.Errorf("say that the agent is ready: %w", err)
	}
	_, err = conn.Write([]byte("READY=1"))
	return errors.Join(err, conn.Close())
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
	// The API server sees to its own load; waiting here would delay addresses
	// and volumes.
	config.QPS = -1
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	shared := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(strip))
	all, err := parts(o, client, shared, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	if o.policies {
		agent := policy.New(o.node, shared)
		group.Go(func() error { return agent.Run(ctx) })
	}
	var waiting sync.WaitGroup
	waiting.Add(len(all))
	for _, p := range all {
		group.Go(func() error { return p(ctx, sync.OnceFunc(waiting.Done)) })
	}
	shared.StartWithContext(ctx)
	group.Go(func() error {
		waiting.Wait()
		return sayReady()
	})
	return group.Wait()
}
