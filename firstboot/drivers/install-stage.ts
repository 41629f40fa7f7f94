/** One stage of the driver plan: its packages, checked beforehand, taken back when they break. */
import type { DriverPackage, DriverStage } from '../../shared/drivers/driver-plan.ts';
import type { Host } from '../../shared/system/host.ts';
import { carriedPackages } from '../paths.ts';
import { aptGet, AptTrouble, type AptDoor } from './apt.ts';
import { buildFailure, isBuilt, nextKernel, runningKernel } from './dkms-build.ts';
import type { StageRecord } from './drivers-record.ts';
import { areInstalled } from './package-state.ts';
import { rollBack } from './roll-back.ts';

export type Outcome = Pick<StageRecord, 'state' | 'why'>;

export interface StageRun {
  /** Told the packages before apt begins to add them, and nothing when it is over. */
  adding: (packages: string[] | undefined) => Promise<void>;
  /** Why the package lists are not complete: what apt does not know may then only be out of reach. */
  listsTrouble?: string | undefined;
}

export async function installStage(door: AptDoor, stage: DriverStage, { adding, listsTrouble }: StageRun): Promise<Outcome> {
  const { host } = door;
  if (await areInstalled(host, stage.packages) && await isComplete(host, stage)) return { state: 'done' };
  const calls = await callsOf(host, stage);
  let added: string[] = [];
  try {
    for (const call of calls) added = [...new Set([...added, ...addedBy(await aptGet(door, ['--simulate', ...call]))])];
    await adding(added);
    for (const call of calls) await withFreshLists(door, () => aptGet(door, call));
    if (!await areInstalled(host, stage.packages, true)) throw new AptTrouble('broken', 'apt ended well, but not all packages are there');
    if (!await isComplete(host, stage)) throw new AptTrouble('broken', `the module was not built for kernel ${await nextKernel(host)}`);
    await adding(undefined);
    return { state: 'done' };
  } catch (error) {
    if (!(error instanceof AptTrouble)) throw error;
    const trouble = error.kind === 'refused' && listsTrouble !== undefined ? new AptTrouble('unreachable', listsTrouble) : error;
    return afterTrouble(door, trouble, added, adding);
  }
}

async function afterTrouble(door: AptDoor, trouble: AptTrouble, added: readonly string[], adding: (packages: undefined) => Promise<void>): Promise<Outcome> {
  const outcome = trouble.kind === 'broken' ? await takeBack(door, trouble, added) : notNow(trouble);
  await adding(undefined);
  return outcome;
}

/** Broken by what was added, or found so after a power cut in the middle of it. */
export async function takeBack(door: AptDoor, trouble: AptTrouble, added: readonly string[]): Promise<Outcome> {
  const log = await buildFailure(door.host); // Purging takes the log away.
  const isClean = await rollBack(door, added);
  const reason = log === undefined ? trouble.message : `the module could not be built: ${log}`;
  return { state: 'failed', why: `${capital(reason)}. ${isClean ? 'Its packages were taken away again; apt and dpkg are in order.' : 'Taking its packages away again did not work: `dpkg --audit` says what is left to repair.'}` };
}

/** What apt did not begin. */
export function notNow({ kind, message }: AptTrouble): Outcome {
  if (kind === 'unreachable') return { state: 'queued', why: `The package repositories could not be reached: ${message}. It is done by itself as soon as they can be.` };
  if (kind === 'locked') return { state: 'queued', why: `Another program held apt’s lock for too long: ${message}. It is tried again by itself.` };
  return { state: 'failed', why: `apt would not install it: ${message}. Nothing was changed.` };
}

/** A mirror that changed since its lists were fetched answers 404. */
async function withFreshLists(door: AptDoor, install: () => Promise<unknown>): Promise<void> {
  try {
    await install();
  } catch (error) {
    if (!(error instanceof AptTrouble) || error.kind !== 'unreachable') throw error;
    await aptGet(door, ['update']);
    await install();
  }
}

async function isComplete(host: Host, { dkms, packages }: DriverStage): Promise<boolean> {
  // nvidia-kernel-dkms has the modules nvidia-current, nvidia-current-modeset…
  const family = packages.find(({ name }) => name.endsWith('-dkms'))?.name.split('-')[0];
  return !dkms || family === undefined || isBuilt(host, await nextKernel(host), family);
}

/**
 * What comes from backports has a call of its own: apt 2.6 takes dependencies from there only with --target-release
 * (`name/bookworm-backports` fails on Mesa's libdrm2), and that would take everything else of the call from there too,
 * NVIDIA's driver in an older version among it.
 */
async function callsOf(host: Host, stage: DriverStage): Promise<string[][]> {
  const install = ['--yes', '--no-install-recommends', '--no-remove', 'install'];
  const newer = stage.packages.filter(({ from }) => from === 'bookworm-backports').map(({ name }) => name);
  const rest = await Promise.all(stage.packages.filter(({ from }) => from !== 'bookworm-backports').map((each) => argumentOf(host, each)));
  const headers = stage.dkms ? await headersFor(host, stage) : [];
  return [
    ...(newer.length > 0 ? [['--target-release', 'bookworm-backports', ...install, ...newer]] : []),
    ...(rest.length > 0 ? [[...install, ...rest, ...headers]] : []),
  ];
}

async function argumentOf(host: Host, { name, from }: DriverPackage): Promise<string> {
  const carried = `${carriedPackages}/${name}.deb`;
  return from === 'cognos' && await host.exists(carried) ? carried : name;
}

/**
 * linux-headers-amd64 is for the newest kernel. The running one may be older, and Debian keeps no headers of those:
 * then the newest kernel comes along, so that what starts next has its headers.
 */
async function headersFor(host: Host, { packages }: DriverStage): Promise<string[]> {
  const metapackage = packages.find(({ name }) => name === 'linux-headers-amd64');
  if (!metapackage || metapackage.from === 'bookworm-backports') return [];
  const own = `linux-headers-${await runningKernel(host)}`;
  const known = await host.run('apt-cache', ['pkgnames', own]);
  return known.split('\n').includes(own) ? [own] : ['linux-image-amd64'];
}

/** `apt-get --simulate`: "Inst dkms (3.0.10-8 Debian:12/stable [all])"; an upgrade has its old version in brackets before. */
export function addedBy(simulation: string): string[] {
  return [...simulation.matchAll(/^Inst (\S+) \(/gm)].map(([, name = '']) => name);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
