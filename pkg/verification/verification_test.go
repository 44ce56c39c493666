package verification_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// api is an API server without a network, so that the time may be a test's
// own. Its moments are counted from the begin of the test.
type api struct {
	began time.Time
	// states are a resource's objects in YAML, each from its moment on.
	states map[string][]state
	// answers are the status codes of the shop's answers, one after the
	// other; the last one stays. asked counts the requests.
	answers []int
	asked   int
	// fails is the error of the network, if there is one.
	fails func(ctx context.Context, after time.Duration) error
}

type state struct {
	from    time.Duration
	objects string
}

func (a *api) RoundTrip(r *http.Request) (*http.Response, error) {
	after, resource := time.Since(a.began), path.Base(r.URL.Path)
	if a.fails != nil {
		if err := a.fails(r.Context(), after); err != nil {
			return nil, err
		}
	}
	if r.URL.Query().Get("watch") != "" {
		return respond(http.StatusOK, a.watch(r.Context(), resource)), nil
	}
	if r.Method == http.MethodPost { // a dry run
		a.asked++
		return respond(http.StatusCreated, r.Body), nil
	}
	if resource == "proxy" {
		status := a.answers[min(a.asked, len(a.answers)-1)]
		a.asked++
		return respond(status, io.NopCloser(strings.NewReader("open"))), nil
	}
	objects := ""
	for _, s := range a.states[resource] {
		if after >= s.from {
			objects = s.objects
		}
	}
	if objects == "forbidden" {
		return respond(http.StatusForbidden, io.NopCloser(strings.NewReader(`{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403}`))), nil
	}
	items, err := yaml.YAMLToJSON([]byte("[" + objects + "]"))
	if err != nil {
		return nil, err
	}
	list := fmt.Sprintf(`{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":%s}`, items)
	return respond(http.StatusOK, io.NopCloser(strings.NewReader(list))), nil
}

func respond(status int, body io.ReadCloser) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
}

// watch tells of the states that are still to come.
func (a *api) watch(ctx context.Context, resource string) io.ReadCloser {
	out, in := io.Pipe()
	context.AfterFunc(ctx, func() { _ = in.CloseWithError(ctx.Err()) })
	for _, s := range a.states[resource] {
		if left := s.from - time.Since(a.began); left > 0 {
			time.AfterFunc(left, func() {
				object, _ := yaml.YAMLToJSON([]byte(s.objects))
				fmt.Fprintf(in, `{"type":"MODIFIED","object":%s}`+"\n", object)
			})
		}
	}
	return out
}

func settings(open, changed string) string {
	return fmt.Sprintf(`{kind: ConfigMap, apiVersion: v1, metadata: {name: shop, namespace: shop, creationTimestamp: "1999-12-31T23:00:00Z",
  managedFields: [{manager: kubectl, operation: Update, time: %q}]}, data: {open: "%s"}}`, changed, open)
}

func deployment(observed int, changed string) string {
	return fmt.Sprintf(`{kind: Deployment, apiVersion: apps/v1, metadata: {name: shop, namespace: shop, generation: 2, creationTimestamp: %q},
  spec: {replicas: 0}, status: {observedGeneration: %d}}`, changed, observed)
}

// A test's own clock begins with the year 2000.
const (
	longAgo = "1999-12-31T23:00:00Z"
	now     = "2000-01-01T00:00:00Z"
)

func expr(source string) challenge.Expression {
	return challenge.Expression{Source: source, Line: 1, Column: 1}
}

// verify runs a verification of one check against a, and tells how long it
// took.
func verify(ctx context.Context, t *testing.T, a *api, one challenge.Check, hold time.Duration, o verification.Options) (report verification.Report, took time.Duration, err error) {
	t.Helper()
	one.Name = "c"
	return verifyAll(ctx, t, a, []challenge.Check{one}, hold, o)
}

func verifyAll(ctx context.Context, t *testing.T, a *api, checks []challenge.Check, hold time.Duration, o verification.Options) (report verification.Report, took time.Duration, err error) {
	t.Helper()
	collector, judge := shop(t, a, checks, hold)
	o.Bound = collector.Challenge.Settle()
	report, err = verification.Run(ctx, collector, judge, o)
	return report, time.Since(a.began), err
}

