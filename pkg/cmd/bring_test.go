package cmd

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// answers lets the API server refuse what goes to a path, or to a verb and a
// path.
func answers(to string, code int, reason metav1.StatusReason, message string) func(*testing.T, *api) {
	return func(_ *testing.T, a *api) {
		a.instead = func(w http.ResponseWriter, r *http.Request) bool {
			if verb, path, found := strings.Cut(to, " "); found && (r.Method != verb || r.URL.Path != path) || !found && !strings.Contains(r.URL.Path, to) {
				return false
			}
			refuse(w, code, reason, message, nil)
			return true
		}
	}
}

// both brings what two bring.
func both(one, other func(*testing.T, *api)) func(*testing.T, *api) {
	return func(t *testing.T, a *api) {
		one(t, a)
		first := a.instead
		other(t, a)
		second := a.instead
		a.instead = func(w http.ResponseWriter, r *http.Request) bool { return first(w, r) || second(w, r) }
	}
}

// breaksOff ends connections that ask for a path, in the middle of what is read:
// what has not begun is asked for again, for seconds.
func breaksOff(path string) func(w http.ResponseWriter, r *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.Contains(r.URL.Path, path) {
			return false
		}
		_, _ = io.Copy(io.Discard, r.Body)
		if connection, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
			_ = connection.Close()
		}
		return true
	}
}

// secure lets the API be served with a certificate that is valid for so long;
// the kubeconfig trusts it or not.
func secure(t *testing.T, a *api, valid time.Duration, host string, trusted bool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kube"}, IPAddresses: []net.IP{net.ParseIP(host)},
		NotBefore: time.Now().Add(-2 * time.Hour), NotAfter: time.Now().Add(valid), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(a)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	text := kubeconfig(server.URL)
	if trusted {
		ca := filepath.Join(t.TempDir(), "ca.pem")
		if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		text = strings.Replace(text, "{server:", "{certificate-authority: "+ca+", server:", 1)
	}
	useKubeconfig(t, text)
}

// elsewhereStarted notes a challenge as started on another cluster.
func elsewhereStarted(t *testing.T, context string) {
	t.Helper()
	r := record.New("ada")
	r.Put("l1-pod-crash", record.Run{ID: "1", Cluster: "other", Started: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)})
	mirror := record.NewMirror(filepath.Join(os.Getenv("XDG_STATE_HOME"), "kubectl-mastery"), "other")
	if err := mirror.Write(r); err != nil {
		t.Fatal(err)
	}
	if err := mirror.WriteLocal(record.Local{Context: context}); err != nil {
		t.Fatal(err)
	}
}

// pack writes a challenge that requires two nodes into the directory "pack".
func pack(t *testing.T) {
	t.Helper()
	for file, text := range map[string]string{
		"challenge.yaml": "apiVersion: mastery/v1alpha1\nkind: Challenge\nmetadata: {name: l4-two-shops}\nspec:\n  title: Two shops\n  level: 4\n  type: Build\n  minutes: 10\n" +
			"  covers: [l1/skill/navigate]\n  requires: [two-nodes]\n  story: Look at what is in namespace ${NS_MAIN}.\n  observe:\n    shop: {backs: service/shop}\n" +
			"  hints: [{text: look}]\n  checks:\n  - {name: It is there, expr: present(shop)}\n",
		"debrief.md": "so\n", "scenario/kustomization.yaml": "resources: []\n",
	} {
		file = filepath.Join("pack", "l4-two-shops", file)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// change changes the document of ada's record.
func (a *api) change(how func(document string) string) {
	object := a.objects["/api/v1/namespaces/kubectl-mastery/configmaps/"+record.Name("ada")]
	document, _ := object["data"].(map[string]any)["record.yaml"].(string)
	a.keepRecord(how(document))
}

// baseline keeps an empty baseline for a run.
func (a *api) baseline(run string) {
	const empty = "H4sIAAAAAAAAA6uu5QIABrCh3QMAAAA=" // {} and a line end, compressed
	a.keep("/api/v1/namespaces/kubectl-mastery/configmaps/run-"+run, map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "run-" + run}, "binaryData": map[string]any{"baseline.json.gz": empty}})
}
