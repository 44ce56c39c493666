package author

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
)

// Most of what a case costs are the pods of its scenario. Where all that it did
// can be undone, and what is in the cluster is then exactly what was there
// before, the next case with the same fault begins there.

// revertTime bounds the undoing of one case; what takes longer is deployed anew.
const revertTime = 20 * time.Second

// reaches finds in a script what changes a container without a trace in the API.
func reaches() *regexp.Regexp {
	return regexp.MustCompile(`\b(exec|cp|attach|debug|port-forward|proxy)\b`)
}

// reusable reports whether another case may begin where this one has ended, if
// all is undone that can be seen: not where something may be on its way still,
// or was done where nobody sees it.
func reusable(o Outcome) (bool, error) {
	switch {
	case !o.OK():
		return false, nil
	case o.Proof == nil:
		return true, nil
	case o.AtOnce != "" || slices.ContainsFunc(o.Mutants, func(m mutant.Trial) bool { return m.Live }):
		return false, nil
	}
	script, err := os.ReadFile(o.Proof.Path)
	if err != nil {
		return false, err
	}
	for line := range strings.Lines(string(script)) {
		if !strings.HasPrefix(line, "#") && reaches().MatchString(line) {
			return false, nil
		}
	}
	return true, nil
}

// waits reports whether a case would wait longer in this stand than in a new one:
// containers that end again and again are started later each time. Who only
// answers questions waits for none of them.
func (s *stand) waits() bool {
	switch s.deployment.Challenge.Spec.Type {
	case challenge.Navigate, challenge.Audit:
		return false
	}
	return s.begin.unsteady()
}

// record keeps what there is before the first case does anything.
func (s *stand) record(ctx context.Context) (scene, error) {
	objects, err := s.collector.Record(ctx)
	if err != nil {
		return nil, err
	}
	return newScene(objects, s.deployment.Includes), nil
}

// revert undoes what the case has done, and reports whether all is as it was.
func (p *Prover) revert(ctx context.Context, s *stand) bool {
	ctx, cancel := context.WithTimeout(ctx, revertTime)
	defer cancel()
	if s.waits() {
		return false
	}
	for {
		now, err := s.record(ctx)
		if err != nil {
			return false
		}
		changes := now.since(s.begin)
		if len(changes) == 0 {
			return true
		}
		if slices.ContainsFunc(changes, change.lasting) {
			return false
		}
		for _, c := range changes {
			if err := c.undo(ctx, p.Cluster); err != nil {
				return false
			}
		}
		select { // controllers follow, and of what they write nothing tells the end
		case <-ctx.Done():
			return false
		case <-time.After(time.Second):
		}
	}
}

// undo takes out what was added, and writes back what was changed.
func (c change) undo(ctx context.Context, cl *cluster.Cluster) error {
	if c.byItself() {
		return nil
	}
	client, err := cl.Resource(c.now.GroupVersionKind(), c.now.GetNamespace())
	if err != nil {
		return err
	}
	if c.before == nil {
		background := metav1.DeletePropagationBackground
		err := client.Delete(ctx, c.now.GetName(), metav1.DeleteOptions{PropagationPolicy: &background})
		if err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("delete what a case has made: %w", err)
		}
		return nil
	}
	if _, err := client.Update(ctx, c.before, metav1.UpdateOptions{}); err != nil {
		return fmt.Errorf("write back what a case has changed: %w", err)
	}
	return nil
}