// shop is a challenge with those checks, on a cluster behind a.
func shop(t *testing.T, a *api, checks []challenge.Check, hold time.Duration) (*evidence.Collector, *check.Judge) {
	t.Helper()
	a.began = time.Now()
	flags := genericclioptions.NewConfigFlags(true).WithWrapConfigFn(func(c *rest.Config) *rest.Config {
		c.Transport = a
		return c
	})
	*flags.APIServer, *flags.CacheDir = "http://api", t.TempDir()
	connected, err := cluster.Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	trials := fstest.MapFS{"trials/config.yaml": {Data: []byte(settings("yes", now))}}
	c := &challenge.Challenge{FS: trials, Spec: challenge.Spec{
		Observe: map[string]challenge.Watch{
			"config": {APIVersion: "v1", Kind: "ConfigMap", Name: "shop"},
			"shop":   {APIVersion: "apps/v1", Kind: "Deployment", Name: "shop"},
		},
		Checks: checks, Hold: challenge.Duration(hold),
	}}
	judge, err := check.NewJudge(c)
	if err != nil {
		t.Fatal(err)
	}
	return &evidence.Collector{Cluster: connected, Challenge: c, Namespaces: map[string]string{"main": "shop"}}, judge
}

// alone keeps a test from the kubeconfig of whoever runs it.
func alone(t *testing.T) {
	t.Setenv("KUBECONFIG", "/dev/null")
	t.Setenv("HOME", t.TempDir())
}

