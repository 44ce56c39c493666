package challenge

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/labels"
)

var (
	idPattern    = regexp.MustCompile(`^l([1-6])(-[a-z0-9]+){2,4}$`)
	faultPattern = regexp.MustCompile(`^[a-z][a-z0-9]{1,15}$`)
	namePattern  = regexp.MustCompile(`^[a-z][a-zA-Z0-9]*$`)
	aliasPattern = regexp.MustCompile(`^[a-z]([a-z0-9-]*[a-z0-9])?$`)
	backsPattern = regexp.MustCompile(`^service/[a-z0-9][a-z0-9-]*$`)
)

// Validate reports every broken rule of the format, joined in one error.
func (c *Challenge) Validate() error {
	return errors.Join(
		c.validateIdentity(),
		c.validateWords(),
		c.validateFaults(),
		c.validateObserve(),
		c.validateTouches(),
		c.validateStages(),
		c.validateChecks(),
		c.validateQuestions(),
		c.validateHints(),
		c.validateFiles(),
	)
}

func (c *Challenge) validateIdentity() error {
	var errs []error
	if c.APIVersion != APIVersion || c.Kind != Kind {
		errs = append(errs, fmt.Errorf("apiVersion and kind are %q and %q, not %q and %q", c.APIVersion, c.Kind, APIVersion, Kind))
	}
	switch level, err := LevelOf(c.ID()); {
	case err != nil:
		errs = append(errs, fmt.Errorf("metadata.name %w", err))
	case level != c.Spec.Level:
		errs = append(errs, fmt.Errorf("metadata.name %q and spec.level %d disagree", c.ID(), c.Spec.Level))
	}
	if !slices.Contains(Types(), c.Spec.Type) {
		errs = append(errs, fmt.Errorf("spec.type %q is none of %v", c.Spec.Type, Types()))
	}
	if d := c.Spec.Delivery; d != "" && d != OnePass && d != AfterChange {
		errs = append(errs, fmt.Errorf("spec.delivery %q is neither %s nor %s", d, OnePass, AfterChange))
	}
	for _, name := range c.Spec.Requires {
		if _, ok := Requirements()[name]; !ok {
			errs = append(errs, fmt.Errorf("spec.requires: %q is none of %v", name, slices.Sorted(maps.Keys(Requirements()))))
		}
	}
	for _, way := range c.Spec.HostAccess {
		if _, ok := HostAccesses()[way]; !ok {
			errs = append(errs, fmt.Errorf("spec.hostAccess: %q is none of %v", way, slices.Sorted(maps.Keys(HostAccesses()))))
		}
	}
	for _, alias := range c.Spec.Namespaces {
		if !aliasPattern.MatchString(alias) || len(alias) > maxAliasLength {
			errs = append(errs, fmt.Errorf("spec.namespaces: %q is no alias of at most %d lower-case letters, digits and dashes", alias, maxAliasLength))
		}
	}
	return errors.Join(errs...)
}

// LevelOf is the level that a challenge's id begins with.
func LevelOf(id string) (int, error) {
	if !idPattern.MatchString(id) || len(id) > MaxIDLength {
		return 0, fmt.Errorf("%q is not a level and two to four words, such as l1-pod-crash, of at most %d characters", id, MaxIDLength)
	}
	return int(id[1] - '0'), nil
}

func (c *Challenge) validateWords() error {
	var errs []error
	if strings.TrimSpace(c.Spec.Title) == "" {
		errs = append(errs, errors.New("spec.title is empty"))
	}
	if strings.TrimSpace(c.Spec.Story) == "" {
		errs = append(errs, errors.New("spec.story is empty"))
	}
	if c.Spec.Minutes < 1 || c.Spec.Minutes > 480 {
		errs = append(errs, fmt.Errorf("spec.minutes is %d, not 1 to 480", c.Spec.Minutes))
	}
	if c.Hold() < 0 || c.Hold() > time.Minute {
		errs = append(errs, fmt.Errorf("spec.hold is %s, not between 0 and 1m", c.Hold()))
	}
	if c.Settle() < time.Second || c.Settle() > MaxSettle {
		errs = append(errs, fmt.Errorf("spec.settle is %s, not between 1s and %s", c.Settle(), MaxSettle))
	}
	if len(c.Spec.Covers) == 0 {
		errs = append(errs, errors.New("spec.covers names no item of the curriculum"))
	}
	return errors.Join(errs...)
}

func (c *Challenge) validateFaults() error {
	var errs []error
	if c.Spec.Type == Troubleshoot && len(c.Spec.Faults) == 0 {
		errs = append(errs, errors.New("spec.faults is empty in a Troubleshoot challenge"))
	}
	seen := map[string]bool{}
	for i, f := range c.Spec.Faults {
		where := fmt.Sprintf("spec.faults[%d]", i)
		if !faultPattern.MatchString(f.ID) {
			errs = append(errs, fmt.Errorf("%s: id %q is not 2 to 16 lower-case letters and digits", where, f.ID))
		}
		if seen[f.ID] {
			errs = append(errs, fmt.Errorf("%s: id %q stands twice", where, f.ID))
		}
		seen[f.ID] = true
		if f.Symptom.Empty() || f.Sees == "" || f.Cause == "" {
			errs = append(errs, fmt.Errorf("%s: symptom, sees and cause are all needed", where))
		}
	}
	return errors.Join(errs...)
}

