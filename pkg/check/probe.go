package check

import (
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// probeFunctions are those about health checks:
//
//	shop.probe('web', 'readiness', configs + secrets)
//	                                 the container's readinessProbe, see probe
//	shop.probe('web', 'readiness')   the same, where no command takes its
//	                                 environment from ConfigMaps or Secrets
func probeFunctions() []cel.EnvOption {
	f := func(arguments ...ref.Val) ref.Val {
		kind := said(arguments[2])
		if !slices.Contains([]string{"readiness", "liveness", "startup"}, kind) {
			return types.NewErr("probe() wants readiness, liveness or startup, not %q", kind)
		}
		return onContainer(arguments[0], arguments[1], func(o, c map[string]any) any {
			var configs []map[string]any
			if len(arguments) > 3 {
				configs = append([]map[string]any{}, listed(arguments[3])...)
			}
			return probe(o, c, kind, configs)
		})
	}
	result := cel.MapType(cel.StringType, cel.DynType)
	return []cel.EnvOption{
		method("probe", []*cel.Type{cel.StringType, cel.StringType}, result, f),
		method("probe", []*cel.Type{cel.StringType, cel.StringType, cel.DynType}, result, f),
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
//	looks    whether it changes nothing in the container: no command, or one
//	         that only looks
//
// A command is seen through where it does nothing but ask a port of the pod
// by wget, curl or nc, see asks, or looks at files and processes, see looks.
func probe(object, container map[string]any, kind string, configs []map[string]any) map[string]any {
	p, _ := container[kind+"Probe"].(map[string]any)
	result := map[string]any{
		"handler": "", "port": int64(0), "host": "", "path": "", "scheme": "", "service": "", "command": []string{},
		"initialDelaySeconds": integer(p["initialDelaySeconds"]), "notices": int64(0), "looks": true,
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
			diverted, proxied := diversions(object, container, configs)
			result["looks"] = !diverted && looks(command, proxied)
			if !diverted {
				result["port"] = asks(command, proxied)
			}
		}
	}
	return result
}

var (
	// diverting are the variables by which another program runs than is named.
	diverting = regexp.MustCompile(`^(PATH|BASH_ENV|BASH_FUNC_.*|LD_.*)$`)
	// proxying are those by which wget and curl ask somebody else than is named.
	proxying = regexp.MustCompile(`(?i)^((https?|ftp|all)_proxy|(system_)?wgetrc|curl_home)$`)
)

// diversions tells whether the environment may lead a command to other
// programs, and clients to others than they name. An environment that can't
// be known may lead anywhere.
func diversions(object, container map[string]any, configs []map[string]any) (diverted, proxied bool) {
	e := newEnvironment(object, container, configs)
	unknown := len(e.missing) > 0 || configs == nil && len(objects(container["envFrom"])) > 0
	names := slices.Collect(maps.Keys(e.values))
	for _, variable := range objects(container["env"]) {
		names = append(names, text(variable, "name")) // also one that is optional
	}
	for _, name := range names {
		diverted = diverted || diverting.MatchString(name)
		proxied = proxied || proxying.MatchString(name)
	}
	return unknown || diverted, proxied
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