func TestRun(t *testing.T) {
	alone(t)
	const (
		holds    = "everything holds; it counts if it still does in %d s"
		again    = "everything holds; asking once more"
		changed  = "deployment/shop was just changed"
		spreads  = "the network may still be taking in the latest change"
		sought   = "config.data.open == 'yes'"
		observes = "shop.status.observedGeneration == 2"
	)
	opened := func(changed string) map[string][]state {
		return map[string][]state{"configmaps": {{0, settings("yes", changed)}}}
	}
	deployed := func(states ...state) map[string][]state { return map[string][]state{"deployments": states} }
	is := func(source string) challenge.Check { return challenge.Check{Expr: expr(source)} }
	answers := challenge.Check{HTTP: &challenge.HTTP{To: "service/shop:80", Via: challenge.ViaAPIServer, Expect: expr("response.status == 200")}}
	admitted := challenge.Check{Admits: &challenge.Admits{Object: "config.yaml", Expect: expr("response.accepted && shop.status.observedGeneration == 2")}}
	changes := func(every time.Duration, times int) (states []state) {
		for i := range times {
			states = append(states, state{time.Duration(i) * every, deployment(1, longAgo)})
		}
		return append(states, state{time.Duration(times) * every, deployment(2, longAgo)})
	}
	down := func(n int) (texts []string) {
		for ; n > 0; n-- {
			texts = append(texts, fmt.Sprintf(holds, n))
		}
		return texts
	}
	tests := []struct {
		name  string
		api   api
		check challenge.Check
		hold  time.Duration
		once  bool
		want  check.Verdict
		took  time.Duration
		asked int
		shown []string // each wait once
	}{
		{name: "held long since", api: api{states: opened(longAgo)}, check: is(sought), want: check.Pass},
		{name: "holds", api: api{states: opened(now)}, check: is(sought), want: check.Pass, took: 5 * time.Second, shown: down(5)},
		{name: "holds for a time of its own", api: api{states: opened(now)}, check: is(sought), hold: 2 * time.Second, want: check.Pass, took: 2 * time.Second, shown: down(2)},
		{name: "has held for a part of it", api: api{states: opened("1999-12-31T23:59:57Z")}, check: is(sought), want: check.Pass, took: 2 * time.Second, shown: down(2)},
		{name: "like the baseline", api: api{states: opened(longAgo)}, check: is("config.data.open == baseline['configmap/shop'].data.open"), want: check.Pass},
		{name: "fails", api: api{states: map[string][]state{"configmaps": {{0, settings("no", now)}}}}, check: is(sought), want: check.Fail},
		{name: "is not there", check: is(sought), want: check.Fail},
		{name: "may not be read", api: api{states: map[string][]state{"configmaps": {{0, "forbidden"}}}}, check: is(sought), want: check.Unknown},
		{name: "the challenge is broken", api: api{states: opened(now)}, check: is("1 / (size(config.data) - 1) == 1"), want: check.Broken},
		{
			name: "breaks within the hold", check: is(sought), want: check.Fail, took: 2500 * time.Millisecond, shown: down(5)[:3],
			api: api{states: map[string][]state{"configmaps": {{0, settings("yes", now)}, {2500 * time.Millisecond, settings("no", now)}}}},
		},
		{
			name: "is changed within the hold", check: is(sought), want: check.Pass, took: 7 * time.Second,
			shown: append(down(5)[:3], down(5)...),
			api:   api{states: map[string][]state{"configmaps": {{0, settings("yes", now)}, {2500 * time.Millisecond, settings("yes", "2000-01-01T00:00:02Z")}}}},
		},
		{name: "settles", api: api{states: deployed(state{0, deployment(1, longAgo)}, state{9500 * time.Millisecond, deployment(2, longAgo)})}, check: is(observes), want: check.Pass, took: 9500 * time.Millisecond, shown: []string{changed}},
		{
			name: "settles, and has to hold then", check: is(observes), want: check.Pass, took: 15 * time.Second, shown: append([]string{changed}, down(5)...),
			api: api{states: deployed(state{0, deployment(1, longAgo)}, state{10 * time.Second, deployment(2, "2000-01-01T00:00:10Z")})},
		},
		{name: "settles, and fails then", api: api{states: deployed(state{0, deployment(1, longAgo)}, state{9500 * time.Millisecond, deployment(3, longAgo)})}, check: is(observes), want: check.Fail, took: 9500 * time.Millisecond, shown: []string{changed}},
		// the challenge's bound of 90 s by default, and a minute more
		{name: "settles for ever", api: api{states: deployed(state{0, deployment(1, longAgo)})}, check: is(observes), want: check.Settling, took: 150 * time.Second, shown: []string{changed}},

		{name: "looks once: passes", api: api{states: opened(longAgo)}, check: is(sought), once: true, want: check.Pass},
		{name: "looks once: does not hold yet", api: api{states: opened(now)}, check: is(sought), once: true, want: check.Settling},
		{name: "looks once: settles", api: api{states: deployed(state{0, deployment(1, longAgo)})}, check: is(observes), once: true, want: check.Settling},
		{name: "looks once: fails", check: is(sought), once: true, want: check.Fail},
		{name: "looks once: answers", api: api{answers: []int{200}, states: deployed(state{0, deployment(2, longAgo)})}, check: answers, once: true, want: check.Pass, asked: 1},

		{name: "answers three times", api: api{answers: []int{200}, states: deployed(state{0, deployment(2, longAgo)})}, check: answers, want: check.Pass, took: 400 * time.Millisecond, asked: 4, shown: []string{again}},
		{name: "answers through the hold", api: api{answers: []int{200}, states: deployed(state{0, deployment(2, now)})}, check: answers, want: check.Pass, took: 5 * time.Second, asked: 7, shown: down(5)},
		{name: "does not answer", api: api{answers: []int{500}, states: deployed(state{0, deployment(2, longAgo)})}, check: answers, want: check.Fail, asked: 1},
		{name: "answers only once", api: api{answers: []int{200, 500}, states: deployed(state{0, deployment(2, longAgo)})}, check: answers, want: check.Fail, took: 200 * time.Millisecond, asked: 3, shown: []string{again}},
		{
			name: "answers three times, but not in a row", check: answers, hold: time.Second, want: check.Pass, took: 2400 * time.Millisecond, asked: 6,
			shown: []string{fmt.Sprintf(holds, 1), spreads, again},
			api:   api{answers: []int{200, 500, 200}, states: deployed(state{0, deployment(2, now)})},
		},
		// What the objects decide is asked every other second while they change, and
		// then three times in a row, and once more for what is read anew.
		{name: "is admitted", api: api{states: deployed(state{0, deployment(2, longAgo)})}, check: admitted, want: check.Pass, took: 400 * time.Millisecond, asked: 4, shown: []string{again}},
		{
			name: "is admitted while something goes on", check: admitted, want: check.Pass, took: 400 * time.Millisecond, asked: 4, shown: []string{again},
			api: api{states: deployed(state{0, deployment(2, longAgo)}, state{50 * time.Millisecond, deployment(2, longAgo)}, state{100 * time.Millisecond, deployment(2, longAgo)}, state{150 * time.Millisecond, deployment(2, longAgo)})},
		},
		{name: "is admitted after many changes", api: api{states: deployed(changes(73*time.Millisecond, 60)...)}, check: admitted, want: check.Pass, took: 5 * time.Second, asked: 7, shown: []string{changed, again}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var shown []string
				o := verification.Options{
					Wait:     !test.once,
					Baseline: map[string]any{"configmap/shop": map[string]any{"data": map[string]any{"open": "yes"}}},
					Show: func(r verification.Report) {
						if r.Verdict != check.Settling {
							t.Errorf("shown is a report with verdict %s", r.Verdict)
						}
						if text := r.Waiting(); len(shown) == 0 || shown[len(shown)-1] != text {
							shown = append(shown, text)
						}
					},
				}
				report, took, err := verify(t.Context(), t, &test.api, test.check, test.hold, o)
				if err != nil {
					t.Fatal(err)
				}
				if report.Verdict != test.want || len(report.Results) != 1 {
					t.Errorf("%+v, want %s", report, test.want)
				}
				if took != test.took || test.api.asked != test.asked {
					t.Errorf("it took %s and %d requests, want %s and %d", took, test.api.asked, test.took, test.asked)
				}
				if d := cmp.Diff(test.shown, shown); d != "" {
					t.Errorf("shown (-want +got):\n%s", d)
				}
			})
		})
	}
}

