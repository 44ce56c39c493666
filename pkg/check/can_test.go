package check_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	yamlv3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// A cluster with two namespaces of the challenge, shop and depot, and what
// every API server makes. bot is the account in question.
const someCluster = `
namespaces: {main: shop, store: depot}
accounts:
- {namespace: shop, name: bot}
- {namespace: shop, name: boss}
- {namespace: depot, name: keeper}
- {namespace: kube-system, name: controller}
kinds:
- {resource: pods, namespaced: true}
- {resource: configmaps, namespaced: true}
- {resource: secrets, namespaced: true}
- {resource: nodes}
- {resource: namespaces}
- {group: apps, resource: deployments, namespaced: true}
- {group: metrics.k8s.io, resource: pods, namespaced: true}
- {group: metrics.k8s.io, resource: nodes}
`

const basics = `
- {name: 'system:discovery', default: true, roleRef: {kind: ClusterRole, name: 'system:discovery'}, subjects: [{kind: Group, name: 'system:authenticated'}]}
- {name: 'system:issuers', default: true, roleRef: {kind: ClusterRole, name: issuers}, subjects: [{kind: Group, name: 'system:serviceaccounts'}]}
`

const basicRoles = `
- {name: 'system:discovery', rules: [{verbs: [get], nonResourceURLs: [/api, /apis/*]}]}
- {name: issuers, rules: [{verbs: [get], nonResourceURLs: [/openid/*]}]}
- {name: cluster-admin, rules: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}, {verbs: ['*'], nonResourceURLs: ['*']}]}
- {name: reader, labels: {to: gather}, rules: [{verbs: [get, list], apiGroups: [''], resources: [pods]}]}
`

// toBot begins a binding's fields: to the account in question.
const toBot = `subjects: [{kind: ServiceAccount, name: bot, namespace: shop}]`

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// rules are access rules in a test: lists of YAML beside the basic ones.
type rules struct {
	clusterRoles, roles, clusterRoleBindings, roleBindings, more string
}

func (r rules) access(t testing.TB) *check.Access {
	t.Helper()
	text := someCluster + "clusterRoles:" + basicRoles + r.clusterRoles + "\nroles:\n" + r.roles +
		"\nclusterRoleBindings:" + basics + r.clusterRoleBindings + "\nroleBindings:\n" + r.roleBindings + "\n" + r.more
	var a check.Access
	if err := yaml.UnmarshalStrict([]byte(text), &a); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return &a
}

func canOf(t testing.TB, text string) challenge.Can {
	t.Helper()
	var can challenge.Can
	decoder := yamlv3.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&can); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return can
}

// decide lets the API server decide what must be: it allows all that a check
// wants and nothing else, but for what differs.
func decide(a *check.Access, c *challenge.Challenge, differs map[string]bool) {
	wanted := *c
	wanted.Spec.Checks = slices.Clone(c.Spec.Checks)
	for i, one := range wanted.Spec.Checks {
		can := *one.Can
		can.AtMost = nil
		wanted.Spec.Checks[i].Can = &can
	}
	a.Reviews = map[string]check.Review{}
	for _, r := range a.Requests(c) {
		a.Reviews[r.Key()] = check.Review{}
	}
	for _, r := range a.Requests(&wanted) {
		a.Reviews[r.Key()] = check.Review{Allowed: true}
	}
	for key, allowed := range differs {
		if _, ok := a.Reviews[key]; !ok {
			panic("nobody asks: " + key + "; asked is:\n" + strings.Join(slices.Sorted(maps.Keys(a.Reviews)), "\n"))
		}
		a.Reviews[key] = check.Review{Allowed: allowed, Reason: "a webhook"}
	}
}

