package challenges_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// TestCatalogue holds every challenge to what can be known without a cluster:
// its expressions are of the right types, each of its faults can be rendered,
// and its texts name only namespaces that it has.
func TestCatalogue(t *testing.T) {
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.All()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d challenges, %v", len(all), err)
	}
	for _, c := range all {
		t.Run(c.ID(), func(t *testing.T) {
			if _, err := check.NewJudge(c); err != nil {
				t.Error(err)
			}
			env, err := check.NewEnvironment(c)
			if err != nil {
				t.Fatal(err)
			}
			values := challenge.Substitution{Namespaces: map[string]string{}}
			for _, alias := range c.Namespaces() {
				values.Namespaces[alias] = "ns-" + alias
			}
			rendered := map[string]bool{}
			for _, f := range append([]challenge.Fault{{}}, c.Spec.Faults...) {
				objects, err := scenario.Render(c, f.ID, values)
				if err != nil || len(objects) == 0 && c.Spec.Type != challenge.Project {
					t.Errorf("fault %q: %d objects, %v", f.ID, len(objects), err)
				}
				text := ""
				for _, o := range objects {
					one, err := o.MarshalJSON()
					if err != nil {
						t.Fatal(err)
					}
					text += string(one)
				}
				if rendered[text] {
					t.Errorf("fault %q changes nothing, or the same as another", f.ID)
				}
				rendered[text] = true
				if f.ID == "" {
					continue
				}
				if _, err := env.Condition(f.Symptom); err != nil {
					t.Errorf("fault %s: symptom: %v", f.ID, err)
				}
			}
			texts := []string{c.Spec.Story, c.Debrief}
			for i, h := range c.Spec.Hints {
				texts = append(texts, h.Text)
				if !h.If.Empty() {
					if _, err := env.Condition(h.If); err != nil {
						t.Errorf("hint %d: if: %v", i+1, err)
					}
				}
			}
			for _, text := range texts {
				if _, err := values.Apply(text); err != nil {
					t.Errorf("%v in:\n%s", err, text)
				}
			}
		})
	}
}

// TestEmbedded: a challenge that is built in is the same as in its directory,
// for records remember its digest; and it can be shown how each fault is mended.
func TestEmbedded(t *testing.T) {
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	here, err := challenge.NewCatalogue(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(here.IDs(), catalogue.IDs()); d != "" {
		t.Fatal(d)
	}
	for _, id := range catalogue.IDs() {
		builtIn, err := catalogue.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		inDirectory, err := here.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		if builtIn.Digest != inDirectory.Digest {
			t.Errorf("%s: digest %s, that of the directory is %s", id, builtIn.Digest, inDirectory.Digest)
		}
		names := map[string]string{}
		for _, alias := range builtIn.Namespaces() {
			names[alias] = "ns-" + alias
		}
		faults := []string{""}
		if len(builtIn.Spec.Faults) > 0 {
			faults = nil
			for _, f := range builtIn.Spec.Faults {
				faults = append(faults, f.ID)
			}
		}
		for _, fault := range faults {
			shown, err := author.Solutions(builtIn, fault, names, builtIn.ID())
			if err != nil || len(shown) == 0 {
				t.Errorf("%s, fault %q: %d solutions, %v", id, fault, len(shown), err)
			}
			for _, one := range shown {
				if strings.Contains(one.Script, "NS_") || strings.Contains(one.Script, "$FILES") || !strings.Contains(one.Script, "ns-main") && builtIn.Spec.Files == nil || strings.HasPrefix(one.Script, "#") {
					t.Errorf("%s, fault %q: it is no script of this learner:\n%s", id, fault, one.Script)
				}
			}
		}
	}
}
