package evidence

import (
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Narrow has the session ask only for what the check of that name depends on:
// itself, and what shows that a refusal is one. To all else the answer is
// pending, until Widen. The objects are seen all the same.
func (s *Session) Narrow(name string) {
	s.narrow = map[string]bool{name: true}
	for _, one := range s.Challenge.Spec.Checks {
		if one.Name == name && one.Refused() {
			for _, control := range s.Challenge.Controls(one) {
				s.narrow[control] = true
			}
		}
	}
}

// Widen has the session ask for all again, and at once.
func (s *Session) Widen() {
	s.narrow, s.asked = nil, asked{}
}

// left reports whether a check is left out, and gives the answer to it then.
func (s *Session) left(one challenge.Check) (answer check.Answer, left bool) {
	if s.narrow == nil || s.narrow[one.Name] {
		return check.Answer{}, false
	}
	return check.Answer{Pending: "it is not asked yet"}, true
}
