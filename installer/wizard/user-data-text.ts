/** The spec as the user-data file that repeats this install, with words for whoever opens it later. */
import { Document, isMap, Scalar, visit } from 'yaml';
import { ambiguity } from '../../shared/spec/ambiguous-scalar.ts';
import { findForbidden } from '../../shared/spec/decode-text.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { takeSecrets } from '../../shared/spec/take-secrets.ts';
import { withoutSecrets } from '../../shared/spec/without-secrets.ts';
import { commentNetworks } from './comment-networks.ts';

export interface TextOptions {
  /** Without them the file says what is missing; one with them is for root's eyes alone. */
  withSecrets: boolean;
}

export function userDataText(spec: InstallSpec, { withSecrets }: TextOptions = { withSecrets: true }): string {
  const told = withSecrets ? spec : withoutSecrets(takeSecrets(spec).spec) as InstallSpec;
  const document = new Document(told, { version: '1.1', aliasDuplicateObjects: false });
  quoteDoubtful(document);
  comment(document.getIn(['cognos', 'storage', 'disk'], true), diskComment(told));
  comment(document.getIn(['cognos', 'storage', 'encrypt'], true), encryptComment(told));
  for (const index of (told.users ?? []).keys()) comment(document.getIn(['users', index], true), lockComment(told, index));
  if (!withSecrets) commentNetworks(document, spec);
  return `#cloud-config\n${escaped(document.toString({ lineWidth: 0 }))}`;
}

/** What cloud-init's reader and ours would read differently, and what no file may hold as it is. */
function quoteDoubtful(document: Document): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && (ambiguity(node.value) !== undefined || findForbidden(node.value) !== undefined)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
}

/** Marks of direction and their like stand in double quotes only, where an escape means the same. */
function escaped(text: string): string {
  return text.replace(/[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function comment(node: unknown, text: string | undefined): void {
  if (text !== undefined && isMap(node)) node.commentBefore = text;
}

/** A serial is of one disk in the world: the next machine has another. */
function diskComment({ cognos: { storage } }: InstallSpec): string | undefined {
  const { match } = storage?.disk ?? {};
  const namesOne = match?.serial !== undefined || match?.wwn !== undefined || match?.['by-id'] !== undefined;
  return namesOne ? ' This very disk. For other machines, a rule such as {size: ">=200G", prefer: largest}.' : undefined;
}

function encryptComment({ cognos: { storage } }: InstallSpec): string | undefined {
  if (!storage?.encrypt || storage.encrypt.passphrase !== undefined) return undefined;
  return ' The passphrase was left out: passphrase is missing here, and nothing is installed without it.';
}

function lockComment({ users = [] }: InstallSpec, index: number): string | undefined {
  const user = users[index];
  if (typeof user !== 'object' || user.lock_passwd !== false || user.hashed_passwd !== undefined || user.passwd !== undefined) return undefined;
  return ' The password was left out: hashed_passwd is missing here (mkpasswd --method=yescrypt).';
}
