#!/usr/bin/env bash
# Runs the lab in a virtual machine of its own: Debian with systemd and cgroup
# v2, which the machine that tests usually has not. The processor is emulated,
# so it takes about ten minutes, and its times say nothing.
#
#   run.sh LAB PAYLOAD WORK     the program, its payload, an empty directory
#
# Needs root and, as packages, debootstrap, e2fsprogs, qemu-system-x86.
set -euo pipefail
lab=$(realpath "$1") payload=$(realpath "$2") work=$(realpath "$3")
here=$(dirname "$(realpath "$0")")
suite=${SUITE:-bookworm}
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' | awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }')}
timeout=3600 # seconds, for all that happens in the machine

echo "a root directory with Debian $suite"
root=$work/root
if [ ! -e "$root/vmlinuz" ]; then
  debootstrap --variant=minbase \
    --include=systemd,systemd-sysv,linux-image-cloud-amd64,runc,nftables,iproute2,kmod,procps,util-linux,mount \
    "$suite" "$root" "$mirror" > "$work/debootstrap.log"
fi
install -m 755 "$here/guest.sh" "$root/usr/local/bin/guest"
cat > "$root/etc/systemd/system/guest.service" <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/usr/local/bin/guest
TimeoutStartSec=infinity
UNIT
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -sf ../guest.service "$root/etc/systemd/system/multi-user.target.wants/guest.service"
# A login there would hang up on the guest.
ln -sf /dev/null "$root/etc/systemd/system/serial-getty@ttyS0.service"

echo "disks"
rm -rf "$work/payload" "$work"/*.img "$work/serial.log"
mkdir "$work/payload"
cp -a "$lab" "$work/payload/kubectl-mastery-lab"
cp -a "$payload" "$work/payload/mastery-lab"
mke2fs -q -t ext4 -d "$root" "$work/disk.img" 6G
mke2fs -q -t ext4 -d "$work/payload" "$work/payload.img" 900M
rm -rf "$work/payload"

echo "the machine, which says in $work/serial.log what it does"
timeout "$timeout" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 6G \
  -no-reboot -nic none -display none -monitor none -serial "file:$work/serial.log" \
  -kernel "$root/vmlinuz" -initrd "$root/initrd.img" \
  -append "root=/dev/vda rw console=ttyS0 systemd.show_status=0 quiet mitigations=off" \
  -drive "file=$work/disk.img,if=virtio,format=raw,cache=unsafe" \
  -drive "file=$work/payload.img,if=virtio,format=raw,readonly=on"
rm -f "$work"/*.img

grep -aE '^(on |ok |FAIL )' "$work/serial.log" | tr -d '\r'
passed=$(grep -ac '^ok ' "$work/serial.log" || true)
failed=$(grep -ac '^FAIL ' "$work/serial.log" || true)
if ! grep -aq '^guest ended' "$work/serial.log"; then
  echo "the machine did not get to the end"
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
