package volume

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// A maker makes the directory of a volume, and deletes it.
type maker struct {
	root  *os.Root
	nodes corelisters.NodeLister
}

// Provision makes a volume. What it refuses is said in an event of the claim.
func (m *maker) Provision(_ context.Context, o controller.ProvisionOptions) (*corev1.PersistentVolume, controller.ProvisioningState, error) {
	if err := refuse(o.StorageClass, o.PVC); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	reach, err := m.reach(o)
	if apierrors.IsNotFound(err) {
		return nil, controller.ProvisioningReschedule, fmt.Errorf("node %s is not there any more", o.SelectedNodeName)
	}
	if err == nil {
		err = m.make(o.PVName)
	}
	if err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	mode := corev1.PersistentVolumeFilesystem
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: o.PVName},
		Spec: corev1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *o.StorageClass.ReclaimPolicy,
			AccessModes:                   o.PVC.Spec.AccessModes,
			Capacity: corev1.ResourceList{
				corev1.ResourceStorage: o.PVC.Spec.Resources.Requests[corev1.ResourceStorage],
			},
			VolumeMode:   &mode,
			MountOptions: o.StorageClass.MountOptions,
			// Not hostPath: kubelet gives only local volumes to a pod's fsGroup.
			PersistentVolumeSource: corev1.PersistentVolumeSource{
				Local: &corev1.LocalVolumeSource{Path: m.path(o.PVName)},
			},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{
				NodeSelectorTerms: []corev1.NodeSelectorTerm{
					{MatchExpressions: []corev1.NodeSelectorRequirement{reach}},
				},
			}},
		},
	}, controller.ProvisioningFinished, nil
}

// reach says which nodes have a volume: that of its first pod, or all if the
// class did not wait for one.
func (m *maker) reach(o controller.ProvisionOptions) (corev1.NodeSelectorRequirement, error) {
	label, value := corev1.LabelOSStable, "linux"
	if waits(o.StorageClass) {
		node, err := m.nodes.Get(o.SelectedNodeName)
		if err != nil {
			return corev1.NodeSelectorRequirement{}, fmt.Errorf("find the volume's node: %w", err)
		}
		label, value = corev1.LabelHostname, node.Labels[corev1.LabelHostname]
	}
	return corev1.NodeSelectorRequirement{Key: label, Operator: corev1.NodeSelectorOpIn, Values: []string{value}}, nil
}

// waits tells whether volumes of a class are made for their first pod.
func waits(c *storagev1.StorageClass) bool {
	return c.VolumeBindingMode != nil && *c.VolumeBindingMode == storagev1.VolumeBindingWaitForFirstConsumer
}

func (m *maker) path(volume string) string { return filepath.Join(m.root.Name(), volume) }

// make makes a directory that any user of a pod may write to. It may be left
// from an attempt whose volume could not be written down.
func (m *maker) make(volume string) error {
	err := m.root.Mkdir(volume, 0o777)
	if err == nil || errors.Is(err, os.ErrExist) {
		// What the process's mask took away is given back.
		err = m.root.Chmod(volume, 0o777)
	}
	if err != nil {
		return fmt.Errorf("make the volume's directory: %w", err)
	}
	return nil
}

// Delete deletes the directory of a volume. That may be gone already.
func (m *maker) Delete(_ context.Context, volume *corev1.PersistentVolume) error {
	// Whoever writes a volume by hand may write any path into it.
	if local := volume.Spec.Local; local == nil || local.Path != m.path(volume.Name) {
		return fmt.Errorf("nothing is deleted: the directory of this volume is not %s, so it was not made here", m.path(volume.Name))
	}
	if err := m.root.RemoveAll(volume.Name); err != nil {
		return fmt.Errorf("delete the volume's directory: %w", err)
	}
	return nil
}