func (c *Challenge) validateObserve() error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(c.Spec.Observe)) {
		w := c.Spec.Observe[name]
		where := "spec.observe." + name
		if !namePattern.MatchString(name) || slices.Contains(reservedNames(), name) {
			errs = append(errs, fmt.Errorf("%s: not a usable name for an expression", where))
		}
		if w.Namespace != "" && !slices.Contains(c.Namespaces(), w.Namespace) {
			errs = append(errs, fmt.Errorf("%s: namespace alias %q is not in spec.namespaces", where, w.Namespace))
		}
		if _, err := c.anyRun().Apply(w.Name); err != nil {
			errs = append(errs, fmt.Errorf("%s: name: %w", where, err))
		}
		if err := w.validate(c.Spec.Observe); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", where, err))
		}
	}
	return errors.Join(errs...)
}

// validateStages wants a name for each step, and something that it asks for.
func (c *Challenge) validateStages() error {
	var errs []error
	seen := map[string]bool{}
	for i, stage := range c.Spec.Stages {
		where := fmt.Sprintf("spec.stages[%d]", i)
		if strings.TrimSpace(stage.Name) == "" || seen[stage.Name] {
			errs = append(errs, fmt.Errorf("%s: name %q is empty or stands twice", where, stage.Name))
		}
		seen[stage.Name] = true
		if !slices.ContainsFunc(c.Spec.Checks, func(check Check) bool { return check.Stage == stage.Name }) {
			errs = append(errs, fmt.Errorf("%s: no check is of stage %q", where, stage.Name))
		}
	}
	return errors.Join(errs...)
}

// validateTouches holds what is deleted to names that nobody else has: stop
// finds it by the name of the run's namespace.
func (c *Challenge) validateTouches() error {
	var errs []error
	for i, t := range c.Spec.Touches {
		where := fmt.Sprintf("spec.touches[%d]", i)
		if t.APIVersion == "" || t.Kind == "" || t.Name == "" {
			errs = append(errs, fmt.Errorf("%s: apiVersion, kind and name are all needed", where))
		}
		if _, err := path.Match(t.Name, ""); err != nil {
			errs = append(errs, fmt.Errorf("%s: name %q is no pattern", where, t.Name))
		}
		if own := NamespaceVariable(MainNamespace) + "-"; len(t.Restore) == 0 && !strings.HasPrefix(t.Name, own) {
			errs = append(errs, fmt.Errorf("%s: name %q does not begin with %s, and what has that name is deleted", where, t.Name, own))
		}
	}
	return errors.Join(errs...)
}

// anyRun substitutes as a run of the challenge would, to find misspelt
// variables.
func (c *Challenge) anyRun() Substitution {
	s := Substitution{Namespaces: map[string]string{}}
	for _, alias := range c.Namespaces() {
		s.Namespaces[alias] = alias
	}
	return s
}

// maxAliasLength keeps mastery-ID-ALIAS within the 63 bytes of a DNS label.
const maxAliasLength = 63 - len("mastery-") - MaxIDLength - len("-")

// reservedNames are the variables that expressions have besides observed ones.
func reservedNames() []string { return []string{"baseline", "response", "logs", "usage", "now"} }

func (w Watch) validate(all map[string]Watch) error {
	byKind := w.Kind != "" || w.APIVersion != ""
	forms := 0
	for _, used := range []bool{byKind, w.Backs != "", w.PodsOf != ""} {
		if used {
			forms++
		}
	}
	switch {
	case forms != 1:
		return errors.New("give one of: apiVersion and kind, backs, podsOf")
	case byKind && (w.Kind == "" || w.APIVersion == ""):
		return errors.New("apiVersion and kind go together")
	case byKind && countTrue(w.Name != "", w.Selector != "", w.All) != 1:
		return errors.New("give one of: name, selector, all")
	case !isSelector(w.Selector):
		return fmt.Errorf("selector %q is no label selector", w.Selector)
	case w.Backs != "" && !backsPattern.MatchString(w.Backs):
		return fmt.Errorf("backs is %q, not service/NAME", w.Backs)
	case w.PodsOf != "" && (all[w.PodsOf].PodsOf != "" || !all[w.PodsOf].Single()):
		return fmt.Errorf("podsOf names %q, which observes no single workload", w.PodsOf)
	}
	return nil
}

func isSelector(text string) bool {
	_, err := labels.Parse(text)
	return err == nil
}

// Single reports whether the watch names at most one object.
func (w Watch) Single() bool { return w.Name != "" || w.Backs != "" }

func countTrue(values ...bool) int {
	n := 0
	for _, v := range values {
		if v {
			n++
		}
	}
	return n
}

func (c *Challenge) validateHints() error {
	var errs []error
	if len(c.Spec.Hints) == 0 {
		errs = append(errs, errors.New("spec.hints is empty"))
	}
	for i, h := range c.Spec.Hints {
		where := fmt.Sprintf("spec.hints[%d]", i)
		if strings.TrimSpace(h.Text) == "" {
			errs = append(errs, fmt.Errorf("%s: text is empty", where))
		}
		if h.Check != "" && !slices.ContainsFunc(c.Spec.Checks, func(check Check) bool { return check.Name == h.Check }) {
			errs = append(errs, fmt.Errorf("%s: no check is named %q", where, h.Check))
		}
		for _, id := range h.Fault {
			if _, ok := c.Fault(id); !ok {
				errs = append(errs, fmt.Errorf("%s: no fault has the id %q", where, id))
			}
		}
	}
	return errors.Join(errs...)
}

func (c *Challenge) validateFiles() error {
	if c.Spec.Files != nil && strings.TrimSpace(c.Spec.Files.Intro) == "" {
		return errors.New("spec.files.intro is empty: say what the files are")
	}
	return nil
}
