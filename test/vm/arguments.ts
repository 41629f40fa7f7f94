/** Command line of `npm run vm`. */
import { parseArgs } from 'node:util';
import type { FirmwareKind } from './firmware.ts';

export interface VmArguments {
  userData: string | undefined;
  firmware: FirmwareKind;
  keep: boolean;
  check: boolean;
  help: boolean;
  memoryMiB: number;
  disk: string;
  iso: string | undefined;
}

export const usage = `Usage: npm run vm -- [USER-DATA] [options]

Builds the medium if there is none, installs from USER-DATA (default: test/fixtures/specs/uefi-btrfs.yaml) onto a blank
disk in a virtual machine, boots that disk and logs in over ssh. A throw-away key is added for the first user.

  --uefi           UEFI firmware (default)
  --bios           BIOS
  --secure-boot    UEFI with Microsoft's keys enrolled and Secure Boot on
  --check          compare the installed system with USER-DATA; a difference is a failure
  --keep           leave the installed machine running
  --memory M       MiB, or with G: 2048 (default), 4G
  --disk SIZE      size of the blank disk (default 16G)
  --iso F          another medium than build/cognos.iso
  --help
`;

/** Throws a sentence when an argument cannot be. */
export function readArguments(argv: readonly string[]): VmArguments {
  const { values, positionals } = parseArgs({
    args: [...argv], allowPositionals: true,
    options: {
      uefi: { type: 'boolean' }, bios: { type: 'boolean' }, 'secure-boot': { type: 'boolean' }, keep: { type: 'boolean' },
      check: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' }, memory: { type: 'string' }, disk: { type: 'string' }, iso: { type: 'string' },
    },
  });
  const chosen = [values.uefi && 'uefi', values.bios && 'bios', values['secure-boot'] && 'secure'].filter((kind) => kind);
  if (chosen.length > 1) throw new Error('--uefi, --bios and --secure-boot exclude one another.');
  if (positionals.length > 1) throw new Error(`One user-data file, not ${positionals.length}.`);
  return {
    userData: positionals[0], iso: values.iso, keep: values.keep ?? false, check: values.check ?? false, help: values.help ?? false,
    firmware: (chosen[0] as FirmwareKind | undefined) ?? 'uefi',
    memoryMiB: readMemory(values.memory ?? '2048'), disk: readSize(values.disk ?? '16G'),
  };
}

function readMemory(text: string): number {
  const match = /^(\d+)([MG]?)$/i.exec(text);
  const mib = Number(match?.[1]) * (match?.[2]?.toUpperCase() === 'G' ? 1024 : 1);
  if (!match || mib < 256) throw new Error(`--memory ${text}: give MiB or a number with G, at least 256.`);
  return mib;
}

function readSize(text: string): string {
  if (!/^\d+[MGT]$/.test(text)) throw new Error(`--disk ${text}: give a number with M, G or T, such as 16G.`);
  return text;
}
