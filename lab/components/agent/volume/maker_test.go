package volume

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// newMaker makes volumes in a directory of the test, for a cluster with one
// node, whose label is not its name.
func newMaker(t *testing.T) (m *maker, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "volumes")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := root.Close(); err != nil {
			t.Error(err)
		}
	})
	nodes := cache.NewIndexer(cache.MetaNamespaceKeyFunc, nil)
	err = nodes.Add(&corev1.Node{ObjectMeta: metav1.ObjectMeta{
		Name: "worker", Labels: map[string]string{corev1.LabelHostname: "worker.example"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return &maker{root: root, nodes: corelisters.NewNodeLister(nodes)}, dir
}

// asked are the options for a claim of a class.
func asked(mode storagev1.VolumeBindingMode, access ...corev1.PersistentVolumeAccessMode) controller.ProvisionOptions {
	reclaim := corev1.PersistentVolumeReclaimDelete
	o := controller.ProvisionOptions{
		StorageClass: &storagev1.StorageClass{
			ObjectMeta:        metav1.ObjectMeta{Name: "some"},
			VolumeBindingMode: &mode,
			ReclaimPolicy:     &reclaim,
			MountOptions:      []string{"noatime"},
		},
		PVName: "pvc-1",
		PVC: &corev1.PersistentVolumeClaim{Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: access,
			Resources: corev1.VolumeResourceRequirements{
				Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")},
			},
		}},
	}
	if mode == storagev1.VolumeBindingWaitForFirstConsumer {
		o.SelectedNodeName = "worker"
	}
	return o
}

func TestProvision(t *testing.T) {
	for _, tt := range []struct {
		mode  storagev1.VolumeBindingMode
		modes []corev1.PersistentVolumeAccessMode
		reach corev1.NodeSelectorRequirement
	}{
		{
			storagev1.VolumeBindingWaitForFirstConsumer,
			[]corev1.PersistentVolumeAccessMode{corev1.ReadWriteOncePod},
			corev1.NodeSelectorRequirement{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{"worker.example"}},
		},
		{
			storagev1.VolumeBindingImmediate,
			[]corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce, corev1.ReadWriteMany, corev1.ReadOnlyMany},
			corev1.NodeSelectorRequirement{Key: corev1.LabelOSStable, Operator: corev1.NodeSelectorOpIn, Values: []string{"linux"}},
		},
	} {
		t.Run(string(tt.mode), func(t *testing.T) {
			m, dir := newMaker(t)
			// A second time, as after a volume that could not be written down.
			for range 2 {
				pv, state, err := m.Provision(t.Context(), asked(tt.mode, tt.modes...))
				if err != nil || state != controller.ProvisioningFinished {
					t.Fatalf("state %s, error %v", state, err)
				}
				spec := pv.Spec
				size := spec.Capacity[corev1.ResourceStorage]
				if pv.Name != "pvc-1" || spec.Local.Path != filepath.Join(dir, "pvc-1") || size.String() != "1Gi" ||
					len(spec.AccessModes) != len(tt.modes) || spec.PersistentVolumeReclaimPolicy != corev1.PersistentVolumeReclaimDelete ||
					len(spec.MountOptions) != 1 {
					t.Errorf("volume %+v", pv)
				}
				if got := spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0]; got.String() != tt.reach.String() {
					t.Errorf("it is on %s, want %s", got.String(), tt.reach.String())
				}
				info, err := os.Stat(spec.Local.Path)
				if err != nil || info.Mode() != os.ModeDir|0o777 {
					t.Errorf("directory %v, error %v", info, err)
				}
			}
		})
	}
}

func TestProvisionOnANodeThatWent(t *testing.T) {
	m, dir := newMaker(t)
	o := asked(storagev1.VolumeBindingWaitForFirstConsumer, corev1.ReadWriteOnce)
	o.SelectedNodeName = "gone"
	_, state, err := m.Provision(t.Context(), o)
	if err == nil || state != controller.ProvisioningReschedule {
		t.Errorf("state %s, error %v", state, err)
	}
	empty(t, dir)
}

