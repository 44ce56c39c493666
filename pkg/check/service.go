package check

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// serviceFunctions are those about Services and where they lead:
//
//	service.port(80)                 a port of a Service, see servicePort
//	service.port(80, shop)           with its targetPort as a number
//	slices.endpoints()               the ready endpoints of EndpointSlices
//	service.leadsTo(80, pods, 8080, slices)
//	                                 port 80 leads to port 8080 of these pods, see leadsTo
func serviceFunctions() []cel.EnvOption {
	result := cel.MapType(cel.StringType, cel.DynType)
	plain, resolved := []*cel.Type{cel.DynType, cel.DynType}, []*cel.Type{cel.DynType, cel.DynType, cel.DynType}
	return []cel.EnvOption{
		cel.Function("port",
			cel.MemberOverload(overload("port", plain), plain, result, cel.FunctionBinding(celPort)),
			cel.MemberOverload(overload("port", resolved), resolved, result, cel.FunctionBinding(celPort))),
		method("endpoints", nil, cel.ListType(cel.DynType), func(arguments ...ref.Val) ref.Val {
			list := []any{}
			for _, e := range endpoints(listed(arguments[0])) {
				list = append(list, e)
			}
			return adapt(list)
		}),
		method("leadsTo", []*cel.Type{cel.DynType, cel.DynType, cel.IntType, cel.DynType}, cel.BoolType, func(arguments ...ref.Val) ref.Val {
			port := arguments[1].Value()
			number, _ := arguments[3].Value().(int64)
			return onObject(arguments[0], "leadsTo", func(service map[string]any) any {
				return leadsTo(service, port, listed(arguments[2]), number, listed(arguments[4]))
			})
		}),
	}
}

func celPort(arguments ...ref.Val) ref.Val {
	return onObject(arguments[0], "port", func(service map[string]any) any {
		port := servicePort(service, arguments[1].Value())
		if port == nil {
			return types.NewErr("no such key: port %s in the Service (there are: %s)", portText(arguments[1].Value()), cmp.Or(strings.Join(portTexts(service), ", "), "none"))
		}
		if named, ok := port["targetPort"].(string); ok && len(arguments) == 3 {
			workload, _ := native(arguments[2]).(map[string]any)
			port["targetPort"] = targetPort(podSpec(workload), named, text(port, "protocol"))
		}
		return port
	})
}

// servicePort is a port of a Service by its number (of TCP), by number and
// protocol such as "53/UDP", or by name; nil where there is none. It has the
// fields name, port, protocol, targetPort (a number or a name), nodePort and
// appProtocol, with Kubernetes' defaults.
func servicePort(service map[string]any, wanted any) map[string]any {
	for _, p := range objects(field(service, "spec", "ports")) {
		port := map[string]any{
			"name": text(p, "name"), "port": integer(p["port"]), "protocol": cmp.Or(text(p, "protocol"), "TCP"),
			"targetPort": p["targetPort"], "nodePort": integer(p["nodePort"]), "appProtocol": text(p, "appProtocol"),
		}
		if p["targetPort"] == nil {
			port["targetPort"] = port["port"]
		}
		if w := portText(wanted); w == portText(port) || w == port["name"] && w != "" {
			return port
		}
	}
	return nil
}

// portText writes a port as kubectl does.
func portText(port any) string {
	switch p := port.(type) {
	case map[string]any:
		return fmt.Sprintf("%v/%v", p["port"], p["protocol"])
	case string:
		return p
	}
	return fmt.Sprintf("%v/TCP", port)
}

func portTexts(service map[string]any) []string {
	var all []string
	for _, p := range objects(field(service, "spec", "ports")) {
		all = append(all, portText(map[string]any{"port": integer(p["port"]), "protocol": cmp.Or(text(p, "protocol"), "TCP")}))
	}
	return all
}

// targetPort is the number of a port that a Service names, in pods of a spec;
// 0 where no container has such a port. Of init containers only those count
// that run on.
func targetPort(spec map[string]any, named, protocol string) int64 {
	running := objects(spec["containers"])
	for _, c := range objects(spec["initContainers"]) {
		if c["restartPolicy"] == "Always" {
			running = append(running, c)
		}
	}
	for _, c := range running {
		for _, p := range objects(c["ports"]) {
			if text(p, "name") == named && cmp.Or(text(p, "protocol"), "TCP") == protocol {
				return integer(p["containerPort"])
			}
		}
	}
	return 0
}
