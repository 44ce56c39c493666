package check

import (
	"slices"
	"strings"
	"time"
)

// Overall joins the verdicts of all checks: a broken challenge outweighs a
// failure, a failure what is settling, that what is unknown, that what comes
// later; pass needs all, and at least one.
func Overall(results []Result) Verdict {
	if len(results) == 0 {
		return Unknown
	}
	overall := Pass
	for _, r := range results {
		if rank(r.Verdict) > rank(overall) {
			overall = r.Verdict
		}
	}
	return overall
}

// rank orders verdicts by what they outweigh.
func rank(v Verdict) int {
	return slices.Index([]Verdict{Pass, Later, Unknown, Settling, Fail, Broken}, v)
}

// Score adds up the weights of the checks that pass, and of all.
func Score(results []Result) (earned, total int) {
	for _, r := range results {
		total += r.Weight
		if r.Verdict == Pass {
			earned += r.Weight
		}
	}
	return earned, total
}

// Steady returns how much longer success must last before it counts: the
// challenge's hold, or longer where a live probe takes longer to notice a
// failure. Zero means that timestamps prove it already.
func (j *Judge) Steady(ev Evidence) time.Duration {
	hold := j.challenge.Hold()
	since := lastChange(ev)
	for _, o := range ev.Objects {
		for _, pod := range o.Pods {
			since = latest(since, moment(condition(pod, "Ready"), "lastTransitionTime"))
			for _, s := range containerStatuses(pod) {
				since = latest(since, moment(s, "state", "running", "startedAt"))
				if !onPurpose(ev, pod) {
					hold = max(hold, min(outlive(s, lastChange(ev)), maxHold))
				}
			}
			for _, c := range containers(podSpec(pod)) {
				hold = max(hold, min(noticeTime(c), maxHold))
			}
		}
	}
	return max(0, hold-ev.At.Sub(since))
}

// outlive is how long a container that has ended since the last change must
// run before it counts.
func outlive(status map[string]any, changed time.Time) time.Duration {
	if !moment(status, "lastState", "terminated", "startedAt").After(changed) {
		return 0
	}
	return untold(status)
}

// untold is how long a container that has ended before may just be between two
// ends: twice as long as it ran before it ended, and some more; 0 where it has
// never ended.
func untold(status map[string]any) time.Duration {
	ended := moment(status, "lastState", "terminated", "finishedAt")
	if ended.IsZero() {
		return 0
	}
	began := moment(status, "lastState", "terminated", "startedAt")
	if began.IsZero() {
		began = ended // it could not even be started
	}
	return 2*ended.Sub(began) + 10*time.Second
}

// maxHold bounds how long a learner's own slow probes can make us wait.
const maxHold = 2 * time.Minute

// noticeTime is how long a container's probes take to notice that it fails,
// by the fields of core/v1 Probe and their defaults.
func noticeTime(container map[string]any) time.Duration {
	longest := time.Duration(0)
	for _, kind := range []string{"livenessProbe", "readinessProbe"} {
		probe, ok := container[kind].(map[string]any)
		if !ok {
			continue
		}
		period, failures := seconds(probe["periodSeconds"], 10), seconds(probe["failureThreshold"], 3)
		total := seconds(probe["initialDelaySeconds"], 0) + period*failures + 1
		longest = max(longest, time.Duration(total)*time.Second)
	}
	return longest
}

func seconds(value any, fallback int64) int64 {
	if value == nil {
		return fallback
	}
	return integer(value)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	const widest = 120
	if letters := []rune(line); len(letters) > widest {
		return string(letters[:widest]) + "..."
	}
	return line
}
