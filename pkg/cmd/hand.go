package cmd

import (
	"fmt"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// hand tells the story and what to do next.
func (s *session) hand(c *challenge.Challenge, run record.Run, files *handed) error {
	story, err := values(run).Apply(c.Spec.Story)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.term.Out, "\n%s\n%s\n", s.term.Bold(c.Spec.Title), s.term.Wrap(story, ""))
	steps, err := stages(c, values(run))
	if err != nil {
		return err
	}
	s.showStages(steps)
	if len(c.Spec.Questions) > 0 {
		if err := s.showQuestions(c, run); err != nil {
			return err
		}
		fmt.Fprintln(s.term.Out)
	}
	if err := s.tellFiles(c, files, values(run)); err != nil {
		return err
	}
	namespace := run.Namespaces[challenge.MainNamespace]
	shown, err := showsAll(c, run)
	if err != nil {
		return err
	}
	if shown {
		s.term.Print("Begin:  kubectl -n %s get all", namespace)
	} else {
		s.term.Print("Begin:  what you make goes into namespace %s", namespace)
	}
	if len(c.Spec.Questions) > 0 {
		s.term.Print("Answer: kubectl mastery answer QUESTION VALUE")
	}
	s.term.Print("Help:   kubectl mastery hint")
	s.term.Print("Done?   kubectl mastery verify")
	return nil
}

// showsAll reports whether `kubectl get all` shows something where a run begins:
// it leaves out most kinds, and some challenges begin with nothing.
func showsAll(c *challenge.Challenge, run record.Run) (bool, error) {
	objects, err := scenario.Render(c, run.Fault, values(run))
	if err != nil {
		return false, err
	}
	for _, object := range objects {
		switch object.GetKind() {
		case "Pod", "Service", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicationController", "HorizontalPodAutoscaler":
			return true, nil
		}
	}
	return false, nil
}

// goOn tells again what a challenge is about that is started already.
func (s *session) goOn(c *challenge.Challenge, run record.Run) error {
	s.term.Say("%s is started already, since %s; nothing in the cluster was changed. To begin anew: kubectl mastery reset %s",
		c.ID(), run.Started.Local().Format("2006-01-02 15:04"), c.ID())
	files, err := s.handed(c, values(run))
	if err != nil {
		return err
	}
	if err := s.handOut(c, files); err != nil {
		return err
	}
	return s.hand(c, run, files)
}
