#!/bin/sh
# Runs inside the target root, after its Debian packages and the files of target/ are there.
set -eu

systemctl enable systemd-networkd.service systemd-resolved.service systemd-timesyncd.service
# There for the profiles that ask for them, which switch them on: without rules and a database they have nothing to do.
systemctl disable auditd.service dailyaidecheck.timer
# For NetworkManager, over D-Bus. netplan starts netplan-wpa-*.service for the cards of its files, and nothing else needs it.
systemctl disable wpa_supplicant.service
# netplan waits for the links it names; a server without a cable must still reach its login prompt.
mkdir -p /etc/systemd/system/systemd-networkd-wait-online.service.d
printf '[Service]\nExecStart=\nExecStart=/lib/systemd/systemd-networkd-wait-online --any --timeout=30\n' \
  > /etc/systemd/system/systemd-networkd-wait-online.service.d/cognos.conf

# console-setup compiles keymaps at every boot unless its cache is newer than its settings; here all files are of one age.
touch -d 2020-01-01 /etc/default/keyboard /etc/default/console-setup

# Locales of other character sets than UTF-8 are two thirds of the files; upgrades keep them out as well.
awk '$2 != "UTF-8" {print $1}' /usr/share/i18n/SUPPORTED | sed 's/\.[^@]*//' | sort -u > /tmp/legacy
awk '$2 == "UTF-8" {print $1}' /usr/share/i18n/SUPPORTED | sort -u > /tmp/utf8
: > /etc/dpkg/dpkg.cfg.d/cognos-locales
for folder in /usr/lib/locale/*; do
  name=${folder##*/}
  case "$name" in C.utf8 | *.utf8 | *.utf8@*) continue ;; esac
  grep -qxF "$name" /tmp/utf8 && continue
  rm -rf "$folder"
  echo "path-exclude=/usr/lib/locale/$name/*" >> /etc/dpkg/dpkg.cfg.d/cognos-locales
done

# GRUB's early stage for the root file systems that the installer makes; root is the third partition.
common='biosdisk part_gpt normal configfile search search_fs_uuid search_fs_file search_label linux echo test true sleep ls cat reboot halt gzio zstd serial terminal terminfo minicmd'
mkdir -p /usr/lib/cognos/grub
grub-mkimage -O i386-pc -o /usr/lib/cognos/grub/core-btrfs.img -p '(,gpt3)/@/boot/grub' $common btrfs
grub-mkimage -O i386-pc -o /usr/lib/cognos/grub/core-ext4.img -p '(,gpt3)/boot/grub' $common ext2
# Where root is encrypted, the third partition is /boot.
grub-mkimage -O i386-pc -o /usr/lib/cognos/grub/core-boot.img -p '(,gpt3)/grub' $common ext2
mkdir -p /boot/grub/fonts /boot/efi
cp -r /usr/lib/grub/i386-pc /usr/lib/grub/x86_64-efi /boot/grub/
rm -f /boot/grub/*/*.module /boot/grub/*/*.img.exec
cp /usr/share/grub/unicode.pf2 /boot/grub/fonts/
# grub-bios-setup wants boot code and core image in one folder.
cp /usr/lib/grub/i386-pc/boot.img /usr/lib/cognos/grub/
grub-editenv /boot/grub/grubenv create

kernel=$(ls /lib/modules)
rm -f /boot/initrd.img-*
mkinitramfs -o "/boot/initrd.img-$kernel" "$kernel"

# Nothing of the machine that built it, nothing that every copy would share.
rm -f /etc/ssh/ssh_host_* /etc/hostname /var/lib/dbus/machine-id /var/lib/systemd/random-seed
rm -f /etc/dpkg/dpkg.cfg.d/99mmdebstrap /etc/apt/apt.conf.d/99mmdebstrap /etc/apt/sources.list /etc/apt/sources.list.d/0000sources.list
: > /etc/machine-id
ln -sfn ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/cache/ldconfig/aux-cache
rm -f /var/cache/debconf/*-old /var/lib/dpkg/*-old /etc/*- /var/lib/systemd/catalog/database
find /var/log -type f -delete
echo 'cognos' > /etc/hostname
printf '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n' > /etc/hosts