func judgeCan(t testing.TB, a *check.Access, can string, baseline map[string]any, differs map[string]bool) check.Result {
	t.Helper()
	who := canOf(t, can)
	c := with(nil, challenge.Check{Name: "the account", Can: &who})
	decide(a, c, differs)
	whole := judge(t, c).Results(check.Evidence{At: noon, Access: a}, baseline)[0]
	a.Trim(c)
	got := judge(t, c).Results(check.Evidence{At: noon, Access: a}, baseline)[0]
	if d := diff(whole, got); d != "" {
		t.Errorf("what was trimmed counts (-whole +trimmed):\n%s", d)
	}
	return got
}

const (
	bot       = "who: {serviceAccount: bot}\n"
	readsPods = bot + "must: [{verbs: [get, list], resources: [pods]}]\natMost: []\n"
	nothing   = bot + "atMost: []\n"
	podReader = `- {namespace: shop, name: reads, rules: [{verbs: [get, list], apiGroups: [''], resources: [pods]}]}` + "\n"
	podBound  = `- {namespace: shop, name: reads, roleRef: {kind: Role, name: reads}, ` + toBot + "}\n"
)

// bound is a Role of namespace shop with the given rules, bound to bot there.
func bound(rule string) rules {
	return rules{
		roles:        "- {namespace: shop, name: r, rules: [" + rule + "]}",
		roleBindings: "- {namespace: shop, name: rb, roleRef: {kind: Role, name: r}, " + toBot + "}",
	}
}

// everywhere is a ClusterRole with the given rules, bound to bot everywhere.
func everywhere(rule string) rules {
	return rules{
		clusterRoles:        "- {name: r, rules: [" + rule + "]}",
		clusterRoleBindings: "- {name: crb, roleRef: {kind: ClusterRole, name: r}, " + toBot + "}",
	}
}

type canCase struct {
	name    string
	rules   rules
	can     string
	verdict check.Verdict
	says    string // what was observed, or why it is not known
}

func runCan(t *testing.T, tests []canCase) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := judgeCan(t, test.rules.access(t), test.can, nil, nil)
			if said := got.Observed + got.Reason; got.Verdict != test.verdict || said != test.says {
				t.Errorf("%s: %q\nwant %s: %q", got.Verdict, said, test.verdict, test.says)
			}
		})
	}
}

