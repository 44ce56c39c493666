package challenge_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestSubstitution(t *testing.T) {
	s := challenge.Substitution{
		Namespaces: map[string]string{"main": "mastery-l1-shop-closed", "data-base": "mastery-db"},
		Suffix:     "-ada",
	}
	tests := []struct{ name, text, want, fails string }{
		{"none", "kubectl get pods", "kubectl get pods", ""},
		{"main", "-n ${NS_MAIN}.", "-n mastery-l1-shop-closed.", ""},
		{"twice", "${NS_MAIN}${NS_MAIN}", "mastery-l1-shop-closedmastery-l1-shop-closed", ""},
		{"dash", "${NS_DATA_BASE}", "mastery-db", ""},
		{"suffix", "reader${SUFFIX}", "reader-ada", ""},
		{"unknown namespace", "a ${NS_MIAN} b ${NS_X}", "", "unknown variable ${NS_MIAN}, ${NS_X}"},
		{"misspelt in case", "${NS_Main}", "", "unknown variable ${NS_Main}"},
		{"a shell's default", "${NS_MAIN:-x}", "${NS_MAIN:-x}", ""},
		{"no namespace", "${NS_}", "", "unknown variable ${NS_}"},
		{"a shell's", "${FOO:-} ${FOO} $FOO $(date) ${#FOO}", "${FOO:-} ${FOO} $FOO $(date) ${#FOO}", ""},
		{"a shell's that looks alike", "$NS_MAIN ${MY_NS_MAIN}", "$NS_MAIN ${MY_NS_MAIN}", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := s.Apply(test.text)
			wantError(t, err, test.fails)
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
	t.Run("values are not read again", func(t *testing.T) {
		got, err := challenge.Substitution{Namespaces: map[string]string{"main": "${SUFFIX}"}, Suffix: "x"}.Apply("${NS_MAIN}")
		if err != nil || got != "${SUFFIX}" {
			t.Errorf("%q, %v", got, err)
		}
	})
	t.Run("no suffix on one's own cluster", func(t *testing.T) {
		got, err := challenge.Substitution{}.Apply("reader${SUFFIX}")
		if err != nil || got != "reader" {
			t.Errorf("%q, %v", got, err)
		}
	})
	if got := challenge.NamespaceVariable("data-base"); !strings.EqualFold(got, "${NS_DATA_BASE}") {
		t.Error(got)
	}
}
