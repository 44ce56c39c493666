#!/usr/bin/env bash
# What the lab's start is measured against: the same programs of Kubernetes, with
# the same flags and certificates, started by a plain script in which each waits
# only for what it needs. Nothing of the lab's own runs.
#
#   bare.sh DIR PROGRAMS
#
# PROGRAMS is the directory bin of the lab's payload. DIR has a file "nodes", with a
# line "NAME ADDRESS" for each node, control plane first, and of each node:
#
#   NAME/commands/PROGRAM   a command line, each word ended by a zero byte
#   NAME/etc                what its /etc has beside the host's
#   NAME/var                its /var
#   NAME/sysctl             files that stand in for settings of the whole machine
#   NAME/work               empty
#
# It says when the API answers, when all nodes are Ready and when pods can be made,
# and ends everything then. It needs root, cgroup v1 and curl. The host is left as
# it was: what is made belongs to namespaces, but for one control group.
set -euo pipefail

group=mastery-bench-bare
child=''
limit=60 # seconds until a start is given up
self=$(realpath "$0")

# hierarchies lists those of cgroup v1, as mount(8) wants them.
hierarchies() {
  local h
  for h in $(cut -d: -f2 /proc/self/cgroup); do
    [ ! -d "/sys/fs/cgroup/${h#name=}" ] || echo "$h"
  done
}

