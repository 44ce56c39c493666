package challenge

import (
	"fmt"
	"strings"
)

// MaxQuestions bounds how many questions a challenge may ask.
const MaxQuestions = 50

// IsID reports whether a word has the form of a challenge's id, so that it
// cannot be the name of a question.
func IsID(word string) bool { return idPattern.MatchString(word) }

// QuestionNames lists the names of the challenge's questions in their order.
func (c *Challenge) QuestionNames() []string {
	names := make([]string, len(c.Spec.Questions))
	for i, q := range c.Spec.Questions {
		names[i] = q.Name
	}
	return names
}

// Question finds a question by its name. For an unknown one the error names
// the nearest, and all that there are.
func (c *Challenge) Question(name string) (Question, error) {
	for _, q := range c.Spec.Questions {
		if q.Name == name {
			return q, nil
		}
	}
	names := c.QuestionNames()
	all := strings.Join(names, ", ")
	// Two letters, for to swap two is to change both, but not most of a word.
	letters := max(len(name)/3, min(2, len(name)/2))
	if near := within(strings.ToLower(name), names, letters); near != "" {
		return Question{}, fmt.Errorf("%s has no question %q; did you mean %q? Its questions are %s", c.ID(), name, near, all)
	}
	return Question{}, fmt.Errorf("%s has no question %q; its questions are %s", c.ID(), name, all)
}
