package probe

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

var update = flag.Bool("update", false, "write the golden files")

// TestJob shows the whole Job that a probe is.
func TestJob(t *testing.T) {
	p := &Probe{
		who:  Identity{Namespace: "shop", ServiceAccount: "web", Labels: map[string]string{"app": "web", "app.kubernetes.io/managed-by": "helm"}},
		mark: "MARK", options: Options{}.orDefault(),
		tries: []Try{
			{Key: "a", TCP: &Target{"stock", 5432}, Timeout: time.Second},
			{Key: "b", UDP: &UDP{Target{"fd00::1", 53}, "who $(HOME) $$"}, Timeout: 1500 * time.Millisecond},
			{Key: "c", DNS: &DNS{Name: "stock.shop", Type: "srv"}},
			{Key: "d", HTTP: &HTTP{Target: Target{"stock", 8443}, Path: "/a b?q='\"#$(reboot)", Headers: map[string]string{"Host": "stock.example", "X-Empty": ""},
				TLS: &TLS{CA: "configmap/ca:root.pem", Client: "secret/web-tls", ServerName: "stock.example"}}},
			{Key: "e", HTTP: &HTTP{Target: Target{"10.0.0.1", 443}, TLS: &TLS{CA: "secret/ca:ca.crt"}}},
			{Key: "f", HTTP: &HTTP{Target: Target{"stock", 443}, TLS: &TLS{}}},
		},
	}
	job := p.job(size(len(p.tries), nil, nil))
	job.Spec.Template.Spec.Containers[0].Args[0] = "the script"
	got, err := yaml.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/job.yaml"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestIdentityLabels: what policies see of the pod is what the identity has, and no
// identity takes away the label by which checks know a probe.
func TestIdentityLabels(t *testing.T) {
	labels := map[string]string{"app": "web", Label: "other"}
	p := &Probe{who: Identity{Namespace: "shop", Labels: labels}, mark: "MARK", options: Options{}.orDefault()}
	want := map[string]string{"app": "web", Label: "MARK"}
	if diff := cmp.Diff(want, p.job(corev1.ResourceRequirements{}).Spec.Template.Labels); diff != "" {
		t.Error(diff)
	}
	if labels[Label] != "other" {
		t.Error("the caller's labels were changed")
	}
}

func TestSize(t *testing.T) {
	const three = "cpu 20m/500m, memory 48Mi/48Mi, ephemeral-storage 4Mi/64Mi"
	tests := []struct {
		name, ranges, quotas, want string
	}{
		{"nothing asked", "", "", three},
		{"a default of others' is not ours", "[{type: Container, default: {cpu: 2}, defaultRequest: {cpu: 1}}]", "", three},
		{"of volumes", "[{type: PersistentVolumeClaim, min: {memory: 9Gi}}]", "", three},
		{"at most less", "[{type: Container, max: {cpu: 100m, memory: 32Mi, ephemeral-storage: 2Mi}}]", "", "cpu 20m/100m, memory 32Mi/32Mi, ephemeral-storage 2Mi/2Mi"},
		{"at least more", "[{type: Container, min: {cpu: 600m, memory: 64Mi}}]", "", "cpu 600m/600m, memory 64Mi/64Mi, ephemeral-storage 4Mi/64Mi"},
		{"at least some", "[{type: Container, min: {cpu: 50m}}]", "", "cpu 50m/500m, memory 48Mi/48Mi, ephemeral-storage 4Mi/64Mi"},
		{"of pods", "[{type: Pod, max: {cpu: 100m}}]", "", "cpu 20m/100m, memory 48Mi/48Mi, ephemeral-storage 4Mi/64Mi"},
		{"a ratio", "[{type: Container, maxLimitRequestRatio: {cpu: 4, ephemeral-storage: 1}}]", "", "cpu 125m/500m, memory 48Mi/48Mi, ephemeral-storage 64Mi/64Mi"},
		{"no ratio", "[{type: Container, maxLimitRequestRatio: {cpu: 1}, max: {cpu: 100m}}]", "", "cpu 100m/100m, memory 48Mi/48Mi, ephemeral-storage 4Mi/64Mi"},
		{"room for less", "", "{hard: {limits.cpu: '1'}, used: {limits.cpu: 900m}}", "cpu 20m/100m, memory 48Mi/48Mi, ephemeral-storage 4Mi/64Mi"},
		{"room for nothing", "", "{hard: {limits.cpu: '1'}, used: {limits.cpu: '1'}}", "cpu 20m/20m, memory 48Mi/48Mi, ephemeral-storage 4Mi/64Mi"},
		{"room for all", "", "{hard: {limits.cpu: '4', pods: '2'}, used: {}}", three},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var ranges corev1.LimitRange
			var quota corev1.ResourceQuota
			if err := yaml.Unmarshal([]byte(test.ranges), &ranges.Spec.Limits); err != nil {
				t.Fatal(err)
			}
			if err := yaml.Unmarshal([]byte(test.quotas), &quota.Status); err != nil {
				t.Fatal(err)
			}
			room := size(3, []corev1.LimitRange{ranges}, []corev1.ResourceQuota{quota})
			var got []string
			for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage} {
				request, limit := room.Requests[name], room.Limits[name]
				got = append(got, string(name)+" "+request.String()+"/"+limit.String())
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), test.want)
			}
		})
	}
}

