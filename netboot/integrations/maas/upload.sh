#!/bin/sh
# Gives MAAS the cloud image as a custom image: upload.sh PROFILE cognos-cloud.qcow2
# PROFILE is that of `maas login`. Needs qemu-utils, fdisk, jq and mtools. Deploy it as osystem=custom distro_series=cognos,
# with your user-data (user-data.yaml here is one) in base64 as user_data.
set -eu
profile=$1
image=$2
here=$(dirname "$0")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
qemu-img convert -f qcow2 -O raw "$image" "$work/cognos.raw"

# The ESP gets the hooks by which MAAS tells cloud-init who the machine is.
start=$(sfdisk --json "$work/cognos.raw" | jq '.partitiontable.partitions[] | select(.name == "cognos-esp") | .start * 512')
[ -n "$start" ] || { echo "upload.sh: $image is no CognOS cloud image: it has no partition cognos-esp" >&2; exit 1; }
mmd -i "$work/cognos.raw@@$start" ::/curtin
mcopy -i "$work/cognos.raw@@$start" "$here/curtin-hooks" ::/curtin/curtin-hooks

gzip --fast "$work/cognos.raw"
# ddgz: written to the disk as it is, partition table and boot loaders included.
maas "$profile" boot-resources create name=custom/cognos title=CognOS architecture=amd64/generic filetype=ddgz \
  base_image=debian/bookworm "content@=$work/cognos.raw.gz"
