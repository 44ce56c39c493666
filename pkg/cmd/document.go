package cmd

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// document is what -o json and -o yaml print; docs/verification.md describes
// it, and fields are only ever added.
type document struct {
	APIVersion string         `json:"apiVersion"`
	Kind       string         `json:"kind"`
	Challenge  string         `json:"challenge"`
	Verdict    check.Verdict  `json:"verdict"`
	Score      score          `json:"score"`
	Results    []check.Result `json:"results"`
}

// score is the sum of the weights of what holds, and of all.
type score struct {
	Earned int `json:"earned"`
	Total  int `json:"total"`
}

// printReport prints a verification for programs to read.
func (a *app) printReport(challenge string, r verification.Report, format string) error {
	if format == "junit" {
		return writeJUnit(a.term.Out, challenge, r)
	}
	d := document{APIVersion: record.APIVersion, Kind: "Verification", Challenge: challenge, Verdict: r.Verdict, Results: r.Results}
	d.Score.Earned, d.Score.Total = check.Score(r.Results)
	return a.printData(d, format)
}

// suite is one challenge in the form that JUnit began and test servers read.
type suite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []suiteCase `xml:"testcase"`
}

type suiteCase struct {
	Name    string  `xml:"name,attr"`
	Class   string  `xml:"classname,attr"`
	Time    string  `xml:"time,attr,omitempty"` // in seconds
	Failure *reason `xml:"failure,omitempty"`
	Error   *reason `xml:"error,omitempty"`
	Skipped *reason `xml:"skipped,omitempty"`
}

type reason struct {
	Message string `xml:"message,attr"`
}

// writeJUnit tells what is not known and what is the challenge's own fault as
// errors, what has not had its turn as skipped, and all else that does not
// hold as failures.
func writeJUnit(out io.Writer, challenge string, r verification.Report) error {
	s := suite{Name: challenge, Tests: len(r.Results)}
	for _, result := range r.Results {
		one := suiteCase{Name: result.Name, Class: challenge}
		why := &reason{Message: printable(strings.Join(strings.Fields(result.Observed+" "+result.Reason), " "))}
		switch result.Verdict {
		case check.Pass:
		case check.Unknown, check.Broken:
			one.Error = why
			s.Errors++
		case check.Later:
			one.Skipped = why
			s.Skipped++
		default:
			one.Failure = why
			s.Failures++
		}
		s.Cases = append(s.Cases, one)
	}
	text, err := xml.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s%s\n", xml.Header, text)
	return err
}

// printable drops what XML cannot hold.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, text)
}
