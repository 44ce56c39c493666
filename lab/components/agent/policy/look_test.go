package policy

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/attachment"
	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/change"
)

func TestMerge(t *testing.T) {
	pod := func(name, uid, addr string, change func(*corev1.Pod)) *corev1.Pod {
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: types.UID(uid), Labels: map[string]string{"app": name}}}
		if addr != "" {
			p.Status.PodIPs = []corev1.PodIP{{IP: "fd00::1"}, {IP: addr}}
		}
		if change != nil {
			change(p)
		}
		return p
	}
	at := func(name, uid, addr string) attachment.Attachment {
		return attachment.Attachment{Namespace: "ns", Name: name, UID: types.UID(uid), Addr: netip.MustParseAddr(addr)}
	}
	for _, tt := range []struct {
		name     string
		pods     []*corev1.Pod
		attached []attachment.Attachment
		// want is name, address, whether its labels are known, whether it is here.
		want []string
	}{
		{"elsewhere", []*corev1.Pod{pod("a", "1", "10.0.1.1", nil)}, nil, []string{"a 10.0.1.1 true false"}},
		{"not there yet", []*corev1.Pod{pod("a", "1", "", nil)}, nil, nil},
		{"of the host's network", []*corev1.Pod{pod("a", "1", "10.0.1.1", func(p *corev1.Pod) { p.Spec.HostNetwork = true })}, nil, nil},
		{"has ended", []*corev1.Pod{pod("a", "1", "10.0.1.1", func(p *corev1.Pod) { p.Status.Phase = corev1.PodSucceeded })}, nil, nil},
		{"here, before the API knows its address", []*corev1.Pod{pod("a", "1", "", nil)}, []attachment.Attachment{at("a", "1", "10.0.0.1")}, []string{"a 10.0.0.1 true true"}},
		{"here, with two sandboxes", []*corev1.Pod{pod("a", "1", "10.0.0.1", nil)}, []attachment.Attachment{at("a", "1", "10.0.0.1"), at("a", "1", "10.0.0.2")}, []string{"a 10.0.0.1 true true", "a 10.0.0.2 true true"}},
		{"here, and gone from the API", nil, []attachment.Attachment{at("a", "1", "10.0.0.1")}, []string{"a 10.0.0.1 false true"}},
		{
			"made anew elsewhere while the old one still ends here",
			[]*corev1.Pod{pod("a", "2", "10.0.1.1", nil)},
			[]attachment.Attachment{at("a", "1", "10.0.0.1")},
			[]string{"a 10.0.0.1 false true", "a 10.0.1.1 true false"},
		},
		{
			"static",
			[]*corev1.Pod{pod("a", "2", "", func(p *corev1.Pod) { p.Annotations = map[string]string{"kubernetes.io/config.hash": "1"} })},
			[]attachment.Attachment{at("a", "1", "10.0.0.1")},
			[]string{"a 10.0.0.1 true true"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range merge(tt.pods, tt.attached, map[string]*Pod{}) {
				got = append(got, fmt.Sprint(p.Name, " ", p.Addr, " ", p.Labels != nil, " ", p.Local))
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("pods (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMergeRemembers deletes a pod that still runs, by force.
func TestMergeRemembers(t *testing.T) {
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "a", UID: "1", Labels: map[string]string{"app": "a"}}}
	attached := []attachment.Attachment{{Sandbox: "s", Namespace: "ns", Name: "a", UID: "1", Addr: netip.MustParseAddr("10.0.0.1")}}
	seen := map[string]*Pod{}
	for what, pods := range [][]*corev1.Pod{{pod}, nil} {
		if all := merge(pods, attached, seen); len(all) != 1 || all[0].Labels["app"] != "a" || !all[0].Local {
			t.Errorf("look %d: %+v", what, all)
		}
	}
	if merge(nil, nil, seen); len(seen) > 0 {
		t.Errorf("remembered for ever: %v", seen)
	}
}

// TestAwaitKnown attaches pods of which the API has told, or will not tell.
func TestAwaitKnown(t *testing.T) {
	const uuid, sum = "1cbbaa04-8a5f-4f2e-8c1e-111111111111", "a6749878f8c7d727f63767ad82a9a2d6"
	mirror := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "mirrored", UID: uuid,
		Annotations: map[string]string{"kubernetes.io/config.hash": sum}}}
	plain := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "plain", UID: uuid}}
	for what, tt := range map[string]struct {
		namespace, name, uid string
		// waits tells that it takes until there is no hope any more.
		waits, refused bool
	}{
		"a pod":                          {"ns", "plain", uuid, false, false},
		"not told of":                    {"ns", "late", uuid, true, true},
		"not told of its namespace":      {"later", "late", uuid, true, true},
		"another with its name":          {"ns", "plain", "2" + uuid[1:], true, true},
		"by a runtime that tells no UID": {"ns", "late", "", true, true},
		"static, with a mirror":          {"ns", "mirrored", sum, false, false},
		"static, which the API refuses":  {"ns", "refused", sum, true, false},
		"static, in a namespace to come": {"later", "static", sum, false, false},
		"has gone":                       {"", "", "", false, false},
	} {
		t.Run(what, func(t *testing.T) {
			pods := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
			namespaces := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})
			for _, err := range []error{pods.Add(mirror), pods.Add(plain), namespaces.Add(&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "ns"}})} {
				if err != nil {
					t.Fatal(err)
				}
			}
			a := &Agent{
				pods: corelisters.NewPodLister(pods), namespaces: corelisters.NewNamespaceLister(namespaces),
				store: attachment.Store(t.TempDir()), changed: change.NewSignal(),
			}
			if tt.name != "" {
				err := a.store.Put(attachment.Attachment{Sandbox: "s", Namespace: tt.namespace, Name: tt.name, UID: types.UID(tt.uid), Addr: netip.MustParseAddr("10.0.0.1")})
				if err != nil {
					t.Fatal(err)
				}
			}
			// Who need not wait is not refused by a time that is over.
			within := time.Duration(0)
			if !tt.waits {
				within = 10 * time.Second
			}
			err := a.awaitKnown(t.Context(), "s", within)
			if refused := errors.Is(err, errNotTold); refused != tt.refused || err != nil && !refused {
				t.Errorf("error %v, want a refusal: %t", err, tt.refused)
			}
			// The end of the agent's session is no answer of the API's.
			if tt.waits {
				ended, cancel := context.WithCancel(t.Context())
				cancel()
				if err := a.awaitKnown(ended, "s", time.Hour); !errors.Is(err, context.Canceled) {
					t.Errorf("after the end: %v", err)
				}
			}
		})
	}
}

func TestNamedPorts(t *testing.T) {
	always := corev1.ContainerRestartPolicyAlways
	spec := &corev1.PodSpec{
		Containers: []corev1.Container{
			{Ports: []corev1.ContainerPort{{Name: "web", ContainerPort: 80}, {ContainerPort: 81}, {Name: "dns", ContainerPort: 53, Protocol: corev1.ProtocolUDP}}},
			{Ports: []corev1.ContainerPort{{Name: "web", ContainerPort: 82, Protocol: corev1.ProtocolTCP}}},
		},
		InitContainers: []corev1.Container{
			{Ports: []corev1.ContainerPort{{Name: "init", ContainerPort: 83}}},
			{RestartPolicy: &always, Ports: []corev1.ContainerPort{{Name: "sidecar", ContainerPort: 84}}},
		},
	}
	want := map[Port]uint16{{"web", corev1.ProtocolTCP}: 80, {"dns", corev1.ProtocolUDP}: 53, {"sidecar", corev1.ProtocolTCP}: 84}
	if diff := cmp.Diff(want, namedPorts(spec)); diff != "" {
		t.Errorf("named ports (-want +got):\n%s", diff)
	}
}
