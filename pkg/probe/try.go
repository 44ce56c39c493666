package probe

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"net/textproto"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Try is one thing to try in each round. Exactly one of TCP, UDP, HTTP and DNS
// is given.
type Try struct {
	// Key tells the tries of one probe apart.
	Key  string
	TCP  *Target
	UDP  *UDP
	HTTP *HTTP
	DNS  *DNS
	// listen is the port on which the probe itself is the target of another.
	listen int
	// Timeout is how long a round waits, rounded up to seconds; 3 s where it
	// is 0.
	Timeout time.Duration
}

// Target is where a connection goes: a name or an address, and a port.
type Target struct {
	Host string
	Port int
}

// UDP sends a line and counts any answer.
type UDP struct {
	Target
	Send string
}

// HTTP is a GET request. Redirects are not followed.
type HTTP struct {
	Target
	// Path begins with a slash; "/" where it is empty.
	Path string
	// Headers are sent along; Host among them is honoured.
	Headers map[string]string
	// TLS is given where the target speaks it.
	TLS *TLS
}

// TLS says whom to trust and who we are.
type TLS struct {
	// CA is "secret/NAME:KEY" or "configmap/NAME:KEY" in the probe's namespace;
	// where it is empty any certificate will do.
	CA string
	// Client is "secret/NAME", with the keys tls.crt and tls.key.
	Client string
	// ServerName is the name that the certificate must be for; the target's
	// where it is empty.
	ServerName string
}

// DNS looks up a name as the pod's resolver would, with its search path.
type DNS struct {
	Name string
	// Type is a record type, A where it is empty.
	Type string
}

