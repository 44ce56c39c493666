// Command mastery-agent does on each node of a lab what a network plugin does
// elsewhere.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/coreos/go-systemd/v22/daemon"
	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/policy"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], slog.New(slog.NewTextHandler(os.Stderr, nil)))
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mastery-agent:", err)
		os.Exit(1)
	}
}

// options say what the agent is to do on its node.
type options struct {
	kubeconfig string
	// policies are enforced for the node's pods.
	policies bool
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("mastery-agent", flag.ContinueOnError)
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "how to reach the cluster's API")
	flags.BoolVar(&o.policies, "policies", false, "enforce NetworkPolicies for the pods of this node")
	return o, flags.Parse(args)
}

// A part of the agent works until ctx is done, and calls ready when it does.
type part func(ctx context.Context, ready func()) error

// parts are what the options ask for.
func parts(o options, shared informers.SharedInformerFactory, log *slog.Logger) ([]part, error) {
	var all []part
	if o.policies {
		agent, err := policy.New(shared, log)
		if err != nil {
			return nil, err
		}
		all = append(all, agent.Run)
	}
	return all, nil
}

// run works until ctx is done or a part fails.
func run(ctx context.Context, args []string, log *slog.Logger) error {
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
	shared := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(strip))
	all, err := parts(o, shared, log)
	if err != nil {
		return err
	}
	if err := awaitAllowed(ctx, client); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	var waiting sync.WaitGroup
	waiting.Add(len(all))
	for _, p := range all {
		group.Go(func() error { return p(ctx, sync.OnceFunc(waiting.Done)) })
	}
	shared.StartWithContext(ctx)
	go func() {
		waiting.Wait()
		if _, err := daemon.SdNotify(false, daemon.SdNotifyReady); err != nil {
			log.Error("cannot tell that the agent is ready", "error", err)
		}
	}()
	<-ctx.Done()
	return group.Wait()
}

// strip takes off an object what nobody here reads, and much memory would go to.
func strip(object any) (any, error) {
	if accessor, err := meta.Accessor(object); err == nil {
		accessor.SetManagedFields(nil)
	}
	return object, nil
}
