package cluster

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestKinds(t *testing.T) {
	lists := map[string]string{
		"/api":  `{"kind":"APIVersions","versions":["v1"]}`,
		"/apis": `{"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"x.io","versions":[{"groupVersion":"x.io/v2","version":"v2"},{"groupVersion":"x.io/v1","version":"v1"}]},{"name":"down.io","versions":[{"groupVersion":"down.io/v1","version":"v1"}]}]}`,
		"/api/v1": `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
			{"name":"pods","kind":"Pod","namespaced":true,"verbs":["list"]},{"name":"pods/log","kind":"Pod","namespaced":true,"verbs":["get"]},{"name":"nodes","kind":"Node","verbs":["list"]}]}`,
		"/apis/x.io/v1": `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"x.io/v1","resources":[{"name":"pods","kind":"Pod","namespaced":true,"verbs":["list"]}]}`,
		"/apis/x.io/v2": `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"x.io/v2","resources":[{"name":"pods","kind":"Pod","namespaced":true,"verbs":["list"]},{"name":"old","kind":"Old","namespaced":true,"verbs":["list"]}]}`,
	}
	server := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		text, ok := lists[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, text)
	}
	kinds, err := connect(t, http.HandlerFunc(server)).Kinds()
	var got []string
	for _, k := range kinds {
		got = append(got, fmt.Sprintf("%s/%s/%s:%t", k.Group, k.Version, k.Name, k.Namespaced))
	}
	if want := "/v1/nodes:false /v1/pods:true x.io/v2/old:true x.io/v2/pods:true"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("%v, %v; want %s", got, err, want)
	}
	clear(lists)
	if _, err := connect(t, http.HandlerFunc(server)).Kinds(); err == nil || !strings.Contains(err.Error(), "list the kinds") {
		t.Errorf("%v", err)
	}
}
