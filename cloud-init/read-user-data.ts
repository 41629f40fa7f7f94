/** Bytes of a user-data file -> validated spec without secrets, its secrets, and what becomes of each key. */
import type { Finding } from '../shared/errors.ts';
import type { KeyDisposition } from '../shared/plan/plan.ts';
import type { InstallSpec } from '../shared/spec/install-spec.ts';
import { readDocument } from '../shared/spec/read-document.ts';
import { takeSecrets } from '../shared/spec/take-secrets.ts';
import { validateSpec } from '../shared/spec/validate-spec.ts';
import { handOver, handOverText } from './hand-over.ts';
import { carriedApt, isCarried, keyDispositions } from './keys.ts';
import { normalUsers } from './normal-users.ts';
import { otherKind } from './user-data-kind.ts';

export interface UserData {
  ok: true;
  /**
   * Without secrets and without what is handed to cloud-init; `users` are plain entries that `user` and
   * `ssh_authorized_keys` have become part of.
   */
  spec: InstallSpec;
  /** By path; `cloud-init.user-data` is the whole text for the target's cloud-init. */
  secrets: Map<string, string>;
  readonly fingerprint: string;
  keys: KeyDisposition[];
  /** Whether the target's cloud-init has anything to do. */
  handOver: boolean;
  warnings: Finding[];
}

export type UserDataReading = UserData | { ok: false; findings: Finding[] };

/** Never throws for what is in the file. */
export async function readUserData(bytes: Uint8Array, file: string): Promise<UserDataReading> {
  const other = otherKind(new TextDecoder().decode(bytes.subarray(0, 1024)).replace(/^\ufeff/, ''));
  if (other !== undefined) return { ok: false, findings: [refuseKind(other, file)] };
  const document = await readDocument(bytes, file);
  if (!document.ok) return document;
  const validation = await validateSpec(document.value, document);
  if (!validation.ok) return validation;
  const locked = lockedOut(validation.spec) ? [{ ...lockedOutWarning, at: document.locate(['users'], 'key') }] : [];
  return takeApart(validation.spec, [...validation.warnings, ...locked]);
}

/** For what is validated already, such as the wizard's answers. */
export function takeApart(full: InstallSpec, warnings: Finding[]): UserData {
  const left = handOver(full);
  const more: [string, string][] = left ? [['cloud-init.user-data', handOverText(left)]] : [];
  const taken = takeSecrets(carriedPart(full), more);
  return {
    ok: true, spec: taken.spec, secrets: taken.secrets, keys: keyDispositions(full), handOver: left !== undefined, warnings,
    get fingerprint() { return taken.fingerprint; },
  };
}

function carriedPart(full: InstallSpec): InstallSpec {
  const { user: _user, ssh_authorized_keys: _keys, apt, ...spec } = full;
  const users = normalUsers(full).map(({ ssh_import_id: _imports, ...user }) => user);
  const carried = Object.fromEntries(Object.entries(spec).filter(([key]) => isCarried(key))) as unknown as InstallSpec;
  return { ...carried, users, ...apt ? { apt: carriedApt(apt) } : {} };
}

const lockedOutWarning: Finding = {
  severity: 'warning', code: 'no-login', path: 'users',
  message: 'nobody will be able to log in: no user has an ssh key, or a password with lock_passwd: false',
};

function lockedOut(spec: InstallSpec): boolean {
  return !normalUsers(spec).some((user) => user.ssh_authorized_keys?.length || user.ssh_import_id?.length
    || (user.lock_passwd === false && (user.hashed_passwd ?? user.passwd) !== undefined));
}

function refuseKind(kind: string, file: string): Finding {
  return {
    severity: 'error', code: 'user-data-kind', path: '', at: { file, line: 1, column: 1 },
    message: `this is ${kind}, which only cloud-init itself reads and merges; give one #cloud-config file, or put this on a cidata volume, where the installer takes what cloud-init has merged`,
  };
}
