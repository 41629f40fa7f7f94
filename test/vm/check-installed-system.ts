/** Compares an installed, running system with what was asked for. */
import type { Expectations } from './expectations.ts';
import { observe, type Answer, type Observations } from './observe.ts';
import type { Vm } from './vm.ts';

export interface Check {
  check: string;
  ok: boolean;
  /** What was seen. */
  detail: string;
}

export async function checkInstalledSystem(vm: Vm, expected: Expectations): Promise<Check[]> {
  return compare(await observe(vm), expected);
}

export function compare(seen: Observations, expected: Expectations): Check[] {
  return [
    equals('user', seen.whoami, expected.user),
    equals('hostname', seen.hostname, expected.hostname),
    ...(expected.timezone ? [equals('time zone', seen.timezone, expected.timezone)] : []),
    ...(expected.locale ? [check('locale', new RegExp(`^LANG="?${escapeRegExp(expected.locale)}"?$`, 'm').test(seen.locale.text), seen.locale.text)] : []),
    ...checkMounts(seen.mounts, expected.mounts),
    ...checkPartitions(seen.blocks, expected.partitions),
    check('no failed units', seen.failedUnits.exitCode === 0 && seen.failedUnits.text === '', seen.failedUnits.text || 'none'),
    equals('system state', seen.running, 'running'),
    checkAddress(seen.addresses, expected.address),
    ...(expected.runcmd ? [check('cloud-init ran the rest', seen.runcmd.exitCode === 0, '/var/lib/runcmd-was-here'),
      check('cloud-init finds no fault in it', seen.invalidForCloudInit.exitCode === 1, seen.invalidForCloudInit.text || 'none')] : []),
    check('machine id', /^[0-9a-f]{32}$/.test(seen.machineId.text), seen.machineId.text),
    check('ssh host keys', seen.hostKeys.exitCode === 0, seen.hostKeys.text.split('\n').join(' ')),
    equals('spec is private', seen.specMode, '600 root:root'),
    checkPlan(seen.plan, seen.mounts),
    ...(expected.firmware === 'secure' ? [check('Secure Boot', /^SecureBoot enabled$/m.test(seen.secureBoot.text), seen.secureBoot.text)] : []),
    check('report', isJsonObject(seen.report), seen.report.text.slice(0, 60)),
    check('ready marker', seen.ready.exitCode === 0, '/run/cognos/ready'),
  ];
}

function check(name: string, ok: boolean, detail: string): Check {
  return { check: name, ok, detail };
}

function equals(name: string, { text }: Answer, wanted: string): Check {
  return check(name, text === wanted, text === wanted ? text : `${text}, not ${wanted}`);
}

interface Mount { target: string; source: string; fstype: string; options: string }

function checkMounts(answer: Answer, wanted: Expectations['mounts']): Check[] {
  const mounts = listMounts(answer);
  return Object.entries(wanted).map(([target, { fs, option }]) => {
    // The last one at a place is the one that is seen there; an automount unit lies below its filesystem.
    const mount = mounts.findLast((other) => other.target === target);
    const ok = mount?.fstype === fs && (!option || mount.options.split(',').includes(option));
    return check(`mount ${target}`, ok, mount ? `${mount.fstype} ${mount.source}` : `not mounted, ${fs} was asked for`);
  });
}

function listMounts({ text }: Answer): Mount[] {
  return (parseJson(text) as { filesystems?: Mount[] } | undefined)?.filesystems ?? [];
}

interface Block { path: string; size: number; fstype: string | null; partlabel: string | null; children?: Block[] }

function checkPartitions({ text }: Answer, wanted: Expectations['partitions']): Check[] {
  const disks = (parseJson(text) as { blockdevices?: Block[] } | undefined)?.blockdevices ?? [];
  const partitions = disks.flatMap(({ children }) => children ?? []);
  return Object.entries(wanted).map(([label, { fs, bytes }]) => {
    const found = partitions.filter(({ partlabel }) => partlabel === label);
    const [partition] = found;
    const ok = found.length === 1 && (!fs || partition?.fstype === fs) && (bytes === undefined || Number(partition?.size) === bytes);
    return check(`partition ${label}`, ok, found.length === 1 ? `${partition?.fstype ?? 'nothing'}, ${partition?.size} bytes` : `${found.length} of that label`);
  });
}

function checkAddress({ text }: Answer, wanted: string | undefined): Check {
  const links = (parseJson(text) ?? []) as { ifname?: string; addr_info?: { local: string }[] }[];
  const addresses = links.flatMap(({ addr_info: list }) => (list ?? []).map(({ local }) => local));
  return check('network address', wanted ? addresses.includes(wanted) : addresses.length > 0, addresses.join(' ') || 'none');
}

/** The running disk must be refused by name, with the code for a refused machine. */
function checkPlan(plan: Answer, mounts: Answer): Check {
  const root = listMounts(mounts).find(({ target }) => target === '/')?.source ?? '';
  // What is opened of a disk does not say which disk that is: one of a virtual machine.
  const disk = root.startsWith('/dev/mapper/') ? /\/dev\/[sv]d[a-z]\b/.exec(plan.text)?.[0] ?? '' : root.replace(/\[.*\]$/, '').replace(/(?<=\d)p\d+$|(?<=\/[a-z]+)\d+$/, '');
  const ok = plan.exitCode === 3 && disk !== '' && plan.text.includes(disk);
  return check('the running disk is refused', ok, `exit ${plan.exitCode}: ${plan.text.split('\n')[0] ?? ''}`);
}

function isJsonObject({ text }: Answer): boolean {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
