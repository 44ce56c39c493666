// Package volume makes the volumes of a lab's cluster: directories below one
// that every node has at the same path.
package volume

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/go-logr/logr"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// Provisioner is how StorageClasses name what makes their volumes.
const Provisioner = "mastery-lab/volumes"

// What was refused may be allowed when a class was made anew, so it is tried
// again after a pause, which grows from the first of these to the second.
const (
	firstPause = time.Second
	longPause  = time.Minute
)

// A Controller makes and deletes volumes as claims and their classes ask for it.
// One of a cluster is to run.
type Controller struct {
	client  kubernetes.Interface
	log     *slog.Logger
	dir     string
	nodes   corelisters.NodeLister
	claims  cache.SharedIndexInformer
	volumes cache.SharedIndexInformer
	classes cache.SharedIndexInformer
	synced  []cache.InformerSynced
}

// New returns a controller whose volumes are below dir, an absolute path that is
// the same directory on each node; the factory is to be started after it.
func New(client kubernetes.Interface, shared informers.SharedInformerFactory, dir string, log *slog.Logger) *Controller {
	nodes := shared.Core().V1().Nodes()
	c := &Controller{
		client:  client,
		log:     log,
		dir:     dir,
		nodes:   nodes.Lister(),
		claims:  shared.Core().V1().PersistentVolumeClaims().Informer(),
		volumes: shared.Core().V1().PersistentVolumes().Informer(),
		classes: shared.Storage().V1().StorageClasses().Informer(),
	}
	for _, i := range []cache.SharedIndexInformer{nodes.Informer(), c.claims, c.volumes, c.classes} {
		c.synced = append(c.synced, i.HasSynced)
	}
	return c
}

// Run works until ctx is done; it calls ready when it does. The error is that
// the directory is not there.
func (c *Controller) Run(ctx context.Context, ready func()) error {
	root, err := os.OpenRoot(c.dir)
	if err != nil {
		return fmt.Errorf("open the directory of volumes: %w", err)
	}
	defer root.Close()
	if !cache.WaitForCacheSync(ctx.Done(), c.synced...) {
		return nil
	}
	ctx = klog.NewContext(ctx, logr.FromSlogHandler(c.log.Handler()))
	work := controller.NewProvisionController(ctx, c.client, Provisioner, &maker{root: root, nodes: c.nodes},
		controller.ClaimsInformer(c.claims),
		controller.VolumesInformer(c.volumes),
		controller.ClassesInformer(c.classes),
		controller.LeaderElection(false),
		// The directory is not to outlive a volume that is deleted before its claim.
		controller.AddFinalizer(true),
		controller.ResyncPeriod(0),
		controller.RateLimiter(workqueue.NewTypedItemExponentialFailureRateLimiter[string](firstPause, longPause)),
		controller.FailedProvisionThreshold(0),
		controller.FailedDeleteThreshold(0),
	)
	ready()
	work.Run(ctx)
	return nil
}
