package challenge

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

func (c *Challenge) validateChecks() error {
	var errs []error
	objectives, seen := 0, map[string]bool{}
	for i, check := range c.Spec.Checks {
		where := fmt.Sprintf("spec.checks[%d]", i)
		if check.Name == "" || seen[check.Name] {
			errs = append(errs, fmt.Errorf("%s: name %q is empty or stands twice", where, check.Name))
		}
		seen[check.Name] = true
		if !check.Safeguard {
			objectives++
		}
		if err := c.validateCheck(check); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", where, err))
		}
	}
	if objectives == 0 {
		errs = append(errs, errors.New("spec.checks has no objective"))
	}
	return errors.Join(errs...)
}

func (c *Challenge) validateCheck(check Check) error {
	kinds := countTrue(!check.Expr.Empty(), check.HTTP != nil, check.Connect != nil, check.DNS != nil, check.Can != nil,
		check.Admits != nil, check.Logs != nil, check.Survives != nil, check.Metric != nil, check.Question != "")
	switch {
	case kinds != 1:
		return errors.New("give one of: expr, http, connect, dns, can, admits, logs, survives, metric, question")
	case check.Safeguard != (strings.TrimSpace(check.Because) != ""):
		return errors.New("safeguard and because go together")
	case check.Safeguard && !c.tells(check.Stage, check.Because):
		return fmt.Errorf("because %q is not a sentence of the story", check.Because)
	case check.Weight < 0 || check.Weight > 10:
		return fmt.Errorf("weight is %d, not 0 to 10", check.Weight)
	case check.Stage != "" && !slices.ContainsFunc(c.Spec.Stages, func(s Stage) bool { return s.Name == check.Stage }):
		return fmt.Errorf("stage %q is not in spec.stages", check.Stage)
	}
	if from := check.From(); from != nil {
		if err := c.validateFrom(*from); err != nil {
			return fmt.Errorf("from: %w", err)
		}
	}
	if to, namespace, ok := check.Aim(); ok {
		if err := c.validateTarget(to, namespace); err != nil {
			return err
		}
		if check.Refused() && len(c.Controls(check)) == 0 {
			return errors.New("refused: no other check of a probe gets through to the same target, so a refusal would prove nothing")
		}
	}
	switch {
	case check.HTTP != nil:
		return check.HTTP.validate()
	case check.Connect != nil:
		return check.Connect.validate()
	case check.DNS != nil:
		return check.DNS.validate()
	case check.Can != nil:
		return c.validateCan(*check.Can)
	case check.Admits != nil:
		return c.validateAdmits(*check.Admits)
	case check.Logs != nil, check.Metric != nil:
		return c.validateReading(check)
	case check.Survives != nil:
		return c.validateSurvives(check)
	case check.Question != "" && !slices.ContainsFunc(c.Spec.Questions, func(q Question) bool { return q.Name == check.Question }):
		return fmt.Errorf("question %q is not in spec.questions", check.Question)
	}
	return nil
}

// tells reports whether a text stands in the story, or in that of a stage.
func (c *Challenge) tells(stage, text string) bool {
	stories := []string{c.Spec.Story}
	for _, s := range c.Spec.Stages {
		if s.Name == stage {
			stories = append(stories, s.Story)
		}
	}
	return slices.ContainsFunc(stories, func(story string) bool { return strings.Contains(unwrapped(story), unwrapped(text)) })
}

// ViaAPIServer sends a request through the API server's proxy to a Service.
const ViaAPIServer = "api-server"

// unwrapped makes texts comparable whatever their line breaks.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

func (c *Challenge) validateAlias(alias string) error {
	if alias != "" && !slices.Contains(c.Namespaces(), alias) {
		return fmt.Errorf("namespace: alias %q is not in spec.namespaces", alias)
	}
	return nil
}

func (c *Challenge) validateTarget(to, namespace string) error {
	target, err := ParseTarget(to)
	if err != nil {
		return fmt.Errorf("to: %w", err)
	}
	if target.Kind == "pods" && !c.observesPods(target.Name) {
		return fmt.Errorf("to: %q observes no workload and no pods", target.Name)
	}
	return c.validateAlias(namespace)
}

