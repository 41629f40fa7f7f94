/** The spec as the user-data file that repeats this install, with words for whoever opens it later. */
import { Document, isMap, isScalar, type Node } from 'yaml';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { takeSecrets } from '../../shared/spec/take-secrets.ts';
import { withoutSecrets } from '../../shared/spec/without-secrets.ts';

export interface TextOptions {
  /** Without them the file says what is missing; nobody but root of this machine should be able to read one with them. */
  withSecrets: boolean;
}

/** In the YAML that cloud-init's reader and ours understand alike: whatever they read differently is quoted. */
export function userDataText(spec: InstallSpec, { withSecrets }: TextOptions = { withSecrets: true }): string {
  const told = withSecrets ? spec : withoutSecrets(takeSecrets(spec).spec) as InstallSpec;
  const document = new Document(told, { version: '1.1', aliasDuplicateObjects: false });
  comment(document.getIn(['cognos', 'storage', 'disk'], true), diskComment(told));
  for (const [index] of (told.users ?? []).entries()) comment(document.getIn(['users', index], true), lockComment(told, index));
  return `#cloud-config\n${document.toString({ lineWidth: 0 })}`;
}

function comment(node: unknown, text: string | undefined): void {
  if (text === undefined || !(isMap(node) || isScalar(node))) return;
  (node as Node).commentBefore = text;
}

/** A serial is of one disk in the world: the next machine has another. */
function diskComment({ cognos: { storage } }: InstallSpec): string | undefined {
  const { match } = storage?.disk ?? {};
  if (!match) return undefined;
  if (match.serial !== undefined || match.wwn !== undefined || match['by-id'] !== undefined) return ' This very disk. For other machines, a rule such as {size: ">=200G", prefer: largest}.';
  return undefined;
}

function lockComment({ users = [] }: InstallSpec, index: number): string | undefined {
  const user = users[index];
  if (typeof user !== 'object' || user.lock_passwd !== false || user.hashed_passwd !== undefined) return undefined;
  return ' The password was left out: hashed_passwd is missing here (mkpasswd --method=yescrypt).';
}