func TestValid(t *testing.T) {
	http := func(h HTTP) Try {
		h.Target = Target{"shop", 80}
		return Try{HTTP: &h}
	}
	tests := []struct {
		name string
		try  Try
		says string
	}{
		{"nothing", Try{}, "exactly one"},
		{"two", Try{TCP: &Target{"a", 1}, DNS: &DNS{Name: "a"}}, "exactly one"},
		{"a name", Try{TCP: &Target{"shop.ns.svc.cluster.local.", 80}}, ""},
		{"an address", Try{TCP: &Target{"10.0.0.1", 80}}, ""},
		{"a new address", Try{TCP: &Target{"fd00::1", 80}}, ""},
		{"no host", Try{TCP: &Target{"", 80}}, "no host name"},
		{"an option", Try{TCP: &Target{"-e", 80}}, "no host name"},
		{"a user", Try{TCP: &Target{"a@b", 80}}, "no host name"},
		{"a path", Try{TCP: &Target{"a/b", 80}}, "no host name"},
		{"a command", Try{UDP: &UDP{Target: Target{"$(reboot)", 80}}}, "no host name"},
		{"port 0", Try{TCP: &Target{"a", 0}}, "1 to 65535"},
		{"port 65536", Try{TCP: &Target{"a", 65536}}, "1 to 65535"},
		{"a zero byte", Try{UDP: &UDP{Target{"a", 1}, "a\x00"}}, "zero byte"},
		{"any payload", Try{UDP: &UDP{Target{"a", 1}, "'\"$(reboot)\n`;"}}, ""},
		{"no name", Try{DNS: &DNS{}}, "no name to look up"},
		{"a line break", Try{DNS: &DNS{Name: "a\nb"}}, "no name to look up"},
		{"an odd name", Try{DNS: &DNS{Name: "@8.8.8.8 +trace $(reboot)"}}, ""},
		{"a type", Try{DNS: &DNS{Name: "a", Type: "srv"}}, ""},
		{"no type", Try{DNS: &DNS{Name: "a", Type: "AXFR"}}, "not one of the record types"},
		{"headers", http(HTTP{Headers: map[string]string{"X-A": "b; \"'$("}}), ""},
		{"a header from a file", http(HTTP{Headers: map[string]string{"@/etc/passwd": ""}}), "cannot be a header"},
		{"two headers in one", http(HTTP{Headers: map[string]string{"A": "b\r\nC: d"}}), "cannot be a header"},
		{"a CA", http(HTTP{TLS: &TLS{CA: "secret/a:b", Client: "secret/c", ServerName: "d"}}), ""},
		{"no CA", http(HTTP{TLS: &TLS{CA: "secret/a"}}), "is not secret/NAME:KEY"},
		{"a CA from elsewhere", http(HTTP{TLS: &TLS{CA: "secret/a:../../b"}}), "is not secret/NAME:KEY"},
		{"no client", http(HTTP{TLS: &TLS{Client: "configmap/a"}}), "is not secret/NAME"},
		{"no server name", http(HTTP{TLS: &TLS{ServerName: "a:b"}}), "no host name"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := test.try.valid()
			if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestEscaped(t *testing.T) {
	tests := [][2]string{
		{"", "/"}, {"/", "/"}, {"a", "/a"}, {"/a b", "/a%20b"}, {"/a%20b?c=d&e", "/a%20b?c=d&e"},
		{"/#x", "/%23x"}, {"/\x00\n\"", "/%00%0A%22"}, {"/é", "/%C3%A9"}, {"/../[a]{b}", "/../[a]%7Bb%7D"},
	}
	for _, test := range tests {
		if got := escaped(test[0]); got != test[1] {
			t.Errorf("%q: %q, want %q", test[0], got, test[1])
		}
	}
}

func TestLiteral(t *testing.T) {
	got := literal([]string{"$(HOME) $$ $HOME $", "a"})
	if want := []string{"$$(HOME) $$$$ $$HOME $$", "a"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
