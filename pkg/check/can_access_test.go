package check_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestCanUnknown(t *testing.T) {
	good := func() *check.Access { return rules{roles: podReader, roleBindings: podBound}.access(t) }
	who := canOf(t, readsPods)
	c := with(nil, challenge.Check{Name: "the account", Can: &who})
	results := func(a *check.Access) check.Result {
		return judge(t, c).Results(check.Evidence{At: noon, Access: a}, nil)[0]
	}
	t.Run("nobody looked", func(t *testing.T) {
		if r := results(nil); r.Verdict != check.Unknown || r.Reason != "access rules were not read" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("forbidden to read", func(t *testing.T) {
		for _, a := range []*check.Access{{Unread: "you may not list roles"}, func() *check.Access { a := good(); a.Unread = "you may not list roles"; return a }()} {
			if r := results(a); r.Verdict != check.Unknown || r.Reason != "you may not list roles" {
				t.Errorf("%+v", r)
			}
		}
	})
	t.Run("forbidden to ask", func(t *testing.T) {
		a := good()
		a.Unasked = "you may not ask"
		if r := results(a); r.Verdict != check.Unknown || r.Reason != "you may not ask" {
			t.Errorf("%+v", r)
		}
		a.RoleBindings = nil
		if r := results(a); r.Verdict != check.Fail { // that much is known
			t.Errorf("%+v", r)
		}
	})
	t.Run("not asked", func(t *testing.T) {
		a := good()
		decide(a, c, nil)
		delete(a.Reviews, "system:serviceaccount:shop:bot list pods in namespace shop as system:serviceaccounts,system:serviceaccounts:shop,system:authenticated")
		if r := results(a); r.Verdict != check.Unknown || !strings.Contains(r.Reason, "was not asked: system:serviceaccount:shop:bot list pods in namespace shop") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("everybody may do everything", func(t *testing.T) {
		a := rules{clusterRoleBindings: "- {name: x, roleRef: {kind: ClusterRole, name: cluster-admin}, subjects: [{kind: Group, name: 'system:serviceaccounts'}]}"}.access(t)
		fresh, err := a.Fresh()
		if err != nil {
			t.Fatal(err)
		}
		decide(a, c, nil)
		r := judge(t, c).Results(check.Evidence{At: noon, Access: a}, map[string]any{check.AccessBaseline: fresh})[0]
		if r.Verdict != check.Unknown || !strings.HasPrefix(r.Reason, "in this cluster every ServiceAccount may do everything") {
			t.Errorf("%+v", r)
		}
		if r := results(a); r.Verdict != check.Fail { // nobody wrote down that it was so before
			t.Errorf("%+v", r)
		}
	})
}

// TestCanBaseline: what any account had when the challenge was started is no
// excess, and what it got since is.
func TestCanBaseline(t *testing.T) {
	before := rules{
		clusterRoleBindings: "- {name: watchers, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: Group, name: 'system:serviceaccounts'}]}\n" +
			"- {name: devs, roleRef: {kind: ClusterRole, name: cluster-admin}, subjects: [{kind: Group, name: 'devs'}, {kind: Group, name: 'system:serviceaccounts:shop'}, {kind: User, name: 'system:authenticated'}]}",
		roles:        podReader,
		roleBindings: "- {namespace: shop, name: all, roleRef: {kind: Role, name: reads}, subjects: [{kind: Group, name: 'system:authenticated'}]}",
	}
	fresh, err := before.access(t).Fresh()
	if err != nil {
		t.Fatal(err)
	}
	baseline := map[string]any{check.AccessBaseline: fresh}
	text, _ := json.Marshal(fresh)
	const want = `[{"group":"system:authenticated","rules":[{"nonResourceURLs":["/api","/apis/*"],"verbs":["get"]}]},` +
		`{"group":"system:serviceaccounts","rules":[{"nonResourceURLs":["/openid/*"],"verbs":["get"]}]},` +
		`{"group":"system:serviceaccounts","rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]}]},` +
		`{"group":"system:authenticated","namespace":"shop","rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]}]}]`
	if string(text) != want {
		t.Errorf("%s\nwant %s", text, want)
	}
	onlyHere := []any{map[string]any{"group": "system:authenticated", "namespace": "shop", "rules": []any{map[string]any{"verbs": []any{"get", "list"}, "apiGroups": []any{""}, "resources": []any{"pods"}}}}}
	urls := rules{}
	tests := []struct {
		name     string
		rules    rules
		can      string
		baseline map[string]any
		verdict  check.Verdict
	}{
		{"as it was", before, nothing, baseline, check.Fail}, // by the group of namespace shop
		{"as it was for others", before, "who: {serviceAccount: keeper, namespace: store}\natMost: []", baseline, check.Pass},
		{"without a baseline", before, "who: {serviceAccount: keeper, namespace: store}\natMost: []", nil, check.Fail},
		{"a baseline that cannot be read", urls, nothing, map[string]any{check.AccessBaseline: "x"}, check.Pass},
		{"what was given since", rules{clusterRoleBindings: before.clusterRoleBindings}, nothing, map[string]any{check.AccessBaseline: []any{}}, check.Fail},
		{"nobody had anything", urls, nothing, map[string]any{check.AccessBaseline: []any{}}, check.Fail},
		{"accounts had it, a user had not", before, "who: {user: eve}\natMost: []", map[string]any{check.AccessBaseline: []any{map[string]any{"group": "system:serviceaccounts", "rules": []any{map[string]any{"verbs": []any{"*"}, "apiGroups": []any{"*"}, "resources": []any{"*"}}}}}}, check.Fail},
		{"only in one namespace", before, "who: {serviceAccount: keeper, namespace: store}\natMost: [{verbs: [get], nonResourceURLs: ['*'], clusterWide: true}]", map[string]any{check.AccessBaseline: onlyHere}, check.Fail},
		{
			"in one namespace, and there it is given",
			rules{roles: before.roles, roleBindings: before.roleBindings},
			"who: {serviceAccount: keeper, namespace: store}\natMost: [{verbs: [get], nonResourceURLs: ['*'], clusterWide: true}]",
			map[string]any{check.AccessBaseline: onlyHere}, check.Pass,
		},
		{"it is enough for what must be", before, "who: {serviceAccount: keeper, namespace: store}\nmust: [{verbs: [get], resources: [pods]}]", baseline, check.Pass},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if r := judgeCan(t, test.rules.access(t), test.can, test.baseline, nil); r.Verdict != test.verdict {
				t.Errorf("%+v", r)
			}
		})
	}
}

const asBot = " as system:serviceaccounts,system:serviceaccounts:shop,system:authenticated"

// TestCanReviewed: the API server may know better than the roles, by another
// authorizer.
func TestCanReviewed(t *testing.T) {
	const me = "system:serviceaccount:shop:bot "
	good := rules{roles: podReader, roleBindings: podBound}
	tests := []struct {
		name    string
		rules   rules
		can     string
		differs map[string]bool
		verdict check.Verdict
		says    string
	}{
		{"it agrees", good, readsPods, nil, check.Pass, ""},
		{
			"it denies what a role allows", good, readsPods, map[string]bool{me + "list pods in namespace shop" + asBot: false},
			check.Fail, "may not list pods in namespace shop: the API server says so, although a role allows it (a webhook)",
		},
		{
			"it allows what no role allows", good, readsPods, map[string]bool{me + "get secrets in every namespace" + asBot: true},
			check.Fail, "may also get secrets in every namespace: the API server says so, although no role allows it (a webhook)",
		},
		{
			"here", good, readsPods, map[string]bool{me + "create pods in namespace shop" + asBot: true},
			check.Fail, "may also create pods in namespace shop: the API server says so, although no role allows it (a webhook)",
		},
		{"there is no bound", good, bot + "must: [{verbs: [get, list], resources: [pods]}]", nil, check.Pass, ""},
		{"it is allowed", good, bot + "must: [{verbs: [get, list], resources: [pods]}]\natMost: [{verbs: [get], resources: [secrets]}]", map[string]bool{me + "get secrets in namespace shop" + asBot: true}, check.Pass, ""},
		{
			"it is allowed elsewhere", good, bot + "must: [{verbs: [get, list], resources: [pods]}]\natMost: [{verbs: [get], resources: [secrets], namespace: store}]", map[string]bool{me + "get secrets in namespace shop" + asBot: true},
			check.Fail, "may also get secrets in namespace shop: the API server says so, although no role allows it (a webhook)",
		},
		{
			"a URL", everywhere("{verbs: [get], nonResourceURLs: [/metrics]}"), bot + "must: [{verbs: [get], nonResourceURLs: [/metrics], clusterWide: true}]", map[string]bool{me + "get /metrics in every namespace" + asBot: false},
			check.Fail, "may not get URL /metrics of the API server: the API server says so, although a role allows it (a webhook)",
		},
		{
			"a name", bound("{verbs: [get], apiGroups: [''], resources: [configmaps], resourceNames: [a]}"), bot + "must: [{verbs: [get], resources: [configmaps], names: [a]}]", map[string]bool{me + "get configmaps a in namespace shop" + asBot: false},
			check.Fail, `may not get configmaps "a" in namespace shop: the API server says so, although a role allows it (a webhook)`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := judgeCan(t, test.rules.access(t), test.can, nil, test.differs)
			if said := got.Observed + got.Reason; got.Verdict != test.verdict || said != test.says {
				t.Errorf("%s: %q\nwant %s: %q", got.Verdict, said, test.verdict, test.says)
			}
		})
	}
	t.Run("what is asked", func(t *testing.T) {
		who := canOf(t, bot+"must: [{verbs: [get], apiGroups: [apps], resources: [deployments/scale], names: [a]}]\natMost: []")
		again := canOf(t, "who: {serviceAccount: boss}\nmust: [{verbs: [get], nonResourceURLs: [/x], clusterWide: true}]")
		c := with(nil, challenge.Check{Name: "a", Can: &who}, challenge.Check{Name: "b", Can: &again}, challenge.Check{Name: "c", Can: &who}, challenge.Check{Name: "d"})
		var asked []string
		for _, r := range good.access(t).Requests(c) {
			text, _ := json.Marshal(r)
			asked = append(asked, r.Key()+"\n  "+string(text))
		}
		golden(t, "testdata/access/requests.golden", strings.Join(asked, "\n")+"\n")
	})
}

// TestCanSettling: roles spread, and rules are gathered, within a moment.
func TestCanSettling(t *testing.T) {
	gathers := func(rules, source string) rules2 {
		return rules2{rules, source}
	}
	const (
		got  = "[{verbs: [get, list], apiGroups: [''], resources: [pods]}]"
		want = "must: [{verbs: [get, list], resources: [pods]}]\n"
	)
	recently := noon.Add(-4 * time.Second).Format(time.RFC3339)
	justThen := noon.Add(-5 * time.Second).Format(time.RFC3339)
	aWhileAgo := noon.Add(-6 * time.Second).Format(time.RFC3339)
	tests := []struct {
		name    string
		state   rules2
		changed string
		can     string
		verdict check.Verdict
		says    string
	}{
		{"gathered", gathers(got, "gather"), aWhileAgo, bot + want, check.Pass, ""},
		{"gathered just now", gathers(got, "gather"), recently, bot + want, check.Pass, ""},
		{"not gathered yet", gathers("[]", "gather"), recently, bot + want, check.Settling, "the rules of clusterrole/g are still being gathered"},
		{"not gathered in time", gathers("[]", "gather"), justThen, bot + want, check.Settling, "the rules of clusterrole/g are still being gathered"},
		{"not yet taken out", gathers(got, "other"), recently, bot + want, check.Settling, "the rules of clusterrole/g are still being gathered"},
		{"never gathered", gathers("[]", "gather"), aWhileAgo, bot + want, check.Fail, "may not get and list pods in namespace shop"},
		{"never taken out", gathers(got, "other"), aWhileAgo, bot + want, check.Unknown, "nobody gathers the rules of clusterrole/g: does the controller manager run?"},
		{"a role that gathers nothing", gathers("[]", "other"), aWhileAgo, bot + "atMost: []", check.Pass, ""},
		{"what fails may change yet", gathers("[]", "other"), recently, bot + want, check.Settling, "may not get and list pods in namespace shop: roles may still be spreading"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, from := range []string{"the role", "its source", "the binding"} {
				if from == "its source" && test.state.label == "other" || from == "the binding" && strings.Contains(test.says, "gather") {
					continue // the source is not looked at; a binding changes nothing about gathering
				}
				got := judgeCan(t, test.state.access(t, from, test.changed), test.can, nil, nil)
				said := strings.Trim(got.Observed+": "+got.Reason, ": ")
				if got.Verdict != test.verdict || said != test.says {
					t.Errorf("%s changed: %s: %q\nwant %s: %q", from, got.Verdict, said, test.verdict, test.says)
				}
			}
		})
	}
	t.Run("gathered from others that gather", func(t *testing.T) {
		const nobody = "nobody gathers the rules of clusterrole/g: does the controller manager run?"
		with := func(labels, from, more string) rules {
			return rules{
				clusterRoles: "- {name: g, labels: {" + labels + "}, gathers: [{matchLabels: {to: gather}}], rules: " + got + "}\n" +
					"- {name: first, labels: {to: gather}, gathers: [{matchLabels: {to: " + from + "}}], rules: []}\n" + more,
				roleBindings: "- {namespace: shop, name: b, roleRef: {kind: ClusterRole, name: g}, " + toBot + "}",
			}
		}
		for _, test := range []struct {
			name    string
			rules   rules
			verdict check.Verdict
			says    string
		}{
			{"all is gathered", with("", "none", ""), check.Pass, ""},
			{"the first is not", with("", "x", "- {name: x, labels: {to: x}, rules: [{verbs: [get], apiGroups: [''], resources: [nodes]}]}\n- {name: z, labels: {to: gather}}"), check.Unknown, nobody},
			{"in a circle", with("to: x", "x", ""), check.Unknown, nobody},
			{"from itself alone", rules{
				clusterRoles: "- {name: g, labels: {to: it}, gathers: [{matchLabels: {to: it}}], rules: " + got + "}",
				roleBindings: "- {namespace: shop, name: b, roleRef: {kind: ClusterRole, name: g}, " + toBot + "}",
			}, check.Unknown, nobody},
			{"by a selector that is none", rules{
				clusterRoles: "- {name: g, gathers: [{matchExpressions: [{key: a, operator: Maybe}]}], rules: " + got + "}",
				roleBindings: "- {namespace: shop, name: b, roleRef: {kind: ClusterRole, name: g}, " + toBot + "}",
			}, check.Unknown, nobody},
			{"bound to a stranger", rules{
				clusterRoles: "- {name: g, gathers: [{matchLabels: {to: gather}}], rules: []}",
				roles:        podReader,
				roleBindings: podBound + "- {namespace: shop, name: b, roleRef: {kind: ClusterRole, name: g}, subjects: [{kind: User, name: eve}]}",
			}, check.Pass, ""},
		} {
			r := judgeCan(t, test.rules.access(t), bot+want, nil, nil)
			if r.Verdict != test.verdict || r.Reason != test.says {
				t.Errorf("%s: %+v", test.name, r)
			}
		}
	})
	t.Run("a moment that is not known", func(t *testing.T) {
		who := canOf(t, nothing)
		c := with(nil, challenge.Check{Name: "the account", Can: &who})
		a := rules{}.access(t)
		decide(a, c, nil)
		if r := judge(t, c).Results(check.Evidence{Access: a}, nil)[0]; r.Verdict != check.Pass {
			t.Errorf("%+v", r)
		}
	})
	t.Run("an account within reach is bound to it", func(t *testing.T) {
		r := rules{clusterRoles: gather("[]"), roles: "- {namespace: shop, name: r, rules: [{verbs: [create], apiGroups: [''], resources: [pods]}]}"}
		r.roleBindings = "- {namespace: shop, name: rb, roleRef: {kind: Role, name: r}, " + toBot + "}\n" +
			"- {namespace: shop, name: boss, roleRef: {kind: ClusterRole, name: g}, subjects: [{kind: ServiceAccount, name: boss, namespace: shop}]}"
		const may = "atMost: [{verbs: [create], resources: [pods]}]\n"
		if r := judgeCan(t, r.access(t), bot+may+"counts: [create-pods]", nil, nil); r.Verdict != check.Unknown {
			t.Errorf("%+v", r)
		}
		if r := judgeCan(t, r.access(t), bot+may, nil, nil); r.Verdict != check.Pass {
			t.Errorf("%+v", r)
		}
	})
	t.Run("the API server has not heeded it yet", func(t *testing.T) {
		who := canOf(t, readsPods)
		c := with(nil, challenge.Check{Name: "the account", Can: &who})
		for _, since := range []struct {
			ago     time.Duration
			verdict check.Verdict
		}{{0, check.Settling}, {5 * time.Second, check.Settling}, {6 * time.Second, check.Fail}} {
			a := rules{roles: podReader, roleBindings: podBound}.access(t)
			decide(a, c, map[string]bool{"system:serviceaccount:shop:bot get secrets in every namespace" + asBot: true})
			for key, review := range a.Reviews {
				review.Since = noon.Add(-since.ago)
				a.Reviews[key] = review
			}
			if r := judge(t, c).Results(check.Evidence{At: noon, Access: a}, nil)[0]; r.Verdict != since.verdict {
				t.Errorf("%s ago: %+v", since.ago, r)
			}
			a.Accounts[0].Changed = noon.Add(-time.Second)
			if r := judge(t, c).Results(check.Evidence{At: noon, Access: a}, nil)[0]; r.Verdict != check.Settling || r.Reason != "roles may still be spreading" {
				t.Errorf("an account was just changed, %s ago: %+v", since.ago, r)
			}
		}
	})
	t.Run("success is held from the last change on", func(t *testing.T) {
		who := canOf(t, readsPods)
		c := with(nil, challenge.Check{Name: "the account", Can: &who})
		for _, change := range []func(*check.Access, time.Time){
			func(a *check.Access, at time.Time) { a.Roles[0].Changed = at },
			func(a *check.Access, at time.Time) { a.ClusterRoles[0].Changed = at },
			func(a *check.Access, at time.Time) { a.RoleBindings[0].Changed = at },
			func(a *check.Access, at time.Time) { a.ClusterRoleBindings[0].Changed = at },
			func(a *check.Access, at time.Time) { a.Accounts[0].Changed = at },
		} {
			a := rules{roles: podReader, roleBindings: podBound}.access(t)
			change(a, noon.Add(-2*time.Second))
			if hold := judge(t, c).Steady(check.Evidence{At: noon, Access: a}); hold != 3*time.Second {
				t.Errorf("%s", hold)
			}
		}
	})
}

