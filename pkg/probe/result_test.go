package probe

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString
	tests := []struct {
		name, text string
		want       line
		ours       bool
	}{
		{"a whole line", "M 1 2 3 " + encoded([]byte("note")) + " " + encoded([]byte("body")) + " .", line{1, 2, 3, "note", "body"}, true},
		{"nothing said", "M 0 1 0 - - .", line{0, 1, 0, "", ""}, true},
		{"not text", "M 0 1 0 - " + encoded([]byte{'a', 0xff}) + " .", line{0, 1, 0, "", "a\xff"}, true},
		{"another's", "N 0 1 0 - - .", line{}, false},
		{"cut off", "M 0 1 0 - -", line{}, false},
		{"cut off within", "M 0 1 0 - abcd", line{}, false},
		{"more behind", "M 0 1 0 - - . .", line{}, false},
		{"no such try", "M 2 1 0 - - .", line{}, false},
		{"no try", "M -1 1 0 - - .", line{}, false},
		{"no number", "M x 1 0 - - .", line{}, false},
		{"no round", "M 0 0 0 - - .", line{}, false},
		{"not encoded", "M 0 1 0 - ! .", line{}, false},
		{"nothing", "", line{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ours := parse(test.text, "M", 2)
			if got != test.want || ours != test.ours {
				t.Errorf("%+v %t", got, ours)
			}
		})
	}
}

func TestLines(t *testing.T) {
	var got []string
	long := strings.Repeat("x", longest+1)
	_ = lines(strings.NewReader("a\n"+long+"\n\nb\r\nc"), func(text string) { got = append(got, text) })
	if diff := cmp.Diff([]string{"a", "", "b", "c"}, got); diff != "" {
		t.Error(diff)
	}
}

// curl is what is left of curl's words and the end that it was told to write.
func curl(before string, code, status int, lookup, connect, tls, message string) string {
	return fmt.Sprintf("%s\nM %d %03d %s %s %s %s\n", before, code, status, lookup, connect, tls, message)
}

const never, soon = "0.000000", "0.000152"

