package kubeapi

import "time"

// A Node is what the lab reads of a node.
type Node struct {
	Status struct {
		Conditions []struct {
			Type, Status      string
			LastHeartbeatTime time.Time
		}
	}
}

// Ready tells whether the node is Ready and has said so since then. Heartbeats
// come in whole seconds.
func (n *Node) Ready(since time.Time) bool {
	for _, c := range n.Status.Conditions {
		if c.Type == "Ready" && c.Status == "True" && !c.LastHeartbeatTime.Before(since.Truncate(time.Second)) {
			return true
		}
	}
	return false
}