// TestRolesSoften: a program that was refused has not noticed yet, within a
// moment, that it may; what must not be lost is as it is.
func TestRolesSoften(t *testing.T) {
	who := canOf(t, readsPods)
	observe := map[string]challenge.Watch{"config": {APIVersion: "v1", Kind: "ConfigMap", Name: "config"}}
	objects := map[string]check.Observed{"config": {What: "configmap/config", Single: true, Items: []map[string]any{{"data": map[string]any{}}}}}
	objective := challenge.Check{Name: "x", Expr: expr("false")}
	safeguard := challenge.Check{Name: "x", Expr: expr("false"), Safeguard: true, Because: "y"}
	can := challenge.Check{Name: "x", Can: &who}
	guard := challenge.Check{Name: "x", Can: &who, Safeguard: true, Because: "y"}
	for _, test := range []struct {
		name   string
		check  challenge.Check
		access bool
		ago    time.Duration
		want   check.Verdict
	}{
		{"an objective", objective, true, 5 * time.Second, check.Settling},
		{"an objective, later", objective, true, 6 * time.Second, check.Fail},
		{"an objective, without access rules", objective, false, 5 * time.Second, check.Fail},
		{"a safeguard", safeguard, true, 5 * time.Second, check.Fail},
		{"access", can, true, 5 * time.Second, check.Settling},
		{"access, later", can, true, 6 * time.Second, check.Fail},
		{"access to keep", guard, true, 5 * time.Second, check.Settling},
		{"access to keep, later", guard, true, 6 * time.Second, check.Fail},
	} {
		c := with(observe, test.check)
		config := objects["config"]
		config.Changed = noon.Add(-test.ago)
		ev := check.Evidence{At: noon, Objects: map[string]check.Observed{"config": config}}
		if test.access {
			ev.Objects = objects
			ev.Access = rules{}.access(t)
			ev.Access.Accounts[0].Changed = noon.Add(-test.ago)
		}
		if r := judge(t, c).Results(ev, nil)[0]; r.Verdict != test.want {
			t.Errorf("%s: %+v", test.name, r)
		}
	}
}