// TestRunTellsNobody waits without anybody to tell.
func TestRunTellsNobody(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		a := &api{states: map[string][]state{"configmaps": {{0, settings("yes", now)}}}}
		report, took, err := verify(t.Context(), t, a, challenge.Check{Expr: expr("config.data.open == 'yes'")}, 0, verification.Options{Wait: true})
		if err != nil || report.Verdict != check.Pass || took != 5*time.Second {
			t.Errorf("%+v after %s, %v", report, took, err)
		}
	})
}

// TestWithin verifies again and again with one session.
func TestWithin(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		a := &api{answers: []int{200}, states: map[string][]state{
			"configmaps":  {{0, settings("yes", longAgo)}, {time.Minute, settings("no", longAgo)}, {3 * time.Minute, settings("yes", longAgo)}},
			"deployments": {{0, deployment(2, longAgo)}},
		}}
		collector, judge := shop(t, a, []challenge.Check{
			{Name: "open", Expr: expr("config.data.open == 'yes'")},
			{Name: "answers", HTTP: &challenge.HTTP{To: "service/shop:80", Via: challenge.ViaAPIServer, Expect: expr("response.status == 200")}},
		}, 0)
		session, err := collector.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := session.Close(t.Context()); err != nil {
				t.Error(err)
			}
		}()
		for i, want := range []check.Verdict{check.Pass, check.Fail, check.Pass} {
			asked := a.asked
			report, err := verification.Within(t.Context(), session, judge, verification.Options{Wait: true, Bound: time.Minute})
			if err != nil || report.Verdict != want {
				t.Errorf("time %d: %+v, %v", i, report, err)
			}
			if asked = a.asked - asked; want == check.Pass && asked != 4 {
				t.Errorf("time %d: %d requests", i, asked)
			}
			time.Sleep(2 * time.Minute)
		}
	})
}

