#!/usr/bin/env python3
"""Ansible inventory of a CognOS rollout: the machines that a boot server knows, in groups by state, rule and product.

Needs nothing but Python 3 (Debian's own). Ansible runs it as it is:

    ansible-inventory -i cognos_inventory.py --graph
    ansible -i cognos_inventory.py cognos_ready -m ping

Where the rollout is, the environment says:

    COGNOS_NETBOOT_URL         of the boot server, http://127.0.0.1:8480 when left out
    COGNOS_NETBOOT_TOKEN_FILE  a file with its admin token; needed from every machine but the boot server itself
    COGNOS_NETBOOT_CA          certificate of who vouches for an https server, PEM; the system's when left out

Exit codes: 0 done, 1 the rollout cannot be read (stderr says why), 2 wrong use.
"""

import json
import os
import re
import ssl
import sys
import urllib.error
import urllib.request

USAGE = "Usage: cognos_inventory.py --list | --host NAME\n"
SECONDS = 20
MOST_BYTES = 64 * 1024 * 1024


class Unreadable(Exception):
    """The rollout cannot be read; the message says why, and what would help."""


def main(words):
    if words == ["--list"]:
        print(json.dumps(inventory(read_rollout()), indent=2, sort_keys=True))
        return 0
    if len(words) == 2 and words[0] == "--host":
        hosts = inventory(read_rollout())["_meta"]["hostvars"]
        print(json.dumps(hosts.get(words[1], {}), indent=2, sort_keys=True))
        return 0
    sys.stderr.write(USAGE)
    return 2


def read_rollout():
    """GET /v1/rollout.json, as {"version": 1, "machines": [...]}."""
    url = os.environ.get("COGNOS_NETBOOT_URL", "http://127.0.0.1:8480").rstrip("/") + "/v1/rollout.json"
    if not re.match(r"https?://", url):
        raise Unreadable(f"COGNOS_NETBOOT_URL is {url!r}: give http://SERVER:PORT or https://SERVER:PORT")
    request = urllib.request.Request(url, headers={"Accept": "application/json", **authorization()})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS, context=tls(url)) as answer:
            rollout = json.loads(answer.read(MOST_BYTES))
    except urllib.error.HTTPError as error:
        raise Unreadable(f"{url} says {error.code}{hint(error.code)}") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"{url} cannot be read: {getattr(error, 'reason', error)}") from error
    if not isinstance(rollout, dict) or rollout.get("version") != 1 or not isinstance(rollout.get("machines"), list):
        raise Unreadable(f"{url} is no rollout of version 1: is it the address of a CognOS boot server?")
    return rollout


def hint(code):
    return ": name a file with the boot server's admin token in COGNOS_NETBOOT_TOKEN_FILE" if code in (401, 403) else ""


def authorization():
    path = os.environ.get("COGNOS_NETBOOT_TOKEN_FILE")
    if not path:
        return {}
    try:
        with open(path, encoding="ascii") as file:
            token = file.read().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"the token of COGNOS_NETBOOT_TOKEN_FILE cannot be read: {error}") from error
    return {"Authorization": f"Bearer {token}"}


def tls(url):
    return ssl.create_default_context(cafile=os.environ.get("COGNOS_NETBOOT_CA")) if url.startswith("https:") else None


def inventory(rollout):
    """Groups of names, and what is known of each machine, as Ansible wants it."""
    groups, hosts = {"cognos": []}, {}
    for machine in rollout["machines"]:
        name = unique(name_of(machine), machine, hosts)
        hosts[name] = variables(machine)
        groups["cognos"].append(name)
        for kind in ("state", "rule", "product"):
            if machine.get(kind):
                prefix = "" if kind == "state" else f"{kind}_"
                groups.setdefault("cognos_" + prefix + group_name(machine[kind]), []).append(name)
    found = {group: {"hosts": sorted(names)} for group, names in groups.items()}
    return {**found, "_meta": {"hostvars": hosts}, "all": {"children": ["ungrouped", *sorted(found)]}}


def name_of(machine):
    return str(machine.get("hostname") or machine.get("name") or machine.get("id"))


def unique(name, machine, taken):
    """Two machines of one name are two machines."""
    return name if name not in taken else f"{name}-{machine['id']}"


def group_name(text):
    """Ansible wants letters, digits and underscores."""
    return re.sub(r"[^a-z0-9_]+", "_", str(text).lower()).strip("_")


def variables(machine):
    """What the rollout knows, each with cognos_ before it; Ansible's own only where there is an address to go to."""
    known = {f"cognos_{snake(key)}": value for key, value in machine.items() if value is not None}
    if machine.get("address"):
        known["ansible_host"] = machine["address"]
    return known


def snake(key):
    return re.sub(r"([A-Z])", lambda found: "_" + found.group(1).lower(), key)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unreadable as error:
        sys.stderr.write(f"cognos_inventory.py: {error}\n")
        sys.exit(1)