// rules2 is a ClusterRole g, bound to bot in namespace shop, that gathers
// those with a label, and has rules; reader has the label.
type rules2 struct{ rules, label string }

func gather(rules string) string {
	return "- {name: g, gathers: [{matchLabels: {to: gather}}], rules: " + rules + "}"
}

func (s rules2) access(t *testing.T, from, changed string) *check.Access {
	t.Helper()
	a := rules{
		clusterRoles: gather(s.rules),
		roleBindings: "- {namespace: shop, name: b, roleRef: {kind: ClusterRole, name: g}, " + toBot + "}",
	}.access(t)
	at := moment(t, changed)
	for i, r := range a.ClusterRoles {
		switch {
		case r.Name == "reader":
			a.ClusterRoles[i].Labels = map[string]string{"to": s.label}
			if from == "its source" {
				a.ClusterRoles[i].Changed = at
			}
		case r.Name == "g" && from == "the role":
			a.ClusterRoles[i].Changed = at
		}
	}
	if from == "the binding" {
		a.RoleBindings[0].Changed = at
	}
	return a
}

// TestTrim: evidence holds what counts for the subjects, and nothing else.
func TestTrim(t *testing.T) {
	r := powers(bound("{verbs: [create], apiGroups: [''], resources: [pods]}"))
	r.clusterRoles += "\n" + gather("[]") + "\n- {name: stranger, rules: []}"
	r.roleBindings += "\n- {namespace: depot, name: g, roleRef: {kind: ClusterRole, name: g}, " + toBot + "}" +
		"\n- {namespace: depot, name: strange, roleRef: {kind: ClusterRole, name: stranger}, subjects: [{kind: User, name: x}]}"
	r.more = "tokens: [{namespace: shop, name: t, account: boss}, {namespace: depot, name: t, account: keeper}]"
	for name, can := range map[string]string{
		"alone":    bot + "atMost: []",
		"with-all": bot + "atMost: []\ncounts: [create-pods]",
	} {
		t.Run(name, func(t *testing.T) {
			a := r.access(t)
			who := canOf(t, can)
			a.Trim(with(nil, challenge.Check{Name: "a", Can: &who}, challenge.Check{Name: "b"}))
			text, err := yaml.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/access/trim-"+name+".golden", string(text))
		})
	}
}

