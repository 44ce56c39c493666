package challenge

// HostAccess is a way in which a pod reaches into the node that it runs on, or
// has more power there than the Pod Security level "baseline" gives it.
type HostAccess string

// The ways that there are, by the fields of a pod that give them.
const (
	Privileged   HostAccess = "privileged"
	HostNetwork  HostAccess = "hostNetwork"
	HostPID      HostAccess = "hostPID"
	HostIPC      HostAccess = "hostIPC"
	HostPath     HostAccess = "hostPath"
	HostPort     HostAccess = "hostPort"
	Capabilities HostAccess = "capabilities"
)

// HostAccesses are all of them, with what a learner needs to know of each.
func HostAccesses() map[HostAccess]string {
	return map[HostAccess]string{
		Privileged:   "have all power over their node",
		HostNetwork:  "use their node's network as their own",
		HostPID:      "see the processes of their node",
		HostIPC:      "share memory with the processes of their node",
		HostPath:     "have files of their node",
		HostPort:     "take ports of their node",
		Capabilities: "have capabilities of the kernel beyond the usual ones",
	}
}