func TestCanMust(t *testing.T) {
	const (
		no   = check.Fail
		none = "may not get and list pods in namespace shop"
	)
	ref := func(kind, name, subjects string) rules {
		return rules{roles: podReader, roleBindings: "- {namespace: shop, name: b, roleRef: {kind: " + kind + ", name: " + name + "}, subjects: [" + subjects + "]}"}
	}
	runCan(t, []canCase{
		{"a role bound to it", rules{roles: podReader, roleBindings: podBound}, readsPods, check.Pass, ""},
		{"nothing is bound", rules{roles: podReader}, readsPods, no, none},
		{"a ClusterRole bound in the namespace", ref("ClusterRole", "reader", "{kind: ServiceAccount, name: bot, namespace: shop}"), readsPods, check.Pass, ""},
		{"no namespace with the subject", ref("Role", "reads", "{kind: ServiceAccount, name: bot}"), readsPods, check.Pass, ""},
		{"another namespace's account", ref("Role", "reads", "{kind: ServiceAccount, name: bot, namespace: depot}"), readsPods, no, none},
		{"another account", ref("Role", "reads", "{kind: ServiceAccount, name: boss, namespace: shop}"), readsPods, no, none},
		{"as a user by its short name", ref("Role", "reads", "{kind: User, name: bot}"), readsPods, no, none},
		{"as a user by its full name", ref("Role", "reads", "{kind: User, name: 'system:serviceaccount:shop:bot'}"), readsPods, check.Pass, ""},
		{"as a user of another namespace", ref("Role", "reads", "{kind: User, name: 'system:serviceaccount:depot:bot'}"), readsPods, no, none},
		{"as a group", ref("Role", "reads", "{kind: Group, name: bot}"), readsPods, no, none},
		{"misspelt kind", ref("Role", "reads", "{kind: Serviceaccount, name: bot, namespace: shop}"), readsPods, no, none},
		{"a user that is a group", ref("Role", "reads", "{kind: User, name: 'system:serviceaccounts'}"), readsPods, no, none},
		{"the second of two subjects", ref("Role", "reads", "{kind: User, name: x}, {kind: ServiceAccount, name: bot, namespace: shop}"), readsPods, check.Pass, ""},
		{"a role that is not there", ref("Role", "other", "{kind: ServiceAccount, name: bot, namespace: shop}"), readsPods, no, none},
		{"a Role by the kind ClusterRole", ref("ClusterRole", "reads", "{kind: ServiceAccount, name: bot, namespace: shop}"), readsPods, no, none},
		{"a ClusterRole by the kind Role", ref("Role", "reader", "{kind: ServiceAccount, name: bot, namespace: shop}"), readsPods, no, none},
		{"a role of another namespace", rules{
			roles:        strings.Replace(podReader, "shop", "depot", 1),
			roleBindings: podBound,
		}, readsPods, no, none},
		{"bound in another namespace", rules{
			roles:        strings.Replace(podReader, "shop", "depot", 1),
			roleBindings: strings.Replace(podBound, "namespace: shop", "namespace: depot", 1),
		}, bot + "must: [{verbs: [get], resources: [pods]}]", no, "may not get pods in namespace shop"},
		{"wanted in another namespace", rules{
			roles:        strings.Replace(podReader, "shop", "depot", 1),
			roleBindings: strings.Replace(podBound, "namespace: shop", "namespace: depot", 1),
		}, bot + "must: [{verbs: [get, list], resources: [pods], namespace: store}]\natMost: []", check.Pass, ""},
		{"a Role for the whole cluster", rules{
			roles: podReader, clusterRoleBindings: "- {name: x, roleRef: {kind: Role, name: reads}, " + toBot + "}",
		}, readsPods, no, none},
		{"one verb of two", bound("{verbs: [get], apiGroups: [''], resources: [pods]}"), readsPods, no, "may not list pods in namespace shop"},
		{"by two roles", rules{
			roles: "- {namespace: shop, name: a, rules: [{verbs: [get], apiGroups: [''], resources: [pods]}]}\n" +
				"- {namespace: shop, name: b, rules: [{verbs: [list], apiGroups: [''], resources: [pods]}]}",
			roleBindings: "- {namespace: shop, name: a, roleRef: {kind: Role, name: a}, " + toBot + "}\n" +
				"- {namespace: shop, name: b, roleRef: {kind: Role, name: b}, " + toBot + "}",
		}, readsPods, check.Pass, ""},
		{"everywhere is also here", everywhere("{verbs: [get, list], apiGroups: [''], resources: [pods]}"), bot + "must: [{verbs: [get, list], resources: [pods]}]", check.Pass, ""},
		{"here is not everywhere", bound("{verbs: [get], apiGroups: [''], resources: [pods]}"), bot + "must: [{verbs: [get], resources: [pods], clusterWide: true}]", no, "may not get pods in every namespace"},
		{"another group", bound("{verbs: [get], apiGroups: [''], resources: [deployments]}"), bot + "must: [{verbs: [get], apiGroups: [apps], resources: [deployments]}]", no, "may not get deployments.apps in namespace shop"},
		{"one name is not all", bound("{verbs: [get, list], apiGroups: [''], resources: [pods], resourceNames: [a]}"), readsPods, no, none},
		{"all names are also one", bound("{verbs: [get], apiGroups: [''], resources: [configmaps]}"), bot + "must: [{verbs: [get], resources: [configmaps], names: [a]}]", check.Pass, ""},
		{"another name", bound("{verbs: [get], apiGroups: [''], resources: [configmaps], resourceNames: [b]}"), bot + "must: [{verbs: [get], resources: [configmaps], names: [a]}]", no, `may not get configmaps "a" in namespace shop`},
		{"each name", bound("{verbs: [get], apiGroups: [''], resources: [configmaps], resourceNames: [a]}"), bot + "must: [{verbs: [get], resources: [configmaps], names: [a, b]}]", no, `may not get configmaps "b" in namespace shop`},
		{"a resource is not its subresource", bound("{verbs: [get], apiGroups: [''], resources: [pods]}"), bot + "must: [{verbs: [get], resources: [pods/log]}]", no, "may not get pods/log in namespace shop"},
		{"a subresource of every kind", bound("{verbs: [update], apiGroups: [apps], resources: ['*/scale']}"), bot + "must: [{verbs: [update], apiGroups: [apps], resources: [deployments/scale]}]", check.Pass, ""},
		{"another subresource of every kind", bound("{verbs: [update], apiGroups: [apps], resources: ['*/status']}"), bot + "must: [{verbs: [update], apiGroups: [apps], resources: [deployments/scale]}]", no, "may not update deployments.apps/scale in namespace shop"},
		{"a URL", everywhere("{verbs: [get], nonResourceURLs: ['/metrics/*']}"), bot + "must: [{verbs: [get], nonResourceURLs: [/metrics/x], clusterWide: true}]\natMost: [{verbs: [get], nonResourceURLs: ['/metrics/*'], clusterWide: true}]", check.Pass, ""},
		{"another URL", everywhere("{verbs: [get], nonResourceURLs: ['/metrics']}"), bot + "must: [{verbs: [get], nonResourceURLs: [/healthz], clusterWide: true}]", no, "may not get URL /healthz of the API server"},
		{"a URL cannot be given in a namespace", rules{
			clusterRoles: "- {name: r, rules: [{verbs: [get], nonResourceURLs: ['*']}]}",
			roleBindings: "- {namespace: shop, name: rb, roleRef: {kind: ClusterRole, name: r}, " + toBot + "}",
		}, bot + "must: [{verbs: [get], nonResourceURLs: [/healthz], clusterWide: true}]\natMost: []", no, "may not get URL /healthz of the API server"},
		{"more is no fault without a bound", everywhere("{verbs: ['*'], apiGroups: ['*'], resources: ['*']}"), bot + "must: [{verbs: [get, list], resources: [pods]}]", check.Pass, ""},
		{"few are told", rules{}, bot + "must: [{verbs: [get], resources: [a, b, c, d, e]}]", no,
			"may not get a in namespace shop; may not get b in namespace shop; may not get c in namespace shop; and 2 more"},
		{"the account is not there", bound("{verbs: [get], apiGroups: [''], resources: [pods]}"), "who: {serviceAccount: ghost}\natMost: []", no, "serviceaccount/ghost is not there"},
		{"the account is elsewhere", rules{}, "who: {serviceAccount: keeper}\natMost: []", no, "serviceaccount/keeper is not there"},
		{"the account of another namespace", rules{}, "who: {serviceAccount: keeper, namespace: store}\natMost: []", check.Pass, ""},
	})
}

