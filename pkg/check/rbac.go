package check

import (
	"encoding/json"
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/component-helpers/auth/rbac/validation"
)

// coversFunction is covers(rules, wanted): whether rules of RBAC allow all
// that the wanted ones allow, with all that a rule may have: wildcards,
// subresources, names of objects, URLs. So a role may do what it must where
//
//	covers(role.rules, [{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['get']}])
//
// and no more than it may where
//
//	covers([{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['get', 'list']}], role.rules)
//
// What an account may do by all its bindings is for the check can.
func coversFunction() cel.EnvOption {
	return cel.Function("covers", cel.Overload("covers_dyn_dyn", []*cel.Type{cel.DynType, cel.DynType}, cel.BoolType,
		cel.BinaryBinding(func(rules, wanted ref.Val) ref.Val {
			have, err := policyRules(rules)
			if err != nil {
				return types.NewErr("covers() wants rules: %v", err)
			}
			want, err := policyRules(wanted)
			if err != nil {
				return types.NewErr("covers() wants rules: %v", err)
			}
			covered, _ := validation.Covers(have, want)
			return types.Bool(covered)
		})))
}

// policyRules reads a list of rules. One that says nothing would be covered
// by anything, so it is an error.
func policyRules(value ref.Val) ([]rbacv1.PolicyRule, error) {
	text, err := json.Marshal(native(value))
	if err != nil {
		return nil, err
	}
	var rules []rbacv1.PolicyRule
	if err := json.Unmarshal(text, &rules); err != nil {
		return nil, err
	}
	for i, rule := range rules {
		if len(validation.BreakdownRule(rule)) == 0 {
			return nil, fmt.Errorf("rule %d allows nothing: it needs verbs, and apiGroups with resources or nonResourceURLs", i)
		}
	}
	return rules, nil
}
