/** Waits until the interfaces that were asked for are up; says why not, as soon as that is certain and at the latest when the time is over. */
import type { Finding } from '../../../shared/errors.ts';
import type { Host } from '../../../shared/system/host.ts';
import { hasLink, isUp, type AskedInterface, type SeenInterface } from './asked-interfaces.ts';
import { isWrongKey, judgeWireless, readSupplicant } from './judge-wireless.ts';

export interface Patience {
  /** A card finds, joins and is given an address well within 30 seconds; wireless ones and slow machines take some of that. */
  rounds: number;
  pause: () => Promise<unknown>;
}

/** @returns a finding at the interface, or at the wireless network, that is not as it was asked for; undefined when all are */
export async function awaitLinks(host: Host, asked: readonly AskedInterface[], { rounds, pause }: Patience): Promise<Finding | undefined> {
  for (let round = 1; ; round += 1) {
    await pause(); // At first for what was there before to go.
    const seen = JSON.parse(await host.run('ip', ['-json', 'address', 'show'])) as SeenInterface[];
    const [first, ...others] = asked.filter((each) => !isUp(each, seen));
    if (!first) return undefined;
    for (const each of [first, ...others].filter(({ points }) => points.length > 0)) {
      const heard = await readSupplicant(host, each.name);
      if (isWrongKey(heard, 'certainly')) return judgeWireless(host, each, heard, false);
    }
    if (round >= rounds) return whyNot(host, first, seen);
  }
}

async function whyNot(host: Host, asked: AskedInterface, seen: readonly SeenInterface[]): Promise<Finding> {
  const { name, path, given } = asked;
  const say = (code: string, message: string): Finding => ({ severity: 'error', code, path, message, values: { value: name } });
  if (!seen.some(({ ifname }) => ifname === name)) return say('link-no-card', `there is no interface "${name}" on this machine; choose another one`);
  if (asked.points.length > 0) return judgeWireless(host, asked, await readSupplicant(host, name), hasLink(asked, seen));
  if (!hasLink(asked, seen)) return say('link-no-carrier', `${name} has no link; plug in its cable, or look at the other end of it`);
  if (given.length > 0) return say('link-no-address', `${name} has a link, and the network gives it no address; look at the other end of the cable, or set a fixed address`);
  return say('link-slow', `${name} did not take its addresses in time; use the settings once more`);
}
