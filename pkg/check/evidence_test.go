package check_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

var update = flag.Bool("update", false, "write golden files anew")

// shop is the challenge that recorded evidence is judged by.
func shop(t testing.TB) *challenge.Challenge {
	t.Helper()
	source, err := os.ReadFile("testdata/challenge.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := challenge.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// with is the challenge with other checks and observations.
func with(observe map[string]challenge.Watch, checks ...challenge.Check) *challenge.Challenge {
	return &challenge.Challenge{Spec: challenge.Spec{Observe: observe, Checks: checks}}
}

func judge(t testing.TB, c *challenge.Challenge) *check.Judge {
	t.Helper()
	j, err := check.NewJudge(c)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func expr(source string) challenge.Expression {
	return challenge.Expression{Source: source, Line: 1, Column: 1}
}

// decode reads YAML the way that objects of an API server are read: whole
// numbers are int64.
func decode(t testing.TB, text string) any {
	t.Helper()
	value, err := decodeYAML([]byte(text))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return value
}

func decodeYAML(text []byte) (any, error) {
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		return nil, err
	}
	return whole(value), nil
}

func whole(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = whole(v[key])
		}
	case []any:
		for i := range v {
			v[i] = whole(v[i])
		}
	case float64:
		if v == float64(int64(v)) {
			return int64(v)
		}
	}
	return value
}

func object(t testing.TB, text string) map[string]any {
	t.Helper()
	o, ok := decode(t, text).(map[string]any)
	if !ok {
		t.Fatalf("no object: %s", text)
	}
	return o
}

// readEvidence reads evidence from a file. The pods of the shop are observed
// as the cluster's reader does: those that it owns now.
func readEvidence(t testing.TB, path string) check.Evidence {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var ev check.Evidence
	if err := yaml.UnmarshalStrict(text, &ev); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return complete(ev)
}

func complete(ev check.Evidence) check.Evidence {
	ev.Objects = maps.Clone(ev.Objects)
	for name, o := range ev.Objects {
		for _, list := range [][]map[string]any{o.Items, o.Pods, o.Superseded} {
			for _, item := range list {
				whole(item)
			}
		}
		ev.Objects[name] = o
	}
	if s, ok := ev.Objects["shop"]; ok {
		if _, given := ev.Objects["pods"]; !given {
			ev.Objects["pods"] = check.Observed{
				What: "pods of " + s.What, Items: s.Pods, Unread: s.Unread, Changed: s.Changed, Pods: s.Pods, Superseded: s.Superseded,
			}
		}
	}
	return ev
}

func readBaseline(t testing.TB) map[string]any {
	t.Helper()
	text, err := os.ReadFile("testdata/baseline.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return object(t, string(text))
}

func moment(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	if diff := diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// files lists the test data of a pattern by the name before the first dot.
func files(t testing.TB, pattern string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no files match %s", pattern)
	}
	named := map[string]string{}
	for _, path := range paths {
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		named[name] = path
	}
	return named
}

// response is what came back from an HTTP request.
func response(status int64, body, failure string) check.Answer {
	return check.Answer{Value: map[string]any{"status": status, "body": body, "error": failure}}
}
