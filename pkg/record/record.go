// Package record keeps what is remembered of a learner: in a ConfigMap of the
// cluster, and in a local mirror that outlives a practice cluster.
//
// A record only grows: two copies of it can always be merged, and no fact is
// lost. docs/decisions/004-record.md says why it has this shape.
package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// APIVersion and Kind begin every record's document.
const (
	APIVersion = "mastery/v1alpha1"
	Kind       = "Record"
)

// Bounds that keep a record well within a ConfigMap's 1 MiB.
const (
	maxRuns      = 20 // kept for each challenge, fewer where all is too large
	minRuns      = 2
	maxBytes     = 900 << 10
	maxChallenge = 400 // challenges in one record
)

var (
	// ErrNewer is wrapped where a record comes from a newer program.
	ErrNewer = errors.New("record was written by a newer kubectl-mastery")
	// ErrNoBaseline is wrapped where what a run began with is not there.
	ErrNoBaseline = errors.New("what this run began with is gone from the cluster")
	// ErrUnreadable is wrapped where a record is not in the form it should be.
	ErrUnreadable = errors.New("record cannot be read")
)

// Record is everything that is remembered of one learner.
type Record struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string `yaml:"kind"`
	// Learner is the full identity that the record belongs to.
	Learner string `yaml:"learner"`
	// Challenges holds the runs of each challenge, by its id.
	Challenges map[string]History `yaml:"challenges,omitempty"`
}

// History is what is remembered of one challenge.
type History struct {
	Runs []Run `yaml:"runs"`
}

// Run is one time that a challenge was started.
type Run struct {
	// ID is random and tells runs apart.
	ID string `yaml:"id"`
	// Fault is the opaque id of the fault that was drawn with Seed; empty
	// where the challenge has no faults.
	Fault string `yaml:"fault,omitempty"`
	Seed  uint64 `yaml:"seed"`
	// Digest is of the challenge's content when the run began.
	Digest string `yaml:"digest"`
	// Cluster is the UID of the cluster's namespace kube-system.
	Cluster string `yaml:"cluster"`
	// Namespaces maps the challenge's aliases to real names.
	Namespaces map[string]string `yaml:"namespaces"`
	// Registry is the mirror that the run's images come from, if it has one.
	Registry string    `yaml:"registry,omitempty"`
	Started  time.Time `yaml:"started"`
	// Ready is when the learner could see the symptom.
	Ready   time.Time `yaml:"ready,omitempty"`
	Solved  time.Time `yaml:"solved,omitempty"`
	Stopped time.Time `yaml:"stopped,omitempty"`
	// Revealed is when the learner was shown a solution, before the run was
	// solved.
	Revealed time.Time `yaml:"revealed,omitempty"`
	// Hints lists the indexes of the hints that were taken, sorted.
	Hints    []int `yaml:"hints,omitempty"`
	Verifies int   `yaml:"verifies,omitempty"`
	// Answers holds what was answered last, by the question's name.
	Answers map[string]Answer `yaml:"answers,omitempty"`
}

// Open reports whether the run's objects may still be in a cluster.
func (r Run) Open() bool { return r.Stopped.IsZero() }

// New makes an empty record.
func New(learner string) *Record {
	return &Record{APIVersion: APIVersion, Kind: Kind, Learner: learner, Challenges: map[string]History{}}
}

// Parse reads a record's document. It fails with ErrNewer or ErrUnreadable
// rather than lose anything that it does not understand.
func Parse(document []byte) (*Record, error) {
	var head struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string `yaml:"kind"`
	}
	if err := yaml.Unmarshal(document, &head); err != nil {
		return nil, fmt.Errorf("%w: %s", ErrUnreadable, plain(err))
	}
	switch {
	case head.Kind != Kind || !strings.HasPrefix(head.APIVersion, "mastery/"):
		return nil, fmt.Errorf("%w: it says apiVersion %q, kind %q", ErrUnreadable, head.APIVersion, head.Kind)
	case head.APIVersion != APIVersion:
		return nil, fmt.Errorf("%w: it says apiVersion %s, this program knows %s", ErrNewer, head.APIVersion, APIVersion)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(document))
	decoder.KnownFields(true)
	r := New("")
	if err := decoder.Decode(r); err != nil {
		return nil, fmt.Errorf("%w: %s", ErrUnreadable, plain(err))
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: it holds more than one document", ErrUnreadable)
	}
	if r.Challenges == nil {
		r.Challenges = map[string]History{}
	}
	return r, nil
}

// Upgrade is what to do about a record of a newer program.
const Upgrade = "get the newer program, with `kubectl krew upgrade mastery` if it came from krew"

// plain says in one line what is wrong with a document, without the names that
// its parts have in this program.
func plain(err error) string {
	said := strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "yaml: unmarshal errors:", "")), " ")
	said = noField.ReplaceAllString(said, "there is no field $1")
	return otherValue.ReplaceAllString(said, "the value is of another kind than it should be")
}

var (
	noField    = regexp.MustCompile(`field (\S+) not found in type \S+`)
	otherValue = regexp.MustCompile(`cannot unmarshal !!.*? into (struct \{.*\}|\S+)`)
)

// Format writes the record's document, with what is beyond the bounds dropped:
// first the answers of runs that are over, then the runs themselves.
func (r *Record) Format() ([]byte, error) {
	if len(r.Challenges) > maxChallenge {
		return nil, fmt.Errorf("record holds %d challenges, more than %d", len(r.Challenges), maxChallenge)
	}
	document, err := r.format(maxRuns, true)
	for limit := maxRuns; err == nil && len(document) > maxBytes; limit /= 2 {
		if limit < minRuns {
			return nil, fmt.Errorf("record holds %d bytes, more than %d", len(document), maxBytes)
		}
		document, err = r.format(limit, false)
	}
	return document, err
}

// format writes at most limit runs of each challenge, and the answers of those
// that are over only where all is set.
func (r *Record) format(limit int, all bool) ([]byte, error) {
	bounded := *r
	bounded.Challenges = map[string]History{}
	for id, h := range r.Challenges {
		runs := bound(h.Runs, limit)
		for i := range runs {
			runs[i].Answers = newest(runs[i].Answers)
			if !all && !runs[i].Open() {
				runs[i].Answers = nil
			}
		}
		bounded.Challenges[id] = History{Runs: runs}
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(bounded); err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	return out.Bytes(), nil
}

// bound keeps at most limit runs: the first solved one, those that are open,
// for stop must find them, and then the newest.
func bound(runs []Run, limit int) []Run {
	sorted := slices.SortedFunc(slices.Values(runs), byStart)
	if len(sorted) <= limit {
		return sorted
	}
	first := slices.IndexFunc(sorted, func(r Run) bool { return !r.Solved.IsZero() })
	keep := map[int]bool{}
	if first >= 0 {
		keep[first] = true
	}
	for _, wanted := range []func(Run) bool{Run.Open, func(Run) bool { return true }} {
		for i := len(sorted) - 1; i >= 0 && len(keep) < limit; i-- {
			if wanted(sorted[i]) {
				keep[i] = true
			}
		}
	}
	var kept []Run
	for i, run := range sorted {
		if keep[i] {
			kept = append(kept, run)
		}
	}
	return kept
}

func byStart(a, b Run) int {
	if c := a.Started.Compare(b.Started); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}
