package cmd

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

var update = flag.Bool("update", false, "write golden files anew")

// golden compares a screen with a file, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// frame is a challenge without checks.
const frame = `apiVersion: mastery/v1alpha1
kind: Challenge
metadata: {name: NAME}
spec:
  title: A look around
  level: 1
  type: Navigate
  minutes: 10
  covers: [l1/skill/navigate]
  story: Look at what is in namespace ${NS_MAIN}.
  observe:
    shop: {backs: service/shop}
  hints: [{text: look}]
`

// quiz is a catalogue of two challenges that ask something and one that does
// not.
func quiz(t *testing.T) *challenge.Catalogue {
	t.Helper()
	asking := func(questions ...string) string {
		checks, list := "  checks:\n", "  questions:\n"
		for _, q := range questions {
			checks += "  - {name: About " + q + ", question: " + q + "}\n"
			list += "  - name: " + q + "\n    asks: |\n      What is the " + q + " of the shop in ${NS_MAIN}, as the cluster knows it now, and not as the list on the wall has it?\n    answer: shop.kind\n"
		}
		return frame + checks + list
	}
	const shop = "{apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {ports: [{port: 80}]}}\n"
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"l1-look-around": asking("node", "port", "owner"),
		"l1-look-again":  asking("port", "image"),
		"l1-shop-closed": frame + "  checks:\n  - {name: It is there, expr: present(shop)}\n",
	} {
		for file, content := range map[string]string{"challenge.yaml": strings.ReplaceAll(text, "NAME", name), "debrief.md": "so\n", "scenario/kustomization.yaml": "resources: [shop.yaml]\n", "scenario/shop.yaml": shop} {
			fsys[name+"/"+file] = &fstest.MapFile{Data: []byte(content), Mode: 0o644}
		}
	}
	c, err := challenge.NewCatalogue(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// learner is a session in which challenges are started, in the given order.
func learner(t *testing.T, started ...string) (s *session, out, errOut *bytes.Buffer) {
	t.Helper()
	streams, _, out, errOut := genericiooptions.NewTestIOStreams()
	catalogue := quiz(t)
	s = &session{
		app:     &app{term: terminal.New(streams), catalogue: func() (*challenge.Catalogue, error) { return catalogue, nil }},
		cluster: &cluster.Cluster{Context: "lab"}, uid: "uid", state: t.TempDir(), record: record.New("ada"),
	}
	s.mirror = record.NewMirror(s.state, s.uid)
	for i, id := range started {
		digest := ""
		if c, err := catalogue.Get(id); err == nil {
			digest = c.Digest
		}
		s.record.Put(id, record.Run{
			ID: id, Cluster: "uid", Digest: digest, Namespaces: map[string]string{"main": "mastery-" + id},
			Started: time.Date(2026, 11, 24, 12, i, 0, 0, time.UTC),
		})
	}
	return s, out, errOut
}

func TestSplitAnswer(t *testing.T) {
	tests := []struct{ args, id, words string }{
		{"", "", ""},
		{"port", "", "port"},
		{"port 8080", "", "port 8080"},
		{"apps web db", "", "apps web db"},
		{"l1-look-around", "l1-look-around", ""},
		{"l1-look-around port 8080", "l1-look-around", "port 8080"},
		{"l1-look-arond port 8080", "l1-look-arond", "port 8080"},
		{"port l1-look-around", "", "port l1-look-around"},
		{"look-around port", "", "look-around port"},
	}
	for _, test := range tests {
		id, words := splitAnswer(strings.Fields(test.args))
		if id != test.id || strings.Join(words, " ") != test.words {
			t.Errorf("%q: %q, %q", test.args, id, words)
		}
	}
}

func TestFindAsking(t *testing.T) {
	tests := []struct {
		name    string
		started string
		args    string
		want    string
		fails   string
	}{
		{"the only one", "l1-look-around", "port 80", "l1-look-around", ""},
		{"to list", "l1-look-around", "", "l1-look-around", ""},
		{"by its name", "l1-look-around l1-look-again", "l1-look-around port 80", "l1-look-around", ""},
		{"two ask it", "l1-look-around l1-look-again", "port 80", "", "l1-look-around and l1-look-again ask port; name one: `kubectl mastery answer ID port VALUE`"},
		{"the one that asks it", "l1-look-around l1-look-again", "node lab", "l1-look-around", ""},
		{"the last of two to list", "l1-look-again l1-look-around", "", "l1-look-around", ""},
		{"nobody asks it", "l1-look-again l1-look-around", "height 3", "l1-look-around", ""},
		{"the last one asks nothing", "l1-look-around l1-shop-closed", "port 80", "l1-look-around", ""},
		{"one of another release", "l1-look-around l1-gone-away", "port 80", "l1-look-around", ""},
		{"nothing is started", "", "port 80", "", "no challenge is started; `kubectl mastery list` shows what there is, `kubectl mastery start ID` starts one"},
		{"nothing that asks is started", "l1-shop-closed", "port 80", "", "l1-shop-closed asks no questions; whether it is solved, `kubectl mastery verify l1-shop-closed` tells"},
		{"the one that was named asks nothing", "l1-look-around l1-shop-closed", "l1-shop-closed port 80", "", "l1-shop-closed asks no questions; whether it is solved, `kubectl mastery verify l1-shop-closed` tells"},
		{"the one that was named is not started", "l1-look-around", "l1-look-again port 80", "", "l1-look-again is not started here; start it with `kubectl mastery start l1-look-again`"},
		{"there is no such", "l1-look-around", "l1-look-arond port 80", "", "no such challenge: \"l1-look-arond\"; did you mean \"l1-look-around\"? `kubectl mastery list` shows all"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _, _ := learner(t, strings.Fields(test.started)...)
			run, err := s.findAsking(splitAnswer(strings.Fields(test.args)))
			switch {
			case test.fails != "" && (err == nil || err.Error() != test.fails):
				t.Errorf("error %v, want %s", err, test.fails)
			case test.fails == "" && (err != nil || run.challenge.ID() != test.want || run.run.ID != test.want):
				t.Errorf("%+v, %v", run, err)
			}
		})
	}
}

