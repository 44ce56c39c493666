package test

import (
	"errors"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"golang.org/x/net/dns/dnsmessage"
)

// Names that the host resolves: one by its nameserver, one by its own file, as
// its own loopback.
const (
	dnsName   = "registry.itest.example"
	hostsName = "myself.itest.example"
)

// TestWorld boots a lab on a host that has a network, a nameserver and a
// registry, and lets pods use them.
func TestWorld(t *testing.T) {
	// What is looked up at the host's nameserver is answered with world.
	world := &answer{}
	serveDNS(t, world)
	port := serveRegistry(t)
	byName := dnsName + ":" + port
	byFile := hostsName + ":" + port

	up := inNetworkOfOurs(t, "up", hostOnly, "--merge", "--without", "network-policy", "--insecure-registry", byName, "--insecure-registry", byFile)
	user := newUser(t)
	up.Env = append(os.Environ(), user.sudo()...)
	takeDown(t, hostOnly)
	if err := runProgram(t, up).failure(); err != nil {
		t.Fatal(err)
	}
	c := admin(t, hostOnly)
	t.Run("under sudo it is the user's", func(t *testing.T) { user.canUse(t, c.kubeconfig) })
	node := c.kubectl("get", "nodes", "-o", `jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}`)
	host := netip.MustParseAddr(node).As4()
	host[3] = 1
	world.addr = host
	byAddress := net.JoinHostPort(netip.AddrFrom4(host).String(), port)
	// A running lab learns of another registry.
	mustLab(t, "up", hostOnly, "--insecure-registry", byAddress)

	for what, from := range map[string]string{"address": byAddress, "dns": byName, "hosts": byFile} {
		t.Run("image pulled by "+what, func(t *testing.T) {
			c := admin(t, hostOnly)
			c.kubectl("run", what, "--image="+from+"/itest/busybox:1", "--image-pull-policy=Always", "--restart=Never", "--", "true")
			c.waitFor("jsonpath={.status.phase}=Succeeded", "pod/"+what)
		})
	}
	t.Run("world from a pod", func(t *testing.T) {
		c := admin(t, hostOnly)
		c.sleeper("p")
		for _, from := range []string{byAddress, byName, byFile} {
			if r := c.try("exec", "p", "--", "wget", "-T", "5", "-qO-", "http://"+from+"/v2/"); r.code != 0 {
				t.Errorf("get %s: %v", from, r.failure())
			}
		}
		if r := c.try("exec", "p", "--", "nslookup", "nothing.itest.example."); r.code == 0 || !strings.Contains(r.stdout, "NXDOMAIN") {
			t.Errorf("a name that the nameserver does not know: exit code %d, %s", r.code, r.stdout)
		}
	})
	t.Run("without network policies", func(t *testing.T) {
		c := admin(t, hostOnly)
		c.apply(policyOf("default", "{}", "policyTypes: [Egress]"))
		c.sleeper("free")
		c.kubectl("exec", "free", "--", "wget", "-T", "5", "-qO-", "http://"+byAddress+"/v2/")
		c.kubectl("delete", "networkpolicies", "--all")
	})
	t.Run("load", func(t *testing.T) {
		c := admin(t, hostOnly)
		file := filepath.Join(t.TempDir(), "image.tar")
		tag, err := name.NewTag("example.org/loaded:1")
		if err == nil {
			err = tarball.WriteToFile(file, tag, newImage(t, "loaded"))
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := mustLab(t, "load", "--name", hostOnly, file); got != "example.org/loaded:1\n" {
			t.Errorf("load printed %q", got)
		}
		if r := lab(t, "load", "--name", hostOnly, file); r.stdout != "example.org/loaded:1\n" || r.stderr != "example.org/loaded:1 was there already.\n" {
			t.Errorf("load of the same: %+v", r)
		}
		c.kubectl("run", "loaded", "--image=example.org/loaded:1", "--image-pull-policy=Never", "--restart=Never", "--", "true")
		c.waitFor("jsonpath={.status.phase}=Succeeded", "pod/loaded")
		// As after a pull, it is known by its digest too.
		pinned := c.kubectl("get", "pod", "loaded", "-o", "jsonpath={.status.containerStatuses[0].imageID}")
		if !strings.HasPrefix(pinned, "example.org/loaded@sha256:") {
			t.Errorf("its image is %s", pinned)
		}
		c.kubectl("run", "pinned", "--image="+pinned, "--image-pull-policy=Never", "--restart=Never", "--", "true")
		c.waitFor("jsonpath={.status.phase}=Succeeded", "pod/pinned")
		r := lab(t, "load", "--name", hostOnly, "no-such-file.tar")
		if r.code != 2 || !strings.Contains(r.stderr, "no such file or directory") {
			t.Errorf("load of nothing: exit code %d, %s", r.code, r.stderr)
		}
	})
	t.Run("down takes the user's context out", func(t *testing.T) {
		mustLab(t, "down", hostOnly)
		user.asBefore(t)
	})
}

// newImage is one that no lab has: busybox with a label.
func newImage(t *testing.T, label string) v1.Image {
	t.Helper()
	image, err := tarball.ImageFromPath(filepath.Join(payload(), "images", "busybox.tar"), nil)
	if err != nil {
		t.Fatal(err)
	}
	config, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	config = config.DeepCopy()
	config.Config.Labels = map[string]string{"itest": label}
	image, err = mutate.ConfigFile(image, config)
	if err != nil {
		t.Fatal(err)
	}
	return image
}

// inNetworkOfOurs is a command of the lab on a host whose names are resolved
// by this test.
func inNetworkOfOurs(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"hosts":       "127.0.0.1 localhost\n127.0.1.1 " + hostsName + "\n",
		"resolv.conf": "nameserver " + nameserver + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const script = `mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/resolv.conf" /etc/resolv.conf && shift && exec "$@"`
	return exec.Command("unshare", append([]string{"--mount", "sh", "-c", script, "sh", dir, program()}, args...)...)
}

// serveRegistry runs a registry with one image on all addresses of the host,
// and returns its port.
func serveRegistry(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	ref, err := name.ParseReference("127.0.0.1:"+port+"/itest/busybox:1", name.Insecure)
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(ref, newImage(t, "pulled")); err != nil {
		t.Fatal(err)
	}
	return port
}

// nameserver is a loopback address that nobody else is likely to use.
const nameserver = "127.0.83.53"

// An answer is what the nameserver says of dnsName.
type answer struct{ addr [4]byte }

// serveDNS answers queries until the test ends.
func serveDNS(t *testing.T, a *answer) {
	t.Helper()
	conn, err := net.ListenPacket("udp4", nameserver+":53")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, from, err := conn.ReadFrom(buf)
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			said, err := a.to(buf[:n])
			if err == nil {
				_, err = conn.WriteTo(said, from)
			}
			if err != nil {
				t.Error(err)
			}
		}
	}()
}

func (a *answer) to(query []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(query); err != nil {
		return nil, err
	}
	m.Response, m.Additionals = true, nil
	q := m.Questions[0]
	switch {
	case q.Name.String() != dnsName+".":
		m.RCode = dnsmessage.RCodeNameError
	case q.Type == dnsmessage.TypeA:
		m.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
			Body:   &dnsmessage.AResource{A: a.addr},
		}}
	}
	return m.Pack()
}