func empty(t *testing.T, dir string) {
	t.Helper()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%s has %v, error %v", dir, left, err)
	}
}

func TestRefusals(t *testing.T) {
	const wait, now = storagev1.VolumeBindingWaitForFirstConsumer, storagev1.VolumeBindingImmediate
	fast := "fast"
	for name, tt := range map[string]struct {
		mode   storagev1.VolumeBindingMode
		access corev1.PersistentVolumeAccessMode
		change func(*controller.ProvisionOptions)
		says   string
	}{
		"many writers on one node": {wait, corev1.ReadWriteMany, nil, "not ReadWriteMany; a class that binds at once"},
		"many readers on one node": {wait, corev1.ReadOnlyMany, nil, "StorageClass some are on one node"},
		"parameter": {now, corev1.ReadWriteOnce, func(o *controller.ProvisionOptions) {
			o.StorageClass.Parameters = map[string]string{"type": "ssd"}
		}, "has the parameter type"},
		"selector": {now, corev1.ReadWriteOnce, func(o *controller.ProvisionOptions) {
			o.PVC.Spec.Selector = &metav1.LabelSelector{}
		}, "selector"},
		"data source": {now, corev1.ReadWriteOnce, func(o *controller.ProvisionOptions) {
			o.PVC.Spec.DataSourceRef = &corev1.TypedObjectReference{Kind: "VolumeSnapshot"}
		}, "dataSource"},
		"attributes": {now, corev1.ReadWriteOnce, func(o *controller.ProvisionOptions) {
			o.PVC.Spec.VolumeAttributesClassName = &fast
		}, "volumeAttributesClassName"},
	} {
		t.Run(name, func(t *testing.T) {
			m, dir := newMaker(t)
			o := asked(tt.mode, tt.access)
			if tt.change != nil {
				tt.change(&o)
			}
			_, state, err := m.Provision(t.Context(), o)
			if err == nil || state != controller.ProvisioningFinished || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("state %s, error %v, want one with %q", state, err, tt.says)
			}
			empty(t, dir)
		})
	}
}

// volumeAt is a volume as somebody may write it.
func volumeAt(name, path string) *corev1.PersistentVolume {
	pv := &corev1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: name}}
	pv.Spec.Local = &corev1.LocalVolumeSource{Path: path}
	return pv
}

func TestDelete(t *testing.T) {
	m, dir := newMaker(t)
	outside := filepath.Join(filepath.Dir(dir), "outside")
	mine := filepath.Join(dir, "mine")
	for _, d := range []string{outside, filepath.Join(mine, "below")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d, "data"), nil, 0o400); err != nil {
			t.Fatal(err)
		}
	}
	// What a pod may leave in its volume, and what one that is root on the node
	// may put in the place of a volume.
	for _, link := range []string{filepath.Join(mine, "out"), filepath.Join(dir, "link")} {
		if err := os.Symlink(outside, link); err != nil {
			t.Fatal(err)
		}
	}
	for _, foreign := range []*corev1.PersistentVolume{
		volumeAt("mine", outside),
		volumeAt("mine", dir),
		volumeAt("other", mine),
		volumeAt("..", filepath.Dir(dir)),
		volumeAt(".", dir),
		volumeAt("../outside", outside),
		{ObjectMeta: metav1.ObjectMeta{Name: "mine"}},
	} {
		if err := m.Delete(t.Context(), foreign); err == nil {
			t.Errorf("volume %s at %v was deleted", foreign.Name, foreign.Spec.Local)
		}
	}
	if _, err := os.Stat(filepath.Join(mine, "below", "data")); err != nil {
		t.Fatal(err)
	}
	// Again, since it may be asked for twice.
	for _, name := range []string{"mine", "mine", "link"} {
		if err := m.Delete(t.Context(), volumeAt(name, filepath.Join(dir, name))); err != nil {
			t.Error(err)
		}
	}
	empty(t, dir)
	if _, err := os.Stat(filepath.Join(outside, "data")); errors.Is(err, os.ErrNotExist) {
		t.Error("what a link led to was deleted")
	}
}
