/** Servers whose file was wrong: not asked again for a day, unless they have another file, so that gigabytes are not fetched in vain every minute. */
import type { Host } from '../../shared/system/host.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Places } from './places.ts';
import type { Source } from './probe-source.ts';

type Refused = Record<string, { tag: string; at: string }>;
const day = 24 * 3600 * 1000;

function pathOf({ models }: Places, name: string): string {
  return `${models}/.refused-${name}.json`;
}

async function read(host: Host, places: Places, name: string): Promise<Refused> {
  try {
    return JSON.parse(await readIfThere(host, pathOf(places, name)) ?? '{}') as Refused;
  } catch {
    return {};
  }
}

export async function isRefused(host: Host, places: Places, name: string, { asked, tag }: Pick<Source, 'asked' | 'tag'>, now: Date): Promise<boolean> {
  const found = (await read(host, places, name))[asked];
  // A clock that went back must not make it last for ever.
  return found !== undefined && found.tag === tag && Math.abs(now.getTime() - Date.parse(found.at)) < day;
}

export async function refuseSource(host: Host, places: Places, name: string, { asked, tag }: Pick<Source, 'asked' | 'tag'>, now: Date): Promise<void> {
  const all = { ...await read(host, places, name), [asked]: { tag, at: now.toISOString() } };
  await host.writeFile(pathOf(places, name), `${JSON.stringify(all)}\n`, { mode: 0o600 });
}

export async function forgetRefused(host: Host, places: Places, name: string): Promise<void> {
  await host.remove(pathOf(places, name));
}