// observesPods reports whether an observed name has pods: it is a workload of
// its own, or pods.
func (c *Challenge) observesPods(name string) bool {
	w, ok := c.Spec.Observe[name]
	return ok && (w.Single() || w.PodsOf != "" || w.Kind == "Pod")
}

func (c *Challenge) validateFrom(from Identity) error {
	if from.Like != "" {
		if w, ok := c.Spec.Observe[from.Like]; !ok || !w.Single() {
			return fmt.Errorf("like: %q observes no single workload", from.Like)
		}
	}
	return c.validateAlias(from.Namespace)
}

func (h *HTTP) validate() error {
	target, _ := ParseTarget(h.To)
	switch {
	case (h.Via != "") == (h.From != nil):
		return errors.New("http: give one of: via, from")
	case h.Via != "" && h.Via != ViaAPIServer:
		return fmt.Errorf("http.via is %q; only %q is known", h.Via, ViaAPIServer)
	case h.Via != "" && target.Kind != "service":
		return fmt.Errorf("http.to is %q: the API server leads to Services only", h.To)
	case h.Via != "" && (h.TLS != nil || len(h.Headers) > 0 || h.Refused):
		return errors.New("http: tls, headers and refused are for probes, not for the API server's way")
	case h.From != nil && !target.Numeric():
		return fmt.Errorf("http.to is %q: from a probe the port is a number", h.To)
	case h.Path != "" && !strings.HasPrefix(h.Path, "/"):
		return fmt.Errorf("http.path %q does not begin with a slash", h.Path)
	case h.Refused == !h.Expect.Empty():
		return errors.New("http: give one of: expect, refused")
	case h.TLS != nil:
		return h.TLS.validate()
	}
	return nil
}

func (t *TLS) validate() error {
	kind, rest, _ := strings.Cut(t.CA, "/")
	name, key, _ := strings.Cut(rest, ":")
	if t.CA != "" && (kind != "secret" && kind != "configmap" || name == "" || key == "") {
		return fmt.Errorf("tls.ca is %q, not secret/NAME:KEY or configmap/NAME:KEY", t.CA)
	}
	if name, ok := strings.CutPrefix(t.Client, "secret/"); t.Client != "" && (!ok || name == "") {
		return fmt.Errorf("tls.client is %q, not secret/NAME", t.Client)
	}
	return nil
}

func (k *Connect) validate() error {
	target, _ := ParseTarget(k.To)
	switch {
	case !target.Numeric():
		return fmt.Errorf("connect.to is %q: from a probe the port is a number", k.To)
	case k.Protocol != "" && k.Protocol != "TCP" && k.Protocol != "UDP":
		return fmt.Errorf("connect.protocol is %q, not TCP or UDP", k.Protocol)
	case (k.Protocol == "UDP") != (k.Send != ""):
		return errors.New("connect: protocol UDP and send go together")
	}
	return nil
}

func (d *DNS) validate() error {
	switch {
	case d.Name == "" || strings.ContainsAny(d.Name, " \t\n'\""):
		return fmt.Errorf("dns.name %q is no name", d.Name)
	case d.Type != "" && !slices.Contains([]string{"A", "AAAA", "CNAME", "SRV", "TXT", "PTR"}, d.Type):
		return fmt.Errorf("dns.type is %q, not A, AAAA, CNAME, SRV, TXT or PTR", d.Type)
	case d.Expect.Empty():
		return errors.New("dns.expect is missing")
	}
	return nil
}

