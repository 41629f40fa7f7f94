/**
 * Which texts of the spec this first boot may go by: the one that it began with, and those that it wrote itself (from
 * cloud-init, from answers). Anything else was edited meanwhile, and half a first boot of one spec is not mixed with
 * half of another. One digest a line; a new one is accepted before the spec is written, so that a power cut between
 * the two refuses nothing.
 */
import { createHash } from 'node:crypto';
import { exitCodes, RefusedError } from '../shared/errors.ts';
import type { Host } from '../shared/system/host.ts';
import { acceptedSpecPath, specPath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';

/** Writes the spec, as a part of this first boot. */
export async function saveSpec(host: Host, text: string): Promise<void> {
  await accept(host, text);
  await host.writeFile(specPath, text, { mode: 0o600 });
}

/** What is there now is what is meant: at the beginning, and with --reset. */
export async function acceptSpec(host: Host): Promise<void> {
  await host.remove(acceptedSpecPath);
  await accept(host, await readIfThere(host, specPath) ?? '');
}

export async function isSpecAccepted(host: Host): Promise<boolean> {
  const accepted = await readIfThere(host, acceptedSpecPath);
  // Of a release that kept none.
  if (accepted === undefined) return true;
  const text = await readIfThere(host, specPath) ?? '';
  if (accepted.split('\n').includes(digest(text))) return true;
  // There was none, or none that could be used: the first one is what was missing.
  if (accepted.trim() !== digest('')) return false;
  await accept(host, text);
  return true;
}

export function specChanged(): RefusedError {
  return new RefusedError([{
    severity: 'error', code: 'spec-changed', path: '', at: { file: specPath, line: 1, column: 1 },
    message: 'the spec was changed after first boot began, and what is done of the old one would be mixed with the new; put the old text back, or begin anew with `cognos-firstboot run --reset`',
  }], exitCodes.specRefused);
}

async function accept(host: Host, text: string): Promise<void> {
  await host.appendFile(acceptedSpecPath, `${digest(text)}\n`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