// TestWatch sees somebody mend one thing, break it while success has to hold, and
// mend it again.
func TestWatch(t *testing.T) {
	alone(t)
	a2000 := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	synctest.Test(t, func(t *testing.T) {
		at := func(second float64, open string) state {
			when := time.Duration(second * float64(time.Second))
			return state{when, settings(open, a2000.Add(when).Format(time.RFC3339))}
		}
		a := &api{states: map[string][]state{"configmaps": {at(0, "no"), at(60, "yes"), at(62.5, "no"), at(120, "yes")}}}
		collector, judge := shop(t, a, []challenge.Check{{Name: "open", Expr: expr("config.data.open == 'yes'")}}, 0)
		var shown []string
		report, err := verification.Watch(t.Context(), collector, judge, verification.Options{Bound: time.Minute, Show: func(r verification.Report) {
			said := fmt.Sprintf("%ds %s", int(time.Since(a.began).Seconds()), r.Results[0].Verdict)
			if len(shown) == 0 || shown[len(shown)-1] != said {
				shown = append(shown, said)
			}
		}})
		if err != nil || report.Verdict != check.Pass || time.Since(a.began) != 125*time.Second {
			t.Errorf("%+v after %s, %v", report, time.Since(a.began), err)
		}
		if err := report.Tidied(); err != nil {
			t.Error(err)
		}
		want := "0s fail, 60s pass, 61s pass, 62s pass, 62s fail, 120s pass, 121s pass, 122s pass, 123s pass, 124s pass"
		if got := strings.Join(shown, ", "); got != want {
			t.Errorf("shown: %s\nwant:  %s", got, want)
		}
	})
}

// TestWatchHarms tries a disruption once, and once more after a change.
func TestWatchHarms(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		a := &api{states: map[string][]state{
			"configmaps":  {{0, settings("yes", longAgo)}, {time.Minute, settings("yes", "2000-01-01T00:01:00Z")}},
			"deployments": {{0, deployment(2, longAgo)}},
		}}
		collector, judge := shop(t, a, []challenge.Check{
			{Name: "open", Expr: expr("config.data.open == 'yes'")},
			{Name: "survives", Survives: &challenge.Survives{Disruption: challenge.DeletePod, Of: "shop"}}, // which has no pods
		}, 0)
		var harmed []string
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		report, err := verification.Watch(ctx, collector, judge, verification.Options{Bound: time.Minute, Show: func(r verification.Report) {
			if r.Harming != "" {
				harmed = append(harmed, fmt.Sprint(int(time.Since(a.began).Minutes())))
			}
		}})
		if got := strings.Join(harmed, " "); !errors.Is(err, context.DeadlineExceeded) || report.Verdict != check.Fail || got != "0 1" {
			t.Errorf("harmed in minutes %s; %+v, %v", got, report, err)
		}
	})
}

// TestRunHarmsInStages does the harm of the stage that is open, and none of those
// after it.
func TestRunHarmsInStages(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		a := &api{states: map[string][]state{"configmaps": {{0, settings("yes", longAgo)}}, "deployments": {{0, deployment(2, longAgo)}}}}
		harm := &challenge.Survives{Disruption: challenge.DeletePod, Of: "shop"} // which has no pods
		collector, judge := shop(t, a, []challenge.Check{
			{Name: "then", Stage: "two", Survives: harm},
			{Name: "open", Stage: "one", Expr: expr("config.data.open == 'yes'")},
			{Name: "first", Stage: "one", Survives: harm},
		}, 0)
		collector.Challenge.Spec.Stages = []challenge.Stage{{Name: "one"}, {Name: "two"}}
		var harmed []string
		report, err := verification.Run(t.Context(), collector, judge, verification.Options{Wait: true, Bound: time.Minute, Show: func(r verification.Report) {
			if r.Harming != "" {
				harmed = append(harmed, r.Harming)
			}
		}})
		if got := strings.Join(harmed, " "); err != nil || report.Verdict != check.Fail || got != "first" {
			t.Errorf("harmed: %s; %+v, %v", got, report, err)
		}
	})
}

