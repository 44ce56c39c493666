package challenge

// Survives does harm of a bounded kind, after all else holds, and judges
// whether the workload gets over it.
type Survives struct {
	// Disruption is one of Disruptions.
	Disruption Disruption `yaml:"disruption"`
	// Of names the observed workload whose pods are meant.
	Of string `yaml:"of"`
	// Serves names an http or connect check that is asked all the while; where
	// it is empty only the pods are looked at.
	Serves string `yaml:"serves,omitempty"`
	// Failures is how many of those requests may fail.
	Failures int `yaml:"failures,omitempty"`
	// Within is how long the workload may take to be whole again.
	Within Duration `yaml:"within"`
	// Ask is the request that does the harm, with the disruption ask-pod.
	Ask *Ask `yaml:"ask,omitempty"`
	// Lingers wants a pod that is deleted to serve for a while at its own
	// address, for those who have not heard of it; only with delete-pod.
	Lingers *Lingers `yaml:"lingers,omitempty"`
}

// Ask is a GET request to one pod, by the API server's proxy: a switch of the
// program itself, with which it shows how it fails. The pod must turn not ready
// of it, and be ready again in time.
type Ask struct {
	// Port is the number of a port of the pod.
	Port int `yaml:"port"`
	// Path begins with a slash.
	Path string `yaml:"path"`
	// Restarts says that a container of the pod must be started again, or the
	// pod replaced; otherwise neither may happen.
	Restarts bool `yaml:"restarts,omitempty"`
}

// Lingers is how long a pod goes on serving after it was deleted.
type Lingers struct {
	// Serves names an http or connect check to each pod of the workload; only
	// the pod that is deleted is asked, and no request may fail.
	Serves string `yaml:"serves"`
	// For is how long.
	For Duration `yaml:"for"`
}

// Disruption is a kind of harm.
type Disruption string

// The disruptions that there are.
const (
	// DeletePod deletes one pod of the workload.
	DeletePod Disruption = "delete-pod"
	// EvictPod asks for the eviction of one pod, as a drain does: a
	// PodDisruptionBudget may refuse it, which counts as survived.
	EvictPod Disruption = "evict-pod"
	// Restart deletes all pods of the workload at once.
	Restart Disruption = "restart"
	// DrainNode keeps new pods off the node of one of the workload's pods,
	// evicts the challenge's pods from it, and lets the node go again.
	// Only with the requirement own-cluster.
	DrainNode Disruption = "drain-node"
	// Rollout rolls the workload out anew, as kubectl rollout restart does, and
	// back to what it was.
	Rollout Disruption = "rollout"
	// AskPod sends the request Ask to one pod of the workload.
	AskPod Disruption = "ask-pod"
)

// Disruptions lists them all.
func Disruptions() []Disruption {
	return []Disruption{DeletePod, EvictPod, Restart, DrainNode, Rollout, AskPod}
}
