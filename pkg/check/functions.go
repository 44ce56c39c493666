package check

import (
	"fmt"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// functions are the domain's own words in expressions:
//
//	present(shop)                    the object is there
//	shop.container('web')            the container of a workload's pod template, or of a pod
//	shop.image('web')                that container's image
//	shop.commandLine('web')          its command and arguments, joined by spaces
//	shop.configFile('web', '/app/run', configs)
//	                                 what a ConfigMap or Secret puts at that path, see configFile
//	shop.podSpec()                   the spec of its pods
//	shop.replicas()                  how many pods it wants
//	sameImage(a, b)                  two references mean the same image
//	pods.ready()                     the pods that are Ready and not being deleted
//	pod.restarts()                   how often containers of a pod were restarted
//	covers(role.rules, rules)        rules of RBAC allow all that others allow, see rbac.go
func functions() []cel.EnvOption {
	return []cel.EnvOption{
		cel.Function("present", cel.Overload("present_dyn", []*cel.Type{cel.DynType}, cel.BoolType,
			cel.UnaryBinding(func(v ref.Val) ref.Val { return types.Bool(v != types.NullValue) }))),
		cel.Function("container", cel.MemberOverload("dyn_container_string", []*cel.Type{cel.DynType, cel.StringType}, cel.DynType,
			cel.BinaryBinding(celContainer))),
		cel.Function("image", cel.MemberOverload("dyn_image_string", []*cel.Type{cel.DynType, cel.StringType}, cel.StringType,
			cel.BinaryBinding(celImage))),
		cel.Function("commandLine", cel.MemberOverload("dyn_command_line_string", []*cel.Type{cel.DynType, cel.StringType}, cel.StringType,
			cel.BinaryBinding(celCommandLine))),
		cel.Function("configFile", cel.MemberOverload("dyn_config_file_string_string_dyn",
			[]*cel.Type{cel.DynType, cel.StringType, cel.StringType, cel.DynType}, cel.MapType(cel.StringType, cel.DynType),
			cel.FunctionBinding(celConfigFile))),
		cel.Function("podSpec", cel.MemberOverload("dyn_pod_spec", []*cel.Type{cel.DynType}, cel.DynType,
			cel.UnaryBinding(func(object ref.Val) ref.Val {
				return onObject(object, "podSpec", func(o map[string]any) any { return podSpec(o) })
			}))),
		cel.Function("replicas", cel.MemberOverload("dyn_replicas", []*cel.Type{cel.DynType}, cel.IntType,
			cel.UnaryBinding(func(object ref.Val) ref.Val {
				return onObject(object, "replicas", func(o map[string]any) any { return replicas(o) })
			}))),
		cel.Function("sameImage", cel.Overload("same_image_string_string", []*cel.Type{cel.StringType, cel.StringType}, cel.BoolType,
			cel.BinaryBinding(celSameImage))),
		cel.Function("ready", cel.MemberOverload("dyn_ready", []*cel.Type{cel.DynType}, cel.ListType(cel.DynType),
			cel.UnaryBinding(celReady))),
		cel.Function("restarts", cel.MemberOverload("dyn_restarts", []*cel.Type{cel.DynType}, cel.IntType,
			cel.UnaryBinding(celRestarts))),
		coversFunction(),
	}
}

func celContainer(object, name ref.Val) ref.Val {
	wanted, _ := name.Value().(string)
	return onObject(object, "container", func(o map[string]any) any {
		for _, c := range containers(podSpec(o)) {
			if c["name"] == wanted {
				return c
			}
		}
		return types.NewErr("no such key: container %s (there are: %s)", wanted, strings.Join(containerNames(o), ", "))
	})
}

func celImage(object, name ref.Val) ref.Val {
	container := celContainer(object, name)
	if types.IsError(container) {
		return container
	}
	c, _ := native(container).(map[string]any)
	image, _ := c["image"].(string)
	return types.String(image)
}

func celCommandLine(object, name ref.Val) ref.Val {
	container := celContainer(object, name)
	if types.IsError(container) {
		return container
	}
	c, _ := native(container).(map[string]any)
	var words []string
	for _, part := range []string{"command", "args"} {
		list, _ := c[part].([]any)
		for _, word := range list {
			words = append(words, fmt.Sprint(word))
		}
	}
	return types.String(strings.Join(words, " "))
}

func celConfigFile(arguments ...ref.Val) ref.Val {
	container, _ := arguments[1].Value().(string)
	file, _ := arguments[2].Value().(string)
	return onObject(arguments[0], "configFile", func(o map[string]any) any {
		return configFile(o, container, file, objects(native(arguments[3])))
	})
}

func containerNames(o map[string]any) []string {
	var names []string
	for _, c := range containers(podSpec(o)) {
		names = append(names, text(c, "name"))
	}
	return names
}

// onObject applies f to an object; anything else is an error of the expression.
func onObject(value ref.Val, function string, f func(map[string]any) any) ref.Val {
	o, ok := native(value).(map[string]any)
	if !ok {
		return types.NewErr("%s() wants an object", function)
	}
	return types.DefaultTypeAdapter.NativeToValue(f(o))
}

func celReady(pods ref.Val) ref.Val {
	list, ok := native(pods).([]any)
	if !ok {
		return types.NewErr("ready() wants a list of pods")
	}
	ready := []any{}
	for _, item := range list {
		if pod, ok := item.(map[string]any); ok && podReady(pod) && !deleting(pod) {
			ready = append(ready, pod)
		}
	}
	return types.DefaultTypeAdapter.NativeToValue(ready)
}

func celRestarts(pod ref.Val) ref.Val {
	return onObject(pod, "restarts", func(p map[string]any) any { return restarts(p) })
}
