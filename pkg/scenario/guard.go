package scenario

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Breach is what an object of a rendering does and its challenge does not
// declare.
type Breach struct {
	Object *unstructured.Unstructured
	// Field is where the object does it, such as "spec.hostNetwork".
	Field string
	// Text says what it is and how it would be declared.
	Text string
}

func (b Breach) Error() string { return Label(b.Object) + ": " + b.Text }

// Breaches finds what the objects of a rendering do outside of the challenge's
// namespaces, or to nodes, without its being declared. scoped tells whether a
// kind has no namespaces.
func Breaches(c *challenge.Challenge, objects []*unstructured.Unstructured, values challenge.Substitution, scoped func(schema.GroupVersionKind) bool) []Breach {
	var breaches []Breach
	for _, object := range objects {
		if field, text := outside(c, object, values, scoped); text != "" {
			breaches = append(breaches, Breach{object, field, text})
		}
		for _, reach := range hostAccess(object) {
			if !slices.Contains(c.Spec.HostAccess, reach.way) {
				breaches = append(breaches, Breach{object, reach.field, fmt.Sprintf("its pods would %s, which spec.hostAccess does not declare; add %s there, or do without",
					challenge.HostAccesses()[reach.way], reach.way)})
			}
		}
	}
	return breaches
}

// visible is what a name may be made of: it is shown before any API server has
// seen it.
var visible = regexp.MustCompile(`^[[:graph:]]*$`)

// outside finds out whether an object is where its challenge may put it.
func outside(c *challenge.Challenge, object *unstructured.Unstructured, values challenge.Substitution, scoped func(schema.GroupVersionKind) bool) (field, text string) {
	if !visible.MatchString(object.GetName() + object.GetKind() + object.GetNamespace()) {
		return "metadata.name", "its name or kind holds characters that no object can have"
	}
	if scoped(object.GroupVersionKind()) {
		if declared(c, object, values) {
			return "", ""
		}
		return "kind", fmt.Sprintf("a %s is in no namespace, and no entry of spec.touches has its apiVersion, kind and name, which begins with %s-",
			object.GetKind(), challenge.NamespaceVariable(challenge.MainNamespace))
	}
	for _, name := range values.Namespaces {
		if object.GetNamespace() == name {
			return "", ""
		}
	}
	if object.GetNamespace() == "" {
		return "metadata", fmt.Sprintf("it names no namespace; write namespace: %s, here or in the kustomization", challenge.NamespaceVariable(challenge.MainNamespace))
	}
	return "metadata.namespace", fmt.Sprintf("namespace %s is none of the challenge's; write %s, or the variable of another one in spec.namespaces",
		object.GetNamespace(), challenge.NamespaceVariable(challenge.MainNamespace))
}

// declared reports whether stop will remove the object, as spec.touches says.
func declared(c *challenge.Challenge, object *unstructured.Unstructured, values challenge.Substitution) bool {
	return slices.ContainsFunc(c.Spec.Touches, func(t challenge.Touch) bool {
		pattern, err := values.Apply(t.Name)
		if err != nil || len(t.Restore) > 0 || t.APIVersion != object.GetAPIVersion() || t.Kind != object.GetKind() {
			return false
		}
		matches, err := path.Match(pattern, object.GetName())
		return err == nil && matches
	})
}

// ClusterScoped reports whether a kind of Kubernetes' own has no namespaces;
// known is false of any other kind.
func ClusterScoped(gvk schema.GroupVersionKind) (scoped, known bool) {
	apiVersion, kind := gvk.ToAPIVersionAndKind()
	namespaced, known := openapi.IsNamespaceScoped(kyaml.TypeMeta{APIVersion: apiVersion, Kind: kind})
	return known && !namespaced, known
}

// guarded refuses of a rendering what the challenge does not declare.
func (d *Deployment) guarded(objects []*unstructured.Unstructured, err error) ([]*unstructured.Unstructured, error) {
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, breach := range Breaches(d.Challenge, objects, d.Values(), d.clusterScoped) {
		errs = append(errs, breach)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("challenge %s is refused: %w", d.Challenge.ID(), err)
	}
	for _, object := range objects {
		if d.clusterScoped(object.GroupVersionKind()) {
			object.SetNamespace("") // so that nobody takes it for something in there
		}
	}
	return objects, nil
}

// clusterScoped reports whether a kind has no namespaces here. Of what the
// cluster does not know nothing can be created.
func (d *Deployment) clusterScoped(gvk schema.GroupVersionKind) bool {
	if scoped, known := ClusterScoped(gvk); known {
		return scoped
	}
	if d.Cluster == nil {
		return d.declaredOutside(gvk)
	}
	mapping, err := d.Cluster.Mapping(gvk)
	return err == nil && mapping.Scope.Name() == meta.RESTScopeNameRoot
}
