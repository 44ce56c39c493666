package cmd

import (
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// quay is a Project of three stages, and a safeguard that is of none.
func quay() *current {
	c := &challenge.Challenge{Metadata: challenge.Metadata{Name: "l1-quay-board"}}
	c.Spec.Type = challenge.Project
	c.Spec.Stages = []challenge.Stage{
		{Name: "The board runs", Story: "Deployment board runs in ${NS_MAIN}."},
		{Name: "Travellers reach it", Story: "They ask http://board/ on port 80, from anywhere in the cluster,\nand read the departures of the day."},
		{Name: "It outlives a pod", Story: "One may be lost."},
	}
	c.Spec.Hints = []challenge.Hint{
		{Text: "0", Check: "It outlives the loss of a pod"}, {Text: "1", Check: "Service board answers"}, {Text: "2", Check: "A pod is ready"},
	}
	return &current{challenge: c, run: record.Run{Namespaces: map[string]string{"main": "mastery-l1-quay-board"}}}
}

// quayResults are those of a moment at which some of the stages are done.
func quayResults(first, second, third check.Verdict) []check.Result {
	observed := map[check.Verdict]string{check.Fail: "0 of 1 pods are ready"}
	reasons := map[check.Verdict]string{check.Settling: "pod board-1 is being created"}
	return []check.Result{
		{Name: "A pod is ready", Stage: "The board runs", Verdict: first, Observed: observed[first], Reason: reasons[first]},
		{Name: "Its label says what it is", Stage: "The board runs", Verdict: check.Pass},
		{Name: "Service board answers", Stage: "Travellers reach it", Verdict: second, Observed: observed[second], Reason: reasons[second]},
		{Name: "It leads to the board alone", Stage: "Travellers reach it", Verdict: second, Observed: observed[second], Reason: reasons[second]},
		{Name: "It outlives the loss of a pod", Stage: "It outlives a pod", Verdict: third, Reason: "it is tried once all else holds"},
		{Name: "The quota is as it was", Safeguard: true, Because: "Leave the quota", Verdict: check.Pass},
	}
}

func TestStagesAreShown(t *testing.T) {
	streams, _, out, _ := genericiooptions.NewTestIOStreams()
	s := &session{app: &app{term: terminal.New(streams)}}
	c := quay()
	all, err := stages(c.challenge, values(c.run))
	if err != nil {
		t.Fatal(err)
	}
	out.WriteString("== start and show\n")
	s.showStages(all)
	s.showStages(nil)
	for _, at := range []struct {
		name    string
		results []check.Result
	}{
		{"the first fails", quayResults(check.Fail, check.Later, check.Later)},
		{"the first settles", quayResults(check.Settling, check.Later, check.Later)},
		{"the second fails", quayResults(check.Pass, check.Fail, check.Later)},
		{"the last is to be tried", quayResults(check.Pass, check.Pass, check.Later)},
	} {
		out.WriteString("== verify: " + at.name + "\n")
		r := verification.Report{Verdict: check.Overall(at.results), Results: at.results}
		if err := s.showReport(c, r); err != nil {
			t.Fatal(err)
		}
		out.WriteString("== below it, with --watch\n" + s.watching(c, r))
	}
	out.WriteString("== all are done\n" + s.staged(c, quayResults(check.Pass, check.Pass, check.Pass)))
	golden(t, "stages.txt", out.String())
}

// TestHintsOfLaterStages are not given before their stage is open.
func TestHintsOfLaterStages(t *testing.T) {
	c := quay()
	for _, test := range []struct {
		results []check.Result
		taken   []int
		want    int
		where   string
	}{
		{quayResults(check.Fail, check.Later, check.Later), nil, 2, ", stage 1 of 3"},
		{quayResults(check.Fail, check.Later, check.Later), []int{2}, -1, ", stage 1 of 3"},
		{quayResults(check.Settling, check.Later, check.Later), []int{2}, -1, ", stage 1 of 3"},
		// A probe of the first has not answered yet, for nobody waits for it here.
		{quayResults(check.Settling, check.Fail, check.Fail), nil, 1, ", stage 2 of 3"},
		{quayResults(check.Settling, check.Fail, check.Fail), []int{1}, -1, ", stage 2 of 3"},
		{quayResults(check.Pass, check.Fail, check.Later), nil, 1, ", stage 2 of 3"},
		{quayResults(check.Pass, check.Pass, check.Later), []int{1}, 0, ", stage 3 of 3"},
	} {
		got, err := nextHint(c.challenge, record.Run{Hints: test.taken}, test.results, check.Evidence{}, nil)
		if err != nil || got != test.want {
			t.Errorf("%+v: hint %d, %v; want %d", test.results, got, err, test.want)
		}
		if where := inStage(", ", c.challenge, test.results); where != test.where {
			t.Errorf("where: %q, want %q", where, test.where)
		}
	}
	if where := inStage(", ", c.challenge, quayResults(check.Pass, check.Pass, check.Pass)); where != "" {
		t.Errorf("where all are done: %q", where)
	}
}

func TestStageWithAStrangeVariable(t *testing.T) {
	c := quay()
	c.challenge.Spec.Stages[1].Story = "in ${NS_OTHER}"
	if _, err := stages(c.challenge, values(c.run)); err == nil || !strings.Contains(err.Error(), `stage "Travellers reach it"`) {
		t.Errorf("error %v", err)
	}
}
