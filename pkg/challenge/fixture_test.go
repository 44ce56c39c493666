package challenge_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// source is a whole challenge that keeps every rule. Tests change one line.
const source = `apiVersion: mastery/v1alpha1
kind: Challenge
metadata: {name: l1-shop-closed}
spec:
  title: The shop that never opens
  level: 1
  type: Troubleshoot
  minutes: 10
  covers: [l1/indicator/pod-lifecycle]
  story: |
    Bring the shop up. Keep the image: it
    passed the tests.
  namespaces: [backend]
  faults:
  - {id: amber, symptom: "present(shop)", sees: it is closed, cause: a key was missing}
  - {id: birch, symptom: "present(shop)", sees: it is closed, cause: a file was missing}
  observe:
    shop: {backs: service/shop}
    pods: {podsOf: shop}
    configs: {apiVersion: v1, kind: ConfigMap, all: true}
    database: {apiVersion: apps/v1, kind: StatefulSet, name: db, namespace: backend}
  stages: [{name: first}]
  checks:
  - name: It answers
    stage: first
    http: {to: "service/shop:80", via: api-server, path: /, expect: response.status == 200}
    weight: 2
  - name: It is ready
    expr: shop.replicas() >= 1
  - name: Same image
    safeguard: true
    because: "Keep the image: it passed the tests."
    expr: shop.image('shop') == 'x'
  hold: 5s
  settle: 1m
  hints:
  - {text: Look at the pods, check: It answers}
  - {text: Look at the settings, fault: [amber]}
`

// files are the files of a challenge with the given challenge.yaml.
func files(yaml string) fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	return fstest.MapFS{
		"l1-shop-closed/challenge.yaml":                  file(yaml),
		"l1-shop-closed/debrief.md":                      file("what it was\n"),
		"l1-shop-closed/scenario/kustomization.yaml":     file("resources: []\n"),
		"l1-shop-closed/faults/amber/kustomization.yaml": file("resources: [../../scenario]\n"),
		"l1-shop-closed/faults/birch/kustomization.yaml": file("resources: [../../scenario]\n"),
		"l1-shop-closed/proof/right/add-the-key.sh":      file("kubectl get pods\n"),
	}
}

// edit replaces one text of the source, which must be there once.
func edit(t testing.TB, pairs ...string) string {
	t.Helper()
	text := source
	for i := 0; i < len(pairs); i += 2 {
		if strings.Count(text, pairs[i]) != 1 {
			t.Fatalf("%q stands %d times in the source", pairs[i], strings.Count(text, pairs[i]))
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

func parse(t testing.TB, text string) *challenge.Challenge {
	t.Helper()
	c, err := challenge.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func clone(fsys fstest.MapFS) fstest.MapFS { return maps.Clone(fsys) }

// wantError compares an error with the text that it must hold; an empty text
// wants none.
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("error %v, want none", err)
	case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
		t.Errorf("error %v, want %q", err, want)
	}
}
