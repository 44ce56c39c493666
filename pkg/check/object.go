package check

import (
	"time"
)

// The functions here read fields of objects as the API server returns them;
// what is absent reads as the zero value.

func field(object map[string]any, path ...string) any {
	var value any = object
	for _, key := range path {
		m, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = m[key]
	}
	return value
}

func text(object map[string]any, path ...string) string {
	s, _ := field(object, path...).(string)
	return s
}

func integer(value any) int64 {
	switch n := value.(type) {
	case int64:
		return n
	case int:
		return int64(n)
	case float64:
		return int64(n)
	}
	return 0
}

// moment reads a timestamp; the zero time where it is absent, and where the
// kubelet writes the epoch to say that something never happened.
func moment(object map[string]any, path ...string) time.Time {
	t, _ := time.Parse(time.RFC3339, text(object, path...)) // the zero time if it is none
	if t.Unix() <= 0 {
		return time.Time{}
	}
	return t
}

func objects(value any) []map[string]any {
	list, _ := value.([]any)
	var out []map[string]any
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// podSpec finds the pod's spec in a pod, a workload or a CronJob.
func podSpec(object map[string]any) map[string]any {
	for _, path := range [][]string{
		{"spec", "template", "spec"},
		{"spec", "jobTemplate", "spec", "template", "spec"},
		{"spec"},
	} {
		if spec, ok := field(object, path...).(map[string]any); ok {
			return spec
		}
	}
	return nil
}

func containers(spec map[string]any) []map[string]any {
	return append(objects(spec["containers"]), objects(spec["initContainers"])...)
}

func containerStatuses(pod map[string]any) []map[string]any {
	return append(objects(field(pod, "status", "initContainerStatuses")), objects(field(pod, "status", "containerStatuses"))...)
}

func condition(object map[string]any, kind string) map[string]any {
	for _, c := range objects(field(object, "status", "conditions")) {
		if c["type"] == kind {
			return c
		}
	}
	return nil
}

func podReady(pod map[string]any) bool { return text(condition(pod, "Ready"), "status") == "True" }

func deleting(object map[string]any) bool {
	return text(object, "metadata", "deletionTimestamp") != ""
}

func name(object map[string]any) string { return text(object, "metadata", "name") }
