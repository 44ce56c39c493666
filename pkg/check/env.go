package check

import (
	"encoding/base64"
	"fmt"
	"slices"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/ref"
)

// envFunctions are those about a container's environment:
//
//	shop.env('web', configs + secrets)
//	                                 its environment in a new pod, see environment
func envFunctions() []cel.EnvOption {
	return []cel.EnvOption{
		method("env", []*cel.Type{cel.StringType, cel.DynType}, cel.MapType(cel.StringType, cel.DynType), func(arguments ...ref.Val) ref.Val {
			return onContainer(arguments[0], arguments[1], func(o, c map[string]any) any {
				e := newEnvironment(o, c, listed(arguments[2]))
				return map[string]any{"values": e.values, "unknown": e.unknown, "missing": e.missing}
			})
		}),
	}
}

// environment is what a container's environment would be in a new pod, as far
// as the API's objects say: what the image sets, and the variables that the
// kubelet makes of Services, are not in it.
type environment struct {
	// values are the variables whose value is known.
	values map[string]string
	// unknown are those that will be there with a value that can't be known
	// beforehand, each with why.
	unknown map[string]string
	// missing are the ConfigMaps, Secrets and keys without which no container
	// is started. Then there are neither values nor unknown ones.
	missing []string
}

// newEnvironment resolves what a container's env and envFrom say in the way
// that the kubelet does: envFrom first, env then overrides it, what comes
// later overrides what came before, and $(NAME) is what NAME was until then.
func newEnvironment(object, container map[string]any, configs []map[string]any) environment {
	e := environment{values: map[string]string{}, unknown: map[string]string{}, missing: []string{}}
	configs = inNamespace(object, configs)
	for _, from := range objects(container["envFrom"]) {
		e.from(from, configs)
	}
	for _, variable := range objects(container["env"]) {
		e.add(object, variable, configs)
	}
	if len(e.missing) > 0 {
		clear(e.values)
		clear(e.unknown)
		slices.Sort(e.missing)
		e.missing = slices.Compact(e.missing)
	}
	return e
}

func (e *environment) set(name, value, unknown string) {
	delete(e.values, name)
	delete(e.unknown, name)
	if unknown != "" {
		e.unknown[name] = unknown
		return
	}
	e.values[name] = value
}

func (e *environment) from(from map[string]any, configs []map[string]any) {
	for _, kind := range configKinds {
		source, ok := from[kind.ref].(map[string]any)
		if !ok {
			continue
		}
		data, found := configData(kind.name, text(source, "name"), configs)
		if !found && !isTrue(source["optional"]) {
			e.missing = append(e.missing, configKind(kind.name)+text(source, "name"))
		}
		for key, value := range data {
			e.set(text(from, "prefix")+key, value, "")
		}
	}
}

func (e *environment) add(object, variable map[string]any, configs []map[string]any) {
	name := text(variable, "name")
	from, _ := variable["valueFrom"].(map[string]any)
	if from == nil {
		expanded, unknown := e.expand(text(variable, "value"), podSpec(object))
		e.set(name, expanded, unknown)
		return
	}
	for _, kind := range configKinds {
		source, ok := from[kind.keyRef].(map[string]any)
		if !ok {
			continue
		}
		data, _ := configData(kind.name, text(source, "name"), configs)
		value, found := data[text(source, "key")]
		switch {
		case found:
			e.set(name, value, "")
		case !isTrue(source["optional"]):
			e.missing = append(e.missing, fmt.Sprintf("key %s of %s%s", text(source, "key"), configKind(kind.name), text(source, "name")))
		}
		return
	}
	value, unknown := fieldOfPod(object, text(from, "fieldRef", "fieldPath"))
	e.set(name, value, unknown)
}

// configKinds are the kinds that environments come from, and the fields by
// which containers refer to them.
var configKinds = []struct{ name, ref, keyRef string }{
	{"ConfigMap", "configMapRef", "configMapKeyRef"},
	{"Secret", "secretRef", "secretKeyRef"},
}

// inNamespace are the objects that are in the namespace of another one.
func inNamespace(object map[string]any, list []map[string]any) []map[string]any {
	var there []map[string]any
	for _, item := range list {
		if text(item, "metadata", "namespace") == text(object, "metadata", "namespace") {
			there = append(there, item)
		}
	}
	return there
}

// findConfig is the ConfigMap or Secret of a name; nil where there is none.
func findConfig(kind, wanted string, configs []map[string]any) map[string]any {
	for _, config := range configs {
		if config["kind"] == kind && name(config) == wanted {
			return config
		}
	}
	return nil
}

// configData are the texts of a ConfigMap, or a Secret's decoded data.
func configData(kind, wanted string, configs []map[string]any) (data map[string]string, found bool) {
	config := findConfig(kind, wanted, configs)
	data = texts(config["data"])
	if kind != "Secret" {
		return data, config != nil
	}
	for key, encoded := range data {
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			delete(data, key) // the API server stores no such thing
			continue
		}
		data[key] = string(decoded)
	}
	return data, config != nil
}