func TestCanAtMost(t *testing.T) {
	const no = check.Fail
	groups := func(subject string) rules {
		return rules{clusterRoleBindings: "- {name: g, roleRef: {kind: ClusterRole, name: reader}, subjects: [" + subject + "]}"}
	}
	runCan(t, []canCase{
		{"nothing beyond what every account has", rules{}, nothing, check.Pass, ""},
		{"cluster-admin", rules{clusterRoleBindings: "- {name: foo, roleRef: {kind: ClusterRole, name: cluster-admin}, " + toBot + "}"}, nothing, no,
			"may also do anything with everything in every namespace, by clusterrolebinding/foo; may also do anything with URL * of the API server, by clusterrolebinding/foo"},
		{"every verb", bound("{verbs: ['*'], apiGroups: [''], resources: [pods]}"), readsPods, no, "may also do anything with pods in namespace shop, by rolebinding/rb"},
		{"every resource", bound("{verbs: [get, list], apiGroups: [''], resources: ['*']}"), readsPods, no, "may also get and list everything of the core group in namespace shop, by rolebinding/rb"},
		{"every resource of another group", bound("{verbs: [get], apiGroups: [apps], resources: ['*']}"), nothing, no, "may also get everything of group apps in namespace shop, by rolebinding/rb"},
		{"every group", bound("{verbs: [get, list], apiGroups: ['*'], resources: [pods]}"), readsPods, no, "may also get and list pods of every group in namespace shop, by rolebinding/rb"},
		{"everything is allowed", bound("{verbs: [get], apiGroups: [''], resources: [pods]}"), bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]", check.Pass, ""},
		{"everything is allowed here only", everywhere("{verbs: [get], apiGroups: [''], resources: [pods]}"), bot + "atMost: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]", no,
			"may also get pods in every namespace, by clusterrolebinding/crb"},
		{"allowed everywhere, given here", bound("{verbs: [get], apiGroups: [''], resources: [pods]}"), bot + "atMost: [{verbs: [get], resources: [pods], clusterWide: true}]", check.Pass, ""},
		{"one more verb", bound("{verbs: [get, list, delete], apiGroups: [''], resources: [pods]}"), readsPods, no, "may also delete pods in namespace shop, by rolebinding/rb"},
		{"a verb that may be", bound("{verbs: [get, list, watch], apiGroups: [''], resources: [pods]}"), readsPods[:len(readsPods)-3] + "[{verbs: [watch], resources: [pods]}]", check.Pass, ""},
		{"all instead of one name", bound("{verbs: [get], apiGroups: [''], resources: [configmaps]}"), bot + "must: [{verbs: [get], resources: [configmaps], names: [a]}]\natMost: []", no, "may also get configmaps in namespace shop, by rolebinding/rb"},
		{"another name", bound("{verbs: [get], apiGroups: [''], resources: [configmaps], resourceNames: [a, b]}"), bot + "must: [{verbs: [get], resources: [configmaps], names: [a]}]\natMost: []", no, `may also get configmaps "b" in namespace shop, by rolebinding/rb`},
		{"a subresource", bound("{verbs: [get, list], apiGroups: [''], resources: [pods, pods/log]}"), readsPods, no, "may also get and list pods/log in namespace shop, by rolebinding/rb"},
		{"a subresource of every kind", bound("{verbs: [update], apiGroups: [apps], resources: ['*/scale']}"), bot + "must: [{verbs: [update], apiGroups: [apps], resources: [deployments/scale]}]\natMost: []", no, "may also update *.apps/scale in namespace shop, by rolebinding/rb"},
		{"a URL", everywhere("{verbs: [get], nonResourceURLs: [/metrics]}"), nothing, no, "may also get URL /metrics of the API server, by clusterrolebinding/crb"},
		{"escalate", bound("{verbs: [escalate], apiGroups: [rbac.authorization.k8s.io], resources: [roles]}"), nothing, no, "may also escalate roles.rbac.authorization.k8s.io in namespace shop, by rolebinding/rb"},
		{"bind", bound("{verbs: [bind], apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles]}"), nothing, no, "may also bind clusterroles.rbac.authorization.k8s.io in namespace shop, by rolebinding/rb"},
		{"impersonate", everywhere("{verbs: [impersonate], apiGroups: [''], resources: [users, groups]}"), nothing, no,
			"may also impersonate groups in every namespace, by clusterrolebinding/crb; may also impersonate users in every namespace, by clusterrolebinding/crb"},
		{"in another namespace", rules{
			roles:        strings.Replace(podReader, "shop", "depot", 1),
			roleBindings: strings.Replace(podBound, "namespace: shop", "namespace: depot", 1),
		}, nothing, no, "may also get and list pods in namespace depot, by rolebinding/reads"},
		{"in a namespace that is not the challenge's", rules{
			roles:        strings.Replace(podReader, "shop", "kube-system", 1),
			roleBindings: strings.Replace(podBound, "namespace: shop", "namespace: kube-system", 1),
		}, nothing, no, "may also get and list pods in namespace kube-system, by rolebinding/reads"},
		{"by the group of all accounts", groups("{kind: Group, name: 'system:serviceaccounts'}"), nothing, no, "may also get and list pods in every namespace, by clusterrolebinding/g"},
		{"by the group of its namespace", groups("{kind: Group, name: 'system:serviceaccounts:shop'}"), nothing, no, "may also get and list pods in every namespace, by clusterrolebinding/g"},
		{"by the group of another namespace", groups("{kind: Group, name: 'system:serviceaccounts:depot'}"), nothing, check.Pass, ""},
		{"by the group of everybody", groups("{kind: Group, name: 'system:authenticated'}"), nothing, no, "may also get and list pods in every namespace, by clusterrolebinding/g"},
		{"by the group of strangers", groups("{kind: Group, name: 'system:unauthenticated'}"), nothing, check.Pass, ""},
		{"a product of groups and resources", bound("{verbs: [get, list], apiGroups: ['', apps], resources: [pods, deployments]}"),
			bot + "must: [{verbs: [get, list], resources: [pods]}]\natMost: [{verbs: [get, list], apiGroups: [apps], resources: [deployments]}]", check.Pass, ""},
		{"a product that is real", bound("{verbs: [get, list], apiGroups: ['', metrics.k8s.io], resources: [pods]}"), readsPods, no, "may also get and list pods.metrics.k8s.io in namespace shop, by rolebinding/rb"},
		{"a kind that may come", bound("{verbs: [get], apiGroups: [example.com], resources: [pods]}"), nothing, no, "may also get pods.example.com in namespace shop, by rolebinding/rb"},
		{"a kind that nobody knows", bound("{verbs: [sign], apiGroups: [certificates.k8s.io], resources: [signers]}"), nothing, no, "may also sign signers.certificates.k8s.io in namespace shop, by rolebinding/rb"},
		{"a kind that nobody knows, in a product", bound("{verbs: [impersonate], apiGroups: ['', apps], resources: [users]}"), nothing, no,
			"may also impersonate users in namespace shop, by rolebinding/rb; may also impersonate users.apps in namespace shop, by rolebinding/rb"},
		{"every group, in a product", bound("{verbs: [get], apiGroups: ['', '*'], resources: [pods]}"), bot + "must: [{verbs: [get], resources: [pods]}]\natMost: []", no, "may also get pods of every group in namespace shop, by rolebinding/rb"},
		{"nodes, in a namespace", bound("{verbs: [get], apiGroups: [''], resources: [nodes]}"), nothing, check.Pass, ""},
		{"nodes of another group, in a namespace", bound("{verbs: [get], apiGroups: [metrics.k8s.io], resources: [nodes]}"), nothing, check.Pass, ""},
		{"nodes, everywhere", everywhere("{verbs: [get], apiGroups: [''], resources: [nodes]}"), nothing, no, "may also get nodes in every namespace, by clusterrolebinding/crb"},
		{"nodes of a group that has none, in a namespace", bound("{verbs: [get], apiGroups: [apps], resources: [nodes]}"), nothing, no, "may also get nodes.apps in namespace shop, by rolebinding/rb"},
		{"the namespace itself", bound("{verbs: [delete], apiGroups: [''], resources: [namespaces]}"), nothing, no, "may also delete namespaces in namespace shop, by rolebinding/rb"},
		{"no request, of nodes", bound("{verbs: [impersonate], apiGroups: [''], resources: [nodes]}"), nothing, no, "may also impersonate nodes in namespace shop, by rolebinding/rb"},
		{"rules that say nothing", bound("{verbs: [], apiGroups: [''], resources: [pods]}, {verbs: [get], apiGroups: [], resources: [pods]}"), nothing, check.Pass, ""},
		{"a dangling binding", rules{roleBindings: podBound}, nothing, check.Pass, ""},
		{"less and more", bound("{verbs: [get, delete], apiGroups: [''], resources: [pods]}"), readsPods, no, "may not list pods in namespace shop; may also delete pods in namespace shop, by rolebinding/rb"},
		{"the wide first, and few", rules{
			clusterRoles:        "- {name: r, rules: [{verbs: [get], apiGroups: [''], resources: [z]}]}",
			clusterRoleBindings: "- {name: crb, roleRef: {kind: ClusterRole, name: r}, " + toBot + "}",
			roles:               "- {namespace: shop, name: r, rules: [{verbs: [get], apiGroups: [''], resources: [c, b, a]}]}",
			roleBindings:        "- {namespace: shop, name: rb, roleRef: {kind: Role, name: r}, " + toBot + "}",
		}, nothing, no, "may also get z in every namespace, by clusterrolebinding/crb; may also get a in namespace shop, by rolebinding/rb; may also get b in namespace shop, by rolebinding/rb; and 1 more"},
		{"what much follows from before the rest", bound("{verbs: [get], apiGroups: [''], resources: [a, secrets]}, {verbs: [bind], apiGroups: [''], resources: [zb]}"), nothing, no,
			"may also bind zb in namespace shop, by rolebinding/rb; may also get secrets in namespace shop, by rolebinding/rb; may also get a in namespace shop, by rolebinding/rb"},
		{"what much follows from, in other words", bound("{verbs: [get], apiGroups: [''], resources: [a, '*']}, {verbs: [escalate], apiGroups: [''], resources: [ze]}, {verbs: [get, impersonate], apiGroups: [''], resources: [zi]}, {verbs: ['*'], apiGroups: [''], resources: [zv]}"),
			bot + "atMost: [{verbs: [get], resources: [zi, '*']}, {verbs: ['*'], resources: [zv]}]", no,
			"may also escalate ze in namespace shop, by rolebinding/rb; may also impersonate zi in namespace shop, by rolebinding/rb"},
		{"every verb before the rest", bound("{verbs: [get], apiGroups: [''], resources: [a]}, {verbs: ['*'], apiGroups: [''], resources: [z]}"), nothing, no,
			"may also do anything with z in namespace shop, by rolebinding/rb; may also get a in namespace shop, by rolebinding/rb"},
		{"everything before the rest", bound("{verbs: [get], apiGroups: [''], resources: [a]}, {verbs: [list], apiGroups: [x], resources: ['*']}"), nothing, no,
			"may also list everything of group x in namespace shop, by rolebinding/rb; may also get a in namespace shop, by rolebinding/rb"},
		{"many verbs", bound("{verbs: [a, b, c, d, e, f, a], apiGroups: [''], resources: [pods]}"), nothing, no, "may also a, b, c, d and 2 more pods in namespace shop, by rolebinding/rb"},
		{"five verbs", bound("{verbs: [a, b, c, d, e], apiGroups: [''], resources: [pods]}"), nothing, no, "may also a, b, c, d and e pods in namespace shop, by rolebinding/rb"},
		{"a user", rules{clusterRoleBindings: "- {name: u, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: User, name: eve}]}"}, "who: {user: eve}\natMost: []", no, "may also get and list pods in every namespace, by clusterrolebinding/u"},
		{"a user's group", rules{clusterRoleBindings: "- {name: u, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: Group, name: devs}]}"}, "who: {user: eve, groups: [devs]}\natMost: []", no, "may also get and list pods in every namespace, by clusterrolebinding/u"},
		{"a group without a user", rules{clusterRoleBindings: "- {name: u, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: Group, name: devs}, {kind: User, name: ''}]}"}, "who: {groups: [admins]}\natMost: []", check.Pass, ""},
		{"a user is in no group of accounts", groups("{kind: Group, name: 'system:serviceaccounts'}"), "who: {user: eve}\natMost: []", check.Pass, ""},
		{"a user is authenticated", groups("{kind: Group, name: 'system:authenticated'}"), "who: {user: eve}\natMost: []", no, "may also get and list pods in every namespace, by clusterrolebinding/g"},
		{"system:masters", rules{}, "who: {user: eve, groups: ['system:masters']}\natMost: []", no,
			"may also do anything with everything in every namespace, by group system:masters; may also do anything with URL * of the API server, by group system:masters"},
	})
}