func TestResult(t *testing.T) {
	tcp := Try{TCP: &Target{"shop", 80}, Timeout: 1}
	address := Try{TCP: &Target{"10.0.0.1", 80}}
	udp := Try{UDP: &UDP{Target: Target{"shop", 53}}}
	plain := Try{HTTP: &HTTP{Target: Target{"shop", 80}}}
	plainAddress := Try{HTTP: &HTTP{Target: Target{"10.0.0.1", 80}}}
	web := Try{HTTP: &HTTP{Target: Target{"shop", 443}, TLS: &TLS{}}}
	tls := Try{HTTP: &HTTP{Target: Target{"shop", 443}, TLS: &TLS{CA: "configmap/ca:root.pem", Client: "secret/web"}}}
	dns := Try{DNS: &DNS{Name: "shop"}}
	const header = ";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: %s, id: 34600\n;; flags: qr rd ra; QUERY: 1\n\n"
	answer := func(code, records string) string { return fmt.Sprintf(header, code) + ";; ANSWER SECTION:\n" + records }
	tests := []struct {
		name string
		try  Try
		line line
		want Result
	}{
		{"connected", tcp, line{note: "Connection to shop 80 port [tcp/http] succeeded!"}, Result{Reached: true}},
		{"refused", tcp, line{code: 1, note: "nc: connect to shop (10.0.0.1) port 80 (tcp) failed: Connection refused\n"}, Result{Error: "connection refused", Cause: Refused}},
		{"heard", udp, line{body: "ne"}, Result{Reached: true}},
		{"heard, and then cut off", udp, line{code: 143, body: "ne"}, Result{Reached: true}},
		{"refused, which nc keeps to itself", udp, line{}, Result{Error: "no answer within 3 s", Cause: Silent}},
		{"silent", tcp, line{code: 1, note: "nc: connect to shop port 80 (tcp) timed out: Operation now in progress\n"}, Result{Error: "no answer within 1 s", Cause: Silent}},
		{"silent, in other words", tcp, line{code: 1, note: "nc: connect to shop port 80 (tcp) failed: Operation timed out\n"}, Result{Error: "no answer within 1 s", Cause: Silent}},
		{"unresolved", tcp, line{code: 1, note: "nc: getaddrinfo for host \"shop\" port 80: Name or service not known\n"}, Result{Error: "the name shop does not resolve", Cause: Unresolved}},
		{"unresolved for UDP", udp, line{code: 1, note: "nc: getaddrinfo for host \"shop\" port 53: Name or service not known\n"}, Result{Error: "the name shop does not resolve", Cause: Unresolved}},
		{"looked up for too long", tcp, line{code: 143, note: "Terminated\n"}, Result{Error: "the name shop was not resolved within 1 s", Cause: Unresolved}},
		{"no time", address, line{code: 143, note: "Terminated\n"}, Result{Error: "the probe had no time to try: its node is busy", Cause: Other}},
		{"no route", address, line{code: 1, note: "nc: connect to 10.0.0.1 port 80 (tcp) failed: No route to host\n"}, Result{Error: "the network does not lead there: nc: connect to 10.0.0.1 port 80 (tcp) failed: No route to host", Cause: Unreachable}},
		{"something else", tcp, line{code: 2, note: "a\nb"}, Result{Error: "a b", Cause: Other}},
		{"nothing said", tcp, line{code: 1}, Result{Error: "no connection, for no reason that is known (1)", Cause: Other}},
		{"listens", Try{listen: 1}, line{}, Result{Reached: true}},

		{"a plain answer", plain, line{body: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nopen"}, Result{Reached: true, Status: 200, Body: "open"}},
		{"a plain error", plain, line{body: "HTTP/1.1 503 Service Unavailable\r\n\r\noops"}, Result{Reached: true, Status: 503, Body: "oops"}},
		{"a plain answer in pieces", plain, line{body: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nop\r\n2\r\nen\r\n0\r\n\r\n"}, Result{Reached: true, Status: 200, Body: "open"}},
		{"a plain answer after hints", plain, line{body: "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"}, Result{Reached: true, Status: 204}},
		{"a plain answer by hand", plain, line{body: "HTTP/1.0 200 OK\n\nopen"}, Result{Reached: true, Status: 200, Body: "open"}},
		{"a plain answer, then nobody hung up", plain, line{code: 143, body: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nopen"}, Result{Reached: true, Status: 200, Body: "open"}},
		{"a plain answer that is no text", plain, line{body: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\xff\xfe"}, Result{Reached: true, Status: 200, Body: "a\uFFFD"}},
		{"a long plain answer", plain, line{body: "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + strings.Repeat("x", mostAnswer-42)}, Result{Reached: true, Status: 200, Body: strings.Repeat("x", mostBody)}},
		{"half a plain answer", plain, line{code: 143, body: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nop"}, Result{Reached: true, Status: 200, Body: "op", Error: "the answer was not whole within 3 s", Cause: Silent}},
		{"a plain answer without end", plain, line{code: 143, body: "HTTP/1.0 200 OK\r\n\r\nop"}, Result{Reached: true, Status: 200, Body: "op", Error: "the answer was not whole within 3 s", Cause: Silent}},
		{"half a head", plain, line{body: "HTTP/1.1 200 OK\r\nConte"}, Result{Reached: true, Error: "the answer was not whole within 3 s", Cause: Silent}},
		{"no plain HTTP", plain, line{body: "SSH-2.0-x\r\n"}, Result{Reached: true, Error: "the answer is not HTTP: SSH-2.0-x", Cause: Other}},
		{"nothing plain", plain, line{note: "Connection to shop 80 port [tcp/http] succeeded!\n"}, Result{Reached: true, Error: "connected, but the answer is empty", Cause: Other}},
		{"nothing plain in time", plain, line{code: 143, note: "Connection to shop 80 port [tcp/http] succeeded!\n"}, Result{Reached: true, Error: "connected, but no answer within 3 s", Cause: Silent}},
		{"plainly refused", plain, line{code: 1, note: "nc: connect to shop (10.0.0.1) port 80 (tcp) failed: Connection refused\n"}, Result{Error: "connection refused", Cause: Refused}},
		{"plainly silent", plain, line{code: 1, note: "nc: connect to shop port 80 (tcp) timed out: Operation now in progress\n"}, Result{Error: "no answer within 3 s", Cause: Silent}},
		{"plainly unresolved", plain, line{code: 1, note: "nc: getaddrinfo for host \"shop\" port 80: Name or service not known\n"}, Result{Error: "the name shop does not resolve", Cause: Unresolved}},
		{"plainly looked up for too long", plain, line{code: 143}, Result{Error: "the name shop was not resolved within 3 s", Cause: Unresolved}},
		{"plainly no time", plainAddress, line{code: 143}, Result{Error: "the probe had no time to try: its node is busy", Cause: Other}},
		{"nc never ran", plain, line{}, Result{Error: "the request could not be made: no memory or time for it", Cause: Other}},

		{"an answer", web, line{note: curl("", 0, 200, soon, soon, never, ""), body: "open"}, Result{Reached: true, Status: 200, Body: "open"}},
		{"an error of the shop's", web, line{note: curl("", 0, 500, soon, soon, never, ""), body: "oops"}, Result{Reached: true, Status: 500, Body: "oops"}},
		{"a long answer", web, line{note: curl("", 23, 200, soon, soon, never, "Failure writing output to destination"), body: "x"}, Result{Reached: true, Status: 200, Body: "x"}},
		{"half an answer", web, line{note: curl("", 28, 200, soon, soon, never, "Operation timed out"), body: "x"}, Result{Reached: true, Status: 200, Body: "x", Error: "the answer was not whole within 3 s", Cause: Silent}},
		{"a web refused", web, line{note: curl("* connect to 10.0.0.1 port 80 from 10.0.0.2 port 1 failed: Connection refused", 7, 0, soon, never, never, "Could not connect to server")}, Result{Error: "connection refused", Cause: Refused}},
		{"a web without a route", web, line{note: curl("* connect to 10.0.0.1 port 80 failed: Host is unreachable", 7, 0, soon, never, never, "Could not connect to server")}, Result{Error: "the network does not lead there: Could not connect to server", Cause: Unreachable}},
		{"a web without a connection", web, line{note: curl("", 7, 0, soon, never, never, "Could not connect to server")}, Result{Error: "no connection: Could not connect to server", Cause: Other}},
		{"a silent web", web, line{note: curl("", 28, 0, soon, never, never, "Connection timed out")}, Result{Error: "no answer within 3 s", Cause: Silent}},
		{"a web that says nothing", web, line{note: curl("", 28, 0, soon, soon, soon, "Operation timed out")}, Result{Reached: true, Error: "connected, but no answer within 3 s", Cause: Silent}},
		{"an unresolved web", web, line{note: curl("", 6, 0, never, never, never, "Could not resolve host: shop")}, Result{Error: "the name shop does not resolve", Cause: Unresolved}},
		{"a web looked up for too long", web, line{note: curl("", 28, 0, never, never, never, "Resolving timed out")}, Result{Error: "the name shop was not resolved within 3 s", Cause: Unresolved}},
		{"an address is not looked up", Try{HTTP: &HTTP{Target: Target{"10.0.0.1", 443}, TLS: &TLS{}}}, line{note: curl("", 28, 0, never, never, never, "timed out")}, Result{Error: "no answer within 3 s", Cause: Silent}},
		{"an empty answer", web, line{note: curl("", 52, 0, soon, soon, never, "Empty reply from server")}, Result{Reached: true, Error: "connected, but the answer is empty", Cause: Other}},
		{"no HTTP", web, line{note: curl("", 1, 0, soon, soon, never, "Received HTTP/0.9 when not allowed")}, Result{Reached: true, Error: "the answer is not HTTP: Received HTTP/0.9 when not allowed", Cause: Other}},
		{"another error", web, line{note: curl("", 99, 0, soon, soon, never, "")}, Result{Reached: true, Error: "curl ends with 99", Cause: Other}},
		{"a server that knows how it looks", web, line{note: curl("< X: M\nN 0 200 1 1 1 ok", 7, 0, soon, never, never, "no")}, Result{Error: "no connection: no", Cause: Other}},
		{"curl was killed", web, line{note: "* Trying"}, Result{Error: "the request could not be made: * Trying", Cause: Other}},
		{"curl never ran", web, line{}, Result{Error: "the request could not be made: no memory or time for it", Cause: Other}},

		{"a certificate of somebody else", tls, line{note: curl("", 60, 0, soon, soon, never, "SSL certificate problem")}, Result{Reached: true, Error: "the server's certificate is not accepted: SSL certificate problem", Cause: BadTLS}},
		{"no TLS", tls, line{note: curl("", 35, 0, soon, soon, never, "wrong version number")}, Result{Reached: true, Error: "TLS: wrong version number", Cause: BadTLS}},
		{"no TLS in time", tls, line{note: curl("", 28, 0, soon, soon, never, "timed out")}, Result{Reached: true, Error: "connected, but no TLS within 3 s", Cause: BadTLS}},
		{"a client without a certificate", tls, line{note: curl("", 56, 0, soon, soon, soon, "tlsv13 alert certificate required")}, Result{Reached: true, Error: "TLS: tlsv13 alert certificate required", Cause: BadTLS}},
		{"no CA", tls, line{note: "M missing /tls/0/ca.crt\n"}, Result{Error: "key root.pem of configmap/ca is not there (a new one takes the kubelet up to a minute)", Cause: BadTLS}},
		{"no client certificate", tls, line{note: "M missing /tls/1/tls.key\n"}, Result{Error: "key tls.key of secret/web is not there (a new one takes the kubelet up to a minute)", Cause: BadTLS}},
		{"a bad CA", tls, line{note: curl("", 77, 0, soon, soon, never, "x")}, Result{Reached: true, Error: "key root.pem of configmap/ca is no certificate: x", Cause: BadTLS}},
		{"a bad client certificate", tls, line{note: curl("", 58, 0, soon, soon, never, "x")}, Result{Reached: true, Error: "key tls.crt of secret/web is no client certificate with its key: x", Cause: BadTLS}},

		{"records", dns, line{body: answer("NOERROR", "shop.\t30 IN\tA 10.0.0.2\nshop. 30 IN CNAME x.\nshop. 30 IN A 10.0.0.1\n")}, Result{Reached: true, Code: "NOERROR", Records: []string{"10.0.0.1", "10.0.0.2"}}},
		{"records of several words", Try{DNS: &DNS{Name: "shop", Type: "srv"}}, line{body: answer("NOERROR", "shop. 30 IN SRV 0 33 53 a.b.\n")}, Result{Reached: true, Code: "NOERROR", Records: []string{"0 33 53 a.b."}}},
		{"no such name", dns, line{body: answer("NXDOMAIN", "")}, Result{Reached: true, Code: "NXDOMAIN"}},
		{"a server in trouble", dns, line{body: answer("SERVFAIL", "")}, Result{Reached: true, Code: "SERVFAIL"}},
		{"a silent server", dns, line{body: ";; communications error to 10.96.0.10#53: timed out\n;; no servers could be reached\n"}, Result{Error: "no answer from DNS within 3 s", Cause: Silent}},
		{"a server that refuses", dns, line{body: ";; communications error to 10.96.0.10#53: connection refused\n"}, Result{Error: "the DNS server refuses connections", Cause: Refused}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.try.result(test.line, "M")); diff != "" {
				t.Error("-want +got", diff)
			}
		})
	}
}

// FuzzLine reads any line: nothing in a log may end the program, and only a
// whole line of ours may be taken for a result.
func FuzzLine(f *testing.F) {
	tries := []Try{
		{TCP: &Target{"shop", 80}}, {UDP: &UDP{Target: Target{"shop", 80}}}, {DNS: &DNS{Name: "shop"}},
		{HTTP: &HTTP{Target: Target{"shop", 80}}}, {HTTP: &HTTP{Target: Target{"shop", 80}, TLS: &TLS{}}},
	}
	f.Add("M 0 1 1 bmM6 - .")
	f.Add("M 4 1 1 " + base64.StdEncoding.EncodeToString([]byte(curl("", 7, 0, soon, never, never, "x"))) + " eA== .")
	f.Add("M 3 1 0 - " + base64.StdEncoding.EncodeToString([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xffk")) + " .")
	f.Add("M 2 1 0 - Ozs= .")
	f.Add("M 0 1 1 - - .")
	f.Fuzz(func(t *testing.T, text string) {
		l, ours := parse(text, "M", len(tries))
		if !ours {
			return
		}
		if !strings.HasPrefix(text, "M ") || !strings.HasSuffix(text, " .") {
			t.Errorf("taken for ours: %q", text)
		}
		r := tries[l.index].result(l, "M")
		if (r.Error == "") != (r.Cause == "") || !utf8.ValidString(r.Error+r.Body) || strings.ContainsAny(r.Error, "\n\r\x00") {
			t.Errorf("%q: %+v", text, r)
		}
	})
}
