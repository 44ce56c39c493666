package challenge

// Expect is the expression with which a check judges an answer; nil where its
// kind has none.
func (c *Check) Expect() *Expression {
	switch {
	case c.HTTP != nil:
		return &c.HTTP.Expect
	case c.DNS != nil:
		return &c.DNS.Expect
	case c.Admits != nil:
		return &c.Admits.Expect
	case c.Logs != nil:
		return &c.Logs.Expect
	case c.Metric != nil:
		return &c.Metric.Expect
	}
	return nil
}

// Judges reports whether the kind of check can judge without an expression.
func (c *Check) Judges() bool {
	return c.Connect != nil || c.Can != nil || c.Admits != nil || c.Survives != nil || c.Question != "" ||
		c.HTTP != nil && c.HTTP.Refused
}

// From is the identity of the probe pod that a check needs; nil where it
// needs none.
func (c *Check) From() *Identity {
	switch {
	case c.HTTP != nil:
		return c.HTTP.From
	case c.Connect != nil:
		return &c.Connect.From
	case c.DNS != nil:
		return &c.DNS.From
	}
	return nil
}

// Aim is the target of a check that goes to one, with the alias of its
// namespace; ok is false where the check has none.
func (c *Check) Aim() (to, namespace string, ok bool) {
	switch {
	case c.HTTP != nil:
		return c.HTTP.To, c.HTTP.Namespace, true
	case c.Connect != nil:
		return c.Connect.To, c.Connect.Namespace, true
	}
	return "", "", false
}

// Refused reports whether the check wants a refusal.
func (c *Check) Refused() bool {
	return c.HTTP != nil && c.HTTP.Refused || c.Connect != nil && c.Connect.Refused || c.Admits != nil && c.Admits.Refused
}

// Of names the observation whose pods a check is about; empty where it is
// about none in particular.
func (c *Check) Of() string {
	switch {
	case c.Logs != nil:
		return c.Logs.Of
	case c.Metric != nil:
		return c.Metric.Of
	case c.Survives != nil:
		return c.Survives.Of
	}
	return ""
}

// Controls are the names of the checks of which one must hold for a refusal
// to mean anything: the one that Control names, or those that go to the same
// target and must get through.
func (c *Challenge) Controls(refusal Check) []string {
	if refusal.Admits != nil {
		return []string{refusal.Admits.Control}
	}
	var names []string
	to, namespace, _ := refusal.Aim()
	for _, other := range c.Spec.Checks {
		otherTo, otherNamespace, ok := other.Aim()
		if ok && !other.Refused() && other.From() != nil && otherTo == to && c.alias(otherNamespace) == c.alias(namespace) {
			names = append(names, other.Name)
		}
	}
	return names
}

// alias is a namespace's alias with the default applied.
func (c *Challenge) alias(alias string) string {
	if alias == "" {
		return MainNamespace
	}
	return alias
}
