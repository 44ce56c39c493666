package evidence

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// stepping is an API server with a ReplicaSet whose pods are others, or in
// another state, after each step. A patch is one step, a request to a pod is as
// many as are left.
type stepping struct {
	steps  [][]string
	refuse bool // requests to pods are forbidden

	mu      sync.Mutex
	step    int
	patches []string
	asked   []string
	changed chan struct{}
}

func (s *stepping) pods() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.steps[min(s.step, len(s.steps)-1)]
}

func (s *stepping) advance() {
	s.mu.Lock()
	s.step++
	s.mu.Unlock()
	s.changed <- struct{}{}
}

func (s *stepping) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	resource := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	switch {
	case r.Method == http.MethodPatch:
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.patches = append(s.patches, string(body))
		s.mu.Unlock()
		fmt.Fprint(w, `{"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"shop"}}`)
		go s.advance()
	case strings.Contains(r.URL.Path, "/pods/") && strings.Contains(r.URL.Path, "/proxy/"):
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.mu.Unlock()
		if s.refuse {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"Forbidden","code":403}`)
			return
		}
		go func() {
			for range s.steps[1:] {
				s.advance()
			}
		}()
	case r.URL.Query().Get("watch") != "" && resource == "pods":
		w.(http.Flusher).Flush()
		for before := s.steps[0]; ; { // also what has changed since the list
			for _, pod := range before {
				fmt.Fprintf(w, `{"type":"DELETED","object":%s}`+"\n", pod)
			}
			before = s.pods()
			for _, pod := range before {
				fmt.Fprintf(w, `{"type":"ADDED","object":%s}`+"\n", pod)
			}
			w.(http.Flusher).Flush()
			select {
			case <-s.changed:
			case <-r.Context().Done():
				return
			}
		}
	case r.URL.Query().Get("watch") != "":
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	case resource == "pods":
		fmt.Fprintf(w, `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[%s]}`, strings.Join(s.pods(), ","))
	case resource == "replicasets":
		fmt.Fprint(w, `{"kind":"ReplicaSetList","apiVersion":"apps/v1","metadata":{"resourceVersion":"1"},"items":[
  {"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"shop","namespace":"shop","uid":"set"},"spec":{"replicas":1}}]}`)
	default:
		api{}.ServeHTTP(w, r)
	}
}

// podIn is a pod of the ReplicaSet in a state.
func podIn(name, ready string, restarts int) string {
	pod := strings.Replace(readyPod(name), `"status":"True"`, fmt.Sprintf(`"status":%q`, ready), 1)
	return strings.Replace(pod, `"status":{`, fmt.Sprintf(`"status":{"containerStatuses":[{"name":"web","restartCount":%d}],`, restarts), 1)
}

func TestHarm(t *testing.T) {
	ask := func(restarts bool) challenge.Survives {
		return challenge.Survives{Disruption: challenge.AskPod, Ask: &challenge.Ask{Port: 8080, Path: "/hang", Restarts: restarts}}
	}
	well, resting, again := []string{podIn("a", "True", 0)}, []string{podIn("a", "False", 0)}, []string{podIn("a", "True", 1)}
	tests := []struct {
		name    string
		harm    challenge.Survives
		steps   [][]string
		refuse  bool
		whole   bool
		harmed  string
		error   string
		spoilt  string
		unasked string
		patches int
		hurt    bool
	}{
		{
			name: "rolled out and back", harm: challenge.Survives{Disruption: challenge.Rollout}, whole: true, patches: 3,
			steps: [][]string{well, {podIn("b", "True", 0)}, {podIn("c", "True", 0)}}, harmed: "all of its pods were rolled out anew, and back",
		},
		{
			name: "rolled out, and the new pod does not come", harm: challenge.Survives{Disruption: challenge.Rollout}, patches: 2,
			steps: [][]string{well, {podIn("b", "False", 0)}}, harmed: "all of its pods were rolled out anew, and back", error: "0 of 1 pods are ready",
		},
		{name: "hung", harm: ask(true), steps: [][]string{well, resting, again}, whole: true, harmed: "pod a was asked for /hang", hurt: true},
		{name: "hung for ever", harm: ask(true), steps: [][]string{well, resting}, harmed: "pod a was asked for /hang", error: "no container of pod a was started again"},
		{name: "started again in place of a rest", harm: ask(false), steps: [][]string{well, again}, harmed: "pod a was asked for /hang", spoilt: "a container of pod a was started again, and should not be", hurt: true},
		{name: "may not ask", harm: ask(true), steps: [][]string{well}, refuse: true, unasked: "you may not reach pods through the API server: no"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake := &stepping{steps: test.steps, refuse: test.refuse, changed: make(chan struct{}, 9)}
			server := httptest.NewServer(fake)
			defer server.Close()
			c := collector(t, server)
			test.harm.Of, test.harm.Within = "shop", challenge.Duration(2*time.Second)
			harm := challenge.Check{Name: "survives", Survives: &test.harm}
			c.Challenge.Spec.Observe = map[string]challenge.Watch{"shop": {APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "shop"}}
			c.Challenge.Spec.Checks = append(c.Challenge.Spec.Checks, harm)
			s, err := c.Open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Disrupt(t.Context(), harm, func(string, check.Answer, check.Evidence) bool { return true }); err != nil {
				t.Fatal(err)
			}
			ev, err := s.look(t.Context(), true)
			if err != nil {
				t.Fatal(err)
			}
			got := ev.Answers["survives"]
			if test.unasked != "" {
				if got.Unasked != test.unasked {
					t.Errorf("%+v", got)
				}
			} else if v := got.Value; v["whole"] != test.whole || v["harm"] != test.harmed || v["error"] != test.error || v["spoilt"] != test.spoilt {
				t.Errorf("%v", v)
			}
			if hurt, _ := got.Value["hurt"].(map[string]any); (hurt != nil) != test.hurt {
				t.Errorf("hurt: %v", hurt)
			}
			if len(fake.patches) != test.patches || test.patches > 0 && !strings.Contains(fake.patches[test.patches-1], `"kubectl-mastery/rolled-out-at":null`) {
				t.Errorf("patches: %q", fake.patches)
			}
			if asks := test.harm.Ask != nil; asks && (len(fake.asked) != 1 || !strings.HasSuffix(fake.asked[0], "/pods/a:8080/proxy/hang")) {
				t.Errorf("asked: %q", fake.asked)
			}
			if err := s.Close(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAt finds the tries that go to the pod that is to go.
func TestAt(t *testing.T) {
	to := func(host string) probe.Try {
		return probe.Try{Key: host, HTTP: &probe.HTTP{Target: probe.Target{Host: host, Port: 80}}}
	}
	all := []probe.Try{to("10.0.0.1"), to("10.0.0.2")}
	if got := at(all, "10.0.0.2"); len(got) != 1 || got[0].Key != "10.0.0.2" || len(at(all, "")) != 2 || len(at(all, "10.0.0.3")) != 0 {
		t.Errorf("%v", got)
	}
}
