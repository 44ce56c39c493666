// Command mastery-agent does on each node of a lab what elsewhere a network
// plugin, a provisioner of volumes and a cloud do.
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
	"sync/atomic"
	"syscall"

	"github.com/coreos/go-systemd/v22/daemon"
	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
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
	// The API server sees to its own load; waiting here would delay addresses
	// and volumes.
	config.QPS = -1
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	for {
		if err := awaitAllowed(ctx, client); err != nil {
			return err
		}
		err := session(ctx, o, client, log)
		if ctx.Err() != nil || !errors.Is(err, errLost) {
			return err
		}
		log.Info("the API was away; what is done begins anew")
	}
}

// session does what the options ask for until ctx is done, a part fails, or the
// API was away.
func session(ctx context.Context, o options, client kubernetes.Interface, log *slog.Logger) error {
	shared := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(strip))
	all, err := parts(o, client, shared, log)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return awaitLoss(ctx, client) })
	var waited atomic.Int32
	waited.Store(int32(len(all)))
	for _, p := range all {
		group.Go(func() error {
			return p(ctx, sync.OnceFunc(func() {
				if waited.Add(-1) == 0 {
					sayReady(log)
				}
			}))
		})
	}
	shared.StartWithContext(ctx)
	return group.Wait()
}

// sayReady tells who started the agent that all of it works.
func sayReady(log *slog.Logger) {
	if _, err := daemon.SdNotify(false, daemon.SdNotifyReady); err != nil {
		log.Error("cannot tell that the agent is ready", "error", err)
	}
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
