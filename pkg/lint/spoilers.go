package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// telling are words that say that something is wrong, or that it is an
// exercise; no name, label or annotation has one.
func telling() []string {
	return []string{
		"bad", "broken", "bug", "bugged", "buggy", "cheat", "corrupt", "corrupted", "defect", "defective", "error", "erroneous",
		"fail", "failed", "failing", "fails", "failure", "fault", "faulty", "faults", "fix", "fixed", "fixme", "hack", "incorrect", "invalid",
		"misconfigured", "mistake", "sabotage", "solution", "solved", "spoiler", "todo", "typo", "unhealthy", "wrong", "mastery",
	}
}

var word = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+|[0-9]+`)

// words are the words of a name, in lower case, also of one in camel case.
func words(name string) []string {
	found := word.FindAllString(name, -1)
	for i := range found {
		found[i] = strings.ToLower(found[i])
	}
	return found
}

// names of objects and of what is in them, labels and annotations do not say
// that something is wrong, nor which fault it is.
func (s *subject) names() {
	said := map[string]bool{}
	s.each(func(fault string, o *unstructured.Unstructured) {
		named(o.Object, "", func(field, name string) {
			for _, w := range words(strings.ReplaceAll(name, "${NS_", "")) {
				_, isFault := s.challenge.Fault(w)
				key := field + name
				if said[key] || !isFault && !slices.Contains(telling(), w) {
					continue
				}
				said[key] = true
				s.object("spoiler", fault, o, field, "%s: %q says %q, and learners read it: take a name that tells nothing", scenario.Label(o), name, w)
			}
		})
	})
}

// named tells look of all names in an object, with the fields where they are.
func named(value any, field string, look func(field, name string)) {
	switch value := value.(type) {
	case map[string]any:
		for _, key := range sorted(value) {
			inner := strings.TrimPrefix(field+"."+key, ".")
			name, isText := value[key].(string)
			switch last := field[strings.LastIndex(field, ".")+1:]; {
			case last == "labels" || last == "annotations" || last == "matchLabels" || last == "selector" || last == "nodeSelector":
				look(field, key)
				look(field, name)
			case last == "data" || last == "stringData" || last == "binaryData":
				look(inner, key)
			case isText && (key == "name" || strings.HasSuffix(key, "Name")):
				look(inner, name)
			default:
				named(value[key], inner, look)
			}
		}
	case []any:
		for i := range value {
			named(value[i], fmt.Sprintf("%s[%d]", field, i), look)
		}
	}
}

// faultIDs are names of directories that anybody who has the challenge sees:
// they stand for nothing.
func (s *subject) faultIDs() {
	spec := s.challenge.Spec
	texts := []string{spec.Title, s.challenge.ID()}
	for _, t := range s.texts() {
		texts = append(texts, t.text)
	}
	spoken := words(strings.Join(texts, " "))
	for i, f := range spec.Faults {
		tells := slices.Contains(spoken, f.ID) || slices.ContainsFunc(append(telling(), subjects()...), func(w string) bool { return strings.Contains(f.ID, w) })
		if tells {
			s.field("spoiler", fmt.Sprintf("spec.faults[%d].id", i), "fault id %q is a word that tells what it is about: take one that tells nothing, such as amber, birch, cedar or dune", f.ID)
		}
	}
}

// subjects are what faults are about.
func subjects() []string {
	return []string{
		"account", "affinity", "claim", "command", "config", "container", "cpu", "crash", "deploy", "disk", "endpoint", "image", "ingress",
		"job", "label", "limit", "memory", "mount", "network", "node", "oom", "pending", "pod", "policy", "port", "probe", "quota", "rbac", "replica",
		"request", "role", "secret", "selector", "service", "storage", "taint", "volume",
	}
}

var remark = regexp.MustCompile(`\b(BUG|FIXME|TODO|XXX|HACK)\b`)

// comments to oneself are seen by learners: those in what the cluster stores,
// in files that they are given and in texts.
func (s *subject) comments() {
	for _, t := range append(s.texts(), text{"challenge.yaml", challenge.Find(s.document, "spec.title"), s.challenge.Spec.Title}) {
		if found := remark.FindString(t.text); found != "" {
			s.report("spoiler", t.file, t.at, "has a remark %q, and learners read it: take it out", found)
		}
	}
	said := map[string]bool{}
	s.each(func(fault string, o *unstructured.Unstructured) {
		walk(o.Object, "", func(field string, value any) {
			text, _ := value.(string)
			if found := remark.FindString(text); found != "" && !said[scenario.Label(o)+field+text] {
				said[scenario.Label(o)+field+text] = true
				s.object("spoiler", fault, o, field, "%s: has a remark %q, and learners read it: take it out", scenario.Label(o), found)
			}
		})
	})
	for _, file := range s.files("files") {
		content := s.content(file)
		for i, line := range strings.Split(content, "\n") {
			if at := remark.FindStringIndex(line); at != nil {
				s.report("spoiler", file, challenge.Place{Line: i + 1, Column: at[0] + 1}, "has a remark %q, and learners read it: take it out", line[at[0]:at[1]])
			}
		}
	}
}

// phraseWords is how many words in a row are no coincidence.
const phraseWords = 5

// phrases of a fault's cause, or of its hints, are nowhere in what a learner
// sees before asking.
func (s *subject) phrases() {
	for _, f := range s.challenge.Spec.Faults {
		secret := map[string]bool{}
		for _, sentence := range s.secrets(f) {
			for _, p := range phrasesOf(sentence) {
				secret[p] = true
			}
		}
		tells := func(text string) string {
			for _, p := range phrasesOf(text) {
				if secret[p] {
					return p
				}
			}
			return ""
		}
		for field, text := range map[string]string{"spec.title": s.challenge.Spec.Title, "spec.story": s.challenge.Spec.Story} {
			if p := tells(text); p != "" {
				s.field("spoiler", field, "%q stands in what fault %s tells as well: say what is seen, not why", p, f.ID)
			}
		}
		for _, o := range s.faulty[f.ID] {
			walk(o.Object, "", func(field string, value any) {
				text, _ := value.(string)
				if p := tells(text); p != "" {
					s.object("spoiler", "", o, field, "%s: %q stands in what fault %s tells as well: take it out", scenario.Label(o), p, f.ID)
				}
			})
		}
	}
}

// secrets are the sentences that a learner reads at last, but for commands.
func (s *subject) secrets(f challenge.Fault) []string {
	texts := []string{f.Cause}
	for _, h := range s.challenge.Spec.Hints {
		if slices.Contains(h.Fault, f.ID) {
			texts = append(texts, h.Text)
		}
	}
	var sentences []string
	for _, text := range texts {
		var prose strings.Builder
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, " ") {
				prose.WriteString(line)
			}
		}
		sentences = append(sentences, strings.FieldsFunc(prose.String(), func(r rune) bool { return strings.ContainsRune(".:;?!", r) })...)
	}
	return sentences
}

func phrasesOf(text string) []string {
	all := words(text)
	var phrases []string
	for i := 0; i+phraseWords <= len(all); i++ {
		phrases = append(phrases, strings.Join(all[i:i+phraseWords], " "))
	}
	return phrases
}
