package evidence

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// shop is an API server with a ReplicaSet of two pods. A pod that is deleted is
// replaced, if replaces is set, and for a while nobody serves.
type shop struct {
	replaces bool
	outage   time.Duration

	mu      sync.Mutex
	deleted []string
	since   time.Time
	gone    chan struct{}
}

func readyPod(name string) string {
	return fmt.Sprintf(`{"kind":"Pod","apiVersion":"v1","metadata":{"name":%[1]q,"namespace":"shop","uid":"uid-%[1]s","resourceVersion":"2",
  "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"shop","uid":"set","controller":true}]},
  "status":{"conditions":[{"type":"Ready","status":"True"}]}}`, name)
}

func (s *shop) pods() []string {
	if len(s.deleted) == 0 {
		return []string{readyPod("a"), readyPod("b")}
	}
	if s.replaces {
		return []string{readyPod("b"), readyPod("c")}
	}
	return []string{readyPod("b")}
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	resource := r.URL.Path[strings.LastIndex(strings.TrimSuffix(r.URL.Path, "/"), "/")+1:]
	switch {
	case r.Method == http.MethodDelete:
		s.mu.Lock()
		s.deleted, s.since = append(s.deleted, resource), time.Now()
		s.mu.Unlock()
		close(s.gone)
		fmt.Fprint(w, readyPod(resource))
	case strings.Contains(r.URL.Path, "/proxy"):
		s.mu.Lock()
		if len(s.deleted) > 0 && time.Since(s.since) < s.outage {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		s.mu.Unlock()
		fmt.Fprint(w, "open")
	case r.URL.Query().Get("watch") != "":
		w.(http.Flusher).Flush()
		if resource == "pods" {
			select {
			case <-s.gone:
			case <-r.Context().Done():
				return
			}
			fmt.Fprintf(w, `{"type":"DELETED","object":%s}`+"\n", readyPod("a"))
			if s.replaces {
				fmt.Fprintf(w, `{"type":"ADDED","object":%s}`+"\n", readyPod("c"))
			}
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	case resource == "pods":
		s.mu.Lock()
		defer s.mu.Unlock()
		fmt.Fprintf(w, `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[%s]}`, strings.Join(s.pods(), ","))
	case resource == "replicasets":
		fmt.Fprint(w, `{"kind":"ReplicaSetList","apiVersion":"apps/v1","metadata":{"resourceVersion":"1"},"items":[
  {"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"shop","namespace":"shop","uid":"set"},"spec":{"replicas":2}}]}`)
	default:
		api{}.ServeHTTP(w, r)
	}
}

func TestDisrupt(t *testing.T) {
	tests := []struct {
		name   string
		shop   *shop
		serves string
		whole  bool
		// least and most of the requests that fail
		least, most int64
		says        string
	}{
		{name: "the other pod serves", shop: &shop{replaces: true}, serves: "answers", whole: true},
		{name: "nobody serves for a while", shop: &shop{replaces: true, outage: time.Second}, serves: "answers", whole: true, least: 1, most: 11, says: "status 503"},
		{name: "nobody asks", shop: &shop{replaces: true, outage: time.Second}, whole: true},
		{name: "nothing replaces it", shop: &shop{}, serves: "answers", says: "1 of 2 pods are ready"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.shop.gone = make(chan struct{})
			server := httptest.NewServer(test.shop)
			defer server.Close()
			c := collector(t, server)
			harm := challenge.Check{Name: "survives", Survives: &challenge.Survives{
				Disruption: challenge.DeletePod, Of: "shop", Serves: test.serves, Within: challenge.Duration(2 * time.Second),
			}}
			c.Challenge.Spec.Observe = map[string]challenge.Watch{"shop": {APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "shop"}}
			c.Challenge.Spec.Checks = append(c.Challenge.Spec.Checks, harm)
			s, err := c.Open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			holds := func(_ string, answer check.Answer, _ check.Evidence) bool {
				return answer.Value["status"] == int64(200)
			}
			if err := s.Disrupt(t.Context(), harm, holds); err != nil {
				t.Fatal(err)
			}
			ev, err := s.look(t.Context(), true)
			if err != nil {
				t.Fatal(err)
			}
			v := ev.Answers["survives"].Value
			failed, _ := v["failed"].(int64)
			requests, _ := v["requests"].(int64)
			said, _ := v["error"].(string)
			if v["whole"] != test.whole || failed < test.least || failed > test.most || !strings.Contains(said, test.says) {
				t.Errorf("%v", v)
			}
			if (requests >= requestsAfter) != (test.serves != "" && test.whole) && test.whole || test.serves == "" && requests > 0 {
				t.Errorf("%d requests", requests)
			}
			if got := strings.Join(test.shop.deleted, " "); got != "a" || v["harm"] != "pod a was deleted" {
				t.Errorf("deleted: %s; %s", got, v["harm"])
			}
			// What takes the place of the workload was not tried.
			one := s.harm["survives"]
			one.was.uid = "another"
			s.harm["survives"] = one
			if ev, err = s.look(t.Context(), true); err != nil || ev.Answers["survives"].Value != nil {
				t.Errorf("of another workload: %v, %v", ev.Answers["survives"], err)
			}
			if err := s.Close(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}
