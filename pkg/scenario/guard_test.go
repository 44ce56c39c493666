package scenario

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

const pod = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x}]}}\n"

// in is a scenario with one more object, spelled out.
func in(object string) map[string]string {
	return map[string]string{
		"scenario/kustomization.yaml": "namespace: ${NS_MAIN}\nresources: [config.yaml, more.yaml]\n",
		"scenario/more.yaml":          object,
	}
}

// TestGuard holds start, and all else that creates a scenario, to what the
// challenge declares.
func TestGuard(t *testing.T) {
	const role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: '${NS_MAIN}-r'}}\n"
	roles := challenge.Touch{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRole", Name: "${NS_MAIN}-*"}
	restored := roles
	restored.Restore = []string{"rules"}
	podWith := func(fields string) string { return strings.Replace(pod, "spec: {", "spec: {"+fields+", ", 1) }
	containerWith := func(fields string) string { return strings.Replace(pod, "image: x", "image: x, "+fields, 1) }
	cronJob := "{apiVersion: batch/v1, kind: CronJob, metadata: {name: j}, spec: {jobTemplate: {spec: {template: {spec: {hostPID: true, containers: []}}}}}}"
	tests := []struct {
		name, object string
		touches      []challenge.Touch
		access       []challenge.HostAccess
		want         string
	}{
		{"a pod", pod, nil, nil, ""},
		{"a cluster-scoped object", role, nil, nil, "challenge l1-a-b is refused: clusterrole/mastery-l1-pod-crash-r: a ClusterRole is in no namespace, and no entry of spec.touches"},
		{"with a namespace that it does not have", strings.Replace(role, "name: ", "namespace: '${NS_MAIN}', name: ", 1), nil, nil, "a ClusterRole is in no namespace"},
		{"declared", role, []challenge.Touch{roles}, nil, ""},
		{"declared by another name", strings.Replace(role, "-r'", "'", 1), []challenge.Touch{roles}, nil, "a ClusterRole is in no namespace"},
		{"declared as what is restored", role, []challenge.Touch{restored}, nil, "a ClusterRole is in no namespace"},
		{"another kind is declared", strings.Replace(role, "ClusterRole", "ClusterRoleBinding", 1), []challenge.Touch{roles}, nil, "a ClusterRoleBinding is in no namespace"},
		{"its own namespace", "{apiVersion: v1, kind: Namespace, metadata: {name: '${NS_MAIN}'}}", nil, nil, "a Namespace is in no namespace"},
		{"a name that steers the terminal", `{apiVersion: v1, kind: ConfigMap, metadata: {name: "c\e[2J"}}`, nil, nil, "holds characters that no object can have"},
		{"privileged", containerWith("securityContext: {privileged: true}"), nil, nil, "pod/p: its pods would have all power over their node, which spec.hostAccess does not declare; add privileged there"},
		{"privileged, and declared", containerWith("securityContext: {privileged: true}"), nil, []challenge.HostAccess{challenge.Privileged}, ""},
		{"something else is declared", containerWith("securityContext: {privileged: true}"), nil, []challenge.HostAccess{challenge.HostPath}, "add privileged there"},
		{"not privileged", containerWith("securityContext: {privileged: false}"), nil, nil, ""},
		{"privileged before it begins", podWith("initContainers: [{name: i, image: x, securityContext: {privileged: true}}]"), nil, nil, "add privileged there"},
		{"a process of a Windows host", podWith("securityContext: {windowsOptions: {hostProcess: true}}"), nil, nil, "add privileged there"},
		{"the whole of /proc", containerWith("securityContext: {procMount: Unmasked}"), nil, nil, "add privileged there"},
		{"the usual /proc", containerWith("securityContext: {procMount: Default}"), nil, nil, ""},
		{"the node's network", podWith("hostNetwork: true"), nil, nil, "add hostNetwork there"},
		{"the node's memory", podWith("hostIPC: true"), nil, nil, "add hostIPC there"},
		{"the node's processes, in a template of a template", cronJob, nil, nil, "cronjob/j: its pods would see the processes of their node"},
		{"the node's files", podWith("volumes: [{name: v, hostPath: {path: /}}]"), nil, nil, "add hostPath there"},
		{"the node's files, as a volume of the cluster", "{apiVersion: v1, kind: PersistentVolume, metadata: {name: '${NS_MAIN}-v'}, spec: {hostPath: {path: /}}}", []challenge.Touch{{APIVersion: "v1", Kind: "PersistentVolume", Name: "${NS_MAIN}-*"}}, nil, "add hostPath there"},
		{"a port of the node", containerWith("ports: [{containerPort: 80, hostPort: 80}]"), nil, nil, "add hostPort there"},
		{"no port of the node", containerWith("ports: [{containerPort: 80, hostPort: 0}]"), nil, nil, ""},
		{"an unusual capability", containerWith("securityContext: {capabilities: {add: [CHOWN, SYS_ADMIN]}}"), nil, nil, "add capabilities there"},
		{"a usual capability", containerWith("securityContext: {capabilities: {add: [CHOWN], drop: [ALL]}}"), nil, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := made(in(test.object))
			c.Spec.Touches, c.Spec.HostAccess = test.touches, test.access
			d := &Deployment{Challenge: c, Namespaces: values().Namespaces}
			refused(t, d, test.want)
		})
	}
	t.Run("a namespace of others", func(t *testing.T) {
		files := in("{apiVersion: v1, kind: ConfigMap, metadata: {name: d, namespace: kube-system}}")
		files["scenario/kustomization.yaml"] = "resources: [more.yaml]\n"
		refused(t, &Deployment{Challenge: made(files), Namespaces: values().Namespaces}, "namespace kube-system is none of the challenge's")
	})
	t.Run("no namespace at all", func(t *testing.T) {
		files := map[string]string{"scenario/kustomization.yaml": "resources: [config.yaml]\n"}
		refused(t, &Deployment{Challenge: made(files), Namespaces: values().Namespaces}, "it names no namespace; write namespace: ${NS_MAIN}")
	})
	t.Run("a namespace that its kind does not have, declared", func(t *testing.T) {
		c := made(in(strings.Replace(role, "name: ", "namespace: '${NS_MAIN}', name: ", 1)))
		c.Spec.Touches = []challenge.Touch{roles}
		objects, err := (&Deployment{Challenge: c, Namespaces: values().Namespaces}).Objects()
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range objects {
			if o.GetKind() == "ClusterRole" && o.GetNamespace() != "" {
				t.Errorf("it seems to be in namespace %s", o.GetNamespace())
			}
		}
	})
	t.Run("in a fault alone", func(t *testing.T) {
		files := map[string]string{"faults/amber/kustomization.yaml": "resources: [../../scenario, role.yaml]\n", "faults/amber/role.yaml": role}
		refused(t, &Deployment{Challenge: made(files), Fault: "amber", Namespaces: values().Namespaces}, "a ClusterRole is in no namespace")
	})
}

