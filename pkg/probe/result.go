package probe

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Result is what came of one round of a try.
type Result struct {
	// Reached is set where a connection came about, for UDP and DNS where an
	// answer came. With TLS it may still have ended in an error.
	Reached bool
	// Status and Body are those of the HTTP answer; Status is 0 without one.
	Status int
	Body   string
	// Code is that of the DNS answer, such as NXDOMAIN, and Records are the
	// data of its records of the type that was asked for, sorted.
	Code    string
	Records []string
	// Error says in a few words what was wrong, Cause of which kind it is.
	Error string
	Cause Cause
}

// Cause is a kind of failure.
type Cause string

// The causes that there are.
const (
	Refused     Cause = "refused"
	Silent      Cause = "silent"
	Unreachable Cause = "unreachable"
	// Unresolved: the name could not be looked up, so nothing is known of the
	// target.
	Unresolved Cause = "unresolved"
	// BadTLS: the TLS connection did not come about, or certificates for it are
	// missing.
	BadTLS Cause = "tls"
	Other  Cause = "other"
)

// alike reports whether two results are the same as far as it can be told from
// outside: a body may have the time in it.
func (r Result) alike(other Result) bool {
	return r.Reached == other.Reached && r.Status == other.Status && r.Code == other.Code && slices.Equal(r.Records, other.Records)
}

// result reads what a round found.
func (t Try) result(l line, mark string) Result {
	if t.plain() {
		return t.replied(l)
	}
	l.note, l.body = text(l.note), text(l.body)
	switch {
	case t.TCP != nil:
		return t.connected(l)
	case t.UDP != nil:
		return t.heard(l)
	case t.listen != 0:
		return t.connected(l)
	case t.DNS != nil:
		return t.looked(l)
	}
	return t.answered(l, mark)
}

// text is what can be shown of what a program said.
func text(said string) string { return strings.ToValidUTF8(said, "\uFFFD") }

func fail(cause Cause, format string, args ...any) Result {
	return Result{Cause: cause, Error: fmt.Sprintf(format, args...)}
}

// heard reads what nc got back: it does not tell a refusal from silence.
func (t Try) heard(l line) Result {
	switch {
	case l.body != "":
		return Result{Reached: true}
	case l.code == 0:
		return fail(Silent, "no answer within %d s", t.seconds())
	}
	return t.connected(l)
}

// connected reads what nc said.
func (t Try) connected(l line) Result {
	if l.code == 0 {
		return Result{Reached: true}
	}
	said := strings.ToLower(l.note)
	has := func(texts ...string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(said, text) })
	}
	switch {
	case has("getaddrinfo"):
		return fail(Unresolved, "the name %s does not resolve", t.target().Host)
	case has("refused"):
		return fail(Refused, "connection refused")
	case has("timed out", "timeout"):
		return fail(Silent, "no answer within %d s", t.seconds())
	case has("unreachable", "no route", "not permitted"):
		return fail(Unreachable, "the network does not lead there: %s", short(l.note))
	case l.code == killed && !t.target().numeric():
		// Only looking up the name has no limit of its own.
		return fail(Unresolved, "the name %s was not resolved within %d s", t.target().Host, t.seconds())
	case l.code == killed:
		return fail(Other, "the probe had no time to try: its node is busy")
	}
	return fail(Other, "%s", cmp.Or(short(l.note), fmt.Sprintf("no connection, for no reason that is known (%d)", l.code)))
}

// killed is how a program ends that was at it longer than its own limit.
const killed = 128 + 15

var statusPattern = regexp.MustCompile(`(?m)^;; ->>HEADER<<- .*status: ([A-Z0-9]+),`)

// looked reads what dig said.
func (t Try) looked(l line) Result {
	header := statusPattern.FindStringSubmatch(l.body)
	if header == nil {
		if strings.Contains(l.body, "refused") {
			return fail(Refused, "the DNS server refuses connections")
		}
		return fail(Silent, "no answer from DNS within %d s", t.seconds())
	}
	r := Result{Reached: true, Code: header[1]}
	for record := range strings.Lines(l.body) {
		fields := strings.Fields(record)
		if len(fields) < 5 || strings.HasPrefix(record, ";") || fields[3] != t.DNS.kind() {
			continue
		}
		r.Records = append(r.Records, strings.Join(fields[4:], " "))
	}
	slices.Sort(r.Records)
	return r
}

