package schema

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// node is a JSON schema, as far as it is needed here.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Type        string           `json:"type,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	Minimum     *int             `json:"minimum,omitempty"`
	Maximum     *int             `json:"maximum,omitempty"`
	MinItems    int              `json:"minItems,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Required    []string         `json:"required,omitempty"`
	// Additional is false, or the schema of all values of a map.
	Additional any `json:"additionalProperties,omitempty"`
}

// comments are what the sources of pkg/challenge say of a type, by its name,
// and of a field, by "Type.Field".
func comments() (map[string]string, error) {
	paths, err := filepath.Glob("../challenge/*.go")
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, declaration := range file.Decls {
			general, ok := declaration.(*ast.GenDecl)
			if !ok || general.Tok != token.TYPE {
				continue
			}
			for _, spec := range general.Specs {
				named := spec.(*ast.TypeSpec)
				found[named.Name.Name] = oneLine(general.Doc)
				if fields, ok := named.Type.(*ast.StructType); ok {
					fieldComments(named.Name.Name, fields, found)
				}
			}
		}
	}
	return found, nil
}

// fieldComments notes the comments of a struct's fields. One that has none is
// meant by the comment before it, where it follows at once: "User and Groups".
func fieldComments(of string, fields *ast.StructType, found map[string]string) {
	last := ""
	for _, field := range fields.Fields.List {
		for _, name := range field.Names {
			if field.Doc != nil {
				last = oneLine(field.Doc)
			}
			if field.Doc != nil || strings.Contains(last, name.Name) {
				found[of+"."+name.Name] = last
			}
		}
	}
}

func oneLine(doc *ast.CommentGroup) string { return strings.Join(strings.Fields(doc.Text()), " ") }

// generate makes the schema of the type Challenge.
func generate() ([]byte, error) {
	said, err := comments()
	if err != nil {
		return nil, err
	}
	root, err := schemaOf(reflect.TypeFor[challenge.Challenge](), said)
	if err != nil {
		return nil, err
	}
	root.Schema, root.Title = "http://json-schema.org/draft-07/schema#", "A challenge of kubectl mastery"
	text, err := json.MarshalIndent(root, "", "  ")
	return append(text, '\n'), err
}

func schemaOf(t reflect.Type, said map[string]string) (*node, error) {
	switch t {
	case reflect.TypeFor[challenge.Expression]():
		return &node{Type: "string", Description: "An expression of the Common Expression Language."}, nil
	case reflect.TypeFor[challenge.Duration]():
		return &node{Type: "string", Pattern: `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$|^0$`, Description: "A duration such as 10s or 2m."}, nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), said)
	case reflect.String:
		return &node{Type: "string", Enum: values(t)}, nil
	case reflect.Int:
		return &node{Type: "integer"}, nil
	case reflect.Bool:
		return &node{Type: "boolean"}, nil
	case reflect.Slice:
		items, err := schemaOf(t.Elem(), said)
		return &node{Type: "array", Items: items}, err
	case reflect.Map:
		all, err := schemaOf(t.Elem(), said)
		return &node{Type: "object", Additional: all}, err
	case reflect.Struct:
		return structure(t, said)
	}
	return nil, fmt.Errorf("there is no schema for %s", t)
}

func structure(t reflect.Type, said map[string]string) (*node, error) {
	n := &node{Type: "object", Description: said[t.Name()], Properties: map[string]*node{}, Additional: false}
	for field := range t.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if name == "-" {
			continue
		}
		one, err := schemaOf(field.Type, said)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t.Name(), field.Name, err)
		}
		if comment := said[t.Name()+"."+field.Name]; comment != "" {
			one.Description = comment
		}
		bound(t.Name()+"."+field.Name, one)
		n.Properties[name] = one
		if !strings.Contains(options, "omitempty") {
			n.Required = append(n.Required, name)
		}
	}
	return n, nil
}

// values are those that a type of strings may have; nil where any will do.
func values(t reflect.Type) (names []string) {
	switch t {
	case reflect.TypeFor[challenge.Type]():
		return texts(challenge.Types())
	case reflect.TypeFor[challenge.Disruption]():
		return texts(challenge.Disruptions())
	case reflect.TypeFor[challenge.Delivery]():
		return texts([]challenge.Delivery{challenge.OnePass, challenge.AfterChange})
	case reflect.TypeFor[challenge.HostAccess]():
		return texts(slices.Sorted(maps.Keys(challenge.HostAccesses())))
	}
	return nil
}

func texts[T ~string](values []T) (all []string) {
	for _, v := range values {
		all = append(all, string(v))
	}
	return all
}

// bound adds what a field's type does not say.
func bound(field string, n *node) {
	between := func(least, most int) { n.Minimum, n.Maximum = &least, &most }
	switch field {
	case "Challenge.APIVersion":
		n.Enum = []string{challenge.APIVersion}
	case "Challenge.Kind":
		n.Enum = []string{challenge.Kind}
	case "Metadata.Name":
		n.Pattern = "^l[1-6](-[a-z0-9]+){2,4}$"
	case "Spec.Level":
		between(1, 6)
	case "Spec.Minutes":
		between(1, 480)
	case "Check.Weight":
		between(0, 10)
	case "Logs.Lines":
		between(0, challenge.MaxLogLines)
	case "Spec.Covers", "Spec.Checks", "Spec.Hints", "Permission.Verbs":
		n.MinItems = 1
	case "Fault.ID":
		n.Pattern = "^[a-z][a-z0-9]{1,15}$"
	case "Spec.Requires":
		n.Items.Enum = slices.Sorted(maps.Keys(challenge.Requirements()))
	case "Can.Counts":
		n.Items.Enum = []string{challenge.CountsCreatePods, challenge.CountsReadSecrets}
	case "HTTP.Via":
		n.Enum = []string{challenge.ViaAPIServer}
	}
}
