package challenge

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// MaxSurvival bounds survives.within.
const MaxSurvival = 5 * time.Minute

// MaxLingers bounds survives.lingers.for.
const MaxLingers = 30 * time.Second

func (c *Challenge) validateSurvives(check Check) error {
	s := check.Survives
	within := time.Duration(s.Within)
	w, observed := c.Spec.Observe[s.Of]
	switch {
	case !slices.Contains(Disruptions(), s.Disruption):
		return fmt.Errorf("survives.disruption is %q, none of %v", s.Disruption, Disruptions())
	case s.Disruption == DrainNode && !slices.Contains(c.Spec.Requires, OwnCluster):
		return errors.New("survives: drain-node needs the requirement own-cluster")
	case !observed || !w.Single():
		return fmt.Errorf("survives.of: %q observes no single workload", s.Of)
	case within < time.Second || within > MaxSurvival:
		return fmt.Errorf("survives.within is %s, not between 1s and %s", within, MaxSurvival)
	case s.Failures < 0 || s.Failures > 0 && s.Serves == "":
		return errors.New("survives.failures counts requests of the check that serves names")
	case check.Safeguard:
		return errors.New("survives is an objective, not a safeguard")
	case s.Serves != "" && !c.reaches(s.Serves, func(t Target) bool { return t.Kind != "pods" }):
		return fmt.Errorf("survives.serves: no http or connect check to a Service or host that is not refused has the name %q", s.Serves)
	case (s.Disruption == AskPod) != (s.Ask != nil):
		return errors.New("survives: disruption ask-pod and ask go together")
	case s.Ask != nil && (s.Ask.Port < 1 || s.Ask.Port > 65535 || !strings.HasPrefix(s.Ask.Path, "/")):
		return errors.New("survives.ask wants a port, and a path that begins with a slash")
	case s.Lingers != nil && s.Disruption != DeletePod:
		return errors.New("survives.lingers is for the disruption delete-pod")
	case s.Lingers != nil:
		return c.validateLingers(*s.Lingers, s.Of)
	}
	return nil
}

func (c *Challenge) validateLingers(l Lingers, of string) error {
	if length := time.Duration(l.For); length < time.Second || length > MaxLingers {
		return fmt.Errorf("survives.lingers.for is %s, not between 1s and %s", length, MaxLingers)
	}
	if !c.reaches(l.Serves, func(t Target) bool { return t.Kind == "pods" && t.Name == of }) {
		return fmt.Errorf("survives.lingers.serves: no http or connect check to pods/%s that is not refused has the name %q", of, l.Serves)
	}
	return nil
}

// reaches reports whether an http or connect check of that name, which must come
// about, goes to such a target.
func (c *Challenge) reaches(name string, such func(Target) bool) bool {
	return slices.ContainsFunc(c.Spec.Checks, func(o Check) bool {
		to, _, aims := o.Aim()
		target, err := ParseTarget(to)
		return o.Name == name && aims && err == nil && such(target) && !o.Refused()
	})
}
