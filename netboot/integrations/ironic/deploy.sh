#!/bin/sh
# Ironic (standalone, or below Metal3) writes the cloud image and a config drive: deploy.sh NODE USER_DATA
# The image lies at IMAGE_URL with its SHA-256 in IMAGE_SHA256; python3-ironicclient gives `baremetal`.
set -eu
node=$1
user_data=$2

# A config drive as JSON, which Ironic makes the volume of: user-data with the machine's name, and nothing else.
config_drive=$(mktemp)
trap 'rm -f "$config_drive"' EXIT
python3 - "$node" "$user_data" >"$config_drive" <<'PYTHON'
import json, sys
node, path = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    json.dump({"meta_data": {"uuid": node, "name": node, "hostname": node}, "user_data": file.read()}, sys.stdout)
PYTHON

# A whole-disk image: Ironic partitions nothing but puts the config drive at the disk's end, behind the partition that first
# boot grows; that partition ends where the config drive begins, as Ironic leaves it.
baremetal node set "$node" \
  --instance-info "image_source=$IMAGE_URL" \
  --instance-info image_os_hash_algo=sha256 \
  --instance-info "image_os_hash_value=$IMAGE_SHA256" \
  --instance-info image_disk_format=qcow2 \
  --property capabilities=boot_mode:uefi
baremetal node deploy "$node" --config-drive "$config_drive" --wait 3600
