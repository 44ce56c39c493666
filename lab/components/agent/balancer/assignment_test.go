package balancer

import (
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// three is a range of three addresses.
func three(t *testing.T) Range {
	t.Helper()
	r, err := ParseRange("10.80.0.200-10.80.0.202")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// service is one of type LoadBalancer that was made so many seconds after the
// first, has an address or none, and asks for one or none.
func service(name string, age int, has, asks string) *corev1.Service {
	s := &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: "ns", Name: name, UID: types.UID(name),
			CreationTimestamp: metav1.NewTime(time.Unix(int64(age), 0)),
		},
		Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeLoadBalancer, LoadBalancerIP: asks},
	}
	if has != "" {
		s.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: has}}
	}
	return s
}

func TestAssign(t *testing.T) {
	for name, tt := range map[string]struct {
		services []*corev1.Service
		// want has a line for each Service, in any order.
		want []string
	}{
		"lowest free, the older first": {
			[]*corev1.Service{service("b", 2, "", ""), service("a", 1, "", "")},
			[]string{"a 10.80.0.200", "b 10.80.0.201"},
		},
		"what one has it keeps": {
			[]*corev1.Service{service("a", 1, "", ""), service("b", 2, "10.80.0.200", "")},
			[]string{"a 10.80.0.201", "b 10.80.0.200"},
		},
		"what one asks for it gets": {
			[]*corev1.Service{service("a", 1, "", ""), service("b", 2, "", "10.80.0.200")},
			[]string{"a 10.80.0.201", "b 10.80.0.200"},
		},
		"it moves to what it asks for": {
			[]*corev1.Service{service("a", 1, "10.80.0.200", "10.80.0.202")},
			[]string{"a 10.80.0.202"},
		},
		"what another has nobody gets": {
			[]*corev1.Service{service("a", 2, "10.80.0.200", ""), service("b", 1, "10.80.0.201", "10.80.0.200")},
			[]string{"a 10.80.0.200", "b: loadBalancerIP 10.80.0.200 belongs to Service ns/a"},
		},
		"asked for twice": {
			[]*corev1.Service{service("b", 2, "", "10.80.0.201"), service("a", 1, "", "10.80.0.201")},
			[]string{"a 10.80.0.201", "b: loadBalancerIP 10.80.0.201 belongs to Service ns/a"},
		},
		"had twice": {
			[]*corev1.Service{service("b", 2, "10.80.0.200", ""), service("a", 1, "10.80.0.200", "")},
			[]string{"a 10.80.0.200", "b 10.80.0.201"},
		},
		"asked for one of elsewhere": {
			[]*corev1.Service{service("a", 1, "10.80.0.200", "192.0.2.1"), service("b", 2, "", "x")},
			[]string{
				"a: loadBalancerIP 192.0.2.1 is none of the addresses for load balancers, 10.80.0.200-10.80.0.202",
				"b: loadBalancerIP x is none of the addresses for load balancers, 10.80.0.200-10.80.0.202",
			},
		},
		"had one of elsewhere": {
			[]*corev1.Service{service("a", 1, "192.0.2.1", "")},
			[]string{"a 10.80.0.200"},
		},
		"used up": {
			[]*corev1.Service{service("a", 1, "", ""), service("b", 2, "", ""), service("c", 3, "", ""), service("d", 4, "", "")},
			[]string{
				"a 10.80.0.200", "b 10.80.0.201", "c 10.80.0.202",
				"d: all 3 addresses for load balancers, 10.80.0.200-10.80.0.202, are in use",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := map[string]bool{}
			for _, g := range three(t).assign(tt.services) {
				line := fmt.Sprintf("%s %s", g.service.Name, g.addr)
				if g.refusal != nil {
					line = fmt.Sprintf("%s: %s", g.service.Name, g.refusal)
				}
				got[line] = true
			}
			for _, line := range tt.want {
				if !got[line] {
					t.Errorf("no %q in %v", line, got)
				}
			}
			if len(got) != len(tt.want) {
				t.Errorf("%d Services, want %d: %v", len(got), len(tt.want), got)
			}
		})
	}
}

func TestOurs(t *testing.T) {
	mine, foreign := Class, "example.com/other"
	for class, want := range map[*string]bool{nil: true, &mine: true, &foreign: false} {
		s := service("a", 1, "", "")
		s.Spec.LoadBalancerClass = class
		if got := ours(s); got != want {
			t.Errorf("class %v: %t", class, got)
		}
	}
	s := service("a", 1, "", "")
	s.Spec.Type = corev1.ServiceTypeNodePort
	if ours(s) {
		t.Error("a Service of another type")
	}
	if !strings.Contains(Class, "/") {
		t.Errorf("class %s has no prefix", Class)
	}
}
