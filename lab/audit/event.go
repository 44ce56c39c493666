// Package audit reads the log in which an API server writes who asked for what.
package audit

import (
	"net/url"
	"strings"
	"time"
)

// An Event is what is read of one entry of the log.
type Event struct {
	ID                       string  `json:"auditID"`
	Stage                    string  `json:"stage"`
	RequestURI               string  `json:"requestURI"`
	Verb                     string  `json:"verb"`
	User                     User    `json:"user"`
	ImpersonatedUser         *User   `json:"impersonatedUser"`
	UserAgent                string  `json:"userAgent"`
	Object                   *Object `json:"objectRef"`
	Status                   Status  `json:"responseStatus"`
	RequestReceivedTimestamp time.Time
}

// A User is who asks.
type User struct {
	Name string `json:"username"`
}

// An Object is what is asked for.
type Object struct {
	Group       string `json:"apiGroup"`
	Resource    string `json:"resource"`
	Subresource string `json:"subresource"`
	Namespace   string `json:"namespace"`
	Name        string `json:"name"`
}

// A Status is what came of a request; it is empty while that is not known.
type Status struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Reason  string `json:"reason"`
}

// Stages of a request that have a result.
const (
	responseStarted  = "ResponseStarted"
	responseComplete = "ResponseComplete"
	panicked         = "Panic"
)

// as is in whose name the request was made: whether it was allowed was decided
// about that user.
func (e *Event) as() string {
	if e.ImpersonatedUser != nil {
		return e.ImpersonatedUser.Name
	}
	return e.User.Name
}

// resource names what is asked for as kubectl does, with its group and
// subresource: deployments.apps/scale. Without a resource it is the path.
func (e *Event) resource() string {
	if e.Object == nil {
		path, _, _ := strings.Cut(e.RequestURI, "?")
		return path
	}
	name := e.Object.Resource
	if e.Object.Group != "" {
		name += "." + e.Object.Group
	}
	if e.Object.Subresource != "" {
		name += "/" + e.Object.Subresource
	}
	return name
}

// object names the object, or all of them, with the namespace.
func (e *Event) object() string {
	if e.Object == nil {
		return "-"
	}
	name := e.Object.Name
	if name == "" {
		name = "-"
		if e.Verb == "list" || e.Verb == "watch" || e.Verb == "deletecollection" {
			name = "*"
		}
	}
	if e.Object.Namespace != "" {
		name = e.Object.Namespace + "/" + name
	}
	return name
}

// entering tells whether the request goes into something that runs.
func (e *Event) entering() bool {
	if e.Object == nil {
		return false
	}
	switch e.Object.Subresource {
	case "exec", "attach", "portforward", "proxy":
		return true
	}
	return false
}

// command is what an exec runs; empty for all else.
func (e *Event) command() string {
	if e.Object == nil || e.Object.Subresource != "exec" {
		return ""
	}
	uri, err := url.Parse(e.RequestURI)
	if err != nil {
		return ""
	}
	return strings.Join(uri.Query()["command"], " ")
}