var (
	hostPattern   = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$`)
	headerPattern = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")
	sourcePattern = regexp.MustCompile(`^(secret|configmap)/([^:/]+):([A-Za-z0-9._-]+)$`)
	clientPattern = regexp.MustCompile(`^secret/([^:/]+)$`)
)

func recordTypes() []string {
	return []string{"A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"}
}

// valid reports what no program could be asked to do.
func (t Try) valid() error {
	given := 0
	for _, there := range []bool{t.TCP != nil, t.UDP != nil, t.HTTP != nil, t.DNS != nil, t.listen != 0} {
		if there {
			given++
		}
	}
	if given != 1 {
		return errors.New("exactly one of tcp, udp, http and dns is needed")
	}
	if t.DNS != nil {
		if t.DNS.Name == "" || strings.ContainsAny(t.DNS.Name, "\x00\r\n") {
			return fmt.Errorf("%q is no name to look up", t.DNS.Name)
		}
		if !slices.Contains(recordTypes(), t.DNS.kind()) {
			return fmt.Errorf("%q is not one of the record types %s", t.DNS.Type, strings.Join(recordTypes(), ", "))
		}
		return nil
	}
	if t.listen != 0 {
		return nil
	}
	if err := t.target().valid(); err != nil {
		return err
	}
	if t.UDP != nil && strings.Contains(t.UDP.Send, "\x00") {
		return errors.New("what is sent cannot have a zero byte in it")
	}
	if t.HTTP != nil {
		return t.HTTP.valid()
	}
	return nil
}

func (t Target) valid() error {
	if !t.numeric() && !hostPattern.MatchString(t.Host) {
		return fmt.Errorf("%q is no host name and no address", t.Host)
	}
	if t.Port < 1 || t.Port > 65535 {
		return fmt.Errorf("port %d is not 1 to 65535", t.Port)
	}
	return nil
}

func (h HTTP) valid() error {
	for name, value := range h.Headers {
		if !headerPattern.MatchString(name) || strings.ContainsAny(value, "\x00\r\n") {
			return fmt.Errorf("%q: %q cannot be a header", name, value)
		}
	}
	switch tls := h.TLS; {
	case tls == nil:
	case tls.CA != "" && !sourcePattern.MatchString(tls.CA):
		return fmt.Errorf("%q is not secret/NAME:KEY or configmap/NAME:KEY", tls.CA)
	case tls.Client != "" && !clientPattern.MatchString(tls.Client):
		return fmt.Errorf("%q is not secret/NAME", tls.Client)
	case tls.ServerName != "" && !hostPattern.MatchString(tls.ServerName):
		return fmt.Errorf("%q is no host name", tls.ServerName)
	}
	return nil
}

func (t Try) target() Target {
	switch {
	case t.TCP != nil:
		return *t.TCP
	case t.UDP != nil:
		return t.UDP.Target
	case t.HTTP != nil:
		return t.HTTP.Target
	}
	return Target{}
}

// Host is whom the try goes to; empty for a lookup.
func (t Try) Host() string { return t.target().Host }

// seconds is the time limit as all programs of the script understand it.
func (t Try) seconds() int {
	if t.Timeout <= 0 {
		return 3
	}
	return int((t.Timeout + time.Second - 1) / time.Second)
}

// words are the try's part of the script's arguments: kind, time limit, number
// of arguments, arguments. Nothing of it is ever read as a piece of script.
func (t Try) words(mark string, keep *files) []string {
	var kind string
	var args []string
	switch {
	case t.TCP != nil:
		kind, args = "tcp", []string{t.TCP.Host, strconv.Itoa(t.TCP.Port)}
	case t.UDP != nil:
		kind, args = "udp", []string{t.UDP.Send, t.UDP.Host, strconv.Itoa(t.UDP.Port)}
	case t.DNS != nil:
		kind, args = "dns", []string{"-q", t.DNS.Name, "-t", t.DNS.kind()}
	case t.listen != 0:
		kind, args = "listen", []string{strconv.Itoa(t.listen)}
	case t.plain():
		kind, args = "plain", []string{t.HTTP.request(), t.HTTP.Host, strconv.Itoa(t.HTTP.Port)}
	case t.HTTP != nil:
		kind, args = "http", t.HTTP.words(mark, keep)
	}
	return append([]string{kind, strconv.Itoa(t.seconds()), strconv.Itoa(len(args))}, args...)
}

// words are what curl gets, after the files that it needs.
func (h HTTP) words(mark string, keep *files) []string {
	var needed, args []string
	scheme, host := "http", h.Host
	if tls := h.TLS; tls != nil {
		scheme = "https"
		if tls.CA == "" {
			args = append(args, "--insecure")
		} else {
			ca := keep.authority(tls.CA)
			needed = append(needed, ca)
			args = append(args, "--cacert", ca)
		}
		if tls.Client != "" {
			certificate, key := keep.client(tls.Client)
			needed = append(needed, certificate, key)
			args = append(args, "--cert", certificate, "--key", key)
		}
		if tls.ServerName != "" {
			host = tls.ServerName
			args = append(args, "--connect-to", fmt.Sprintf("%s:%d:%s", host, h.Port, h.address()))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(h.Headers)) {
		header := name + ": " + h.Headers[name]
		if strings.TrimSpace(h.Headers[name]) == "" {
			header = name + ";" // how curl wants to be told of a header without a value
		}
		args = append(args, "--header", header)
	}
	args = append(args, "--write-out", writeOut(mark), scheme+"://"+Target{host, h.Port}.address()+escaped(h.Path))
	return append(append([]string{strconv.Itoa(len(needed))}, needed...), args...)
}

func (t Target) address() string { return net.JoinHostPort(t.Host, strconv.Itoa(t.Port)) }

// numeric reports whether the host is an address, so that no name is looked up.
func (t Target) numeric() bool {
	_, err := netip.ParseAddr(t.Host)
	return err == nil
}

func (d DNS) kind() string {
	if d.Type == "" {
		return "A"
	}
	return strings.ToUpper(textproto.TrimString(d.Type))
}

// escaped is a path with all that a request line cannot carry escaped, and
// what is escaped already left as it is.
func escaped(path string) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	var b strings.Builder
	for _, c := range []byte(path) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"#<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
