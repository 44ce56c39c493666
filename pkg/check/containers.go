package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// containerFunctions are those about the containers of a workload or pod, and
// about an object's conditions:
//
//	shop.containers()                its containers, those of initContainers too
//	shop.resources('web')            requests and limits, see resources
//	shop.mountedAt('web', '/bin')    a mount changes what is at that path, or below it
//	shop.condition('Available')      that condition, see celCondition
func containerFunctions() []cel.EnvOption {
	return []cel.EnvOption{
		method("containers", nil, cel.ListType(cel.DynType), func(arguments ...ref.Val) ref.Val {
			return onObject(arguments[0], "containers", func(o map[string]any) any {
				list := []any{}
				for _, c := range containers(podSpec(o)) {
					list = append(list, c)
				}
				return list
			})
		}),
		method("resources", []*cel.Type{cel.StringType}, cel.MapType(cel.StringType, cel.MapType(cel.StringType, cel.StringType)),
			func(arguments ...ref.Val) ref.Val {
				return onContainer(arguments[0], arguments[1], func(_, c map[string]any) any { return resources(c) })
			}),
		method("mountedAt", []*cel.Type{cel.StringType, cel.StringType}, cel.BoolType, func(arguments ...ref.Val) ref.Val {
			return onContainer(arguments[0], arguments[1], func(_, c map[string]any) any {
				return mountedAt(c, path.Clean("/"+said(arguments[2])))
			})
		}),
		method("condition", []*cel.Type{cel.StringType}, cel.MapType(cel.StringType, cel.DynType), celCondition),
	}
}

// onContainer applies f to an object and its container of a name; that there
// is no such container is a fact about the cluster.
func onContainer(object, name ref.Val, f func(object, container map[string]any) any) ref.Val {
	found := celContainer(object, name)
	if types.IsError(found) {
		return found
	}
	o, _ := native(object).(map[string]any)
	c, _ := native(found).(map[string]any)
	return adapt(f(o, c))
}

// resources are a container's requests and limits, by resource, as texts that
// quantity() reads. What has a limit and no request has the limit as its
// request, as the API server would have it.
func resources(container map[string]any) map[string]map[string]string {
	all := map[string]map[string]string{"requests": {}, "limits": {}}
	for _, part := range []string{"limits", "requests"} {
		amounts, _ := field(container, "resources", part).(map[string]any)
		for resource, amount := range amounts {
			all[part][resource] = fmt.Sprint(amount)
			all["requests"][resource] = fmt.Sprint(amount) // a limit's, until a request comes
		}
	}
	return all
}

// mountedAt reports whether a mount replaces what the image has at a clean
// path, above it or below it.
func mountedAt(container map[string]any, place string) bool {
	for _, m := range objects(container["volumeMounts"]) {
		at := path.Clean("/" + text(m, "mountPath"))
		if within(at, place) || within(place, at) {
			return true
		}
	}
	return false
}

// within reports whether a clean path is a directory or somewhere in it.
func within(file, directory string) bool {
	return file == directory || strings.HasPrefix(file, strings.TrimRight(directory, "/")+"/")
}

// celCondition is a condition of an object with the fields status, reason,
// message and lastTransitionTime. Where there is no such condition, or a field
// of it is not set, they are empty: nobody has said anything yet.
func celCondition(arguments ...ref.Val) ref.Val {
	kind := said(arguments[1])
	return onObject(arguments[0], "condition", func(o map[string]any) any {
		return filled(condition(o, kind), map[string]any{"type": kind, "status": "", "reason": "", "message": "", "lastTransitionTime": ""})
	})
}
