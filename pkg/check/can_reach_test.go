package check_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// boss and controller may do what nobody else should.
func powers(r rules) rules {
	r.clusterRoles += "\n- {name: power, rules: [{verbs: [delete], apiGroups: [''], resources: [nodes]}]}"
	r.roles += "\n- {namespace: depot, name: keys, rules: [{verbs: [get], apiGroups: [''], resources: [secrets]}]}"
	r.clusterRoleBindings += "\n- {name: controls, roleRef: {kind: ClusterRole, name: power}, subjects: [{kind: ServiceAccount, name: controller, namespace: kube-system}]}"
	r.roleBindings += "\n- {namespace: depot, name: keys, roleRef: {kind: Role, name: keys}, subjects: [{kind: ServiceAccount, name: boss, namespace: shop}]}"
	return r
}

func TestCanCounts(t *testing.T) {
	const (
		pods    = bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]\ncounts: [create-pods]"
		secrets = bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]\ncounts: [read-secrets]"
		both    = bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]\ncounts: [create-pods, read-secrets]"
		neither = bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]"
		asBoss  = "may also get secrets in namespace depot, by rolebinding/keys, with pods of serviceaccount/boss of namespace shop"
		token   = "may also get secrets in namespace depot, by rolebinding/keys, with a token of serviceaccount/boss of namespace shop"
		no      = check.Fail
	)
	may := func(verb, group, resource, more string) rules {
		return powers(bound("{verbs: [" + verb + "], apiGroups: ['" + group + "'], resources: ['" + resource + "']" + more + "}"))
	}
	tests := []canCase{
		{"pods", may("create", "", "pods", ""), pods, no, asBoss},
		{"pods, where that does not count", may("create", "", "pods", ""), neither, check.Pass, ""},
		{"pods, where secrets count", may("create", "", "pods", ""), secrets, check.Pass, ""},
		{"pods can only be made", may("update", "", "pods", ""), pods, check.Pass, ""},
		{"pods of one name", may("create", "", "pods", ", resourceNames: [x]"), pods, no, asBoss},
		{"a job", may("create", "batch", "jobs", ""), pods, no, asBoss},
		{"a job is not changed", may("patch", "batch", "jobs", ""), pods, check.Pass, ""},
		{"get is not create", may("get", "apps", "deployments", ""), pods, check.Pass, ""},
		{"a kind of another group", may("create", "", "deployments", ""), pods, check.Pass, ""},
		{"scale is not create", may("update", "apps", "deployments/scale", ""), pods, check.Pass, ""},
		{"every verb", may("'*'", "", "pods", ""), pods, no, asBoss},
		{"every resource", may("create", "*", "*", ""), pods, no, asBoss},
		{"a deployment of one name", may("patch", "apps", "deployments", ", resourceNames: [x]"), pods, no, asBoss},
		{"get secrets", may("get", "", "secrets", ""), secrets, no, token},
		{"list secrets", may("list", "", "secrets", ""), secrets, no, token},
		{"watch secrets", may("watch", "", "secrets", ""), secrets, no, token},
		{"write secrets", may("update", "", "secrets", ""), secrets, check.Pass, ""},
		{"get secrets, where pods count", may("get", "", "secrets", ""), pods, check.Pass, ""},
		{"get configmaps", may("get", "", "configmaps", ""), secrets, check.Pass, ""},
		{"one secret without a token", may("get", "", "secrets", ", resourceNames: [x]"), secrets, check.Pass, ""},
		{"one secret with a token", func() rules {
			r := may("get", "", "secrets", ", resourceNames: [y, x]")
			r.more = "tokens: [{namespace: shop, name: x, account: boss}]"
			return r
		}(), secrets, no, token},
		{"one secret with another's token", func() rules {
			r := may("get", "", "secrets", ", resourceNames: [x]")
			r.more = "tokens: [{namespace: shop, name: x, account: bot}, {namespace: depot, name: x, account: boss}, {namespace: shop, name: y, account: boss}]"
			return r
		}(), secrets, check.Pass, ""},
		{"a list by no name is a list", may("list", "", "secrets", ", resourceNames: ['']"), secrets, no, token},
		{"one secret without a token, and all", func() rules {
			r := may("get", "", "secrets", ", resourceNames: [x]")
			r.roles += "\n- {namespace: shop, name: all, rules: [{verbs: [get], apiGroups: [''], resources: [secrets]}]}"
			r.roleBindings += "\n- {namespace: shop, name: all, roleRef: {kind: Role, name: all}, " + toBot + "}"
			return r
		}(), secrets, no, token},
		{"ask for a token", may("create", "", "serviceaccounts/token", ""), secrets, no, token},
		{"ask for one token", may("create", "", "serviceaccounts/token", ", resourceNames: [boss]"), secrets, no, token},
		{"ask for another token", may("create", "", "serviceaccounts/token", ", resourceNames: [bot]"), secrets, check.Pass, ""},
		{"look at a token", may("get", "", "serviceaccounts/token", ""), secrets, check.Pass, ""},
		{"in another namespace", powers(rules{
			roles:        "- {namespace: depot, name: r, rules: [{verbs: [create], apiGroups: [''], resources: [pods]}]}",
			roleBindings: "- {namespace: depot, name: rb, roleRef: {kind: Role, name: r}, " + toBot + "}",
		}), bot + "atMost: [{verbs: [create], resources: [pods], namespace: store}]\ncounts: [create-pods]", check.Pass, ""},
		{"everywhere", powers(everywhere("{verbs: [create], apiGroups: [''], resources: [pods]}")), bot + "atMost: [{verbs: [create], resources: [pods], clusterWide: true}, {verbs: ['*'], resources: ['*'], namespace: store}]\ncounts: [create-pods]", no,
			"may also delete nodes in every namespace, by clusterrolebinding/controls, with pods of serviceaccount/controller of namespace kube-system"},
		{"what the other may is allowed", may("create", "", "pods", ""), bot + "atMost: [{verbs: [create], resources: [pods]}, {verbs: [get], resources: [secrets], namespace: store}]\ncounts: [create-pods]", check.Pass, ""},
		{"it is no way to what must be", may("create", "", "pods", ""), bot + "must: [{verbs: [get], resources: [secrets], namespace: store}]\ncounts: [create-pods]", no, "may not get secrets in namespace depot"},
		{"by way of another", func() rules {
			// pods as boss, whose reading of secrets in depot gives keeper's token, who may run pods in kube-system
			r := may("create", "", "pods", "")
			r.roles += "\n- {namespace: kube-system, name: runs, rules: [{verbs: [create], apiGroups: [batch], resources: [cronjobs]}]}"
			r.roleBindings += "\n- {namespace: kube-system, name: runs, roleRef: {kind: Role, name: runs}, subjects: [{kind: ServiceAccount, name: keeper, namespace: depot}]}"
			return r
		}(), both, no, "may also delete nodes in every namespace, by clusterrolebinding/controls, with pods of serviceaccount/controller of namespace kube-system; " +
			asBoss + "; may also create cronjobs.batch in namespace kube-system, by rolebinding/runs, with a token of serviceaccount/keeper of namespace depot"},
		{"what it has of its own is not told again", powers(bound("{verbs: ['*'], apiGroups: ['*'], resources: ['*']}")), bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespace: store}]\ncounts: [create-pods]", no,
			"may also do anything with everything in namespace shop, by rolebinding/rb"},
		{"its own first", func() rules {
			r := powers(bound("{verbs: [create, delete], apiGroups: [''], resources: [pods]}"))
			r.roleBindings += "\n- {namespace: shop, name: too, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: ServiceAccount, name: boss, namespace: shop}]}"
			return r
		}(), bot + "atMost: [{verbs: [create], resources: [pods]}]\ncounts: [create-pods]", no,
			"may also delete pods in namespace shop, by rolebinding/rb; " + asBoss + "; may also get and list pods in namespace shop, by rolebinding/too, with pods of serviceaccount/boss of namespace shop"},
	}
	for _, kind := range []struct {
		group, resource string
		template        bool
	}{
		{"", "replicationcontrollers", true},
		{"apps", "deployments", true},
		{"apps", "statefulsets", true},
		{"apps", "daemonsets", true},
		{"apps", "replicasets", true},
		{"batch", "cronjobs", true},
		{"batch", "jobs", false},
	} {
		for _, verb := range []string{"create", "update", "patch"} {
			want := canCase{verb + " " + kind.resource, may(verb, kind.group, kind.resource, ""), pods, no, asBoss}
			if verb != "create" && !kind.template {
				want.verdict, want.says = check.Pass, ""
			}
			tests = append(tests, want)
		}
	}
	runCan(t, tests)
}