# make_group makes the control group PATH in each hierarchy.
make_group() {
  local h f dir
  for h in $(hierarchies); do
    dir=/sys/fs/cgroup/${h#name=}/$1
    mkdir "$dir"
    # A new cpuset is empty, and takes no process.
    for f in cpuset.cpus cpuset.mems; do
      [ ! -e "$dir/$f" ] || cat "$dir/../$f" >"$dir/$f"
    done
  done
}

# remove_group removes the control group, from which all processes must be going.
remove_group() {
  local h dir
  for h in $(hierarchies); do
    dir=/sys/fs/cgroup/${h#name=}/$group
    until [ ! -d "$dir" ] || find "$dir" -depth -type d -exec rmdir {} + 2>/dev/null; do
      pause 0.02
    done
  done
}

# pause sleeps, unless time is up.
pause() {
  if ((SECONDS > limit)); then
    echo "bare.sh: given up after $limit s" >&2
    exit 1
  fi
  sleep "$1"
}

# on_host is the part that stays outside: it tidies up.
on_host() {
  local name
  # What a run has left that was killed.
  remove_group
  trap 'finish $?' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_group "$group"
  while read -r name _; do
    make_group "$group/$name"
  done <"$dir/nodes"
  setpriv --pdeathsig KILL unshare --mount --net --pid --fork --kill-child --mount-proc \
    "$self" on_switch "$dir" "$programs" &
  child=$!
  wait "$child"
}

# finish ends everything, and shows what was said last before a failure.
finish() {
  trap '' INT TERM
  if [ -n "$child" ]; then
    kill -KILL "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  SECONDS=0
  remove_group
  case $1 in
  0 | 130 | 143) ;; # the end that was meant, or asked for
  *) tail -n 3 "$dir"/*/var/log/*.log >&2 || true ;;
  esac
}

# on_switch is the first process of namespaces of which the nodes' are a part:
# all end when it does. It joins the nodes, and looks at them from outside.
on_switch() {
  local name addr first gateway n=0
  read -r first addr <"$dir/nodes"
  gateway=${addr%.*}.2
  api=https://$addr:6443 pki=$dir/$first/etc/kubernetes/pki
  mount -t tmpfs tmpfs /run
  ip link set lo up
  ip link add br0 type bridge
  ip addr add "$gateway/24" dev br0
  ip link set br0 up
  while read -r name addr; do
    ip netns add "$name"
    ip link add "node$n" type veth peer name eth0 netns "$name"
    ip link set "node$n" master br0 up
    ip -n "$name" link set lo up
    ip -n "$name" addr add "$addr/24" dev eth0
    ip -n "$name" link set eth0 up
    ip -n "$name" route add default via "$gateway"
    nsenter "--net=/run/netns/$name" "$self" into_group "$dir" "$programs" "$name" &
    n=$((n + 1))
  done <"$dir/nodes"

  until ask /version >/dev/null; do pause 0.05; done
  echo "API server answers"
  while read -r name _; do
    await nodes "$name" '"type":"Ready","status":"True"'
  done <"$dir/nodes"
  echo "nodes are Ready"
  # Without it no pod is accepted.
  await namespaces/default/serviceaccounts default '"name":"default"'
  echo "pods can be made"
}

# ask asks the API for a path.
ask() {
  curl --silent --fail --no-buffer --noproxy '*' --max-time "$limit" --cacert "$pki/ca.crt" \
    --cert "$pki/apiserver-kubelet-client.crt" --key "$pki/apiserver-kubelet-client.key" "$api$1"
}

# await watches one object until a text is in it.
await() {
  grep -qm1 "$3" < <(ask "/api/v1/$1?watch=1&fieldSelector=metadata.name=$2")
}

# into_group moves this process into the group of a node, and makes the namespaces.
into_group() {
  local h
  for h in $(hierarchies); do
    echo 0 >"/sys/fs/cgroup/${h#name=}/$group/$name/cgroup.procs"
  done
  exec unshare --mount --pid --uts --ipc --cgroup --fork --kill-child --mount-proc \
    env -i "PATH=/opt/mastery-lab/names:/opt/mastery-lab/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    HOME=/root "$self" on_node "$dir" "$programs" "$name"
}

# on_node is the first process of a node.
on_node() {
  echo "$name" >/proc/sys/kernel/hostname
  build_root
  echo 1 >/proc/sys/net/ipv4/ip_forward
  cd /run/node/commands

  if [ -e etcd ]; then
    run etcd
    run kube-apiserver # it waits for etcd by itself
  fi
  run containerd
  until [ -S /run/containerd/containerd.sock ]; do pause 0.02; done
  run kubelet
  if [ -e etcd ]; then
    api=https://127.0.0.1:6443 pki=/etc/kubernetes/pki
    until ask /healthz >/dev/null; do pause 0.1; done
    run kube-controller-manager
    run kube-scheduler
  fi
  run kube-proxy
  wait
}

# run starts a program in the background.
run() {
  local argv
  mapfile -d '' -t argv <"$1"
  "${argv[@]}" >"/var/log/$1.log" 2>&1 &
}

# build_root puts the node's files over the host's, for this process and those that
# it starts.
build_root() {
  local h f all
  all=$(hierarchies)
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir /run/node
  mount --bind "$dir/$name" /run/node

  # No machine-wide setting can be changed.
  mount --bind /proc/sys /proc/sys
  mount --bind /proc/sys/net /proc/sys/net
  mount -o remount,bind,ro /proc/sys
  for f in $(cd /run/node/sysctl && find . -type f); do
    mount --bind "/run/node/sysctl/$f" "/proc/sys/$f"
  done

  mount -t sysfs -o ro sysfs /sys
  mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
  for h in $all; do
    mkdir "/sys/fs/cgroup/${h#name=}"
    mount -t cgroup -o "$h" cgroup "/sys/fs/cgroup/${h#name=}"
  done

  mount -t tmpfs -o mode=755 tmpfs /opt
  mkdir -p /opt/mastery-lab/bin /opt/mastery-lab/names /opt/cni/bin
  mount --bind "$programs" /opt/mastery-lab/bin
  mount --bind "$programs/cni" /opt/cni/bin
  mount -o remount,bind,ro /opt/mastery-lab/bin
  mount -o remount,bind,ro /opt/cni/bin
  for f in /run/node/commands/*; do
    f=${f##*/}
    [ "$f" = containerd ] || ln -s ../bin/kube "/opt/mastery-lab/names/$f"
  done

  mount -t tmpfs -o mode=1777 tmpfs /tmp
  mount -t overlay -o lowerdir=/etc,upperdir=/run/node/etc,workdir=/run/node/work overlay /etc
  mount --bind /run/node/var /var
  # As kubelet and containerd expect it.
  mount --make-rshared /
}

case ${1:-} in
on_switch | into_group | on_node)
  dir=$2 programs=$3 name=${4:-}
  "$1"
  ;;
*)
  if [ $# -ne 2 ]; then
    echo "usage: bare.sh DIR PROGRAMS" >&2
    exit 2
  fi
  dir=$(realpath "$1") programs=$(realpath "$2")
  on_host
  ;;
esac
