package check

import (
	"slices"
	"strconv"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// probeFunctions are those about health checks:
//
//	shop.probe('web', 'readiness')   the container's readinessProbe, see probe
func probeFunctions() []cel.EnvOption {
	return []cel.EnvOption{
		method("probe", []*cel.Type{cel.StringType, cel.StringType}, cel.MapType(cel.StringType, cel.DynType), func(arguments ...ref.Val) ref.Val {
			kind := said(arguments[2])
			if !slices.Contains([]string{"readiness", "liveness", "startup"}, kind) {
				return types.NewErr("probe() wants readiness, liveness or startup, not %q", kind)
			}
			return onContainer(arguments[0], arguments[1], func(_, c map[string]any) any { return probe(c, kind) })
		}),
	}
}

// probe tells what a container's probe of a kind asks, as a map with the
// fields
//
//	handler  httpGet, tcpSocket, grpc or exec; empty where there is no probe
//	port     the number of the port that it asks; 0 where it asks none, or none
//	         that can be told
//	host     whom it asks; empty for the pod itself
//	path, scheme, service, command
//	         as the handler has them, else empty
//	initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold
//	         with Kubernetes' defaults
//	notices  after how many seconds it has noticed a failure at the latest
//
// A command is seen through where it does nothing but ask a port of the pod
// by wget, curl or nc, see asks.
func probe(container map[string]any, kind string) map[string]any {
	p, _ := container[kind+"Probe"].(map[string]any)
	result := map[string]any{
		"handler": "", "port": int64(0), "host": "", "path": "", "scheme": "", "service": "", "command": []string{},
		"initialDelaySeconds": integer(p["initialDelaySeconds"]), "notices": int64(0),
	}
	for setting, fallback := range map[string]int64{"periodSeconds": 10, "timeoutSeconds": 1, "failureThreshold": 3, "successThreshold": 1} {
		result[setting] = max(integer(p[setting]), 0)
		if p[setting] == nil {
			result[setting] = fallback
		}
	}
	if p == nil {
		return result
	}
	result["notices"] = result["periodSeconds"].(int64)*result["failureThreshold"].(int64) + result["timeoutSeconds"].(int64)
	for _, handler := range []string{"httpGet", "tcpSocket", "grpc", "exec"} {
		h, ok := p[handler].(map[string]any)
		if !ok {
			continue
		}
		result["handler"] = handler
		result["port"] = containerPort(container, h["port"])
		for _, word := range []string{"host", "path", "scheme", "service"} {
			result[word] = text(h, word)
		}
		if handler == "exec" {
			command := words(h["command"])
			result["command"] = append([]string{}, command...)
			result["port"] = asks(command)
		}
	}
	return result
}

// containerPort is the number of a port that a container's probe names.
func containerPort(container map[string]any, port any) int64 {
	named, isText := port.(string)
	if !isText {
		return integer(port)
	}
	for _, p := range objects(container["ports"]) {
		if text(p, "name") == named {
			return integer(p["containerPort"])
		}
	}
	number, _ := strconv.ParseInt(named, 10, 32)
	return number
}
