package author

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/sync/semaphore"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// A case makes its scenario's pods and a probe for each identity. A node takes 110
// pods, Kubernetes' own among them, and an update has twice the pods for a
// moment: room of them come and go at once on any cluster. The most that a case
// counts for lets two run always.
const (
	room        = 80
	least, most = 3, room / 2
)

// Pool bounds the cases that run at once on a cluster, of one challenge or of
// several that are proven beside each other.
type Pool struct {
	slots *semaphore.Weighted
	// counted is how many slots each case takes, whatever it makes; 0 where that
	// goes by its pods.
	counted int64
	// cpu is how much processor time the cluster's nodes have for pods, in
	// thousandths of one; 0 where that is not known.
	cpu int64
	// pace lets cases begin while this machine bears it; nil where their number
	// is given.
	pace *pace
	// outside holds those whose challenges reach outside their namespaces. A case
	// that does so itself takes all of it: others would see what it makes there.
	outside *semaphore.Weighted
}

// NewPool makes a pool for as many cases as are given; 0 leaves that to the
// number of pods that each makes, to what they ask for of the processor time that
// the nodes have for them, see Capacity, and to how busy this machine is.
func NewPool(cases int, cpu int64) *Pool {
	p := &Pool{slots: semaphore.NewWeighted(room), outside: semaphore.NewWeighted(room), cpu: cpu}
	if cases > 0 {
		p.slots, p.counted = semaphore.NewWeighted(int64(cases)), 1
	} else {
		p.pace = newPace(processors)
	}
	return p
}

// enter waits for room for a case that weighs so much, and returns how to give
// it back. Who has to be alone waits for that only, and not behind all the
// others: such cases take longest altogether.
func (p *Pool) enter(ctx context.Context, weight int64, reach reach) (leave func(), err error) {
	if p.counted > 0 {
		weight = p.counted
	}
	if reach == alone {
		if err := p.outside.Acquire(ctx, room); err != nil {
			return nil, err
		}
		return func() { p.outside.Release(room) }, nil
	}
	if reach == looks {
		if err := p.outside.Acquire(ctx, 1); err != nil {
			return nil, err
		}
	}
	blind := func() {
		if reach == looks {
			p.outside.Release(1)
		}
	}
	if err := p.slots.Acquire(ctx, weight); err != nil {
		blind()
		return nil, err
	}
	end := func() {}
	if p.pace != nil {
		if end, err = p.pace.begin(ctx); err != nil {
			p.slots.Release(weight)
			blind()
			return nil, err
		}
	}
	return func() { end(); p.slots.Release(weight); blind() }, nil
}

// reach is how far a case looks or does something outside its namespaces.
type reach int

const (
	// inside is a case of a challenge that neither makes nor looks at anything there.
	inside reach = iota
	// looks is one that makes nothing there, of a challenge that looks there.
	looks
	// alone is one that makes something there.
	alone
)

// reachOf tells how far a case reaches. To make an object of a kind that the
// challenge declares to touch, its script has to name that kind.
func reachOf(c *challenge.Challenge, p *Proof) (reach, error) {
	if len(c.Spec.Touches) == 0 {
		return inside, nil
	}
	if p == nil {
		return looks, nil
	}
	text, err := os.ReadFile(p.Path)
	if err != nil {
		return alone, err
	}
	script := strings.ToLower(string(text))
	for _, other := range runs().FindAllStringSubmatch(script, -1) {
		further, err := reachOf(c, &Proof{Path: filepath.Join(filepath.Dir(p.Path), "..", other[1])})
		if further == alone || err != nil {
			return alone, err
		}
	}
	for _, touch := range c.Spec.Touches {
		if strings.Contains(script, strings.ToLower(touch.Kind)) {
			return alone, nil
		}
	}
	return looks, nil
}

// runs finds the proofs that a script begins with.
func runs() *regexp.Regexp {
	return regexp.MustCompile(`[.]{2}/((?:right|wrong|unfinished|unknown)/[\w-]+[.]sh)`)
}
