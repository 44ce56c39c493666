package challenge

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Target is where a check's connection goes:
//
//	service/NAME:PORT    a Service; through the API server PORT may be a name
//	pods/OBSERVED:PORT   each pod of an observed workload, by its address
//	host/NAME:PORT       a DNS name or an address
type Target struct {
	// Kind is "service", "pods" or "host".
	Kind, Name string
	// Port is a number, or the name of a Service's port.
	Port string
}

var (
	targetPattern = regexp.MustCompile(`^(service|pods|host)/([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-f:]+\]):([a-z0-9][a-z0-9-]*)$`)
	portPattern   = regexp.MustCompile(`^[0-9]+$`)
)

// ParseTarget reads the notation of To.
func ParseTarget(text string) (Target, error) {
	match := targetPattern.FindStringSubmatch(text)
	if match == nil {
		return Target{}, fmt.Errorf("%q is not service/NAME:PORT, pods/OBSERVED:PORT or host/NAME:PORT", text)
	}
	t := Target{Kind: match[1], Name: strings.Trim(match[2], "[]"), Port: match[3]}
	if n, err := strconv.Atoi(t.Port); portPattern.MatchString(t.Port) && (err != nil || n < 1 || n > 65535) {
		return Target{}, fmt.Errorf("%q has a port that is not 1 to 65535", text)
	}
	return t, nil
}

// Numeric reports whether the port is a number.
func (t Target) Numeric() bool { return portPattern.MatchString(t.Port) }
