package test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
)

// TestBeside uses two labs that were made at the same time, in a data directory in
// which there was nothing: they do not know of one another.
func TestBeside(t *testing.T) {
	a, b := admin(t, sharedLab), admin(t, besideLab)
	for _, c := range []*cluster{a, b} {
		c.kubectl("run", "p", "--image="+busybox, "--", "sleep", "100000")
	}
	defer a.kubectl("delete", "pod", "p", "--now", "--wait=false")
	a.ready("p")
	b.ready("p")

	t.Run("objects", func(t *testing.T) {
		a, b := a.with(t), b.with(t)
		b.kubectl("create", "configmap", "of-one")
		if r := a.try("get", "configmap", "of-one"); r.code == 0 || !strings.Contains(r.stderr, "NotFound") {
			t.Errorf("the other has it, too: %s%s", r.stdout, r.stderr)
		}
		for c, name := range map[*cluster]string{a: sharedLab, b: besideLab} {
			if got := c.kubectl("get", "nodes", "-o", "name"); got != "node/mastery-"+name+"-control-plane\n" {
				t.Errorf("nodes of %s: %s", name, got)
			}
		}
	})
	t.Run("ranges", func(t *testing.T) {
		of := a.with(t).addresses()
		for i, other := range b.with(t).addresses() {
			if pair := slices.IndexFunc(of, func(one netip.Prefix) bool { return one.Overlaps(other) }); pair >= 0 {
				t.Errorf("range %d of one, %s, overlaps %s of the other", i, other, of[pair])
			}
		}
	})
	t.Run("reach", func(t *testing.T) {
		own, other := a.with(t).doors(), b.with(t).doors()
		t.Run("one", func(t *testing.T) {
			t.Parallel()
			a.with(t).opensOnly(own, other)
		})
		t.Run("other", func(t *testing.T) {
			t.Parallel()
			b.with(t).opensOnly(other, own)
		})
	})
	t.Run("down of the other", func(t *testing.T) {
		before := statusOf(t, sharedLab)
		mustLab(t, "down", besideLab)
		if s := statusOf(t, sharedLab); s.State != "ready" || s.Nodes[0].Pid != before.Nodes[0].Pid {
			t.Errorf("status of the one that stays: %+v, before %+v", s, before)
		}
		a := a.with(t)
		a.opensOnly(a.doors(), nil)
	})
}

// addresses are the ranges of the lab's nodes, pods and Services, as far as one
// address of each tells.
func (c *cluster) addresses() []netip.Prefix {
	c.t.Helper()
	var all []netip.Prefix
	for addr, bits := range map[string]int{c.nodeAddress(): 24, c.dnsAddress(): 16, c.apiAddress(): 16} {
		prefix, err := netip.MustParseAddr(addr).Prefix(bits)
		if err != nil {
			c.t.Fatal(err)
		}
		all = append(all, prefix)
	}
	return all
}

// dnsAddress is that of the pod that answers for names.
func (c *cluster) dnsAddress() string {
	c.t.Helper()
	return c.kubectl("get", "pods", "-n", "kube-system", "-l", "k8s-app=kube-dns", "-o", "jsonpath={.items[0].status.podIP}")
}

func (c *cluster) apiAddress() string {
	c.t.Helper()
	return c.kubectl("get", "service", "kubernetes", "-o", "jsonpath={.spec.clusterIP}")
}

// doors are URLs of a node, a Service and a pod of the lab that answer anybody.
func (c *cluster) doors() []string {
	c.t.Helper()
	return []string{
		"https://" + c.nodeAddress() + ":6443/version",
		"https://" + c.apiAddress() + "/version",
		"http://" + c.dnsAddress() + ":8080/health",
	}
}

// opensOnly checks which URLs a pod gets an answer from.
func (c *cluster) opensOnly(own, other []string) {
	c.t.Helper()
	const script = `for url; do (wget -T 2 -q -O /dev/null --no-check-certificate "$url" && echo "$url") 2>/dev/null & done; wait`
	said := c.kubectl(slices.Concat([]string{"exec", "p", "--", "sh", "-c", script, "sh"}, own, other)...)
	got := strings.Fields(said)
	slices.Sort(got)
	want := slices.Sorted(slices.Values(own))
	if !slices.Equal(got, want) {
		c.t.Errorf("a pod reaches %q, want %q", got, want)
	}
}
