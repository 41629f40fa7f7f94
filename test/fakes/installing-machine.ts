/**
 * A recorded machine that can be installed on: a recording host with one disk that remembers what was written to it,
 * so that a second run finds what the first one left.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromPromise } from 'xstate';
import { readUserData, type UserData } from '../../cloud-init/read-user-data.ts';
import { driveInstall } from '../../installer/headless/drive-install.ts';
import { provideActors } from '../../installer/machine/install-actors.ts';
import { runInstall, type RunInstallOptions } from '../../installer/machine/run-install.ts';
import { targetJournal, targetRoot } from '../../installer/paths.ts';
import { planInstall } from '../../installer/planner/plan-install.ts';
import { formatFinding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { parseJournal } from '../../shared/plan/journal.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { recordingHost, type Answer, type RecordingHost } from './recording-host.ts';

export function recordedMachine(name: string, change: (machine: Machine) => void = () => undefined): Machine {
  const machine = JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/machines/${name}.json`), 'utf8')) as Machine;
  change(machine);
  return machine;
}

export async function readSpecText(text: string): Promise<UserData> {
  const read = await readUserData(new TextEncoder().encode(text), 'user-data');
  if (!read.ok) throw new Error(read.findings.map(formatFinding).join('\n'));
  return read;
}

export async function planFor(machine: Machine, text: string): Promise<Plan> {
  const proposal = planInstall(machine, await readSpecText(text));
  if (!proposal.ok) throw new Error(proposal.refusals.map(formatFinding).join('\n'));
  return proposal.plan;
}

/** The sentences a spec is refused with on a machine; empty when there is a plan. */
export async function refusalsOf(machine: Machine, text: string, options: { reset?: boolean } = {}): Promise<string[]> {
  const proposal = planInstall(machine, await readSpecText(text), options);
  return proposal.ok ? [] : proposal.refusals.map(formatFinding);
}

export interface InstallingMachine {
  host: RecordingHost;
  machine: Machine;
  /** What `probe` says now: with the partitions of a run that came that far. */
  probed(): Machine;
  isMounted(): boolean;
  /** The engine without the state machine. */
  install(plan: Plan, text: string, more?: Partial<RunInstallOptions>): Promise<void>;
  /** As `cognos-install run` does it. */
  drive(text: string, options?: { reset?: boolean; signal?: AbortSignal }): Promise<{ exitCode: number; output: string }>;
  /** Ids that the target's own journal calls done, in order. */
  done(): string[];
  /** What has written to the disk since the last call. */
  writes(): string[];
}

const writing = /^(wipefs|dd|sfdisk|mkfs|mkswap|btrfs|btrfstune|chroot|cp|mount -t (?!.*\bro\b))/;

export function installingMachine(name = 'uefi-virtio', commands: Record<string, Answer> = {}): InstallingMachine {
  const machine = recordedMachine(name);
  let isMounted = false;
  let table: { uuid: string; partitions: { number: number; label: string; path: string }[] } | undefined;
  const partuuid = (text: string): string[] => [...text.matchAll(/uuid=([0-9a-f-]{36}), name="/g)].map(([, uuid]) => `/dev/disk/by-partuuid/${uuid}`);
  const disks = Object.fromEntries(machine.disks.flatMap(({ path }) => [[`/sys/class/block/${path.split('/').pop()}/size`, '1'], [path, 'disk']]));
  const identity = ({ args }: { args: readonly string[] }): string => {
    const disk = machine.disks.find(({ path, byId }) => [path, ...byId].includes(args.at(-1) ?? ''));
    return JSON.stringify({ blockdevices: [{ serial: disk?.serial ?? null, wwn: disk?.wwn ?? null, size: disk?.bytes ?? 0 }] });
  };
  const host = recordingHost({
    unscripted: 'succeed', files: disks,
    commands: {
      'lsblk --json': identity,
      'chroot /target getent passwd': ({ args }) => `${args.at(-1)}:x:1000:1000::/home/${args.at(-1)}:/bin/bash`,
      sfdisk: ({ stdin = '', args }) => {
        for (const link of partuuid(stdin)) host.files.set(link, { content: '', mode: 0o600 });
        const disk = machine.disks.find(({ path, byId }) => [path, ...byId].includes(args.at(-1) ?? ''));
        table = {
          uuid: /label-id: (\S+)/.exec(stdin)?.[1] ?? '',
          partitions: [...stdin.matchAll(/^(\d+) : .*name="([^"]*)"$/gm)].map(([, number, label]) => ({ number: Number(number), label: label ?? '', path: `${disk?.path}${number}` })),
        };
        return '';
      },
      mount: ({ args }) => { isMounted ||= args.at(-1) === targetRoot; return ''; },
      'umount --recursive': () => { isMounted = false; return ''; },
      [`findmnt --noheadings --output TARGET --mountpoint ${targetRoot}`]: () => (isMounted ? `${targetRoot}\n` : ''),
      df: 'Used\n0\n',
      ...commands,
    },
  });
  // What is looked at read-only is what was mounted as the target.
  const { readFile } = host;
  host.readFile = (path) => readFile(path.replace('/run/cognos/previous', targetRoot));
  const journal = (): ReturnType<typeof parseJournal> => parseJournal(host.files.get(`${targetRoot}${targetJournal}`)?.content ?? '');
  let seen = 0;

  const probed = (): Machine => ({
    ...machine,
    disks: machine.disks.map((disk) => (table && disk.path === '/dev/vda' ? {
      ...disk, partitionTable: { kind: 'gpt' as const, uuid: table.uuid.toUpperCase() },
      partitions: table.partitions.map((partition) => ({
        ...partition, startBytes: 1 << 20, bytes: 1 << 30, mountpoints: [], ...(partition.label === 'cognos-root' ? { content: { type: 'btrfs' } } : {}),
      })),
    } : disk)),
  });
  return {
    host, machine, probed, isMounted: () => isMounted,
    install: async (plan, text, more = {}) => runInstall({
      host, plan, machine, secrets: (await readSpecText(text)).secrets, signal: new AbortController().signal, reset: false, onProgress: () => undefined, ...more,
    }),
    drive: async (text, { reset = false, signal = new AbortController().signal } = {}) => {
      let output = '';
      // A recorded machine has no speed.
      const measure = fromPromise<undefined>(() => Promise.resolve(undefined)) as never;
      const provided = provideActors({ host, reset }).provide({ actors: { probe: fromPromise(() => Promise.resolve(probed())), measure } });
      const { exitCode } = await driveInstall({
        machine: provided, given: { file: 'user-data', bytes: new TextEncoder().encode(text) }, confirm: () => Promise.resolve(true), signal,
        write: (text_) => { output += text_; },
      });
      return { exitCode, output };
    },
    done: () => journal().flatMap((line) => (line.event === 'done' ? [line.id] : [])),
    writes: () => {
      const lines = host.lines.slice(seen).filter((line) => writing.test(line));
      seen = host.lines.length;
      return lines;
    },
  };
}
