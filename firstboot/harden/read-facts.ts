/** What controls are chosen from: the spec, and what only this machine can say. */
import type { Exception, HardenFacts, Profile } from '../../shared/harden/control.ts';
import { factsFromSpec } from '../../shared/harden/facts-from-spec.ts';
import { readText } from '../../shared/system/read-text.ts';
import type { Host } from '../../shared/system/host.ts';
import { specPath } from '../paths.ts';
import { readSpec } from '../read-spec.ts';

export async function readHardenFacts(host: Host, { profile }: { profile?: Profile } = {}): Promise<HardenFacts> {
  const spec = await readSpecFacts(host);
  const people = await readPeople(host);
  return {
    ...spec,
    profile: profile ?? spec.profile,
    exceptions: [...new Set([...spec.exceptions, ...await foundExceptions(host)])],
    // A machine without people yet goes by its spec; there may be none there either.
    ...(people.length > 0 ? { people: people.map(({ name }) => name), keyLogin: everyoneHasKey(people) } : {}),
  };
}

/** First boot asks twenty times, once a group; checking a spec is most of the work. */
let latest: { text: string | undefined; facts: HardenFacts } | undefined;

async function readSpecFacts(host: Host): Promise<HardenFacts> {
  const text = await readText(host, specPath);
  if (!latest || latest.text !== text) latest = { text, facts: factsFromSpec(await readSpec(host)) };
  return latest.facts;
}

interface Person { name: string; hasKey: boolean; hasPassword: boolean }

function everyoneHasKey(people: readonly Person[]): boolean {
  return people.some(({ hasKey }) => hasKey) && people.every(({ hasKey, hasPassword }) => hasKey || !hasPassword);
}

/** passwd(5): uids 1000 to 59999 with a shell to log in to. */
async function readPeople(host: Host): Promise<Person[]> {
  const hashes = new Map((await readText(host, '/etc/shadow') ?? '').split('\n').map((line) => [line.split(':')[0] ?? '', line.split(':')[1] ?? '!']));
  const people: Person[] = [];
  for (const line of (await readText(host, '/etc/passwd') ?? '').split('\n')) {
    const [name = '', , uid = '', , , home = '', shell = ''] = line.split(':');
    if (Number(uid) < 1000 || Number(uid) > 59999 || name === '' || /\/(nologin|false)$/.test(shell)) continue;
    const keys = await readText(host, `${home}/.ssh/authorized_keys`) ?? '';
    people.push({ name, hasKey: /^\s*[^#\s]/m.test(keys), hasPassword: /^(\$|_|[./0-9A-Za-z]{13}$)/.test(hashes.get(name) ?? '') });
  }
  return people;
}

/** What the profile would break here, seen rather than asked. */
async function foundExceptions(host: Host): Promise<Exception[]> {
  const [mounts, engines] = [await readText(host, '/proc/self/mounts') ?? '', ['/usr/bin/dockerd', '/usr/bin/podman', '/usr/bin/containerd', '/usr/bin/lxc-start', '/usr/bin/kubelet']];
  const found: Exception[] = [];
  for (const engine of engines) if (await host.exists(engine)) found.push('containers');
  if (/^\S+ \S+ squashfs /m.test(mounts)) found.push('squashfs');
  if (await usesUsbDisk(host, mounts)) found.push('usb-storage');
  if (await kernelTakesRouters(host)) found.push('ipv6-ra');
  return found;
}

/** Something of this system itself is on a disk behind USB; a volume with models to read from is not. */
async function usesUsbDisk(host: Host, mounts: string): Promise<boolean> {
  for (const [, device = ''] of mounts.matchAll(/^\/dev\/(\S+) \/(?!media|mnt|run)/gm)) {
    if (/\/usb\d/.test(await host.readLink(`/sys/class/block/${device}`) ?? '')) return true;
  }
  return false;
}

/**
 * The way out was learnt from a router advertisement, by the kernel. systemd-networkd learns by itself and switches
 * the kernel's own listening off at its interfaces: there nothing would break.
 */
async function kernelTakesRouters(host: Host): Promise<boolean> {
  const routes = await host.run('ip', ['-6', 'route', 'show', 'default', 'proto', 'ra']).catch(() => ''); // No IPv6, or no ip.
  for (const [, name = ''] of routes.matchAll(/\bdev (\S+)/g)) {
    if ((await readText(host, `/proc/sys/net/ipv6/conf/${name}/accept_ra`) ?? '0').trim() !== '0') return true;
  }
  return false;
}
