#!/bin/bash
# What run.sh has the machine do at its start.
exec > /dev/ttyS0 2>&1
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
mkdir -p /payload
mount -o ro /dev/vdb /payload
lab=/payload/kubectl-mastery-lab
kubectl="$lab kubectl"

expect() { # NAME, then a command that must succeed
  local name=$1
  shift
  if "$@"; then echo "ok $name"; else echo "FAIL $name"; fi
}
is() { [ "$1" = "$2" ] || { echo "  got '$1', not '$2'"; return 1; }; }

# host is what a lab must leave as it was.
host() {
  cat /sys/fs/cgroup/cgroup.subtree_control
  find /sys/fs/cgroup -maxdepth 2 -type d | grep -vE 'run-|user-|init.scope|\.service|\.mount|dev-' | sort
  ip -br link | cut -d' ' -f1
  ip route
  mount
  nft list ruleset
  sysctl kernel.panic kernel.panic_on_oops vm.overcommit_memory net.ipv4.ip_forward
}
same() { host > /root/after; diff /root/before /root/after; }

echo "on Linux $(uname -r), systemd $(systemctl --version | awk 'NR==1 { print $2 }'), $(stat -fc %T /sys/fs/cgroup)"
expect "the machine has cgroup v2" is "$(stat -fc %T /sys/fs/cgroup)" cgroup2fs
host > /root/before

expect "up" $lab up --timeout 30m
expect "status" $lab status lab
expect "systemd has the lab's scope" systemctl is-active --quiet mastery-lab.scope

$kubectl apply -f - <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: hungry}
spec:
  restartPolicy: Never
  containers:
  - name: main
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command: [sh, -c, "cat /sys/fs/cgroup/memory.max; tail /dev/zero"]
    resources: {limits: {memory: 20Mi}}
---
apiVersion: v1
kind: Pod
metadata: {name: busy}
spec:
  restartPolicy: Never
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers:
  - name: main
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command:
    - sh
    - -c
    - |
      cat /sys/fs/cgroup/cpu.max
      timeout 10 sh -c 'while :; do :; done'
      grep Seccomp: /proc/self/status
      nslookup kubernetes.default.svc.cluster.local
      awk '/^nr_throttled/ { print ($2 > 10) ? "throttled" : "not throttled" }' /sys/fs/cgroup/cpu.stat
    resources: {limits: {cpu: 100m}}
YAML
$kubectl wait --for=jsonpath='{.status.phase}'=Failed pod/hungry --timeout=600s
expect "a pod beyond its memory limit is OOMKilled" is "$($kubectl get pod hungry -o jsonpath='{.status.containerStatuses[0].state.terminated.reason}')" OOMKilled
expect "the memory limit is in its control group" is "$($kubectl logs hungry)" 20971520
$kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/busy --timeout=600s
$kubectl logs busy | tee /root/busy
expect "the CPU limit is in its control group" grep -q '^10000 100000$' /root/busy
expect "the CPU limit throttles" grep -q '^throttled$' /root/busy
expect "RuntimeDefault seccomp is in force" grep -q '^Seccomp:.*2$' /root/busy
expect "DNS answers in a pod" grep -q '^Address: 10\.' /root/busy

$kubectl run web --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --port 80
$kubectl expose pod web --type=NodePort
$kubectl wait --for=condition=Ready pod/web --timeout=600s
port=$($kubectl get service web -o jsonpath='{.spec.ports[0].nodePort}')
nodePort() {
  for _ in $(seq 60); do # the rules follow the endpoints a little later
    exec 3<> "/dev/tcp/10.80.0.11/$port" && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && head -1 <&3 | grep -q '200 OK' && return
    sleep 1
  done
  return 1
}
expect "the host reaches a NodePort" nodePort

expect "down" $lab down
expect "the host is as before after down" same

expect "up again" $lab up --timeout 30m
fabric=$(pgrep -f 'kubectl-mastery-lab fabric')
monitor=$(pgrep -f 'kubectl-mastery-lab monitor')
kill -9 $fabric
tail --pid="$monitor" -f /dev/null # it tidies up, and ends
expect "up after the first process was killed" $lab up --timeout 30m
kill -9 "$(pgrep -f 'kubectl-mastery-lab monitor')"
expect "down after the monitor was killed" $lab down
expect "the host is as before after kills" same

echo "guest ended"
sync
systemctl poweroff -f
