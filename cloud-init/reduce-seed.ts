/**
 * What cloud-init keeps of user-data and vendor-data, reduced to what it looks at on every boot. The instance folder
 * and its semaphores stay: without them the next boot would be a first one, with new host keys and every module run
 * again. So does the datasource's cache, for without it a metadata service that is away for a moment would make
 * another instance of this machine; but cloud-init writes user-data.txt anew from that cache on every boot, so the
 * secrets are taken out of it as well, by cloud-init's own code (22.4.2, sources/__init__.py pkl_load).
 */
import type { Host } from '../shared/system/host.ts';

/** Modules that run on every boot and their settings (cloud.cfg and each module's `frequency`); bootcmd is meant to. */
const keptKeys = [
  'hostname', 'fqdn', 'prefer_fqdn_over_hostname', 'preserve_hostname', 'manage_etc_hosts', 'growpart', 'resize_rootfs',
  'disable_ec2_metadata', 'updates', 'bootcmd', 'vendor_data', 'merge_how', 'merge_type', 'system_info', 'datasource', 'datasource_list',
];
/** As clouds call them in their metadata (OpenStack, VMware, Azure, EC2). */
const secretNames = ['user-data', 'user_data', 'userdata', 'userData', 'customData', 'vendor-data', 'vendor_data', 'vendordata', 'admin_pass', 'adminPass', 'password', 'security-credentials'];

const script = `
import json, os, pickle, sys
import yaml
from cloudinit import util
from cloudinit.sources import pkl_load

cloud, run, kept, secret = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4])
instance = os.path.join(cloud, "instance")

def put(path, text, mode=0o600):
    if not os.path.exists(path) or util.load_file(path) == text:
        return
    util.write_file(path + ".new", text, omode="w", mode=mode)
    with open(path + ".new") as written:
        os.fsync(written.fileno())
    os.replace(path + ".new", path)

def reduced(path):
    try:
        config = yaml.safe_load(util.load_file(path)) or {}
    except (OSError, ValueError, yaml.YAMLError):
        config = {}
    config = {key: config[key] for key in kept if key in config} if isinstance(config, dict) else {}
    return "#cloud-config\\n" + json.dumps(config, indent=1, default=str) + "\\n"

def scrub(value, depth=0):
    if depth > 8:
        return
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(entries):
        if key in secret and isinstance(item, (str, bytes)):
            value[key] = type(item)()
        elif isinstance(item, (dict, list)):
            scrub(item, depth + 1)

user = reduced(os.path.join(instance, "cloud-config.txt"))
vendor = reduced(os.path.join(instance, "vendor-cloud-config.txt"))
vendor2 = reduced(os.path.join(instance, "vendor2-cloud-config.txt"))

# The cache first: what is on disk is written from it.
cache = os.path.join(instance, "obj.pkl")
datasource = pkl_load(cache) if os.path.exists(cache) else None
if datasource is not None:
    def lends(raw):
        return raw is not None and raw != {} and raw != "" and raw != b""
    datasource.userdata_raw, datasource.userdata = user, None
    datasource.vendordata_raw = vendor if lends(datasource.vendordata_raw) else datasource.vendordata_raw
    if lends(getattr(datasource, "vendordata2_raw", None)):
        datasource.vendordata2_raw = vendor2
    datasource.vendordata = datasource.vendordata2 = None
    for name, value in list(vars(datasource).items()):
        if name not in ("sys_cfg", "distro", "paths", "ud_proc"):
            scrub(value)
    util.write_file(cache + ".new", pickle.dumps(datasource), omode="wb", mode=0o400)
    with open(cache + ".new", "rb") as written:
        os.fsync(written.fileno())
    os.replace(cache + ".new", cache)

texts = {
    "user-data.txt": user, "user-data.txt.i": user, "cloud-config.txt": user,
    "vendor-data.txt": vendor, "vendor-data.txt.i": vendor, "vendor-cloud-config.txt": vendor,
    "vendor-data2.txt": vendor2, "vendor-data2.txt.i": vendor2, "vendor2-cloud-config.txt": vendor2,
}
for name, text in texts.items():
    put(os.path.join(instance, name), text)
# A seed inside this image: without its files no datasource would be found any more.
for folder in ("nocloud", "nocloud-net"):
    put(os.path.join(cloud, "seed", folder, "user-data"), user)
    put(os.path.join(cloud, "seed", folder, "vendor-data"), vendor)
# What runcmd and scripts have run; they are not run again on this instance.
scripts = os.path.join(instance, "scripts")
for folder, _, files in os.walk(scripts):
    for name in files:
        os.remove(os.path.join(folder, name))
sensitive = os.path.join(run, "instance-data-sensitive.json")
if os.path.exists(sensitive):
    os.remove(sensitive)
`;

/** Does nothing where cloud-init has made no instance. Running it again changes nothing more. */
export async function reduceSeed(host: Host, { cloud = '/var/lib/cloud', run = '/run/cloud-init' } = {}): Promise<void> {
  if (await host.readLink(`${cloud}/instance`) === undefined) return;
  await host.run('python3', ['-c', script, cloud, run, JSON.stringify(keptKeys), JSON.stringify(secretNames)]);
}
