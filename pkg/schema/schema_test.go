package schema

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

var update = flag.Bool("update", false, "write the schema anew")

func TestCurrent(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("challenge.schema.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(want), string(Challenge())); d != "" {
		t.Errorf("write it anew with -update: %s", d)
	}
}

func parsed(t *testing.T) *spec.Schema {
	t.Helper()
	s := &spec.Schema{}
	if err := json.Unmarshal(Challenge(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryField finds every field of the types in the schema, and what it is
// for.
func TestEveryField(t *testing.T) {
	seen := 0
	var look func(of reflect.Type, s *spec.Schema, where string)
	look = func(of reflect.Type, s *spec.Schema, where string) {
		switch {
		case s == nil:
			t.Fatalf("%s is not in the schema", where)
		case s.Description == "" && where != "":
			t.Errorf("%s: nobody says what it is for", where)
		}
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice || of.Kind() == reflect.Map {
			switch of.Kind() {
			case reflect.Slice:
				s = s.Items.Schema
			case reflect.Map:
				s = s.AdditionalProperties.Schema
			}
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || of == reflect.TypeFor[challenge.Expression]() {
			return
		}
		if s.AdditionalProperties == nil || s.AdditionalProperties.Allows {
			t.Errorf("%s: unknown fields are let through", where)
		}
		for field := range of.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			if name == "-" {
				continue
			}
			seen++
			inner, ok := s.Properties[name]
			if !ok {
				t.Errorf("%s.%s is not in the schema", where, name)
				continue
			}
			look(field.Type, &inner, where+"."+name)
		}
	}
	look(reflect.TypeFor[challenge.Challenge](), parsed(t), "")
	if seen < 100 {
		t.Errorf("only %d fields were seen", seen)
	}
}

func invalid(t *testing.T, source []byte) string {
	t.Helper()
	var data any
	if err := yaml.Unmarshal(source, &data); err != nil {
		t.Fatal(err)
	}
	s := parsed(t)
	result := validate.NewSchemaValidator(s, s, "", strfmt.Default).Validate(data)
	var said []string
	for _, err := range result.Errors {
		said = append(said, err.Error())
	}
	return strings.Join(said, "\n")
}

// TestShipped: every challenge that there is fits the schema, and one with a
// mistake does not.
func TestShipped(t *testing.T) {
	paths, err := filepath.Glob("../../challenges/*/challenge.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d challenges, %v", len(paths), err)
	}
	var source []byte
	for _, path := range paths {
		if source, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		if said := invalid(t, source); said != "" {
			t.Errorf("%s: %s", path, said)
		}
	}
	for _, test := range []struct{ old, new, want string }{
		{"  minutes: ", "  minuets: ", "minuets"},
		{"  level: 4", "  level: 7", "less than or equal to 6"},
		{"  level: 4", "  level: four", "must be of type integer"},
		{"  type: Build", "  type: Built", "spec.type in body should be one of [Troubleshoot"},
		{"kind: Challenge", "kind: Chalenge", "kind in body should be one of [Challenge]"},
		{"  hold: 5s", "  hold: 5", "must be of type string"},
		{"    weight: 2", "    weight: 11", "less than or equal to 10"},
		{"counts: [create-pods,", "counts: [make-pods,", "should be one of [create-pods read-secrets]"},
		{"  title: A night watch with every key\n", "", "spec.title in body is required"},
	} {
		if said := invalid(t, []byte(strings.Replace(string(source), test.old, test.new, 1))); !strings.Contains(said, test.want) {
			t.Errorf("%q: %s", test.new, said)
		}
	}
}
