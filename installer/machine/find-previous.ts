/** What an earlier run left on the chosen disk: read from its own journal, mounted read-only for a moment. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Finding } from '../../shared/errors.ts';
import { parseJournal, summariseJournal, type JournalLine } from '../../shared/plan/journal.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { revealer } from '../../shared/system/secrets.ts';
import { closeVolumes, open } from '../steps/open-volume.ts';
import { previousMount, targetJournal, targetRoot } from '../paths.ts';
import type { Planned } from './install-machine.ts';

export interface Previous { hash?: string; done: Set<string>; finished: boolean; measurement?: Measurement; lines: JournalLine[]; /** It is encrypted with another passphrase than this plan's: nothing is known of it. */ locked?: true }

const at = previousMount;
const nothing: Previous = { done: new Set(), finished: false, lines: [] };

export interface Looking { host: Host; machine: Machine; plan: Plan; secrets: ReadonlyMap<string, string>; signal: AbortSignal }

export async function findPrevious({ host, machine, plan, secrets, signal }: Looking): Promise<Previous> {
  const lock = plan.steps.find((step) => step.kind === 'open-volume');
  if (!lock || !await isLuks(host, lock.device, signal)) return readPrevious(host, machine, plan, signal);
  if (!await open(host, { ...lock, passphrase: revealer(secrets)(lock.passphrase) }, signal)) return { ...nothing, locked: true };
  try {
    return await readPrevious(host, machine, plan, signal);
  } finally {
    await closeVolumes(host);
  }
}

async function isLuks(host: Host, device: string, signal: AbortSignal): Promise<boolean> {
  if (!await host.exists(device)) return false;
  return host.run('cryptsetup', ['isLuks', '--', device], { signal }).then(() => true, () => false);
}

async function readPrevious(host: Host, machine: Machine, plan: Plan, signal: AbortSignal): Promise<Previous> {
  const root = await ownRoot(host, plan) ?? foreignRoot(machine, plan);
  if (!root || !await mountReadOnly(host, root, signal)) return nothing;
  try {
    const lines = parseJournal(await host.readFile(`${at}${targetJournal}`));
    return { ...summariseJournal(lines), lines };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing;
    throw error;
  } finally {
    await host.run('umount', [at]);
  }
}

interface Root { path: string; fs: string }

/** Where this very plan puts its root: there on a retry, too, when the machine was probed before it was made. */
async function ownRoot(host: Host, plan: Plan): Promise<Root | undefined> {
  const root = plan.steps.find((step) => step.kind === 'mount' && step.at === targetRoot);
  return root?.kind === 'mount' && await host.exists(root.device) ? { path: root.device, fs: root.fs } : undefined;
}

function foreignRoot(machine: Machine, plan: Plan): Root | undefined {
  const disk = machine.disks.find(({ path }) => path === plan.disk.path);
  const root = disk?.partitions.find(({ label }) => label === 'cognos-root');
  return root?.content?.type === 'btrfs' || root?.content?.type === 'ext4' ? { path: root.path, fs: root.content.type } : undefined;
}

/** False when there is no filesystem of ours yet: the run ended before it made one. */
async function mountReadOnly(host: Host, { path, fs }: Root, signal: AbortSignal): Promise<boolean> {
  // Never a log replay: looking must not write. A journal line lost with the log only repeats a step.
  const options = fs === 'btrfs' ? 'ro,subvol=@,rescue=nologreplay' : 'ro,noload';
  await host.makeDirectory(at);
  try {
    await host.run('mount', ['-t', fs, '-o', options, '--', path, at], { signal });
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/**
 * @param mayOverwrite the spec names this disk or says `wipe: any`
 * @param reset `--reset` was given
 * @param confirmed a person looks at this plan and confirms this very disk: an interrupted install on it is theirs to lose
 */
export function judgePrevious(plan: Plan, previous: Previous, { mayOverwrite, reset, confirmed = false }: { mayOverwrite: boolean; reset: boolean; confirmed?: boolean }): Planned {
  if (previous.locked && !reset && !confirmed) return { outcome: 'refused', findings: [lockedInstall(plan)] };
  if (reset || previous.hash === undefined) return { outcome: 'plan', plan, resumes: false };
  if (previous.hash === plan.hash) return previous.finished ? { outcome: 'installed', plan } : { outcome: 'plan', plan, resumes: true };
  if (confirmed || previous.finished && mayOverwrite) return { outcome: 'plan', plan, resumes: false };
  const state = previous.finished ? 'a finished CognOS installation' : 'an interrupted CognOS installation';
  return {
    outcome: 'refused',
    findings: [{
      severity: 'error', code: 'another-plan', path: 'cognos.storage.disk',
      message: `${plan.disk.title} carries ${state} of another plan (${previous.hash.slice(0, 12)}, this one is ${plan.hash.slice(0, 12)}), and the two are not mixed; run with --reset to start over and lose it`,
    }],
  };
}

function lockedInstall({ disk }: Plan): Finding {
  return {
    severity: 'error', code: 'locked-install', path: 'cognos.storage.encrypt.passphrase',
    message: `${disk.title} carries CognOS, installed or begun from this very spec and encrypted with another passphrase; give that one to go on, or run with --reset to start over and lose it`,
  };
}
