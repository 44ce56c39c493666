package cmd

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/cli-runtime/pkg/genericiooptions"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// mixed is a report with every verdict.
func mixed() verification.Report {
	return verification.Report{Verdict: check.Broken, Results: []check.Result{
		{Name: "It answers", Verdict: check.Pass, Weight: 3, Observed: "status 200: open"},
		{Name: `It is "ready" & <well>`, Verdict: check.Fail, Weight: 2, Observed: "0 of 1\npods are \x1bready"},
		{Name: "It is still the image", Verdict: check.Settling, Weight: 1, Safeguard: true, Because: "Keep the image", Reason: "pod a is being created"},
		{Name: "Nobody else gets in", Verdict: check.Unknown, Weight: 1, Reason: "you may not"},
		{Name: "It outlives a pod", Stage: "two", Verdict: check.Later, Weight: 1, Reason: "it opens later"},
		{Name: "It counts", Verdict: check.Broken, Weight: 1, Reason: "line 3: division by zero"},
	}}
}

func printed(t *testing.T, format string) string {
	t.Helper()
	streams, _, out, _ := genericiooptions.NewTestIOStreams()
	a := &app{term: terminal.New(streams)}
	if err := a.printReport("l1-shop", mixed(), format); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const wantJSON = `{
  "apiVersion": "mastery/v1alpha1",
  "kind": "Verification",
  "challenge": "l1-shop",
  "verdict": "error",
  "score": {
    "earned": 3,
    "total": 9
  },
  "results": [
    {
      "name": "It answers",
      "verdict": "pass",
      "weight": 3,
      "observed": "status 200: open"
    },
`

func TestPrintReport(t *testing.T) {
	text := printed(t, "json")
	if !strings.HasPrefix(text, wantJSON) || !strings.HasSuffix(text, "}\n") {
		t.Errorf("json:\n%s", text)
	}
	var fromJSON, fromYAML map[string]any
	if err := json.Unmarshal([]byte(text), &fromJSON); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(printed(t, "yaml")), &fromYAML); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(fromJSON, fromYAML); d != "" {
		t.Errorf("json and yaml differ:\n%s", d)
	}
}

const wantJUnit = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="l1-shop" tests="6" failures="2" errors="2" skipped="1">
  <testcase name="It answers" classname="l1-shop"></testcase>
  <testcase name="It is &#34;ready&#34; &amp; &lt;well&gt;" classname="l1-shop">
    <failure message="0 of 1 pods are ready"></failure>
  </testcase>
  <testcase name="It is still the image" classname="l1-shop">
    <failure message="pod a is being created"></failure>
  </testcase>
  <testcase name="Nobody else gets in" classname="l1-shop">
    <error message="you may not"></error>
  </testcase>
  <testcase name="It outlives a pod" classname="l1-shop">
    <skipped message="it opens later"></skipped>
  </testcase>
  <testcase name="It counts" classname="l1-shop">
    <error message="line 3: division by zero"></error>
  </testcase>
</testsuite>
`

func TestPrintJUnit(t *testing.T) {
	text := printed(t, "junit")
	if d := cmp.Diff(wantJUnit, text); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if err := xml.NewDecoder(bytes.NewBufferString(text)).Decode(&suite{}); err != nil {
		t.Errorf("it can't be read: %v", err)
	}
}