// TestWatchInterrupted ends when nobody watches any more.
func TestWatchInterrupted(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		a := &api{states: map[string][]state{"configmaps": {{0, settings("no", longAgo)}}}}
		collector, judge := shop(t, a, []challenge.Check{{Name: "open", Expr: expr("config.data.open == 'yes'")}}, 0)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		report, err := verification.Watch(ctx, collector, judge, verification.Options{Bound: time.Minute})
		if !errors.Is(err, context.DeadlineExceeded) || report.Verdict != check.Fail || report.Tidied() != nil {
			t.Errorf("%+v, %v", report, err)
		}
	})
}

// TestRunUnharmed leaves out what would hurt, and only that.
func TestRunUnharmed(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		for open, want := range map[string]check.Verdict{"yes": check.Later, "no": check.Fail} {
			a := &api{states: map[string][]state{"configmaps": {{0, settings(open, longAgo)}}, "deployments": {{0, deployment(2, longAgo)}}}}
			report, took, err := verifyAll(t.Context(), t, a, []challenge.Check{
				{Name: "open", Expr: expr("config.data.open == 'yes'")},
				{Name: "survives", Survives: &challenge.Survives{Disruption: challenge.DeletePod, Of: "shop"}},
			}, 0, verification.Options{Wait: true, Unharmed: true})
			if err != nil || report.Verdict != want || took > time.Second {
				t.Errorf("%s: %+v after %s, %v", open, report, took, err)
			}
		}
	})
}

// TestRunUnheld: success counts at once, however young it is.
func TestRunUnheld(t *testing.T) {
	alone(t)
	for unheld, want := range map[bool]time.Duration{true: 0, false: time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			a := &api{states: map[string][]state{"configmaps": {{0, settings("yes", now)}}}}
			report, took, err := verifyAll(t.Context(), t, a, []challenge.Check{{Name: "open", Expr: expr("config.data.open == 'yes'")}},
				time.Minute, verification.Options{Wait: true, Unheld: unheld})
			if err != nil || report.Verdict != check.Pass || took != want {
				t.Errorf("unheld %t: %+v after %s, %v", unheld, report, took, err)
			}
		})
	}
}

// TestRunBrief asks only for what the verdict depends on.
func TestRunBrief(t *testing.T) {
	alone(t)
	checks := []challenge.Check{
		{Name: "open", Expr: expr("config.data.open == 'yes'")},
		{Name: "settles", Expr: expr("shop.status.observedGeneration == 2")},
		{Name: "answers", HTTP: &challenge.HTTP{To: "service/shop:80", Via: challenge.ViaAPIServer, Expect: expr("response.status == 200")}},
	}
	for _, test := range []struct {
		open, decided string
		observed      int
		brief         bool
		asked         int
	}{
		{"no", "", 1, true, 0},
		{"no", "open", 1, true, 0},
		{"no", "answers", 2, true, 1},
		{"no", "settles", 1, true, 0},
		{"no", "settles", 1, false, 11}, // each second, when it has settled, and once more for what is read anew
		{"no", "", 1, false, 1},
		{"yes", "", 2, true, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			a := &api{answers: []int{500}, states: map[string][]state{
				"configmaps": {{0, settings(test.open, longAgo)}}, "deployments": {{0, deployment(test.observed, longAgo)}, {8500 * time.Millisecond, deployment(3, longAgo)}},
			}}
			report, _, err := verifyAll(t.Context(), t, a, checks, 0, verification.Options{Wait: true, Brief: test.brief, Decided: test.decided})
			if err != nil || report.Verdict != check.Fail || a.asked != test.asked {
				t.Errorf("open %s, decided %q, brief %t: %+v after %d requests, %v", test.open, test.decided, test.brief, report, a.asked, err)
			}
		})
	}
}

