package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/attachment"
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
