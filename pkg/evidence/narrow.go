package evidence

import (
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// NotAsked is why the answer to a check is pending that Narrow leaves out.
const NotAsked = "it is not asked yet"

// Narrow has the session ask only for the check of that name, until Widen. The
// objects and the access rules are seen all the same.
func (s *Session) Narrow(name string) { s.only = name }

// Widen has the session ask for all again, and at once.
func (s *Session) Widen() { s.only, s.asked = "", asked{} }

// left reports whether a check is left out, and gives the answer to it then.
func (s *Session) left(one challenge.Check) (answer check.Answer, left bool) {
	if s.only == "" || s.only == one.Name {
		return check.Answer{}, false
	}
	return check.Answer{Pending: NotAsked}, true
}
