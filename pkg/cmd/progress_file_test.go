package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// TestForeign: of a file counts what was solved and tried, and never what would
// have to be removed.
func TestForeign(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 24, 12, minute, 0, 0, time.UTC) }
	here, file := record.New("ada"), record.New("eve")
	here.Put("l1-a", record.Run{ID: "1", Cluster: "uid", Started: at(0), Namespaces: map[string]string{"main": "mastery-l1-a"}})
	file.Put("l1-a", record.Run{ID: "1", Cluster: "uid", Started: at(0), Solved: at(1), Namespaces: map[string]string{"main": "kube-system"}})
	file.Put("l1-b", record.Run{ID: "2", Cluster: "uid", Started: at(0), Solved: at(2), Namespaces: map[string]string{"main": "kube-system"}})
	file.Put("l1-c", record.Run{ID: "3", Cluster: "uid", Started: at(0), Ready: at(1), Stopped: at(3)})
	merged := record.Merge(here, foreign(file, here, at(9)))
	open := merged.OpenRuns("uid")
	if len(open) != 1 || open[0].ID != "1" || open[0].Namespaces["main"] != "mastery-l1-a" || open[0].Solved != at(1) {
		t.Errorf("open: %+v", open)
	}
	if b, _ := merged.Last("l1-b"); b.Solved != at(2) || b.Stopped != at(9) || b.Namespaces != nil {
		t.Errorf("l1-b: %+v", b)
	}
	if c, _ := merged.Last("l1-c"); c.Stopped != at(3) {
		t.Errorf("l1-c: %+v", c)
	}
	if merged.Learner != "ada" {
		t.Errorf("it is the record of %s", merged.Learner)
	}
}

func TestReadRecord(t *testing.T) {
	dir := t.TempDir()
	for name, test := range map[string]struct{ text, want string }{
		"newer":     {"apiVersion: mastery/v9\nkind: Record\n", "mastery/v9"},
		"other":     {"apiVersion: v1\nkind: Pod\n", "is no record, as `kubectl mastery progress export` prints them; nothing was changed"},
		"no yaml":   {"{", "nothing was changed"},
		"too large": {strings.Repeat("#", maxImport+1), "holds more than 1024 KiB, so it is no record"},
	} {
		path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-"))
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readRecord(path, nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := readRecord(filepath.Join(dir, "none"), nil); err == nil {
		t.Error("a file that is not there is read")
	}
	document, err := record.New("ada").Format()
	if err != nil {
		t.Fatal(err)
	}
	if r, err := readRecord("-", strings.NewReader(string(document))); err != nil || r.Learner != "ada" {
		t.Errorf("%+v, %v", r, err)
	}
}
