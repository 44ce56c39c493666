package challenge

// Check is one outcome that must hold. Exactly one kind of check is used.
type Check struct {
	// Name says in words what must hold; learners read it.
	Name string `yaml:"name"`
	// Stage is the stage that it belongs to.
	Stage string `yaml:"stage,omitempty"`
	// Safeguard marks what must not be lost on the way; Because then quotes
	// the sentence of the story that asks for it.
	Safeguard bool   `yaml:"safeguard,omitempty"`
	Because   string `yaml:"because,omitempty"`
	// Weight counts in assessments; 1 where it is 0, at most 10.
	Weight int `yaml:"weight,omitempty"`

	// Expr is true of what is observed.
	Expr     Expression `yaml:"expr,omitempty"`
	HTTP     *HTTP      `yaml:"http,omitempty"`
	Connect  *Connect   `yaml:"connect,omitempty"`
	DNS      *DNS       `yaml:"dns,omitempty"`
	Can      *Can       `yaml:"can,omitempty"`
	Admits   *Admits    `yaml:"admits,omitempty"`
	Logs     *Logs      `yaml:"logs,omitempty"`
	Survives *Survives  `yaml:"survives,omitempty"`
	Metric   *Metric    `yaml:"metric,omitempty"`
	// Question names one of spec.questions: it was answered rightly.
	Question string `yaml:"question,omitempty"`

	// Says is an expression of type string: what was observed beside what
	// was expected, for the learner to read when the check fails.
	Says Expression `yaml:"says,omitempty"`
}

// HTTP asks once and again, and judges the answer.
type HTTP struct {
	// To is a target, see Target; through the API server only a Service.
	To string `yaml:"to"`
	// Namespace is the alias of the target's namespace; main where empty.
	Namespace string `yaml:"namespace,omitempty"`
	// Path begins with a slash; "/" where it is empty.
	Path string `yaml:"path,omitempty"`
	// Headers are sent along; Host among them is honoured. Not through the
	// API server.
	Headers map[string]string `yaml:"headers,omitempty"`
	// Via is "api-server": the request takes the API server's proxy. Otherwise
	// a probe pod with the identity From asks. Exactly one is given.
	Via  string    `yaml:"via,omitempty"`
	From *Identity `yaml:"from,omitempty"`
	// TLS is given where the target speaks it.
	TLS *TLS `yaml:"tls,omitempty"`
	// Refused turns the check round: no connection may come about.
	Refused bool `yaml:"refused,omitempty"`
	// Expect is true of a good answer; it sees `response` with the fields
	// status (int), body (string) and error (string). Not with Refused.
	Expect Expression `yaml:"expect,omitempty"`
}

// Connect tries to get through to a target from a probe pod.
type Connect struct {
	// To is a target, see Target.
	To string `yaml:"to"`
	// Namespace is the alias of the target's namespace; main where empty.
	Namespace string   `yaml:"namespace,omitempty"`
	From      Identity `yaml:"from"`
	// Protocol is TCP, which is meant where it is empty, or UDP. A UDP target
	// counts as reached when it answers Send with anything.
	Protocol string `yaml:"protocol,omitempty"`
	// Send is what is said to a UDP target.
	Send string `yaml:"send,omitempty"`
	// Refused turns the check round: no connection may come about. It needs
	// another check, not refused, to the same target: its control.
	Refused bool `yaml:"refused,omitempty"`
}

// DNS looks up a name from a probe pod.
type DNS struct {
	From Identity `yaml:"from"`
	// Name is what is looked up.
	Name string `yaml:"name"`
	// Type is a record type, A where it is empty.
	Type string `yaml:"type,omitempty"`
	// Expect is true of a good answer; it sees `response` with the fields code
	// (such as NOERROR, string), records (list of strings) and error (string).
	Expect Expression `yaml:"expect"`
}

// Identity is whom a probe pod stands for: where it runs, and what policies
// and access rules see of it.
type Identity struct {
	// Namespace is an alias; main where it is empty.
	Namespace string `yaml:"namespace,omitempty"`
	// Like names an observed workload whose pods' labels and ServiceAccount
	// the probe has as well.
	Like string `yaml:"like,omitempty"`
	// Labels are those of the probe, besides those of Like.
	Labels map[string]string `yaml:"labels,omitempty"`
	// ServiceAccount is "default" where it is empty.
	ServiceAccount string `yaml:"serviceAccount,omitempty"`
}

