package e2e

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"k8s.io/cli-runtime/pkg/genericclioptions"

	api "github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// probeScene is a guarded namespace: restricted, with bounds and a quota, and
// with policies that let nobody through but whom they name.
const probeScene = "testdata/probe.yaml"

func access(t *testing.T, kubeconfig string) *api.Cluster {
	t.Helper()
	flags := genericclioptions.NewConfigFlags(true)
	*flags.KubeConfig, *flags.CacheDir = kubeconfig, t.TempDir()
	c, err := api.Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// outcomes waits until each try has come out alike so often, and returns what
// came of them.
func outcomes(t *testing.T, p *probe.Probe, keys, alike int) map[string]probe.Outcome {
	t.Helper()
	bound := time.After(40 * time.Second)
	for {
		found, pending, unasked := p.Latest()
		steady := 0
		for _, o := range found {
			if o.Alike >= alike {
				steady++
			}
		}
		if steady == keys {
			return found
		}
		select {
		case <-p.Changed():
		case <-bound:
			t.Fatalf("not steady: %+v, pending %q, unasked %q", found, pending, unasked)
		}
	}
}

func TestProbe(t *testing.T) {
	kubeconfig := cluster(t, "probe")
	kubectl, c := kubectlFor(kubeconfig), access(t, kubeconfig)
	ctx := context.Background()
	scene, err := os.ReadFile(probeScene)
	if err != nil {
		t.Fatal(err)
	}
	ca, server, serverKey := certificates(t, "shop.probe-shop.svc")
	clientCA, client, clientKey := certificates(t, "web")
	directory := t.TempDir()
	for name, text := range map[string][]byte{"ca.crt": ca, "server.crt": server, "server.key": serverKey, "clients.crt": clientCA, "client.crt": client, "client.key": clientKey} {
		if err := os.WriteFile(filepath.Join(directory, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { kubectl(t, "", "delete", "namespace", "probe-shop", "probe-open", "--ignore-not-found") })
	kubectl(t, string(scene), "apply", "-f", "-")
	for _, ns := range []string{"probe-shop", "probe-open"} {
		kubectl(t, "", "-n", ns, "create", "secret", "generic", "server", "--from-file=tls.crt="+directory+"/server.crt", "--from-file=tls.key="+directory+"/server.key", "--from-file=ca.crt="+directory+"/clients.crt")
		kubectl(t, "", "-n", ns, "create", "configmap", "authority", "--from-file=root.pem="+directory+"/ca.crt")
		kubectl(t, "", "-n", ns, "create", "secret", "tls", "web", "--cert="+directory+"/client.crt", "--key="+directory+"/client.key")
	}
	kubectl(t, "", "-n", "probe-shop", "wait", "--for=condition=Ready", "pod/shop", "pod/guarded", "--timeout=60s")
	guarded := kubectl(t, "", "-n", "probe-shop", "get", "pod", "guarded", "-o", "jsonpath={.status.podIP}")
	shop := probe.Target{Host: "shop.probe-shop", Port: 80}
	with := func(t probe.Target, port int) probe.Target { t.Port = port; return t }

	t.Run("whom the policies name", func(t *testing.T) {
		began := time.Now()
		tls := func(tls probe.TLS) *probe.HTTP {
			return &probe.HTTP{Target: probe.Target{Host: "shop.probe-shop.svc", Port: 8443}, Path: "/", TLS: &tls}
		}
		odd := `/echo?msg=a'"$(id)` + "`id`;|&#é b"
		tries := []probe.Try{
			{Key: "tcp", TCP: &shop, Timeout: time.Second},
			{Key: "nobody listens", TCP: &probe.Target{Host: "shop-pods.probe-shop", Port: 81}, Timeout: time.Second},
			{Key: "silent", TCP: &probe.Target{Host: guarded, Port: 8080}, Timeout: time.Second},
			{Key: "no name", TCP: &probe.Target{Host: "nosuch", Port: 80}, Timeout: time.Second},
			{Key: "udp", UDP: &probe.UDP{Target: with(shop, 8081), Send: "echo hello"}},
			{Key: "udp silent", UDP: &probe.UDP{Target: probe.Target{Host: guarded, Port: 8081}, Send: "echo hello"}, Timeout: time.Second},
			{Key: "http", HTTP: &probe.HTTP{Target: shop, Path: "/hostname"}},
			{Key: "host", HTTP: &probe.HTTP{Target: shop, Path: "/header?key=X-A", Headers: map[string]string{"X-A": `it's "$(id)"`, "Host": "a.example"}}},
			{Key: "elsewhere", HTTP: &probe.HTTP{Target: shop, Path: "/redirect?location=/hostname&code=302"}},
			{Key: "odd", HTTP: &probe.HTTP{Target: shop, Path: odd}},
			{Key: "http silent", HTTP: &probe.HTTP{Target: probe.Target{Host: guarded, Port: 8080}}, Timeout: time.Second},
			{Key: "a", DNS: &probe.DNS{Name: "shop.probe-shop"}},
			{Key: "srv", DNS: &probe.DNS{Name: "shop.probe-shop", Type: "SRV"}},
			{Key: "nx", DNS: &probe.DNS{Name: `$(id).nosuch "'`}},
			{Key: "ca", HTTP: tls(probe.TLS{CA: "configmap/authority:root.pem", Client: "secret/web"})},
			{Key: "no client", HTTP: tls(probe.TLS{CA: "configmap/authority:root.pem"})},
			{Key: "other ca", HTTP: tls(probe.TLS{CA: "secret/server:ca.crt", Client: "secret/web"})},
			{Key: "any ca", HTTP: tls(probe.TLS{Client: "secret/web"})},
			{Key: "other name", HTTP: tls(probe.TLS{CA: "configmap/authority:root.pem", Client: "secret/web", ServerName: "bank.example"})},
			{Key: "no ca", HTTP: tls(probe.TLS{CA: "configmap/nosuch:root.pem"})},
		}
		p := probe.Start(ctx, c, probe.Identity{Namespace: "probe-shop", ServiceAccount: "web", Labels: map[string]string{"app": "web"}}, tries, probe.Options{})
		defer stop(t, kubectl, p, "probe-shop")
		found := outcomes(t, p, len(tries), 1)
		t.Logf("all %d tries after %s", len(tries), time.Since(began))
		found = outcomes(t, p, len(tries), 3)
		for key, want := range map[string]probe.Outcome{
			"tcp":            {Result: probe.Result{Reached: true}},
			"nobody listens": {Result: probe.Result{Cause: probe.Refused, Error: "connection refused"}},
			"silent":         {Result: probe.Result{Cause: probe.Silent, Error: "no answer within 1 s"}},
			"no name":        {Result: probe.Result{Cause: probe.Unresolved, Error: "the name nosuch does not resolve"}},
			"udp":            {Result: probe.Result{Reached: true}},
			"udp silent":     {Result: probe.Result{Cause: probe.Silent, Error: "no answer within 1 s"}},
			"http":           {Result: probe.Result{Reached: true, Status: 200, Body: "shop"}},
			"host":           {Result: probe.Result{Reached: true, Status: 200, Body: `it's "$(id)"`}},
			"elsewhere":      {Result: probe.Result{Reached: true, Status: 302}},
			"odd":            {Result: probe.Result{Reached: true, Status: 200}},
			"http silent":    {Result: probe.Result{Cause: probe.Silent, Error: "no answer within 1 s"}},
			"a":              {Result: probe.Result{Reached: true, Code: "NOERROR"}},
			"srv":            {Result: probe.Result{Reached: true, Code: "NOERROR"}},
			"nx":             {Result: probe.Result{Reached: true, Code: "NXDOMAIN"}},
			"ca":             {Result: probe.Result{Reached: true, Status: 200}},
			"no client":      {Result: probe.Result{Reached: true, Status: 400}},
			"other ca":       {Result: probe.Result{Reached: true, Cause: probe.BadTLS}},
			"any ca":         {Result: probe.Result{Reached: true, Status: 200}},
			"other name":     {Result: probe.Result{Reached: true, Cause: probe.BadTLS}},
			"no ca":          {Result: probe.Result{Cause: probe.BadTLS}},
		} {
			got := found[key]
			if got.Reached != want.Reached || got.Status != want.Status || got.Code != want.Code || got.Cause != want.Cause ||
				want.Body != "" && !strings.Contains(got.Body, want.Body) || want.Error != "" && got.Error != want.Error {
				t.Errorf("%s: %+v, want %+v", key, got, want)
			}
		}
		address := kubectl(t, "", "-n", "probe-shop", "get", "service", "shop", "-o", "jsonpath={.spec.clusterIP}")
		if got := found["a"].Records; !slices.Equal(got, []string{address}) {
			t.Errorf("records: %q, want %s", got, address)
		}
		if got := found["srv"].Records; len(got) != 3 {
			t.Errorf("SRV records: %q", got)
		}
		if got := found["no ca"].Error; !strings.HasPrefix(got, "key root.pem of configmap/nosuch is not there") {
			t.Errorf("no ca: %q", got)
		}
		// The Service that selects the identity's labels sends the probe nothing.
		if got := kubectl(t, "", "-n", "probe-shop", "get", "endpointslices", "-l", "kubernetes.io/service-name=web", "-o", "jsonpath={.items[*].endpoints[*].conditions.ready}"); got != "false" {
			t.Errorf("ready endpoints of the web: %q, want one that is not", got)
		}
	})

	t.Run("whom they do not name", func(t *testing.T) {
		p := probe.Start(ctx, c, probe.Identity{Namespace: "probe-open"}, []probe.Try{
			{Key: "tcp", TCP: &shop, Timeout: time.Second}, {Key: "http", HTTP: &probe.HTTP{Target: shop}, Timeout: time.Second},
		}, probe.Options{})
		defer stop(t, kubectl, p, "probe-open")
		for key, o := range outcomes(t, p, 2, 3) {
			if o.Reached || o.Status != 0 || o.Cause != probe.Silent {
				t.Errorf("%s: %+v", key, o)
			}
		}
	})

	t.Run("a change of policy", func(t *testing.T) {
		address := kubectl(t, "", "-n", "probe-shop", "get", "service", "shop", "-o", "jsonpath={.spec.clusterIP}")
		p := probe.Start(ctx, c, probe.Identity{Namespace: "probe-open"}, []probe.Try{{Key: "tcp", TCP: &probe.Target{Host: address, Port: 80}, Timeout: time.Second}}, probe.Options{})
		defer stop(t, kubectl, p, "probe-open")
		if o := outcomes(t, p, 1, 2)["tcp"]; o.Reached {
			t.Errorf("reached: %+v", o)
		}
		kubectl(t, "", "label", "namespace", "probe-open", "friend=yes")
		bound := time.After(10 * time.Second)
		for found, _, _ := p.Latest(); !found["tcp"].Reached; found, _, _ = p.Latest() {
			select {
			case <-p.Changed():
			case <-bound:
				t.Fatal("the change was not seen")
			}
		}
	})

	t.Run("first round", func(t *testing.T) {
		var took []time.Duration
		for range 5 {
			began := time.Now()
			p := probe.Start(ctx, c, probe.Identity{Namespace: "probe-open"}, []probe.Try{{Key: "tcp", TCP: &probe.Target{Host: "127.0.0.1", Port: 9}}}, probe.Options{})
			outcomes(t, p, 1, 1)
			took = append(took, time.Since(began).Round(10*time.Millisecond))
			stop(t, kubectl, p, "probe-open")
		}
		t.Logf("from Start to the first round: %v", took)
	})

	t.Run("a pod deleted under its hands", func(t *testing.T) {
		p := probe.Start(ctx, c, probe.Identity{Namespace: "probe-open"}, []probe.Try{{Key: "tcp", TCP: &probe.Target{Host: "127.0.0.1", Port: 9}}}, probe.Options{})
		defer stop(t, kubectl, p, "probe-open")
		outcomes(t, p, 1, 3)
		kubectl(t, "", "-n", "probe-open", "delete", "pods", "-l", probe.Label, "--force")
		bound := time.After(20 * time.Second)
		for found, _, _ := p.Latest(); len(found) > 0; found, _, _ = p.Latest() {
			select {
			case <-p.Changed():
			case <-bound:
				t.Fatal("it was not noticed")
			}
		}
		outcomes(t, p, 1, 2)
	})

	for name, test := range map[string]struct{ object, says string }{
		"quota":           {`{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: NS}, spec: {hard: {pods: "0"}}}`, "exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0"},
		"quota of jobs":   {`{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: NS}, spec: {hard: {count/jobs.batch: "0"}}}`, "the cluster's quota allows no more: q"},
		"image":           {`{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: NS}}`, "cannot be pulled"},
		"service account": {`{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: NS}}`, `serviceaccount "nosuch" not found`},
	} {
		t.Run("cannot run: "+name, func(t *testing.T) {
			ns := "probe-no-" + strings.ReplaceAll(name, " ", "-")
			kubectl(t, "", "create", "namespace", ns)
			defer kubectl(t, "", "delete", "namespace", ns)
			kubectl(t, strings.ReplaceAll(test.object, "NS", ns), "apply", "-f", "-")
			if strings.HasPrefix(name, "quota") {
				kubectl(t, "", "-n", ns, "wait", "--for=jsonpath={.status.hard}", "resourcequota/q", "--timeout=20s")
			}
			who, options := probe.Identity{Namespace: ns}, probe.Options{}
			switch name {
			case "image":
				options.Image = "127.0.0.1:1/nosuch:1"
			case "service account":
				who.ServiceAccount = "nosuch"
			}
			began := time.Now()
			p := probe.Start(ctx, c, who, []probe.Try{{Key: "tcp", TCP: &shop}}, options)
			defer stop(t, kubectl, p, ns)
			bound := time.After(30 * time.Second)
			for {
				_, _, unasked := p.Latest()
				if strings.Contains(unasked, test.says) {
					t.Logf("after %s: %s", time.Since(began).Round(100*time.Millisecond), unasked)
					return
				}
				select {
				case <-p.Changed():
				case <-bound:
					t.Fatalf("it says %q", unasked)
				}
			}
		})
	}

	t.Run("nobody stops it", func(t *testing.T) {
		killed, cancel := context.WithCancel(ctx)
		p := probe.Start(killed, c, probe.Identity{Namespace: "probe-open"}, []probe.Try{{Key: "tcp", TCP: &probe.Target{Host: "127.0.0.1", Port: 9}}}, probe.Options{Deadline: 5 * time.Second})
		outcomes(t, p, 1, 1)
		cancel()
		kubectl(t, "", "-n", "probe-open", "wait", "--for=delete", "job,pod", "-l", probe.Label, "--timeout=40s")
	})
}

// TestEnforcement finds out what two kinds of networks do with policies.
func TestEnforcement(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		want probe.Network
	}{
		"enforces":     {nil, probe.Enforces},
		"enforces-not": {[]string{"--without", "network-policy"}, probe.EnforcesNot},
	} {
		t.Run(name, func(t *testing.T) {
			t.Cleanup(func() { lab(t, "down", name) })
			lab(t, append([]string{"up", name}, test.args...)...)
			kubeconfig := lab(t, "kubeconfig", name)
			kubectl, c := kubectlFor(kubeconfig), access(t, kubeconfig)
			got, why, end := probe.Enforcement(context.Background(), c, "kubectl-mastery", probe.Options{})
			end()
			if got != probe.Unknown || why == "" {
				t.Errorf("without a namespace: %q, %s", got, why)
			}
			kubectl(t, "", "create", "namespace", "kubectl-mastery")
			began := time.Now()
			got, why, end = probe.Enforcement(context.Background(), c, "kubectl-mastery", probe.Options{})
			end()
			t.Logf("after %s", time.Since(began))
			if got != test.want {
				t.Errorf("%q (%s), want %q", got, why, test.want)
			}
			if left := kubectl(t, "", "-n", "kubectl-mastery", "get", "jobs,pods,networkpolicies", "-o", "name"); left != "" {
				t.Errorf("left: %s", left)
			}
		})
	}
}

// stop ends a probe, twice, and wants nothing of it left.
func stop(t *testing.T, kubectl func(*testing.T, string, ...string) string, p *probe.Probe, namespace string) {
	t.Helper()
	for range 2 {
		if err := p.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}
	if left := kubectl(t, "", "-n", namespace, "get", "jobs,pods", "-l", probe.Label, "-o", "name"); left != "" {
		t.Errorf("left: %s", left)
	}
}

// certificates makes an authority and what it signs for one name.
func certificates(t *testing.T, name string) (ca, certificate, key []byte) {
	t.Helper()
	sign := func(template, parent *x509.Certificate, signer *ecdsa.PrivateKey) ([]byte, *ecdsa.PrivateKey) {
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if signer == nil {
			signer = own
		}
		template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
		der, err := x509.CreateCertificate(rand.Reader, template, parent, &own.PublicKey, signer)
		if err != nil {
			t.Fatal(err)
		}
		return der, own
	}
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of " + name}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	caDER, caKey := sign(authority, authority, nil)
	der, own := sign(&x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}, authority, caKey)
	keyDER, err := x509.MarshalPKCS8PrivateKey(own)
	if err != nil {
		t.Fatal(err)
	}
	encode := func(kind string, der []byte) []byte {
		var b bytes.Buffer
		if err := pem.Encode(&b, &pem.Block{Type: kind, Bytes: der}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	return encode("CERTIFICATE", caDER), encode("CERTIFICATE", der), encode("PRIVATE KEY", keyDER)
}