func (c *Challenge) validateCan(can Can) error {
	who := can.Who
	switch {
	case (who.ServiceAccount != "") == (who.User != "" || len(who.Groups) > 0):
		return errors.New("can.who: give a serviceAccount, or a user with groups")
	case len(can.Must) == 0 && can.AtMost == nil:
		return errors.New("can: give must, atMost, or both")
	}
	if err := c.validateAlias(who.Namespace); err != nil {
		return fmt.Errorf("can.who: %w", err)
	}
	for _, word := range can.Counts {
		if word != CountsCreatePods && word != CountsReadSecrets {
			return fmt.Errorf("can.counts: %q is neither %s nor %s", word, CountsCreatePods, CountsReadSecrets)
		}
	}
	all := slices.Clone(can.Must)
	if can.AtMost != nil {
		all = append(all, *can.AtMost...)
	}
	for _, p := range all {
		switch {
		case len(p.Verbs) == 0:
			return errors.New("can: a permission has no verbs")
		case (len(p.Resources) > 0) == (len(p.NonResourceURLs) > 0):
			return errors.New("can: a permission has either resources or nonResourceURLs")
		case p.ClusterWide && p.Namespace != "":
			return errors.New("can: a permission is for a namespace or clusterWide, not both")
		case len(p.NonResourceURLs) > 0 && !p.ClusterWide:
			return errors.New("can: nonResourceURLs are clusterWide")
		}
		if err := c.validateAlias(p.Namespace); err != nil {
			return fmt.Errorf("can: %w", err)
		}
	}
	return nil
}

// What can.counts may name.
const (
	CountsCreatePods  = "create-pods"
	CountsReadSecrets = "read-secrets"
)

func (c *Challenge) validateAdmits(a Admits) error {
	if a.Object == "" || path.Base(a.Object) != a.Object {
		return fmt.Errorf("admits.object %q is no file name", a.Object)
	}
	if a.Refused != (a.Control != "") {
		return errors.New("admits: refused and control go together")
	}
	if a.Refused && !slices.ContainsFunc(c.Spec.Checks, func(o Check) bool {
		return o.Name == a.Control && o.Admits != nil && !o.Admits.Refused && c.alias(o.Admits.Namespace) == c.alias(a.Namespace)
	}) {
		return fmt.Errorf("admits.control: no admits check of the same namespace that is not refused has the name %q", a.Control)
	}
	return c.validateAlias(a.Namespace)
}

// validateReading is for the kinds that read from pods.
func (c *Challenge) validateReading(check Check) error {
	if !c.observesPods(check.Of()) {
		return fmt.Errorf("of: %q observes no workload and no pods", check.Of())
	}
	if check.Expect().Empty() {
		return errors.New("expect is missing")
	}
	if l := check.Logs; l != nil && (l.Lines < 0 || l.Lines > MaxLogLines) {
		return fmt.Errorf("logs.lines is %d, not 0 to %d", l.Lines, MaxLogLines)
	}
	return nil
}

// How many lines of a log are read.
const (
	DefaultLogLines = 200
	MaxLogLines     = 2000
)

func (c *Challenge) validateQuestions() error {
	var errs []error
	asked := map[string]int{}
	for _, check := range c.Spec.Checks {
		if check.Question != "" {
			asked[check.Question]++
		}
	}
	if n := len(c.Spec.Questions); n > MaxQuestions {
		errs = append(errs, fmt.Errorf("spec.questions holds %d questions, more than %d", n, MaxQuestions))
	}
	names := c.QuestionNames()
	for i, q := range c.Spec.Questions {
		where := fmt.Sprintf("spec.questions[%d]", i)
		switch {
		case !aliasPattern.MatchString(q.Name):
			errs = append(errs, fmt.Errorf("%s: name %q is not lower-case letters, digits and dashes", where, q.Name))
		case IsID(q.Name):
			errs = append(errs, fmt.Errorf("%s: name %q is that of a challenge", where, q.Name))
		case slices.Index(names, q.Name) < i:
			errs = append(errs, fmt.Errorf("%s: name %q stands twice", where, q.Name))
		}
		if strings.TrimSpace(q.Asks) == "" || q.Answer.Empty() {
			errs = append(errs, fmt.Errorf("%s: asks and answer are both needed", where))
		}
		if asked[q.Name] != 1 {
			errs = append(errs, fmt.Errorf("%s: %d checks are about question %q, not 1", where, asked[q.Name], q.Name))
		}
	}
	return errors.Join(errs...)
}
