package kubeapi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"k8s.io/apimachinery/pkg/util/yaml"
	sigsyaml "sigs.k8s.io/yaml"
)

// An Object is one object of a manifest.
type Object struct {
	APIVersion, Kind, Namespace, Name string
	// doc is all of it, as YAML or JSON.
	doc []byte
}

func (o Object) String() string {
	name := o.Name
	if o.Namespace != "" {
		name = o.Namespace + "/" + name
	}
	return o.Kind + " " + name
}

// Objects reads a manifest: YAML documents, of which empty ones are left out.
func Objects(manifest string) ([]Object, error) {
	var all []Object
	docs := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(manifest)))
	for {
		doc, err := docs.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read manifest: %w", err)
		}
		object, err := parse(doc)
		if err != nil {
			return nil, err
		}
		if object.Kind != "" {
			all = append(all, object)
		}
	}
}

func parse(doc []byte) (Object, error) {
	var head struct {
		APIVersion string
		Kind       string
		Metadata   struct{ Name, Namespace string }
	}
	if err := sigsyaml.Unmarshal(doc, &head); err != nil {
		return Object{}, fmt.Errorf("read manifest: %w", err)
	}
	return Object{head.APIVersion, head.Kind, head.Metadata.Namespace, head.Metadata.Name, doc}, nil
}

// list is the path of the list that has the object.
func (c *Client) list(ctx context.Context, o Object) (string, error) {
	r, err := c.resource(ctx, o.APIVersion, o.Kind)
	switch {
	case err != nil:
		return "", fmt.Errorf("find %s: %w", o, err)
	case !r.Namespaced:
		return root(o.APIVersion) + "/" + r.Name, nil
	case o.Namespace == "":
		return "", fmt.Errorf("%s is in no namespace", o)
	}
	return root(o.APIVersion) + "/namespaces/" + o.Namespace + "/" + r.Name, nil
}
