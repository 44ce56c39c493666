package cluster

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"regexp"
	"strings"
	"syscall"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// ErrUnreachable is wrapped by errors that say that no API server answers.
var ErrUnreachable = errors.New("no cluster answers")

// explained is an error in words that a learner can act on, with what it was.
type explained struct {
	says string
	err  error
	// gone is set where no API server answers.
	gone bool
}

func (e explained) Error() string { return e.says }

func (e explained) Unwrap() []error {
	var all []error
	if e.err != nil {
		all = append(all, e.err)
	}
	if e.gone {
		all = append(all, ErrUnreachable)
	}
	return all
}

func unreachable(says string, err error) error { return explained{says, err, true} }

// Explain turns an error of the API into one line that a learner can act on.
// The original error stays wrapped. What is explained already stays as it is.
func Explain(err error) error {
	var before explained
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var otherName x509.HostnameError
	var verification *tls.CertificateVerificationError
	switch {
	case err == nil || errors.Is(err, context.Canceled) || errors.As(err, &before):
		return err
	case apierrors.IsUnauthorized(err):
		return explained{says: "the API server does not know you: your login or your certificate may have expired; log in again, or choose another context with --context", err: err}
	case apierrors.IsForbidden(err):
		return explained{says: refusal(err), err: err}
	case errors.As(err, &otherName):
		return explained{says: fmt.Sprintf("the API server's certificate is not for %s; check the server in your kubeconfig, `kubectl config view` shows it", otherName.Host), err: err}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return explained{says: "the API server's certificate has expired, or this machine's clock is wrong; whoever runs the cluster can renew it", err: err}
	case errors.As(err, &unknown), errors.As(err, &invalid), errors.As(err, &verification):
		return explained{says: "the API server's certificate is of another authority than your kubeconfig has; if the cluster was made anew, get its kubeconfig again", err: err}
	case lost.MatchString(err.Error()):
		return unreachable("the API server has ended the connection"+again, err)
	case apierrors.IsInternalError(err), apierrors.IsServiceUnavailable(err), apierrors.IsServerTimeout(err):
		return explained{says: fmt.Sprintf("the API server cannot answer now: %s; try again in a moment", last(err)), err: err}
	case strings.Contains(err.Error(), "admission webhook") && strings.Contains(err.Error(), "denied the request"):
		return explained{says: "the cluster refuses it: " + last(err).Error() + askOrLeave, err: err}
	case strings.Contains(err.Error(), "getting credentials: "):
		return explained{says: login(err), err: err}
	case strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return explained{says: "what answers there speaks no HTTPS, so it is no API server; check the server in your kubeconfig, `kubectl config view` shows it", err: err}
	}
	return noAnswer(err)
}

const again = "; if it is starting anew, try again in a moment"

// lost is how libraries say that a connection has ended, where they hand on the
// words and not the error.
var lost = regexp.MustCompile(`http2: client connection lost|http2: server sent GOAWAY|unable to decode an event from the watch stream`)

// noAnswer explains an error of the network.
func noAnswer(err error) error {
	var request *url.Error
	var operation *net.OpError
	var lookup *net.DNSError
	var timed net.Error
	const yours = "; check the kube-context, or " + startOne
	where := ""
	if errors.As(err, &request) {
		if address, failed := url.Parse(request.URL); failed == nil && address.Host != "" {
			where = " at " + address.Host
		}
	}
	switch {
	case errors.As(err, &lookup):
		return unreachable(fmt.Sprintf("no cluster answers: host %s is not found; check the server in your kubeconfig, your network and your VPN", lookup.Name), err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return unreachable("no cluster answers"+where+": connection refused"+yours, err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return unreachable("the API server"+where+" has ended the connection"+again, err)
	case request != nil && ownLimit(err, request.URL):
		return explained{says: "no answer came in time; try again in a moment", err: err}
	case request != nil && errors.As(err, &timed) && timed.Timeout():
		return unreachable("no cluster answers"+where+" in time; check the kube-context, your network and your VPN", err)
	case errors.As(err, &operation):
		return unreachable("no cluster answers"+where+": "+last(err).Error()+yours, err)
	}
	return err
}

// ownLimit reports whether a request was ended because what it was for had taken
// long enough, and not by a time limit on requests, which clients add to the
// address.
func ownLimit(err error, address string) bool {
	return last(err) == context.DeadlineExceeded && !strings.Contains(address, "timeout=")
}

const askOrLeave = "; ask whoever runs the cluster, or practise on another one (`kubectl mastery lab up`, kind, minikube)"

// cannot is how the API server says what somebody may not do.
var cannot = regexp.MustCompile(`User "([^"]*)" cannot (\S+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)"| at the cluster scope)`)

// quota is how it says that a quota allows no more.
var quota = regexp.MustCompile(`exceeded quota: (.*)$`)

// terminating is how it says that a namespace is on its way out.
var terminating = regexp.MustCompile(`in namespace (\S+) because it is being terminated`)

// refusal says in words why something is forbidden.
func refusal(err error) string {
	message := last(err).Error()
	if found := cannot.FindStringSubmatch(message); found != nil {
		user, verb, resource, group, namespace := found[1], found[2], found[3], found[4], found[5]
		if group != "" {
			resource += "." + group
		}
		what := resource + " in the whole cluster"
		switch {
		case resource == "namespaces" && namespace != "":
			what = "namespace " + namespace
		case namespace != "":
			what = resource + " in namespace " + namespace
		}
		return fmt.Sprintf("you are not allowed to %s %s, as %s; ask whoever runs the cluster for it", verb, what, user)
	}
	if found := terminating.FindStringSubmatch(message); found != nil {
		return fmt.Sprintf("namespace %s is still being removed; try again once `kubectl get namespace %s` no longer finds it", found[1], found[1])
	}
	if found := quota.FindStringSubmatch(message); found != nil {
		return fmt.Sprintf("the cluster's quota allows no more: %s; ask whoever runs the cluster for more, or stop what you no longer need", found[1])
	}
	return "the cluster refuses it: " + message + askOrLeave
}

// login says why a program that gets credentials did not.
func login(err error) string {
	_, said, _ := strings.Cut(err.Error(), "getting credentials: ")
	said, _, _ = strings.Cut(strings.TrimPrefix(said, "exec: "), "\n")
	return fmt.Sprintf("the program of your kubeconfig that logs you in has failed: %s; run it by hand to see more, or choose another context with --context", said)
}

// last is the innermost error, which says what really happened.
func last(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
