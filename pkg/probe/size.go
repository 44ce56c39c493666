package probe

import (
	"math"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// What a probe asks for and may use. Memory is what it needs with each try's
// program running at once. Time on a processor it needs in bursts, and with
// less than this it would take its own slowness for the target's.
const (
	memoryBase, memoryEach = 24 << 20, 8 << 20
	cpuWanted, cpuMost     = 20, 500 // thousandths
	diskWanted, diskMost   = 4 << 20, 64 << 20
)

// size is what the probe's container asks for, as the namespace's LimitRanges
// and ResourceQuotas allow it. Where they allow none of it, the API server says
// so better than we could.
func size(tries int, ranges []corev1.LimitRange, quotas []corev1.ResourceQuota) corev1.ResourceRequirements {
	memory := int64(memoryBase + memoryEach*tries)
	bounds := map[corev1.ResourceName][2]resource.Quantity{
		corev1.ResourceCPU:              {*resource.NewMilliQuantity(cpuWanted, resource.DecimalSI), *resource.NewMilliQuantity(cpuMost, resource.DecimalSI)},
		corev1.ResourceMemory:           {*resource.NewQuantity(memory, resource.BinarySI), *resource.NewQuantity(memory, resource.BinarySI)},
		corev1.ResourceEphemeralStorage: {*resource.NewQuantity(diskWanted, resource.BinarySI), *resource.NewQuantity(diskMost, resource.BinarySI)},
	}
	sized := corev1.ResourceRequirements{Requests: corev1.ResourceList{}, Limits: corev1.ResourceList{}}
	for name, bound := range bounds {
		request, limit := bound[0], bound[1]
		for _, quota := range quotas {
			// What is left is for the limit, not below the request.
			if left, ok := left(quota, corev1.ResourceName("limits."+string(name))); ok {
				limit = most(request, least(limit, left))
			}
		}
		for _, item := range items(ranges) {
			if highest, ok := item.Max[name]; ok {
				limit = least(limit, highest)
			}
			if lowest, ok := item.Min[name]; ok {
				request, limit = most(request, lowest), most(limit, lowest)
			}
		}
		request = least(request, limit)
		for _, item := range items(ranges) {
			if ratio, ok := item.MaxLimitRequestRatio[name]; ok && ratio.AsApproximateFloat64() > 0 {
				request = most(request, share(limit, ratio))
			}
		}
		sized.Requests[name], sized.Limits[name] = request, limit
	}
	return sized
}

// items are the parts of LimitRanges that hold for a pod of one container.
func items(ranges []corev1.LimitRange) []corev1.LimitRangeItem {
	var all []corev1.LimitRangeItem
	for _, r := range ranges {
		all = append(all, r.Spec.Limits...)
	}
	return slices.DeleteFunc(all, func(i corev1.LimitRangeItem) bool {
		return i.Type != corev1.LimitTypeContainer && i.Type != corev1.LimitTypePod
	})
}

func left(quota corev1.ResourceQuota, name corev1.ResourceName) (resource.Quantity, bool) {
	hard, ok := quota.Status.Hard[name]
	if !ok {
		return resource.Quantity{}, false
	}
	rest := hard.DeepCopy()
	rest.Sub(quota.Status.Used[name])
	return rest, true
}

// share is the smallest request to which limit has no greater ratio.
func share(limit, ratio resource.Quantity) resource.Quantity {
	if limit.MilliValue()%1000 != 0 || limit.Format == resource.DecimalSI {
		return *resource.NewMilliQuantity(int64(math.Ceil(float64(limit.MilliValue())/ratio.AsApproximateFloat64())), limit.Format)
	}
	return *resource.NewQuantity(int64(math.Ceil(float64(limit.Value())/ratio.AsApproximateFloat64())), limit.Format)
}

func least(a, b resource.Quantity) resource.Quantity {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func most(a, b resource.Quantity) resource.Quantity {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}
