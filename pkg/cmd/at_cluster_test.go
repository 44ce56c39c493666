package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/cli-runtime/pkg/genericiooptions"
	"k8s.io/client-go/dynamic/fake"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// builtIn are the challenges that are built in.
func builtIn(t *testing.T) *challenge.Catalogue {
	t.Helper()
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// atCluster is a session at a cluster that keeps the record and nothing else.
func atCluster(t *testing.T, runs map[string]record.Run) (s *session, out, errOut *bytes.Buffer) {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	config := filepath.Join(t.TempDir(), "config")
	text := "apiVersion: v1\nkind: Config\ncurrent-context: lab\ncontexts: [{name: lab, context: {cluster: lab}}]\nclusters: [{name: lab, cluster: {server: 'http://127.0.0.1:1'}}]\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := genericclioptions.NewConfigFlags(true)
	flags.KubeConfig = &config
	c, err := cluster.Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	streams, _, out, errOut := genericiooptions.NewTestIOStreams()
	s = &session{app: &app{term: terminal.New(streams)}, cluster: c, uid: "uid", record: record.New("ada")}
	s.store = &record.Store{Learner: "ada", Dynamic: fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), map[schema.GroupVersionResource]string{
		cluster.Core("configmaps"): "ConfigMapList", cluster.Core("namespaces"): "NamespaceList",
	})}
	for id, run := range runs {
		run.Cluster = "uid"
		s.record.Put(id, run)
	}
	return s, out, errOut
}