// TLS says whom to trust and who we are.
type TLS struct {
	// CA is "secret/NAME:KEY" or "configmap/NAME:KEY" in the probe's
	// namespace: the authorities to trust. Where it is empty any certificate
	// will do.
	CA string `yaml:"ca,omitempty"`
	// Client is "secret/NAME", of type kubernetes.io/tls, in the probe's
	// namespace: the client certificate.
	Client string `yaml:"client,omitempty"`
	// ServerName is the name that the certificate must be for; the target's
	// where it is empty.
	ServerName string `yaml:"serverName,omitempty"`
}

// Can judges the whole permission of a subject, as role bindings and roles
// give it, less what any fresh ServiceAccount has.
type Can struct {
	Who Subject `yaml:"who"`
	// Must lists what the subject must be allowed to do.
	Must []Permission `yaml:"must,omitempty"`
	// AtMost lists what else it may be allowed to do; anything beyond it and
	// Must fails. Nil sets no bound, an empty list allows nothing beyond Must.
	AtMost *[]Permission `yaml:"atMost,omitempty"`
	// Counts lists what counts as having every permission that is within
	// reach by it: "create-pods", which run under any ServiceAccount of their
	// namespace, and "read-secrets", which may hold tokens.
	Counts []string `yaml:"counts,omitempty"`
}

// Subject is who may do something: a ServiceAccount, or a user with groups.
type Subject struct {
	// ServiceAccount is an account's name.
	ServiceAccount string `yaml:"serviceAccount,omitempty"`
	// Namespace is the alias of the ServiceAccount's namespace; main where
	// empty.
	Namespace string `yaml:"namespace,omitempty"`
	// User and Groups are as the API server knows somebody.
	User   string   `yaml:"user,omitempty"`
	Groups []string `yaml:"groups,omitempty"`
}

// Permission is a rule of RBAC in one namespace, or in the whole cluster.
type Permission struct {
	// Verbs, APIGroups and Resources are as in a Role; the core group is meant
	// where no group is given.
	Verbs     []string `yaml:"verbs"`
	APIGroups []string `yaml:"apiGroups,omitempty"`
	Resources []string `yaml:"resources,omitempty"`
	// Names are those of single objects.
	Names []string `yaml:"names,omitempty"`
	// NonResourceURLs are paths of the API server, in place of resources.
	NonResourceURLs []string `yaml:"nonResourceURLs,omitempty"`
	// Namespace is an alias; main where it is empty and ClusterWide not set.
	Namespace string `yaml:"namespace,omitempty"`
	// ClusterWide says that it is for all namespaces, or for none.
	ClusterWide bool `yaml:"clusterWide,omitempty"`
}

// Admits asks the API server, by a server-side dry run, whether it would
// accept an object. Nothing is created.
type Admits struct {
	// Object is a file of the challenge in its directory trials, such as
	// "pod-without-limits.yaml", with one object.
	Object string `yaml:"object"`
	// Namespace is an alias; main where it is empty.
	Namespace string `yaml:"namespace,omitempty"`
	// Refused turns the check round: the object must be refused, by validation
	// or admission. Control then names an admits check, not refused, that must
	// hold: that the same kind is accepted at all.
	Refused bool   `yaml:"refused,omitempty"`
	Control string `yaml:"control,omitempty"`
	// Expect may judge the answer further; it sees `response` with the fields
	// accepted (bool), message (string: why not), and object (as it would be
	// stored, null where it was refused).
	Expect Expression `yaml:"expect,omitempty"`
}

// Logs judges what containers have written.
type Logs struct {
	// Of names an observed workload, or pods.
	Of string `yaml:"of"`
	// Container is one of several; all are read where it is empty.
	Container string `yaml:"container,omitempty"`
	// Previous asks for the log of the run before the last restart.
	Previous bool `yaml:"previous,omitempty"`
	// Lines is how many of the last lines are read; 200 where it is 0, at most
	// 2000.
	Lines int `yaml:"lines,omitempty"`
	// Expect sees `logs`, a list with an item for each container, with the
	// fields pod, container and text.
	Expect Expression `yaml:"expect"`
}

// Metric judges what pods use by the metrics API.
type Metric struct {
	// Of names an observed workload, or pods.
	Of string `yaml:"of"`
	// Expect sees `usage`, a list with an item for each container, with the
	// fields pod, container, cpu (cores, double) and memory (bytes, int).
	Expect Expression `yaml:"expect"`
}

// Question is asked by the verb answer; Answer is computed from the cluster.
type Question struct {
	// Name is a short word by which it is answered.
	Name string `yaml:"name"`
	// Asks is the question itself.
	Asks string `yaml:"asks"`
	// Answer gives a string, an int, a bool, or a list of strings of which the
	// order does not matter.
	Answer Expression `yaml:"answer"`
}
