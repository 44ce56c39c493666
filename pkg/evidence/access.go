package evidence

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// access gathers what checks of the kind can look at; nil where there are
// none.
func (c *Collector) access(ctx context.Context) (*check.Access, error) {
	if !c.judgesAccess() || c.StateOnly {
		return nil, nil
	}
	a, err := c.rules(ctx)
	if err != nil || a.Unread != "" {
		return a, err
	}
	served, err := c.Cluster.Kinds()
	if err != nil {
		return nil, err
	}
	for _, kind := range served {
		a.Kinds = append(a.Kinds, check.Kind{Group: kind.Group, Resource: kind.Name, Namespaced: kind.Namespaced})
	}
	a.Trim(c.Challenge)
	return a, c.review(ctx, a)
}

// FreshAccess is what any fresh ServiceAccount may do now, for the baseline;
// nil where no check is about that, or where it may not be read.
func (c *Collector) FreshAccess(ctx context.Context) (any, error) {
	if !c.judgesAccess() {
		return nil, nil
	}
	a, err := c.rules(ctx)
	if err != nil || a.Unread != "" {
		return nil, err
	}
	return a.Fresh()
}

func (c *Collector) judgesAccess() bool {
	return slices.ContainsFunc(c.Challenge.Spec.Checks, func(one challenge.Check) bool { return one.Can != nil })
}

// accessKinds are those that access rules are made of.
func accessKinds() []schema.GroupVersionResource {
	rbac := rbacv1.SchemeGroupVersion
	return []schema.GroupVersionResource{
		rbac.WithResource("roles"), rbac.WithResource("clusterroles"),
		rbac.WithResource("rolebindings"), rbac.WithResource("clusterrolebindings"),
		cluster.Core("serviceaccounts"),
	}
}

// rules lists the access rules of the whole cluster. Tokens are of interest
// only to checks that count them.
func (c *Collector) rules(ctx context.Context) (*check.Access, error) {
	kinds := accessKinds()
	if slices.ContainsFunc(c.Challenge.Spec.Checks, func(one challenge.Check) bool {
		return one.Can != nil && slices.Contains(one.Can.Counts, challenge.CountsReadSecrets)
	}) {
		kinds = append(kinds, cluster.Core("secrets"))
	}
	lists, errs := make([]*unstructured.UnstructuredList, len(kinds)), make([]error, len(kinds))
	var group sync.WaitGroup
	for i, kind := range kinds {
		group.Go(func() {
			options := metav1.ListOptions{}
			if kind.Resource == "secrets" {
				options.FieldSelector = "type=" + tokenType // nobody else's contents are wanted
			}
			lists[i], errs[i] = c.Cluster.Dynamic.Resource(kind).List(ctx, options)
		})
	}
	group.Wait()
	a := &check.Access{Namespaces: c.Namespaces}
	for i, kind := range kinds {
		switch err := errs[i]; {
		case apierrors.IsForbidden(err):
			a.Unread = cmp.Or(a.Unread, fmt.Sprintf("you may not list %s in all namespaces", kind.Resource))
		case apierrors.IsNotFound(err):
			a.Unread = cmp.Or(a.Unread, fmt.Sprintf("this cluster has no %s: its API server decides by other means", kind.Resource))
		case err != nil:
			return nil, fmt.Errorf("look at access rules: %w", cluster.Explain(err))
		default:
			for j := range lists[i].Items {
				if err := addRule(a, kind.Resource, &lists[i].Items[j]); err != nil {
					return nil, fmt.Errorf("look at access rules: %w", err)
				}
			}
		}
	}
	return a, nil
}

const tokenType = "kubernetes.io/service-account-token"

