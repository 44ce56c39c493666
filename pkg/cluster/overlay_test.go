package cluster

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericclioptions"
)

const mine = `apiVersion: v1
kind: Config
current-context: work
clusters:
- {name: payments, cluster: {server: "https://10.0.0.1:6443", certificate-authority: pki/ca.pem}}
- {name: other, cluster: {server: "https://10.0.0.2:6443"}}
users:
- {name: ada, user: {client-certificate: pki/ada.pem, client-key: pki/ada.key, token: secret-token}}
- {name: bob, user: {token: secret-of-bob}}
contexts:
- {name: work, context: {cluster: payments, user: ada, namespace: till}}
- {name: prod, context: {cluster: payments, user: ada}}
`

// files writes kubeconfigs and lets KUBECONFIG name them.
func files(t *testing.T, texts ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	var all []string
	for i, text := range texts {
		file := filepath.Join(dir, string(rune('a'+i)))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, file)
	}
	t.Setenv("KUBECONFIG", strings.Join(all, string(os.PathListSeparator)))
	t.Setenv("HOME", t.TempDir())
	return dir
}

func flags(context, cluster, user string) *genericclioptions.ConfigFlags {
	f := genericclioptions.NewConfigFlags(true)
	*f.Context, *f.ClusterName, *f.AuthInfoName = context, cluster, user
	return f
}

// overlay is what Overlay writes with those flags.
func overlay(t *testing.T, f *genericclioptions.ConfigFlags, before string) string {
	t.Helper()
	raw, err := f.ToRawKubeConfigLoader().RawConfig()
	if err != nil {
		t.Fatal(err)
	}
	name := raw.CurrentContext
	if *f.Context != "" {
		name = *f.Context
	}
	text, err := (&Cluster{Context: originOf(&raw, name), flags: f}).Overlay([]byte(before), "mastery-x", "mastery-x")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestOverlay: an overlay names what is in use, and holds nothing of it.
func TestOverlay(t *testing.T) {
	tests := []struct {
		name, context, cluster, user string
		wantCluster, wantUser, from  string
	}{
		{"the current context", "", "", "", "payments", "ada", "work"},
		{"another context", "prod", "", "", "payments", "ada", "prod"},
		{"another cluster", "", "other", "", "other", "ada", "work"},
		{"another user", "prod", "", "bob", "payments", "bob", "prod"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files(t, mine)
			first := overlay(t, flags(test.context, test.cluster, test.user), "")
			for _, secret := range []string{"secret", "pem", "key", "10.0.0"} {
				if strings.Contains(first, secret) {
					t.Errorf("it holds %q:\n%s", secret, first)
				}
			}
			// Another overlay, made where the first is in use, is of the same.
			for i, text := range []string{first, overlayOf(t, first)} {
				dir := files(t, text, mine)
				f := flags("", "", "")
				raw, err := f.ToRawKubeConfigLoader().RawConfig()
				if err != nil {
					t.Fatal(err)
				}
				entry := raw.Contexts[raw.CurrentContext]
				if raw.CurrentContext != "mastery-x" || entry.Namespace != "mastery-x" || entry.Cluster != test.wantCluster || entry.AuthInfo != test.wantUser {
					t.Errorf("overlay %d: %s: %+v", i, raw.CurrentContext, entry)
				}
				if got := originOf(&raw, raw.CurrentContext); got != test.from {
					t.Errorf("overlay %d: it is of %q, want %q", i, got, test.from)
				}
				if got := raw.AuthInfos["ada"].ClientCertificate; got != filepath.Join(dir, "pki/ada.pem") {
					t.Errorf("overlay %d: the certificate is looked for at %s", i, got)
				}
			}
		})
	}
}

func overlayOf(t *testing.T, first string) string {
	t.Helper()
	files(t, first, mine)
	return overlay(t, flags("", "", ""), "")
}

func TestOverlayNeedsAKubeconfig(t *testing.T) {
	files(t)
	_, err := (&Cluster{flags: flags("", "", "")}).Overlay(nil, "mastery-x", "mastery-x")
	if err == nil || err.Error() != "no kubeconfig names this cluster, so there is nothing to build on; say the namespace instead: kubectl -n mastery-x" {
		t.Errorf("%v", err)
	}
}

// TestOverlayKeeps what something has put there that found the file first in
// KUBECONFIG.
func TestOverlayKeeps(t *testing.T) {
	files(t, mine)
	own := overlay(t, flags("", "", ""), "")
	if !OnlyOverlay([]byte(own)) {
		t.Errorf("something is added to\n%s", own)
	}
	for _, added := range []string{
		strings.Replace(own, "users: null", "users: [{name: new, user: {token: t}}]", 1),
		strings.Replace(own, "clusters: null", "clusters: [{name: new, cluster: {server: s}}]", 1),
		strings.Replace(own, "contexts:\n", "contexts:\n- {name: new, context: {cluster: payments, user: ada}}\n", 1),
		"no: [yaml",
	} {
		if OnlyOverlay([]byte(added)) {
			t.Errorf("nothing is added to\n%s", added)
		}
	}
	added := strings.Replace(own, "users: null", "users: [{name: new, user: {token: t}}]", 1)
	if again := overlay(t, flags("", "", ""), added); !strings.Contains(again, "name: new") || !strings.Contains(again, "current-context: mastery-x") {
		t.Errorf("it is lost:\n%s", again)
	}
}

// TestGuardBelowAnOverlay: what an overlay was made of counts, not its own name.
func TestGuardBelowAnOverlay(t *testing.T) {
	mine := regexp.MustCompile(`, certificate-authority: \S+ca.pem|client-\S+: \S+, `).ReplaceAllString(mine, "")
	files(t, mine)
	text := overlay(t, flags("prod", "", ""), "")
	for context, refused := range map[string]bool{"": true, "mastery-x": true, "prod": false, "work": false} {
		files(t, text, mine)
		c, err := Connect(flags(context, "", ""))
		if err != nil {
			t.Fatal(err)
		}
		if context != "work" && c.Context != "prod" {
			t.Errorf("--context %q: the context is called %q", context, c.Context)
		}
		if err := c.Guard(); (err != nil) != refused || err != nil && !strings.Contains(err.Error(), "--context prod") {
			t.Errorf("--context %q: %v", context, err)
		}
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	separator := string(os.PathListSeparator)
	t.Setenv("KUBECONFIG", strings.Join([]string{"ours", "", "a b", filepath.Join(dir, "c")}, separator))
	c := &Cluster{flags: flags("", "", "")}
	ours := func(file string) bool { return filepath.Base(file) == "ours" }
	got, err := c.Files(ours)
	if want := filepath.Join(dir, "a b") + " " + filepath.Join(dir, "c"); err != nil || strings.Join(got, " ") != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	c.flags = flags("", "", "")
	*c.flags.KubeConfig = "d"
	if got, err = c.Files(ours); err != nil || strings.Join(got, " ") != filepath.Join(dir, "d") {
		t.Errorf("--kubeconfig: %q, %v", got, err)
	}
	c.flags = flags("", "", "")
	*c.flags.KubeConfig = "d" + separator + "e"
	if _, err = c.Files(ours); err == nil {
		t.Error("a path that KUBECONFIG cannot hold is taken")
	}
}
