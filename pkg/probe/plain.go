package probe

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// plain reports whether the try is a request without TLS, which nc can send.
func (t Try) plain() bool { return t.HTTP != nil && t.HTTP.TLS == nil }

// request is what goes to the server, RFC 9112. It is asked to close the
// connection, which ends nc.
func (h HTTP) request() string {
	headers := map[string]string{"Host": h.address(), "User-Agent": "kubectl-mastery", "Accept": "*/*"}
	if h.Port == 80 {
		headers["Host"] = strings.TrimSuffix(h.address(), ":80")
	}
	for name, value := range h.Headers {
		headers[http.CanonicalHeaderKey(name)] = strings.TrimSpace(value)
	}
	headers["Connection"] = "close"
	var b strings.Builder
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\n", escaped(h.Path))
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		fmt.Fprintf(&b, "%s: %s\r\n", name, headers[name])
	}
	return b.String() + "\r\n"
}

// What the script takes of an answer at least, and what is kept of its body, in
// bytes. In shells whose blocks are larger it takes twice as much.
const (
	mostAnswer = 20480
	mostBody   = 16384
)

// replied reads what nc was answered.
func (t Try) replied(l line) Result {
	if l.body == "" {
		return t.unanswered(l)
	}
	reader := bufio.NewReader(strings.NewReader(l.body))
	response, err := http.ReadResponse(reader, nil)
	for err == nil && response.StatusCode < http.StatusOK { // such as 103, with another to follow
		response, err = http.ReadResponse(reader, nil)
	}
	switch {
	case err != nil && strings.HasPrefix(l.body, "HTTP/") && !strings.Contains(strings.ReplaceAll(l.body, "\r", ""), "\n\n"):
		return t.torn(0, "") // within its head
	case err != nil:
		return Result{Reached: true, Cause: Other, Error: "the answer is not HTTP: " + short(text(l.body))}
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, mostBody))
	// Without a length only the end of the connection says that this is all.
	endless := response.ContentLength < 0 && len(response.TransferEncoding) == 0
	if len(l.body) < mostAnswer && (err != nil || endless && l.code == killed) {
		return t.torn(response.StatusCode, text(string(body)))
	}
	return Result{Reached: true, Status: response.StatusCode, Body: text(string(body))}
}

func (t Try) torn(status int, body string) Result {
	return Result{
		Reached: true, Status: status, Body: body,
		Cause: Silent, Error: fmt.Sprintf("the answer was not whole within %d s", t.seconds()),
	}
}

// unanswered reads what nc said where nothing came back.
func (t Try) unanswered(l line) Result {
	l.note = text(l.note)
	switch met := strings.Contains(l.note, "succeeded"); {
	case met && l.code == killed:
		return Result{Reached: true, Cause: Silent, Error: fmt.Sprintf("connected, but no answer within %d s", t.seconds())}
	case met:
		return Result{Reached: true, Cause: Other, Error: "connected, but the answer is empty"}
	case l.code == 0:
		return fail(Other, "the request could not be made: %s", cmp.Or(short(l.note), "no memory or time for it"))
	}
	return t.connected(l)
}