// addRule adds what counts of one object.
func addRule(a *check.Access, resource string, o *unstructured.Unstructured) error {
	when := changed(o.Object)
	for _, field := range o.GetManagedFields() { // who gathers rules counts as well
		if field.Time != nil && field.Time.After(when) {
			when = field.Time.Time
		}
	}
	switch resource {
	case "roles", "clusterroles":
		var role rbacv1.ClusterRole // a Role with one field more
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, &role); err != nil {
			return err
		}
		r := check.Role{Namespace: role.Namespace, Name: role.Name, Rules: role.Rules, Changed: when}
		if resource == "roles" {
			a.Roles = append(a.Roles, r)
			return nil
		}
		r.Labels = role.Labels
		if role.AggregationRule != nil {
			r.Gathers = role.AggregationRule.ClusterRoleSelectors
		}
		a.ClusterRoles = append(a.ClusterRoles, r)
	case "rolebindings", "clusterrolebindings":
		var binding rbacv1.RoleBinding
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, &binding); err != nil {
			return err
		}
		b := check.Binding{
			Namespace: binding.Namespace, Name: binding.Name, RoleRef: binding.RoleRef, Subjects: binding.Subjects,
			Default: binding.Labels["kubernetes.io/bootstrapping"] == "rbac-defaults", Changed: when,
		}
		if resource == "rolebindings" {
			a.RoleBindings = append(a.RoleBindings, b)
		} else {
			a.ClusterRoleBindings = append(a.ClusterRoleBindings, b)
		}
	case "serviceaccounts":
		if o.GetDeletionTimestamp() == nil {
			a.Accounts = append(a.Accounts, check.Account{Namespace: o.GetNamespace(), Name: o.GetName(), Changed: when})
		}
	case "secrets":
		a.Tokens = append(a.Tokens, check.Token{
			Namespace: o.GetNamespace(), Name: o.GetName(), Account: o.GetAnnotations()["kubernetes.io/service-account.name"],
		})
	}
	return nil
}

// errNoReviews is why the API server was not asked, where it may not be.
var errNoReviews = errors.New("you may not create subjectaccessreviews, by which the API server is asked what others may do")

// review asks the API server for its own decisions, all at once.
func (c *Collector) review(ctx context.Context, a *check.Access) error {
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	a.Reviews = map[string]check.Review{}
	for _, request := range a.Requests(c.Challenge) {
		group.Go(func() {
			review, err := c.decision(ctx, request)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failure = err
				return
			}
			a.Reviews[request.Key()] = review
		})
	}
	group.Wait()
	switch {
	case errors.Is(failure, errNoReviews):
		a.Unasked, a.Reviews = failure.Error(), nil
		return nil
	case failure != nil:
		return failure
	}
	c.remember(a.Reviews)
	return nil
}

// decision asks for one SubjectAccessReview.
func (c *Collector) decision(ctx context.Context, r check.Request) (check.Review, error) {
	spec := map[string]any{"user": r.User, "groups": toAny(r.Groups)}
	if r.Path != "" {
		spec["nonResourceAttributes"] = map[string]any{"path": r.Path, "verb": r.Verb}
	} else {
		resource, subresource, _ := strings.Cut(r.Resource, "/")
		spec["resourceAttributes"] = map[string]any{
			"namespace": r.Namespace, "verb": r.Verb, "group": r.Group,
			"resource": resource, "subresource": subresource, "name": r.Name,
		}
	}
	review := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": spec,
	}}
	resource := schema.GroupVersionResource{Group: "authorization.k8s.io", Version: "v1", Resource: "subjectaccessreviews"}
	answer, err := c.Cluster.Dynamic.Resource(resource).Create(ctx, review, metav1.CreateOptions{})
	switch {
	case apierrors.IsForbidden(err):
		return check.Review{}, errNoReviews
	case err != nil:
		return check.Review{}, fmt.Errorf("ask the API server what %s may do: %w", r.User, cluster.Explain(err))
	}
	allowed, _, _ := unstructured.NestedBool(answer.Object, "status", "allowed")
	reason, _, _ := unstructured.NestedString(answer.Object, "status", "reason")
	return check.Review{Allowed: allowed, Reason: reason}, nil
}

// remember notes since when the API server decides as it does: after a change
// it takes a moment until it heeds it, and a binding that was deleted leaves no
// time behind.
func (c *Collector) remember(reviews map[string]check.Review) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.Cluster.Now()
	for key, review := range reviews {
		review.Since = now
		if before, ok := c.reviewed[key]; ok && before.Allowed == review.Allowed {
			review.Since = before.Since
		}
		reviews[key] = review
	}
	c.reviewed = reviews
}

func toAny(words []string) []any {
	list := make([]any, len(words))
	for i, word := range words {
		list[i] = word
	}
	return list
}
