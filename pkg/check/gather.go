package check

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// gathering finds a ClusterRole among those bound to somebody whose rules
// the controller has not yet gathered from others, and when anything of it
// was last changed; empty where there is none.
func (a *Access) gathering(whose []identity) (name string, changed time.Time) {
	for _, b := range a.bindings() {
		role, _ := a.role(b) // one that is not there gathers nothing
		if slices.ContainsFunc(whose, b.appliesTo) && a.ungathered(role, map[string]bool{}, &changed) {
			return "clusterrole/" + role.Name, changed
		}
		changed = time.Time{}
	}
	return "", time.Time{}
}

// ungathered tells whether a role lacks rules of those that it selects, or
// has others still, or one of those does.
func (a *Access) ungathered(role Role, seen map[string]bool, changed *time.Time) bool {
	if len(role.Gathers) == 0 || seen[role.Name] {
		return false
	}
	seen[role.Name] = true
	*changed = latest(*changed, role.Changed)
	wanted, pending := map[string]bool{}, false
	for _, source := range a.sources(role) {
		*changed = latest(*changed, source.Changed)
		maps.Copy(wanted, ruleSet(source.Rules))
		pending = a.ungathered(source, seen, changed) || pending
	}
	return pending || !maps.Equal(wanted, ruleSet(role.Rules))
}

// sources are the ClusterRoles whose rules belong into another.
func (a *Access) sources(role Role) []Role {
	var selected []Role
	for _, selector := range role.Gathers {
		matches, err := metav1.LabelSelectorAsSelector(&selector)
		if err != nil {
			continue // the controller does nothing with it either
		}
		for _, other := range a.ClusterRoles {
			if other.Name != role.Name && matches.Matches(labels.Set(other.Labels)) {
				selected = append(selected, other)
			}
		}
	}
	return selected
}

// ruleSet makes rules comparable.
func ruleSet(rules []rbacv1.PolicyRule) map[string]bool {
	set := map[string]bool{}
	for _, rule := range rules {
		if text, err := json.Marshal(rule); err == nil {
			set[string(text)] = true
		}
	}
	return set
}
