/**
 * Certificates, signatures and apt's Valid-Until go by the clock, and a machine with an empty battery starts in 1970, or
 * in 2040. Everything else of ours counts on a clock that never jumps. Waits for network time, but never long: a machine
 * without any must get ready as well.
 */
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { journalPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootHandler } from '../step.ts';

const year = 365.25 * 86400;
/** Longer than any Debian release is supported. */
const plausibleYears = 12;
const secondsToWait = { believable: 10, wrong: 60 };
/** What was written when the time was known: our program's build, the last time of timesyncd, the last package change. */
const dated = ['/usr/lib/cognos/cognos-firstboot.mjs', '/var/lib/systemd/timesync/clock', '/var/lib/dpkg/status', '/var/lib/cloud/data/instance-id'];

export const settleClock: FirstbootHandler<'settle-clock'> = async (_, context) => {
  const { host, warn } = context;
  if (await isSynchronised(host)) return;
  const build = Date.parse(builtinCatalogue.issued) / 1000;
  const wrong = (seconds: number): boolean => seconds < build || seconds > build + plausibleYears * year;
  const now = await readClock(host);
  const isSynchronisedNow = await hasNetwork(host) && await waitForTime(context, wrong(now) ? secondsToWait.wrong : secondsToWait.believable);
  if (isSynchronisedNow) return;
  const later = await readClock(host);
  if (!wrong(later)) return;
  const known = Math.max(build, ...(await knownTimes(host)).filter((seconds) => !wrong(seconds)));
  await host.run('date', ['--utc', `--set=@${Math.floor(known)}`]);
  await warn(`The clock said ${dayOf(later)} and no time server answered; it was set to ${dayOf(known)}, the latest day that this machine knows of. Certificates may still be refused until the clock is right.`);
};

/** Undefined answers (timedated missing, D-Bus not up yet) count as no. */
async function isSynchronised(host: Host): Promise<boolean> {
  return (await host.run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { okExitCodes: [0, 1] })).trim() === 'yes';
}

async function hasNetwork(host: Host): Promise<boolean> {
  for (const family of ['-4', '-6']) {
    if ((await host.run('ip', [family, 'route', 'show', 'default'], { okExitCodes: [0, 1, 2] })).trim() !== '') return true;
  }
  return false;
}

/** Only where somebody fetches the time: the spec may have switched that off. */
async function waitForTime({ host, signal }: StepContext, seconds: number): Promise<boolean> {
  if ((await host.run('systemctl', ['is-active', 'systemd-timesyncd.service'], { okExitCodes: [0, 3, 4] })).trim() !== 'active') return false;
  for (let waited = 0; waited < seconds; waited += 1) {
    await host.run('sleep', ['1'], { signal });
    if (await isSynchronised(host)) return true;
  }
  return false;
}

async function readClock(host: Host): Promise<number> {
  return Number((await host.run('date', ['+%s'])).trim());
}

async function knownTimes(host: Host): Promise<number[]> {
  // 1 when one of them is not there; the others are printed all the same.
  const files = (await host.run('stat', ['--format=%Y', ...dated], { okExitCodes: [0, 1] })).split('\n').map(Number);
  const journal = [...(await readIfThere(host, journalPath) ?? '').matchAll(/"at":"([^"]+)"/g)].map(([, at]) => Date.parse(at ?? '') / 1000);
  return [...files, ...journal].filter((seconds) => Number.isFinite(seconds) && seconds > 0);
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