// TestRunNarrow asks only for the check that must fail, until it comes to something
// else.
func TestRunNarrow(t *testing.T) {
	alone(t)
	to := func(service string) *challenge.HTTP {
		return &challenge.HTTP{To: "service/" + service + ":80", Via: challenge.ViaAPIServer, Expect: expr("response.status == 200")}
	}
	checks := []challenge.Check{
		{Name: "open", Expr: expr("config.data.open == 'yes'")},
		{Name: "made", Expr: expr("shop.status.observedGeneration == 2")},
		{Name: "answers", HTTP: to("shop")},
		{Name: "answers too", HTTP: to("till")},
	}
	for decided, asked := range map[string]int{"answers": 1, "made": 4, "": 2} {
		synctest.Test(t, func(t *testing.T) {
			a := &api{answers: []int{500}, states: map[string][]state{
				"configmaps": {{0, settings("yes", longAgo)}}, "deployments": {{0, deployment(2, longAgo)}},
			}}
			report, _, err := verifyAll(t.Context(), t, a, checks, 0, verification.Options{Wait: true, Brief: true, Decided: decided})
			if err != nil || report.Verdict != check.Fail || a.asked != asked {
				t.Errorf("decided %q: %+v after %d requests, %v", decided, report, a.asked, err)
			}
		})
	}
}

// TestRunBriefAccess: what is not so may not be so yet for a change of roles,
// which only a look at them tells.
func TestRunBriefAccess(t *testing.T) {
	alone(t)
	synctest.Test(t, func(t *testing.T) {
		a := &api{states: map[string][]state{
			"configmaps": {{0, settings("no", longAgo)}},
			"roles":      {{0, `{kind: Role, apiVersion: rbac.authorization.k8s.io/v1, metadata: {name: r, namespace: shop, creationTimestamp: "` + now + `"}, rules: []}`}},
			"rolebindings": {{0, `{kind: RoleBinding, apiVersion: rbac.authorization.k8s.io/v1, metadata: {name: r, namespace: shop, creationTimestamp: "` + now + `"},
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: bot, namespace: shop}]}`}},
			"serviceaccounts": {{0, `{kind: ServiceAccount, apiVersion: v1, metadata: {name: bot, namespace: shop, creationTimestamp: "` + longAgo + `"}}`}},
		}}
		report, took, err := verifyAll(t.Context(), t, a, []challenge.Check{
			{Name: "open", Expr: expr("config.data.open == 'yes'")},
			{Name: "may", Can: &challenge.Can{Who: challenge.Subject{ServiceAccount: "bot"}, Must: []challenge.Permission{{Verbs: []string{"get"}, Resources: []string{"pods"}}}}},
		}, 0, verification.Options{Wait: true, Brief: true, Decided: "open"})
		if err != nil || report.Verdict != check.Fail || took < 5*time.Second {
			t.Errorf("%+v after %s, %v", report, took, err)
		}
	})
}

// TestRunDecidesInTime has a check that fails, and one that never gets anywhere.
func TestRunDecidesInTime(t *testing.T) {
	alone(t)
	checks := []challenge.Check{
		{Name: "quick", Expr: expr("config.data.open == 'yes'")},
		{Name: "never", Expr: expr("shop.status.observedGeneration == 2")},
	}
	synctest.Test(t, func(t *testing.T) {
		a := &api{states: map[string][]state{"deployments": {{0, deployment(1, longAgo)}}}}
		report, got, err := verifyAll(t.Context(), t, a, checks, 0, verification.Options{Wait: true, Decided: "never"})
		if err != nil || report.Verdict != check.Fail || got != 150*time.Second {
			t.Errorf("%+v after %s, %v", report, got, err)
		}
	})
}

// TestRunDecides has a check that fails at once, and one that takes its time.
func TestRunDecides(t *testing.T) {
	alone(t)
	checks := []challenge.Check{
		{Name: "quick", Expr: expr("config.data.open == 'yes'")},
		{Name: "slow", Expr: expr("shop.status.observedGeneration == 2")},
	}
	for decided, took := range map[string]time.Duration{"": 0, "quick": 0, "slow": 9500 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			a := &api{states: map[string][]state{"deployments": {{0, deployment(1, longAgo)}, {9500 * time.Millisecond, deployment(3, longAgo)}}}}
			report, got, err := verifyAll(t.Context(), t, a, checks, 0, verification.Options{Wait: true, Decided: decided})
			if err != nil || report.Verdict != check.Fail || got != took {
				t.Errorf("decided is %q: %+v after %s, %v", decided, report, got, err)
			}
		})
	}
}

