#!/bin/bash
# Runs as root inside the live system, in place of the installer, and says every figure on the serial console:
# `bench: KEY VALUE`. Each measurement has a blank disk of its own, so that none finds what another left behind.
set -euo pipefail
shopt -s lastpipe
here=/usr/local/lib/bench
results=/dev/ttyS0
work=/run/bench
mkdir -p "$work"
dmesg --console-level 1 # A kernel message in the middle of a line would spoil it.

say() { printf 'bench: %s\n' "$*" > "$results"; }
trap 'say "failed line $LINENO: $BASH_COMMAND"' ERR

disk() { readlink -f "/dev/disk/by-id/virtio-$1"; }

# Bash's own clock: a `date` for every stamp costs a process, and under emulation that is measurable.
seconds_since() {
	local now=$EPOCHREALTIME
	local micros=$((${now/[.,]/} - ${1/[.,]/}))
	printf '%d.%03d' $((micros / 1000000)) $((micros / 1000 % 1000))
}

# What one measurement read from the medium is not there for the next.
settle() {
	sync
	echo 3 > /proc/sys/vm/drop_caches
	udevadm settle
}

# timed KEY COMMAND...
timed() {
	local key=$1 begun=$EPOCHREALTIME
	shift
	"$@" >> "$work/log" 2>&1
	say "$key $(seconds_since "$begun")"
}

# Every line with the time it came: the last line before the first of the installer's own is the confirmed plan.
stamp() {
	local line
	while IFS= read -r line; do printf '%s %s\n' "$EPOCHREALTIME" "$line"; done
}

# ours LAYOUT: from the confirmed plan to the program's end, with what it does before and after its last step.
ours() {
	local layout=$1 pid confirmed='' most=0 key value _ code=0
	settle
	cognos-install run "$here/$layout.yaml" --yes > >(stamp > "$work/$layout.out") 2>&1 &
	pid=$!
	while [ -d "/proc/$pid/fd" ]; do
		while read -r key value _; do
			[ "$key" != VmHWM: ] || most=$value
		done 2> /dev/null < "/proc/$pid/status" || true
		sleep 0.5
	done
	wait "$pid" || code=$?
	local ended=$EPOCHREALTIME
	if [ "$code" != 0 ]; then
		tail -n 20 "$work/$layout.out" > "$results"
		say "failed cognos-install exited with $code"
		exit 1
	fi
	confirmed=$(sed -n '/^[0-9.]* cognos: /q;s/^\([0-9.]*\) .*/\1/p' "$work/$layout.out" | tail -n 1)
	local micros=$((${ended/./} - ${confirmed/./}))
	say "ours.$layout $((micros / 1000000)).$(printf '%03d' $((micros / 1000 % 1000)))"
	say "ours.$layout.peakKiB $most"
	grep -E '"event":"(done|finished|warned)"' /run/cognos/journal.jsonl |
		while IFS= read -r line; do say "journal.$layout $line"; done
}

# What a person with a shell script does.
floor1() {
	local device root=/mnt/floor1
	device=$(disk floor1)
	mkdir -p "$root"
	settle
	local begun=$EPOCHREALTIME
	timed "floor1.sfdisk" partition "$device" 'size=1MiB, type=21686148-6449-6E6F-744E-656564454649' 'size=6GiB, type=linux'
	timed "floor1.mkfs" mkfs.ext4 -q "${device}2"
	timed "floor1.mount" mount -t ext4 "${device}2" "$root"
	timed "floor1.unsquashfs" unsquash "$root"
	for each in dev proc sys; do mount --bind "/$each" "$root/$each"; done
	printf 'UUID=%s / ext4 defaults 0 1\n' "$(blkid -o value -s UUID "${device}2")" > "$root/etc/fstab"
	timed "floor1.grub-install" chroot "$root" grub-install --target=i386-pc "$device"
	timed "floor1.update-initramfs" initramfs "$root"
	timed "floor1.umount" umount --recursive "$root"
	timed "floor1.sync" sync
	say "floor1 $(seconds_since "$begun")"
}

# partition DISK LINE...
partition() {
	local device=$1
	shift
	printf '%s\n' 'label: gpt' "$@" | sfdisk --quiet --wipe always "$device"
	udevadm settle
}

# The queues are 256 MiB each unless told, which a machine with 1 GiB does not have.
unsquash() {
	"$here/ld.so" --library-path "$here/lib" "$here/unsquashfs" -no-progress -data-queue 64 -frag-queue 64 -force -dest "$1" "$(disk squashfs)"
}

# update-initramfs ends with 0 when it found nothing to do.
initramfs() {
	touch "$work/before"
	chroot "$1" update-initramfs -u -k all
	[ -n "$(find "$1/boot" -name 'initrd.img-*' -newer "$work/before")" ]
}

# floor2 WHEN: the image's used bytes from the medium onto a partition.
floor2() {
	local device
	device=$(disk "floor2-$1")
	partition "$device" 'size=6GiB, type=linux' >> "$work/log" 2>&1
	settle
	timed "floor2.$1" dd if=/run/cognos/medium/cognos/system.img "of=${device}1" bs=4M conv=fsync
}

say "memoryKiB $(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)"
say "image.bytes $(stat -c %s /run/cognos/medium/cognos/system.img)"
say "root.squashfs.bytes $(blockdev --getsize64 "$(disk squashfs)")"
floor2 before # Twice, for the speed of a shared machine drifts.
ours btrfs
floor2 after
ours ext4
floor1
say 'end'
systemctl poweroff
