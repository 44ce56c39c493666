package balancer

import (
	"context"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
)

// await tries until there is no complaint.
func await(t *testing.T, what string, complaint func() string) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		said := complaint()
		if said == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: %s", what, said)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// start runs a part until the test ends.
func start(t *testing.T, shared informers.SharedInformerFactory, run func(context.Context, func()) error) {
	t.Helper()
	shared.StartWithContext(t.Context())
	ready, done := make(chan struct{}), make(chan error)
	go func() { done <- run(t.Context(), func() { close(ready) }) }()
	<-ready
	t.Cleanup(func() {
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestAllocator(t *testing.T) {
	foreign := service("foreign", 1, "", "")
	class := "example.com/other"
	foreign.Spec.LoadBalancerClass = &class
	client := fake.NewClientset(service("old", 1, "", ""), foreign)
	shared := informers.NewSharedInformerFactory(client, 0)
	a, err := NewAllocator(three(t), client, shared, quiet())
	if err != nil {
		t.Fatal(err)
	}
	start(t, shared, a.Run)
	services := client.CoreV1().Services("ns")
	has := func(name, want string) {
		t.Helper()
		await(t, name, func() string {
			s, err := services.Get(t.Context(), name, metav1.GetOptions{})
			if err != nil {
				return err.Error()
			}
			got := ""
			for _, i := range s.Status.LoadBalancer.Ingress {
				got += i.IP
			}
			if got != want {
				return "it has " + got + ", want " + want
			}
			return ""
		})
	}
	has("old", "10.80.0.200")
	for _, s := range []*corev1.Service{service("new", 2, "", ""), service("asks", 3, "", "10.80.0.202"), service("late", 4, "", "")} {
		if _, err := services.Create(t.Context(), s, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	has("new", "10.80.0.201")
	has("asks", "10.80.0.202")
	await(t, "an event", func() string {
		all, err := client.CoreV1().Events("ns").List(t.Context(), metav1.ListOptions{})
		if err != nil {
			return err.Error()
		}
		var said []string
		for _, e := range all.Items {
			said = append(said, e.InvolvedObject.Name+" "+e.Type+" "+e.Reason+": "+e.Message)
		}
		if want := "late Warning SyncLoadBalancerFailed: all 3 addresses for load balancers, 10.80.0.200-10.80.0.202, are in use"; !slices.Contains(said, want) {
			return strings.Join(said, "\n")
		}
		return ""
	})
	if err := services.Delete(t.Context(), "new", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	has("late", "10.80.0.201")
	has("foreign", "")
}

// A memory is a link that only remembers.
type memory struct {
	mu  sync.Mutex
	has []netip.Addr
}

func (m *memory) Addresses() ([]netip.Addr, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.has), nil
}

func (m *memory) Add(addr netip.Addr) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.has = append(m.has, addr)
	return nil
}

func (m *memory) Remove(addr netip.Addr) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.has = slices.DeleteFunc(m.has, func(a netip.Addr) bool { return a == addr })
	return nil
}

func (m *memory) String() string {
	all, _ := m.Addresses()
	var text []string
	for _, a := range all {
		text = append(text, a.String())
	}
	slices.Sort(text)
	return strings.Join(text, " ")
}

func TestAnnouncer(t *testing.T) {
	const up, down = corev1.ConditionTrue, corev1.ConditionUnknown
	// The node's own address, and one that an earlier run left.
	link := &memory{has: []netip.Addr{netip.MustParseAddr("10.80.0.11"), netip.MustParseAddr("10.80.0.202")}}
	client := fake.NewClientset(machine("a", up), machine("b", up), service("s", 1, "10.80.0.200", ""), service("none", 2, "", ""))
	shared := informers.NewSharedInformerFactory(client, 0)
	a, err := NewAnnouncer("b", three(t), link, shared, quiet())
	if err != nil {
		t.Fatal(err)
	}
	start(t, shared, a.Run)
	has := func(want string) {
		t.Helper()
		await(t, "addresses", func() string {
			if got := link.String(); got != want {
				return "there are " + got + ", want " + want
			}
			return ""
		})
	}
	has("10.80.0.11")
	set := func(n *corev1.Node) {
		t.Helper()
		if _, err := client.CoreV1().Nodes().UpdateStatus(t.Context(), n, metav1.UpdateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	set(machine("a", down))
	has("10.80.0.11 10.80.0.200")
	set(machine("a", up))
	has("10.80.0.11")
	set(machine("a", down))
	has("10.80.0.11 10.80.0.200")
	if err := client.CoreV1().Services("ns").Delete(t.Context(), "s", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	has("10.80.0.11")
}

// TestGratuitous holds the packet against one written down by hand.
func TestGratuitous(t *testing.T) {
	got := gratuitous([]byte{1, 2, 3, 4, 5, 6}, netip.MustParseAddr("10.80.0.200"))
	want := []byte{
		0, 1, 8, 0, 6, 4, 0, 1,
		1, 2, 3, 4, 5, 6, 10, 80, 0, 200,
		0, 0, 0, 0, 0, 0, 10, 80, 0, 200,
	}
	if !slices.Equal(got, want) {
		t.Errorf("packet %v, want %v", got, want)
	}
}