func TestRunFails(t *testing.T) {
	alone(t)
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	silent := func(ctx context.Context, _ time.Duration) error {
		<-ctx.Done()
		return ctx.Err()
	}
	tests := []struct {
		name   string
		fails  func(ctx context.Context, after time.Duration) error
		cancel time.Duration
		want   error
		took   time.Duration
	}{
		{"nobody answers", func(context.Context, time.Duration) error { return refused }, 0, cluster.ErrUnreachable, 0},
		{"nobody answers any more", func(_ context.Context, after time.Duration) error {
			if after >= 2*time.Second {
				return refused
			}
			return nil
		}, 0, cluster.ErrUnreachable, 5 * time.Second}, // what was waited for is read anew
		{"no answer comes", silent, 0, context.DeadlineExceeded, 150 * time.Second},
		{"the learner has enough", nil, 3 * time.Second, context.Canceled, 3 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if test.cancel > 0 {
					time.AfterFunc(test.cancel, cancel)
				}
				a := &api{fails: test.fails, states: map[string][]state{"configmaps": {{0, settings("yes", now)}}}}
				_, took, err := verify(ctx, t, a, challenge.Check{Expr: expr("config.data.open == 'yes'")}, 0, verification.Options{Wait: true})
				if !errors.Is(err, test.want) || !strings.HasPrefix(err.Error(), "verify: ") || took != test.took {
					t.Errorf("%v after %s, want %v after %s", err, took, test.want, test.took)
				}
			})
		})
	}
	t.Run("no more answers come", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			a := &api{states: map[string][]state{"configmaps": {{0, settings("yes", now)}}}}
			a.fails = func(ctx context.Context, after time.Duration) error {
				if after >= time.Second {
					return silent(ctx, after)
				}
				return nil
			}
			report, took, err := verify(t.Context(), t, a, challenge.Check{Expr: expr("config.data.open == 'yes'")}, 0, verification.Options{Wait: true})
			if err != nil || report.Verdict != check.Settling || took != 150*time.Second {
				t.Errorf("%+v after %s, %v; want what was seen last", report, took, err)
			}
		})
	})
}

func TestWaiting(t *testing.T) {
	tests := []struct {
		name   string
		report verification.Report
		want   string
	}{
		{"something settles", verification.Report{Verdict: check.Settling, Results: []check.Result{{Verdict: check.Pass}, {Verdict: check.Settling, Reason: "one"}, {Verdict: check.Settling, Reason: "two"}}}, "one"},
		{"something settles that was to hold", verification.Report{Verdict: check.Settling, Holding: time.Second, Results: []check.Result{{Verdict: check.Settling, Reason: "one"}}}, "one"},
		{"holds", verification.Report{Verdict: check.Settling, Holding: 5 * time.Second, Results: []check.Result{{Verdict: check.Pass}}}, "everything holds; it counts if it still does in 5 s"},
		{"a second that has begun", verification.Report{Verdict: check.Settling, Holding: 4200 * time.Millisecond}, "everything holds; it counts if it still does in 5 s"},
		{"never no time", verification.Report{Verdict: check.Settling, Holding: 10 * time.Millisecond}, "everything holds; it counts if it still does in 1 s"},
		{"asks again", verification.Report{Verdict: check.Settling, Results: []check.Result{{Verdict: check.Pass}}}, "everything holds; asking once more"},
		{"harm comes after it", verification.Report{Verdict: check.Settling, Holding: 5 * time.Second, Results: []check.Result{{Verdict: check.Pass}, {Verdict: check.Later}}}, "all else holds; what has to be survived is tried if it still does in 5 s"},
		{"asks before harm", verification.Report{Verdict: check.Settling, Results: []check.Result{{Verdict: check.Later}}}, "all else holds; asking once more"},
		{"more answers are to come", verification.Report{Verdict: check.Fail, Results: []check.Result{{Verdict: check.Fail}}}, "waiting for the rest of the answers"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.report.Waiting(); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
