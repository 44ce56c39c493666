package cmd

import (
	"context"
	"errors"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// agree shows what will be created, and asks: once for each cluster, but each
// time where the challenge is somebody else's.
func (s *session) agree(ctx context.Context, c *challenge.Challenge, d *scenario.Deployment, files *handed, yes bool) error {
	objects, err := d.Objects()
	if err != nil {
		return err
	}
	s.showPlan(c, d, objects)
	if err := s.showFiles(files); err != nil {
		return err
	}
	ours, often := s.elsewhere == "", "once for this cluster"
	if !ours {
		often = "each time for a challenge from " + s.elsewhere
	}
	if yes || ours && s.local.Agreed {
		s.local.Agreed = s.local.Agreed || ours
		return nil
	}
	if !s.term.Interactive() {
		return errors.New("this is no terminal where you could be asked; add --yes to create these objects")
	}
	agreed, err := s.agreed(ctx, "Create them? (asked "+often+") [y/N]: ")
	if err != nil {
		return err
	}
	if !agreed {
		s.term.Say("Nothing was created. To begin after all: kubectl mastery start %s", c.ID())
		return outcome(exitError)
	}
	s.local.Agreed = s.local.Agreed || ours
	return nil
}

// agreed asks for a yes; anything else is a no.
func (s *session) agreed(ctx context.Context, question string) (bool, error) {
	answer, err := s.term.Ask(ctx, question, "n")
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", err
}

// showPlan tells what a run creates, and first what of it is for the whole
// cluster, or for its nodes.
func (s *session) showPlan(c *challenge.Challenge, d *scenario.Deployment, objects []*unstructured.Unstructured) {
	s.term.Say("%s: %s (level %d, about %d minutes)", c.ID(), s.term.Bold(c.Spec.Title), c.Spec.Level, c.Spec.Minutes)
	s.term.Say("In context %s (%s) this creates", s.cluster.Context, s.cluster.Server)
	if outside := labels(objects, ""); outside != "" {
		s.term.Say("  %s for the whole cluster: %s", s.term.Sign(Unsure), outside)
	}
	for _, way := range c.Spec.HostAccess {
		s.term.Say("  %s pods that %s", s.term.Sign(Unsure), challenge.HostAccesses()[way])
	}
	for _, alias := range c.Namespaces() {
		s.term.Say("  namespace %s", strings.TrimSuffix(d.Namespaces[alias]+" with "+labels(objects, d.Namespaces[alias]), " with "))
	}
	s.term.Say("  namespace %s with your record, if it is not there yet", record.Namespace)
	for _, touch := range c.Spec.Touches {
		if pattern, err := d.Values().Apply(touch.Name); err == nil && len(touch.Restore) == 0 {
			s.term.Say("and stop removes each %s named %s that you make", touch.Kind, pattern)
		}
	}
	for _, name := range c.Spec.Requires {
		s.term.Say("It needs %s.", challenge.Requirements()[name])
	}
}

// labels name the objects of a namespace; those of none where it is empty.
func labels(objects []*unstructured.Unstructured, namespace string) string {
	var names []string
	for _, object := range objects {
		if object.GetNamespace() == namespace {
			names = append(names, scenario.Label(object))
		}
	}
	return strings.Join(names, ", ")
}
