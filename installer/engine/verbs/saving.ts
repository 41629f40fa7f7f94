/** What leaves the machine: this install as user-data, its logs; and what comes from a volume that was plugged in: keys. */
import type { KeyFile, Verb, Volume } from '../../../shared/protocol/request.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import type { Client } from '../clients.ts';
import type { Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';
import { specOf } from '../answered-spec.ts';
import { userDataText } from '../wizard.ts';

type Named<Name extends Verb['type']> = Extract<Verb, { type: Name }>;

export const savedName = 'cognos-user-data.yaml';

export function textOfSpec(session: Session, { withSecrets }: Named<'spec.text'>, client: Client): { text: string } {
  // Who only watches may read what is planned, not what a password hashes to.
  if (withSecrets && !session.clients.mayChange(client)) throw new VerbError('not-in-control', 'another window is in control, and secrets are shown there only', 'Take control to see them.');
  return { text: specText(session, withSecrets) };
}

export async function saveSpec(session: Session, { volume, withSecrets = false }: Named<'spec.save'>): Promise<{ path: string }> {
  return { path: await session.system.saveText(volume, avoided(session), savedName, specText(session, withSecrets)) };
}

export async function saveLogs(session: Session, { volume }: Named<'logs.save'>): Promise<{ path: string }> {
  const { held } = session;
  try {
    held.logs = await session.system.saveLogs(volume, avoided(session));
    held.logsFailed = undefined;
    return { path: held.logs };
  } catch (error) {
    held.logsFailed = error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    session.publisher.atOnce();
  }
}

export function findVolumes(session: Session): Promise<Volume[]> {
  return session.system.volumes(avoided(session));
}

export function findKeys(session: Session): Promise<KeyFile[]> {
  return session.system.findKeys(avoided(session));
}

export function readLogs({ lines }: Session, { from }: Named<'logs.read'>): Promise<{ lines: string[]; next: number }> {
  return lines.read(from);
}

function specText(session: Session, withSecrets: boolean): string {
  // A file that leaves sections open has secrets of its own.
  return userDataText(withoutPassphrase(specOf(session, { withSecrets: true })), { withSecrets });
}

/** It opens the disk as it stands there, where a hash only says whether a password is the right one: no file of ours has it. */
function withoutPassphrase(spec: InstallSpec): InstallSpec {
  const { storage } = spec.cognos;
  if (storage?.encrypt?.passphrase === undefined) return spec;
  const { passphrase: _passphrase, ...encrypt } = storage.encrypt;
  return { ...spec, cognos: { ...spec.cognos, storage: { ...storage, encrypt } } };
}

/** Disks that are to be, or might be, installed to. */
function avoided({ actor, held }: Session): string[] {
  return [actor.getSnapshot().context.plan?.disk.path, held.answers.storage.disk?.path].filter((path) => path !== undefined);
}