// TestAnswerRefuses: what cannot be kept is said before the cluster is asked
// for anything.
func TestAnswerRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"prot 8080":                        `l1-look-around has no question "prot"; did you mean "port"? Its questions are node, port, owner`,
		"height 3":                         `l1-look-around has no question "height"; its questions are node, port, owner`,
		"port":                             "the answer is empty; say it like this: `kubectl mastery answer port VALUE`",
		"port " + strings.Repeat("8", 257): "the answer has 257 bytes, more than 256; say it like this: `kubectl mastery answer port VALUE`",
	} {
		s, _, _ := learner(t, "l1-look-around")
		run, err := s.findAsking("", strings.Fields(args))
		if err != nil {
			t.Fatal(err)
		}
		question, value, _ := strings.Cut(args, " ")
		if err := s.answer(t.Context(), run, question, value); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", args, err, want)
		}
	}
}

func TestAnswerScreens(t *testing.T) {
	s, out, errOut := learner(t, "l1-look-around")
	now := time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC)
	say := func(question, value string) *current {
		run, err := s.findAsking("", nil)
		if err != nil {
			t.Fatal(err)
		}
		before := run.run.Given()[question]
		if question != "" {
			if err := s.record.Answer("l1-look-around", run.run.ID, question, value, now); err != nil {
				t.Fatal(err)
			}
			run.run = s.record.Challenges["l1-look-around"].Runs[0]
			s.showKept(run, question, before)
		}
		return run
	}
	if err := s.showAsked(say("", "")); err != nil {
		t.Fatal(err)
	}
	say("port", "8080")
	say("port", "8080")
	say("port", "9090")
	if err := s.hand(say("", "").challenge, say("", "").run, &handed{}); err != nil {
		t.Fatal(err)
	}
	say("node", "lab-0")
	if err := s.showAsked(say("owner", "replicaset/shop-7d9, or so I think, for its name is all that I have seen of it")); err != nil {
		t.Fatal(err)
	}
	golden(t, "answer.txt", out.String())
	if errOut.Len() > 0 {
		t.Errorf("on stderr: %s", errOut)
	}
}

// TestBegin: where a challenge begins with nothing to look at, it does not say to
// look at it.
func TestBegin(t *testing.T) {
	for kind, want := range map[string]string{
		"Deployment": "Begin:  kubectl -n mine get all\n", "ConfigMap": "Begin:  what you make goes into namespace mine\n",
	} {
		c, err := challenge.Load(fstest.MapFS{
			"l1-brand-new/challenge.yaml":              {Data: []byte(strings.NewReplacer("NAME", "l1-brand-new", "Navigate", "Build").Replace(frame) + "  checks:\n  - {name: It is there, expr: present(shop)}\n")},
			"l1-brand-new/debrief.md":                  {Data: []byte("so\n")},
			"l1-brand-new/scenario/kustomization.yaml": {Data: []byte("resources: [one.yaml]\n")},
			"l1-brand-new/scenario/one.yaml":           {Data: []byte("{apiVersion: v1, kind: " + kind + ", metadata: {name: one}}\n")},
		}, "l1-brand-new")
		if err != nil {
			t.Fatal(err)
		}
		s, out, _ := learner(t)
		if err := s.hand(c, record.Run{Namespaces: map[string]string{challenge.MainNamespace: "mine"}}, &handed{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("with a %s: %s", kind, out)
		}
	}
}

func TestCompleteAnswer(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	s, _, _ := learner(t, "l1-shop-closed", "l1-look-again")
	complete := func(args ...string) (words []string) {
		found, directive := s.completeAnswer(nil, args, "")
		if directive != cobra.ShellCompDirectiveNoFileComp {
			t.Errorf("%v: directive %d", args, directive)
		}
		for _, one := range found {
			word, _, _ := strings.Cut(one, "\t")
			words = append(words, word)
		}
		return words
	}
	if got := complete(); got != nil {
		t.Errorf("nothing is started: %v", got)
	}
	if err := record.NewMirror(filepath.Join(state, "kubectl-mastery"), "uid").Write(s.record); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string][]string{
		"":                    {"port", "image", "l1-look-again"},
		"l1-look-around":      {"node", "port", "owner"},
		"l1-shop-closed":      nil,
		"l1-no-such":          nil,
		"port":                nil,
		"l1-look-around port": nil,
	} {
		if d := cmp.Diff(want, complete(strings.Fields(args)...)); d != "" {
			t.Errorf("%q: %s", args, d)
		}
	}
	s.catalogue = func() (*challenge.Catalogue, error) { return nil, errors.New("broken") }
	if got := complete("l1-look-around"); got != nil {
		t.Errorf("without a catalogue: %v", got)
	}
}
