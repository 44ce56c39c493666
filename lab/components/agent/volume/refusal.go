package volume

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
)

// refuse says why there can be no volume for a claim of a class; nil if there
// can be one.
func refuse(class *storagev1.StorageClass, claim *corev1.PersistentVolumeClaim) error {
	if len(class.Parameters) > 0 {
		return fmt.Errorf("StorageClass %s has the parameter %s, and %s knows none",
			class.Name, slices.Sorted(maps.Keys(class.Parameters))[0], Provisioner)
	}
	switch spec := claim.Spec; {
	case spec.Selector != nil:
		return errors.New("a claim with a selector waits for a volume that somebody else makes: new ones have no labels")
	case spec.DataSource != nil || spec.DataSourceRef != nil:
		return errors.New("a new volume is empty: it is not filled from a dataSource")
	case spec.VolumeAttributesClassName != nil && *spec.VolumeAttributesClassName != "":
		return errors.New("a volume has no attributes to choose: volumeAttributesClassName must be left out")
	}
	for _, mode := range claim.Spec.AccessModes {
		if waits(class) && mode != corev1.ReadWriteOnce && mode != corev1.ReadWriteOncePod {
			return fmt.Errorf("volumes of StorageClass %s are on one node, ReadWriteOnce or ReadWriteOncePod, and not %s; "+
				"a class that binds at once (volumeBindingMode: Immediate) has volumes for all nodes", class.Name, mode)
		}
	}
	return nil
}