// refused wants Objects and Create to end with the same error, and Create to
// have asked no cluster before.
func refused(t *testing.T, d *Deployment, want string) {
	t.Helper()
	_, err := d.Objects()
	if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
		t.Fatalf("error %v, want %q", err, want)
	}
	if want == "" {
		return
	}
	client := api()
	d.Cluster = deployment(client).Cluster
	if _, err := d.Create(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("create: error %v, want %q", err, want)
	}
	if n := len(client.Actions()); n > 0 {
		t.Errorf("%d requests were made before it was refused", n)
	}
}

// TestRenderBombs: a few lines that would keep kustomize at work until the
// memory is full are refused at once.
func TestRenderBombs(t *testing.T) {
	patched := func(patch string) map[string]string {
		return map[string]string{"scenario/kustomization.yaml": "resources: [config.yaml]\npatches:\n- target: {kind: ConfigMap}\n  patch: |\n" + patch}
	}
	var copies, aliases strings.Builder
	aliases.WriteString("    x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n")
	for i := range 20 {
		fmt.Fprintf(&copies, "    - {op: copy, from: /data, path: /data/x%d}\n", i)
		fmt.Fprintf(&aliases, "    x%d: &x%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*x%d, ", i), 10), ", "))
	}
	fromFile := map[string]string{
		"scenario/kustomization.yaml": "resources: [config.yaml]\npatches: [{path: patch.yaml, target: {kind: ConfigMap}}]\n",
		"scenario/patch.yaml":         strings.ReplaceAll(copies.String(), "    ", ""),
	}
	doubled := map[string]string{"scenario/kustomization.yaml": "resources: [d20a, d20b]\n", "scenario/d0a/kustomization.yaml": "", "scenario/d0b/kustomization.yaml": ""}
	for i := range 20 {
		for _, side := range []string{"a", "b"} {
			doubled[fmt.Sprintf("scenario/d%d%s/kustomization.yaml", i+1, side)] = fmt.Sprintf("namePrefix: %s%d-\nresources: [../d%da, ../d%db]\n", side, i, i, i)
		}
	}
	for name, test := range map[string]struct {
		files map[string]string
		want  string
	}{
		"copies":                     {patched(copies.String()), "scenario/kustomization.yaml: a patch has the operation copy"},
		"copies, from a file":        {fromFile, "scenario/kustomization.yaml: a patch has the operation copy"},
		"aliases in a patch":         {patched(aliases.String()), "scenario/kustomization.yaml: a patch stands for more than 20000 values"},
		"directories that take in":   {doubled, "its resources take in each other more than 100 times"},
		"a directory within itself":  {map[string]string{"scenario/kustomization.yaml": "resources: [../scenario]\n"}, "scenario: its resources take in each other"},
		"scenario and fault in turn": {map[string]string{"scenario/kustomization.yaml": "resources: [../faults/amber]\n", "faults/amber/kustomization.yaml": "resources: [../../scenario]\n"}, "its resources take in each other"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			_, err := Render(made(test.files), "", values())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// FuzzLocalOnly: no kustomization makes the guard itself fail, or lets through
// a path that is none of the challenge's.
func FuzzLocalOnly(f *testing.F) {
	f.Add("resources: [config.yaml]\npatches: [{path: config.yaml}]\n")
	f.Add("resources: ['https://example.invalid/x']\n")
	f.Add("configMapGenerator: [{name: g, files: ['a=../../outside'], env: e}]\n")
	f.Add("patches:\n- patch: |\n    - {op: copy, from: /a, path: /b}\n")
	f.Fuzz(func(t *testing.T, text string) {
		fsys := made(map[string]string{"scenario/kustomization.yaml": text}).FS
		k, err := localOnly(fsys, "scenario", []byte(text))
		if err != nil {
			return
		}
		for _, p := range named(k) {
			if strings.Contains(p, "://") || strings.HasPrefix(p, "/") {
				t.Errorf("%q is let through", p)
			}
		}
	})
}