// FuzzCan: whatever access rules look like, there is a verdict, and none that
// flatters: what may do everything is never within a bound.
func FuzzCan(f *testing.F) {
	f.Add([]byte(someCluster+"clusterRoles:"+basicRoles+"\nclusterRoleBindings:"+basics), false)
	f.Add([]byte("accounts: [{namespace: shop, name: bot}]\nclusterRoles: [{name: a, gathers: [{}], rules: [{verbs: [''], apiGroups: [''], resources: ['/']}]}]\nclusterRoleBindings: [{name: a, roleRef: {name: a}, subjects: [{kind: ServiceAccount, name: bot, namespace: shop}, {}]}]"), true)
	f.Add([]byte("accounts: [{}]\nnamespaces: {main: ''}\nroleBindings: [{roleRef: {kind: Role}, subjects: [{kind: Group}]}]\nroles: [{rules: [{nonResourceURLs: ['']}]}]\ntokens: [{}]\nkinds: [{}]"), false)
	who := canOf(f, readsPods+"counts: [create-pods, read-secrets]")
	c := with(nil, challenge.Check{Name: "the account", Can: &who})
	j := judge(f, c)
	f.Fuzz(func(t *testing.T, text []byte, admin bool) {
		var a check.Access
		if yaml.Unmarshal(text, &a) != nil {
			return
		}
		if a.Namespaces == nil {
			a.Namespaces = map[string]string{"main": "shop"}
		}
		if admin {
			a.ClusterRoles = append([]check.Role{{Name: "all", Rules: canEverything(t)}}, a.ClusterRoles...)
			b := check.Binding{Name: "all"}
			if err := yaml.Unmarshal([]byte("roleRef: {kind: ClusterRole, name: all}\nsubjects: [{kind: ServiceAccount, name: bot, namespace: "+strings.ReplaceAll(string(mustJSON(t, a.Namespaces["main"])), "\n", "")+"}]"), &b); err != nil {
				t.Skip()
			}
			a.ClusterRoleBindings = append(a.ClusterRoleBindings, b)
			a.Accounts = append(a.Accounts, check.Account{Namespace: a.Namespaces["main"], Name: "bot"})
		}
		if a.Reviews == nil {
			decide(&a, c, nil)
		}
		before := j.Results(check.Evidence{At: noon, Access: &a}, nil)[0]
		a.Trim(c)
		after := j.Results(check.Evidence{At: noon, Access: &a}, nil)[0]
		if d := diff(before.Verdict, after.Verdict); d != "" && before.Verdict != check.Settling && after.Verdict != check.Settling {
			t.Errorf("what does not count was counted: %+v, %+v", before, after)
		}
		switch after.Verdict {
		case check.Pass:
			if admin {
				t.Error("who may do everything passes")
			}
		case check.Fail, check.Settling, check.Unknown:
		default:
			t.Errorf("%+v", after)
		}
	})
}

func canEverything(t *testing.T) []rbacv1.PolicyRule {
	t.Helper()
	var all []rbacv1.PolicyRule
	if err := yaml.Unmarshal([]byte("[{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]"), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func mustJSON(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestCanRecorded judges what was seen of a real cluster.
func TestCanRecorded(t *testing.T) {
	for name, path := range files(t, "testdata/access/*.access.yaml") {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var recorded struct {
				At     time.Time      `json:"at"`
				Can    map[string]any `json:"can"`
				Access check.Access   `json:"access"`
			}
			if err := yaml.UnmarshalStrict(text, &recorded); err != nil {
				t.Fatal(err)
			}
			who := canOf(t, string(mustJSON(t, recorded.Can)))
			c := with(nil, challenge.Check{Name: "the account", Can: &who})
			got, err := yaml.Marshal(judge(t, c).Results(check.Evidence{At: recorded.At, Access: &recorded.Access}, nil))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.Replace(path, ".access.", ".verdict.", 1), string(got))
		})
	}
}
