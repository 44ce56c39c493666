package test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// claim asks for a volume; a class of "" is the default one.
func claim(name, class, mode string) string {
	if class != "" {
		class = "storageClassName: " + class
	}
	return fmt.Sprintf(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: %s}
spec:
  accessModes: [%s]
  resources: {requests: {storage: 1Gi}}
  %s
---
`, name, mode, class)
}

// volumeUser is a pod with a claim's volume at /data, which a user has who is
// not root; where is what else its spec says.
func volumeUser(name, claim, where string) string {
	return fmt.Sprintf(`
apiVersion: v1
kind: Pod
metadata: {name: %s}
spec:
  terminationGracePeriodSeconds: 0
  securityContext: {runAsUser: 1000, fsGroup: 2000}
  %s
  containers:
  - name: main
    image: %s
    command: [sleep, "100000"]
    volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: %s}}]
---
`, name, where, busybox, claim)
}

// inside runs a command in a pod when that is ready, and returns what it said.
func (c *cluster) inside(pod, command string) string {
	c.t.Helper()
	c.ready(pod)
	return strings.TrimSpace(c.kubectl("exec", pod, "--", "sh", "-c", command))
}

// directory is where the host has the volume of a claim.
func (c *cluster) directory(lab, claim string) string {
	c.t.Helper()
	volume := c.kubectl("get", "pvc", claim, "-o", "jsonpath={.spec.volumeName}")
	return filepath.Join(dataDir(), "labs", lab, "volumes", volume)
}

// TestVolume follows a volume of the default class from claim to deletion.
func TestVolume(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(claim("data", "", "ReadWriteOnce") + claim("at-once", "shared", "ReadWriteOnce"))
	c.waitFor("jsonpath={.status.phase}=Bound", "pvc/at-once")
	c.await("the claim to wait for a pod", func() error { return contains(c.eventsOf("data"), "WaitForFirstConsumer") })
	if got := c.kubectl("get", "pvc", "data", "-o", "jsonpath={.status.phase} {.spec.storageClassName}"); got != "Pending standard" {
		t.Errorf("a claim that no pod uses: %s", got)
	}
	c.apply(volumeUser("writes", "data", ""))
	if got := c.inside("writes", "echo kept > /data/file && stat -c %u:%g /data/file"); got != "1000:2000" {
		t.Errorf("a file of user 1000 in a volume of fsGroup 2000 belongs to %s", got)
	}
	c.waitFor("jsonpath={.status.phase}=Bound", "pvc/data")
	c.kubectl("delete", "pod", "writes")
	c.apply(volumeUser("reads", "data", ""))
	if got := c.inside("reads", "cat /data/file"); got != "kept" {
		t.Errorf("the next pod reads %q", got)
	}
	r := c.try("patch", "pvc", "data", "-p", `{"spec": {"resources": {"requests": {"storage": "2Gi"}}}}`)
	if want := "storageclass that provisions the pvc must support resize"; r.code == 0 || !strings.Contains(r.stderr, want) {
		t.Errorf("expansion: exit code %d, %s", r.code, r.stderr)
	}
	dir := c.directory(sharedLab, "data")
	if got, err := os.ReadFile(filepath.Join(dir, "file")); err != nil || string(got) != "kept\n" {
		t.Errorf("on the host: %q, error %v", got, err)
	}
	c.kubectl("delete", "pod/reads", "pvc/data", "pvc/at-once")
	c.waitFor("delete", "pv/"+filepath.Base(dir))
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the directory after the volume was deleted: %v", err)
	}
}

// TestVolumeRefused asks for what there is not, and wants to be told.
func TestVolumeRefused(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(claim("many", "standard", "ReadWriteMany") + volumeUser("waits", "many", "") +
		strings.Replace(claim("block", "shared", "ReadWriteOnce"), "spec:", "spec:\n  volumeMode: Block", 1))
	for name, says := range map[string]string{
		"many":  "ProvisioningFailed volumes of StorageClass standard are on one node, ReadWriteOnce or ReadWriteOncePod, and not ReadWriteMany",
		"block": "ProvisioningFailed mastery-lab/volumes does not support block volume provisioning",
	} {
		c.await("a reason", func() error { return contains(c.eventsOf(name), says) })
	}
}

// TestStatefulSet wants the pod that comes after one to have its volume.
func TestStatefulSet(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 2
  podManagementPolicy: Parallel
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: main
        image: ` + busybox + `
        command: [sh, -c, "hostname >> /data/starts; exec sleep 100000"]
        volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`)
	c.kubectl("rollout", "status", "statefulset/db", "--timeout=90s")
	before := c.kubectl("get", "pod", "db-0", "-o", "jsonpath={.metadata.uid}")
	c.kubectl("delete", "pod", "db-0")
	c.await("its successor", func() error {
		r := c.try("get", "pod", "db-0", "-o", "jsonpath={.metadata.uid}")
		if err := r.failure(); err != nil || r.stdout == before {
			return fmt.Errorf("pod %s, %w", r.stdout, err)
		}
		return nil
	})
	c.ready("db-0")
	for pod, starts := range map[string]string{"db-0": "db-0 db-0", "db-1": "db-1"} {
		if got := strings.Join(strings.Fields(c.kubectl("exec", pod, "--", "cat", "/data/starts")), " "); got != starts {
			t.Errorf("volume of %s has the starts %s", pod, got)
		}
	}
}

// testVolumes shares a volume between nodes, and binds a pod to the node of its
// volume. What the claim shared has is read again when the lab was stopped.
func testVolumes(t *testing.T, c *cluster) {
	c = c.with(t)
	c.apply(claim("shared", "shared", "ReadWriteMany") + claim("own", "standard", "ReadWriteOncePod") +
		volumeUser("writes", "shared", "nodeName: "+workerA) + volumeUser("reads", "shared", "nodeName: "+workerB) +
		volumeUser("first", "own", "nodeSelector: {kubernetes.io/hostname: "+workerB+"}"))
	c.inside("writes", "echo kept > /data/file")
	if got := c.inside("reads", "cat /data/file"); got != "kept" {
		t.Errorf("the other node reads %q", got)
	}
	c.inside("first", "touch /data/file")
	c.kubectl("delete", "pods", "writes", "reads", "first")
	c.apply(volumeUser("second", "own", ""))
	if got := c.inside("second", "ls /data"); got != "file" {
		t.Errorf("the next pod sees %q", got)
	}
	if got := c.kubectl("get", "pod", "second", "-o", "jsonpath={.spec.nodeName}"); got != workerB {
		t.Errorf("the next pod of a volume on %s is on %s", workerB, got)
	}
	c.kubectl("delete", "pod/second", "pvc/own")
}