// writeOut has curl end what it says with the mark and what is known of the
// request; no server knows the mark.
func writeOut(mark string) string {
	return "%{stderr}\n" + mark + " %{exitcode} %{http_code} %{time_namelookup} %{time_connect} %{time_appconnect} %{errormsg}\n"
}

// answered reads what curl said.
func (t Try) answered(l line, mark string) Result {
	var known []string
	for said := range strings.Lines(l.note) {
		if rest, ours := strings.CutPrefix(said, mark+" "); ours {
			known = strings.SplitN(strings.TrimSpace(rest), " ", 6)
		}
	}
	if len(known) == 2 && known[0] == "missing" {
		return fail(BadTLS, "%s is not there (a new one takes the kubelet up to a minute)", t.HTTP.TLS.named(known[1]))
	}
	if len(known) < 5 {
		return fail(Other, "the request could not be made: %s", cmp.Or(short(l.note), "no memory or time for it"))
	}
	message := ""
	if len(known) == 6 {
		message = short(known[5])
	}
	code, err := strconv.Atoi(known[0])
	status, statusErr := strconv.Atoi(known[1])
	if err != nil || statusErr != nil {
		return fail(Other, "the request could not be made: %s", short(l.note))
	}
	named, met, agreed := t.HTTP.numeric() || passed(known[2]), passed(known[3]), passed(known[4])
	r := Result{Reached: met || status > 0, Status: status, Body: l.body}
	switch {
	case code == 0, code == writeFailed && status > 0:
		return r
	case code == 28 && status > 0:
		r.Cause, r.Error = Silent, fmt.Sprintf("the answer was not whole within %d s", t.seconds())
	case code == 6:
		r.Cause, r.Error = Unresolved, fmt.Sprintf("the name %s does not resolve", t.HTTP.Host)
	case code == 28 && !named:
		r.Cause, r.Error = Unresolved, fmt.Sprintf("the name %s was not resolved within %d s", t.HTTP.Host, t.seconds())
	case code == 28 && !met:
		r.Cause, r.Error = Silent, fmt.Sprintf("no answer within %d s", t.seconds())
	case code == 28 && t.HTTP.TLS != nil && !agreed:
		r.Cause, r.Error = BadTLS, fmt.Sprintf("connected, but no TLS within %d s", t.seconds())
	case code == 28:
		r.Cause, r.Error = Silent, fmt.Sprintf("connected, but no answer within %d s", t.seconds())
	case code == 7:
		r.Cause, r.Error = unconnected(l.note, message)
	case code == 51, code == 60:
		r.Cause, r.Error = BadTLS, "the server's certificate is not accepted: "+message
	case code == 58:
		r.Cause, r.Error = BadTLS, t.HTTP.TLS.named(clientFile)+" is no client certificate with its key: "+message
	case code == 77:
		r.Cause, r.Error = BadTLS, t.HTTP.TLS.named(authorityFile)+" is no certificate: "+message
	case code == 35, code == 56 && t.HTTP.TLS != nil && strings.Contains(message, "alert"):
		r.Cause, r.Error = BadTLS, "TLS: "+message
	case code == 52:
		r.Cause, r.Error = Other, "connected, but the answer is empty"
	case code == 1:
		r.Cause, r.Error = Other, "the answer is not HTTP: "+message
	default:
		r.Cause, r.Error = Other, cmp.Or(message, fmt.Sprintf("curl ends with %d", code))
	}
	return r
}

// writeFailed is what curl says when the rest of a body that is too long is not
// taken.
const writeFailed = 23

// unconnected tells apart why curl got no connection, by what it said before.
func unconnected(note, message string) (Cause, string) {
	note = strings.ToLower(note)
	switch {
	case strings.Contains(note, "refused"):
		return Refused, "connection refused"
	case strings.Contains(note, "no route"), strings.Contains(note, "unreachable"):
		return Unreachable, "the network does not lead there: " + message
	}
	return Other, "no connection: " + message
}

// passed reports whether a step of curl's took place: it has a time.
func passed(seconds string) bool {
	n, err := strconv.ParseFloat(seconds, 64)
	return err == nil && n > 0
}

// short is the end of what a program said, on one line.
func short(text string) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
	if runes := []rune(text); len(runes) > 200 {
		return "…" + string(runes[len(runes)-200:])
	}
	return text
}
