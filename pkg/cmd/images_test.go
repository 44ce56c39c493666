package cmd

import (
	"strings"
	"testing"
)

func TestImages(t *testing.T) {
	const busybox, agnhost, nginx = "registry.k8s.io/e2e-test-images/busybox:1.37.0-2", "registry.k8s.io/e2e-test-images/agnhost:2.66.1", "registry.k8s.io/e2e-test-images/nginx:1.27.0-2"
	for args, want := range map[string]string{
		"l1-pod-crash -o name":               busybox + "\n",
		"l1-stay-alive l1-pod-crash -o name": agnhost + "\n" + busybox + "\n" + nginx + "\n",
		"l1-first-pod -o name":               nginx + "\n",
		"l1-pod-crash":                       "IMAGE                                              CHALLENGES\n" + busybox + "   l1-pod-crash\n",
		"l1-pod-crash -o json":               "{\n  \"apiVersion\": \"mastery/v1alpha1\",\n  \"items\": [\n    {\n      \"image\": \"" + busybox + "\",\n      \"challenges\": [\n        \"l1-pod-crash\"\n      ]\n    }\n  ],\n  \"kind\": \"ImageList\"\n}\n",
	} {
		code, out, errOut := nowhere(t, append([]string{"images"}, strings.Fields(args)...)...)
		if code != 0 || out != want || errOut != "" {
			t.Errorf("%s: exit code %d, %q, %q, want %q", args, code, out, errOut, want)
		}
	}
	if _, out, _ := nowhere(t, "images", "-o", "name"); !strings.Contains(out, busybox+"\n") || strings.Count(out, agnhost) != 1 {
		t.Errorf("all: %s", out)
	}
	if code, _, errOut := nowhere(t, "images", "l1-pod-crahs"); code != exitError || !strings.HasPrefix(errOut, "error: no such challenge") {
		t.Errorf("exit code %d, %s", code, errOut)
	}
}
